"""Time and peak memory of one contender, in a process of its own so that no other's memory counts."""

from __future__ import annotations

import gc
import multiprocessing
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Work = Callable[[], Any]
Prepare = Callable[[], Work]
_SECONDS = 2.0
_LEAST = 3
_FORGET_THE_PEAK = "5"
"""What proc(5) wants written to clear_refs to start the peak of resident memory (VmHWM) anew."""


@dataclass(frozen=True)
class Taken:
    """The best of several runs in milliseconds, the peak memory of the work in megabytes, and what came out.

    The memory is what the work needed beyond its prepared input.
    """

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


def as_it_is(result: Any) -> Any:
    """The result itself."""
    return result


def taken(prepare: Prepare, told: Callable[[Any], Any] = as_it_is) -> Taken:
    """Prepare the work and run it in a fresh process, once to warm up and then for two seconds, three times at least.

    `told` makes of the result what is kept of it, outside the time.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_timed, prepare, told).result()


def _timed(prepare: Prepare, told: Callable[[Any], Any]) -> Taken:
    work = prepare()
    gc.collect()
    before = _peak_mb(anew=True)
    result = work()
    needed = _peak_mb() - before
    best, runs, start = float("inf"), 0, time.perf_counter()
    while runs < _LEAST or time.perf_counter() - start < _SECONDS:
        began = time.perf_counter()
        result = work()
        best, runs = min(best, time.perf_counter() - began), runs + 1
    return Taken(best * 1000, needed, told(result))


def _peak_mb(anew: bool = False) -> float:
    """The peak of resident memory, from now on with `anew`; where Linux tells it, else of the whole process."""
    try:
        if anew:
            Path("/proc/self/clear_refs").write_text(_FORGET_THE_PEAK, encoding="ascii")
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
