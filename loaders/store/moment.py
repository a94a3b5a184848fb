"""A moment: while one page is drawn the store is asked each question once, so that the page says one thing.

A moment belongs to the thread that draws, ends with the page, and is over as soon as that thread writes; nothing of it
is there for another page.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

LONGEST = 0.2
"""Seconds after which a page that takes long asks anew."""
Answer = TypeVar("Answer")


class _Here(threading.local):
    answers: dict[Hashable, Any] | None = None
    until = 0.0


_here = _Here()


@contextmanager
def one_moment() -> Iterator[None]:
    """What is asked inside is asked once; what was asked outside is forgotten."""
    before, _here.answers = _here.answers, {}
    _here.until = time.monotonic() + LONGEST
    try:
        yield
    finally:
        _here.answers = before


def asked_once(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question, kept to the end of the moment; asked each time where there is no moment."""
    answers = _here.answers
    if answers is None:
        return ask()
    if _here.until < time.monotonic():
        moment_over()
    if key not in answers:
        answers[key] = ask()
    answer: Answer = answers[key]
    return answer


def moment_over() -> None:
    """Something changed: whatever is asked from now on is asked anew."""
    if _here.answers is not None:
        _here.answers.clear()
        _here.until = time.monotonic() + LONGEST
