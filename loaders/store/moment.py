"""A moment: while one page is drawn the store is asked each question once, so that the page says one thing.

A moment belongs to the thread that draws, ends with the page, and is over as soon as that thread writes. What the store
says of itself to everyone (how far it has come, its releases) serves the pages of all threads that are drawn within a
moment, until this process writes; what another process writes is seen a moment later.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

LONGEST = 0.2
"""Seconds after which a page that takes long asks anew."""
Answer = TypeVar("Answer")


class _Here(threading.local):
    answers: dict[Hashable, Any] | None = None
    until = 0.0


class _Lately:
    def __init__(self) -> None:
        self.answers: dict[Hashable, tuple[float, int, Any]] = {}
        self.turns = itertools.count(1)
        self.turn = 0


_here, _lately = _Here(), _Lately()


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


def asked_lately(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The same for what concerns everyone alike: inside a moment the answer to another page of just now will do."""
    return ask() if _here.answers is None else asked_once(key, lambda: _of_all(key, ask))


def _of_all(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    now, turn = time.monotonic(), _lately.turn
    until, asked_in, known = _lately.answers.get(key, (0.0, -1, None))
    if now < until and asked_in == turn:
        return cast(Answer, known)
    answer = ask()
    _lately.answers[key] = (now + LONGEST, turn, answer)
    return answer


def moment_over() -> None:
    """Something changed for this page: whatever it asks from now on is asked anew."""
    if _here.answers is not None:
        _here.answers.clear()
        _here.until = time.monotonic() + LONGEST


def ask_anew() -> None:
    """The store was written, or something is worked out to be kept: what any page asks from now on is asked anew."""
    _lately.turn = next(_lately.turns)
    _lately.answers.clear()
    moment_over()
