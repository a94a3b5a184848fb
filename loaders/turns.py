"""Who comes next when a few things are for many: whoever has waited longest, and not everybody may wait."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")


class Busy(Exception):
    """Too many wait already, or this one has waited too long."""


class Turns(Generic[T]):
    """A few things lent to many threads in the order in which they ask; at most `longest` wait, each `patience` s."""

    def __init__(self, things: list[T], longest: int, patience: float) -> None:
        self._free = list(reversed(things))
        self._waiting: deque[queue.SimpleQueue[T]] = deque()
        self._lock = threading.Lock()
        self._longest, self._patience = longest, patience

    @contextmanager
    def turn(self) -> Iterator[T]:
        """One of the things, for as long as the block takes. Raises Busy."""
        thing = self._take()
        try:
            yield thing
        finally:
            self._give_back(thing)

    def _take(self) -> T:
        place: queue.SimpleQueue[T] = queue.SimpleQueue()
        with self._lock:
            if self._free:
                return self._free.pop()
            if len(self._waiting) >= self._longest:
                raise Busy
            self._waiting.append(place)
        try:
            return place.get(timeout=self._patience)
        except queue.Empty:
            with self._lock:
                if place in self._waiting:
                    self._waiting.remove(place)
                    raise Busy from None
            return place.get()

    def _give_back(self, thing: T) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().put(thing)
            else:
                self._free.append(thing)
