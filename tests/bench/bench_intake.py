"""Intake of 150 workbooks of two thousand cells, read and checked, against only listing their cells."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pandas as pd

from config.model import Config
from config.reading import load_config
from config.workspace import REPOSITORY
from loaders.intake.outcome import Told
from loaders.intake.read import read_submission
from loaders.workshop.workshop import Workshop
from tests.bench.measuring import Row, Taken, Work, taken
from tests.load.books import division_book

BOOKS = 150
READERS = 2
_HEAD = 3
_SHARE = 0.95
Reading = Callable[[bytes], int]


class Found(NamedTuple):
    """Figures in all workbooks, the time that 95 % of the workbooks stay below, and what other processes needed."""

    figures: int
    slowest_ms: float
    elsewhere_mb: float = 0.0


@lru_cache(maxsize=1)
def config() -> Config:
    """Hunan."""
    return load_config(REPOSITORY / "config")


def books() -> list[bytes]:
    """The workbooks."""
    return [division_book(config(), number) for number in range(BOOKS)]


def one_process(reading: Reading) -> Work:
    """One workbook after the other."""
    content = books()
    return lambda: _found(_timed(reading, book) for book in content)


def ours(book: bytes) -> int:
    """Cells, regions, indicators, units and checks; the figures that would be stored."""
    return len(read_submission("指标.xlsx", book, config(), Told()).rows)


def openpyxl_cells(book: bytes) -> int:
    """The figures of the sheet in read-only mode."""
    opened = openpyxl.load_workbook(io.BytesIO(book), read_only=True, data_only=True)
    lines = opened.worksheets[0].iter_rows(min_row=_HEAD + 1, min_col=2, values_only=True)
    return sum(value is not None for line in lines for value in line)


def pandas_cells(engine: str, book: bytes) -> int:
    """The figures of the sheet in a frame."""
    frame = pd.read_excel(io.BytesIO(book), header=None, skiprows=_HEAD, engine=engine)  # type: ignore[call-overload]
    return int(frame.iloc[:, 1:].notna().sum().sum())


def workshop() -> Work:
    """Ours by the reader processes of the app, asked by as many threads."""
    content, opened = books(), Workshop(config(), processes=READERS)
    opened.warm()
    idle = _elsewhere(opened)

    def reading(book: bytes) -> int:
        return len(opened.read("指标.xlsx", book, config(), Told()).rows)

    def run() -> Found:
        with ThreadPoolExecutor(READERS) as pool:
            found = _found(pool.map(partial(_timed, reading), content))
        return found._replace(elsewhere_mb=_elsewhere(opened) - idle)

    return run


def _timed(reading: Reading, book: bytes) -> tuple[int, float]:
    began = time.perf_counter()
    return reading(book), (time.perf_counter() - began) * 1000


def _found(read: Iterator[tuple[int, float]]) -> Found:
    figures, times = zip(*read, strict=True)
    return Found(sum(figures), sorted(times)[int(_SHARE * len(times))])


def _elsewhere(opened: Workshop) -> float:
    """Megabytes of the readers at their peak."""
    processes = [reader._process for reader in opened._readers]
    statuses = [Path(f"/proc/{p.pid}/status").read_text(encoding="ascii") for p in processes if p is not None]
    peaks = [line.split()[1] for text in statuses for line in text.splitlines() if line.startswith("VmHWM")]
    return sum(map(int, peaks)) / 1024


def long_rows() -> Iterator[Row]:
    """The time for all and the 95th percentile of one; everybody must see every figure, else ValueError."""
    mine = taken(partial(one_process, ours))
    rivals = {
        f"ours in {READERS} readers": taken(workshop),
        "openpyxl": taken(partial(one_process, openpyxl_cells)),
        "pandas openpyxl": taken(partial(one_process, partial(pandas_cells, "openpyxl"))),
        "pandas calamine": taken(partial(one_process, partial(pandas_cells, "calamine"))),
    }
    for rival, theirs in rivals.items():
        if theirs.result.figures != mine.result.figures:
            raise ValueError(f"{rival} saw {theirs.result.figures} figures, we {mine.result.figures}")
        yield Row(f"intake of {BOOKS} workbooks", _whole(mine), rival, _whole(theirs))
    for rival, theirs in rivals.items():
        yield Row("intake, 95th percentile of one", _one(mine), rival, _one(theirs))


def _whole(found: Taken) -> Taken:
    return replace(found, peak_mb=found.peak_mb + found.result.elsewhere_mb)


def _one(found: Taken) -> Taken:
    return replace(_whole(found), milliseconds=found.result.slowest_ms)
