"""Pages take turns: one is drawn at a time in a process, the others wait for their turn.

Threads of one interpreter do not draw faster beside one another; many of them only keep each other, and the loop that
sends what was drawn, waiting for the interpreter's lock.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 5.0
"""Seconds that a page waits for its turn; then it is drawn all the same: nobody waits for ever for another."""


class _Mine(threading.local):
    held = False


_turn = threading.Lock()
_mine = _Mine()


@contextmanager
def my_turn() -> Iterator[None]:
    """What is inside is drawn when it is its turn, or when it has waited long enough."""
    _take()
    try:
        yield
    finally:
        _give()


@contextmanager
def long_work() -> Iterator[None]:
    """What is inside takes its time (a workbook is read, a release computed): others may draw their pages meanwhile."""
    waits = _mine.held
    _give()
    try:
        yield
    finally:
        if waits:
            _take()


def _take() -> None:
    _mine.held = _turn.acquire(timeout=PATIENCE)


def _give() -> None:
    if _mine.held:
        _mine.held = False
        _turn.release()
