"""Time and peak memory of one contender, in a process of its own so that no other's memory counts."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

Work = Callable[[], Any]
Prepare = Callable[[], Work]
_SECONDS = 2.0
_LEAST = 5


@dataclass(frozen=True)
class Taken:
    """The best of several runs in milliseconds, the peak memory of the process in megabytes, and what came out."""

    milliseconds: float
    peak_mb: float
    result: Any


@dataclass(frozen=True)
class Row:
    """One line of the table: our work beside a rival's; a ratio above 1 says how many times faster ours is."""

    task: str
    ours: Taken
    rival: str
    theirs: Taken

    @property
    def ratio(self) -> float:
        """Their time over ours."""
        return self.theirs.milliseconds / self.ours.milliseconds


def taken(prepare: Prepare) -> Taken:
    """Prepare the work and run it in a fresh process, once to warm up and then for about two seconds."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_timed, prepare).result()


def _timed(prepare: Prepare) -> Taken:
    work = prepare()
    result, best, runs, start = work(), float("inf"), 0, time.perf_counter()
    while runs < _LEAST or time.perf_counter() - start < _SECONDS:
        began = time.perf_counter()
        result = work()
        best, runs = min(best, time.perf_counter() - began), runs + 1
    return Taken(best * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, result)
