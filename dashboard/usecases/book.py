"""The book of scores: the frames of one state of the inputs, read by one thread at a time and given out as rows.

Polars frames that several threads share can deadlock the process, so nothing but this module touches them.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import narwhals as nw
import polars as pl

from dashboard.usecases.desk import Desk
from dashboard.usecases.scoring import Scored, input_hash, scored
from metrics.rank import Tie, rank_published

Rows = tuple[Mapping[str, Any], ...]
Report = TypeVar("Report")


@dataclass(frozen=True)
class Released:
    """The release that a book was read from: when it was made (local time), and the submissions behind it.

    `submissions` gives of each the codes of the regions that were set aside.
    """

    id: str
    quarter: str
    revision: int
    made: dt.datetime
    reason: str
    submissions: Mapping[int, tuple[str, ...]]


class Book:
    """The scores of one state of the inputs, and the reports that were drawn from them.

    `release` is None for the present scores; the scores of a release are those of its quarter and of the quarters that
    its pages show beside it.
    """

    def __init__(self, scores: Scored, release: Released | None = None) -> None:
        self.state = scores.input_hash
        self.release = release
        self._frames = scores.frames
        self._reading = threading.Lock()
        self._reports: dict[Hashable, Any] = {}

    def rows(self, frame: str, **equal: str | list[str]) -> Rows:
        """The rows of a frame (scoring.SHAPES) whose columns equal the given values (or are among them).

        None of a frame that a release does not have, because it was made before there was such a frame.
        """
        if frame not in self._frames:
            return ()
        conditions = [
            pl.col(name).is_in(wanted) if isinstance(wanted, list) else pl.col(name) == wanted
            for name, wanted in equal.items()
        ]
        with self._reading:
            whole = self._frames[frame]
            return tuple((whole.filter(conditions) if conditions else whole).to_dicts())

    def placed(self, node: str, quarter: str, group: str, tie: Tie) -> Rows:
        """The units of a group ranked by the published points of one node, by the engine's own ranking."""
        conditions = (pl.col("node") == node, pl.col("quarter") == quarter, pl.col("peer_group") == group)
        with self._reading:
            chosen = nw.from_native(self._frames["nodes"].filter(conditions))
            return tuple(chosen.with_columns(rank_published(tie)).to_native().to_dicts())

    def quarters(self, frame: str = "ranking") -> tuple[str, ...]:
        """The quarters that a frame covers, newest first."""
        with self._reading:
            return tuple(sorted(self._frames[frame]["quarter"].unique().to_list(), reverse=True))

    def measured(self) -> frozenset[tuple[str, str]]:
        """The (indicator, quarter) pairs that have at least one value."""
        with self._reading:
            known = self._frames["measures"].filter(pl.col("value").is_not_null())
            return frozenset(known.select("indicator", "quarter").unique().rows())

    def drawn(self, key: Hashable, draw: Callable[[], Report]) -> Report:
        """A report, drawn once for each key; reports are immutable, so readers may share them."""
        if key not in self._reports:
            self._reports[key] = draw()
        report: Report = self._reports[key]
        return report


_opening = threading.Lock()
_books: dict[str, Book] = {}


def open_book(desk: Desk) -> Book:
    """The book of the desk's present inputs; only the newest state of each workspace is kept in memory."""
    name = str(desk.workspace.folder)
    with _opening:
        if name not in _books or _books[name].state != input_hash(desk):
            _books[name] = Book(scored(desk))
        return _books[name]
