"""The book of scores: the frames of one state of the inputs, read by one thread at a time and given out as rows.

Polars frames that several threads share can deadlock the process, so nothing but this module touches them. What a
person may see of the present scores is a book of its own, with its own frames and its own reports.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import narwhals as nw
import polars as pl

from dashboard.access.gate import needs
from dashboard.access.person import Post
from dashboard.access.sight import Sight
from dashboard.usecases.desk import Desk
from dashboard.usecases.narrowing import Scope, narrowed, scope_of
from dashboard.usecases.scoring import Scored, input_hash, scored
from metrics.last_places import last_places
from metrics.rank import Tie, rank_published
from metrics.rounding import half_up

Rows = tuple[Mapping[str, Any], ...]
Report = TypeVar("Report")
KEPT_IN_PART = 64
"""How many parts of a book, each for people who see the same, a process keeps in memory."""


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
    its pages show beside it. A book in part (`scope`) holds what some see of the present scores; `whole` is the book
    that it is a part of: for what a use case works out and does not show.
    """

    def __init__(
        self,
        scores: Scored,
        release: Released | None = None,
        *,
        scope: Scope | None = None,
        whole: Book | None = None,
    ) -> None:
        self.state = scores.input_hash
        self.release = release
        self.scope = scope
        self.whole = whole or self
        self._frames = scores.frames
        self._reading = threading.Lock()
        self._reports: dict[Hashable, Any] = {}
        self._parts: OrderedDict[tuple[Post, ...], Book] = OrderedDict()

    def seen_by(self, sight: Sight) -> Book:
        """The book as far as a sight reaches: a release is whole, the present scores go as far as the right `present`.

        People whose posts reach the same share a book, its frames and its reports, and nothing of it with others.
        """
        if self.release is not None or sight.whole("present"):
            return self
        posts = sight.posts("present")
        with self._reading:
            if posts not in self._parts:
                scope = scope_of(sight)
                self._parts[posts] = Book(Scored(self.state, narrowed(self._frames, scope)), scope=scope, whole=self)
                while len(self._parts) > KEPT_IN_PART:
                    self._parts.popitem(last=False)
            self._parts.move_to_end(posts)
            return self._parts[posts]

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
        """The units of a group ranked by the published points of one node, by the engine's own ranking.

        Of a book in part the units in reach, with their places among all.
        """
        if self.scope is not None:
            every = self.whole.placed(node, quarter, group, tie)
            return tuple(row for row in every if self.scope.reaches(row["region_code"]))
        conditions = (pl.col("node") == node, pl.col("quarter") == quarter, pl.col("peer_group") == group)
        with self._reading:
            chosen = nw.from_native(self._frames["nodes"].filter(conditions))
            return tuple(chosen.with_columns(rank_published(tie)).to_native().to_dicts())

    def placed_on_item(self, item: str, quarter: str, group: str, tie: Tie, precision: int) -> Rows:
        """The rows of ITEMS of a group on one item, ranked by its points at a precision, which are `published`.

        None of a book in part: who stands first on an item tells what the group has reached.
        """
        if self.scope is not None:
            return ()
        conditions = (pl.col("node") == item, pl.col("quarter") == quarter, pl.col("peer_group") == group)
        with self._reading:
            chosen = nw.from_native(self._frames["items"].filter(conditions))
            published = chosen.with_columns(half_up(nw.col("points"), precision).alias("published"))
            return tuple(published.with_columns(rank_published(tie)).to_native().to_dicts())

    def last_places(self, quarters: list[str], bottom: int) -> frozenset[tuple[str, str, str]]:
        """Who was among the last `bottom` of the group on which item: (quarter, region, node); see metrics.

        Among the units that the book holds: of a book in part it is not what it says.
        """
        with self._reading:
            items = self._frames["items"].filter(pl.col("quarter").is_in(quarters))
            found = last_places(nw.from_native(items.lazy()), bottom).to_native().collect()
            return frozenset(found.select("quarter", "region_code", "node").rows())

    def quarters(self, frame: str = "ranking") -> tuple[str, ...]:
        """The quarters that a frame covers, newest first."""
        return self.drawn(("quarters", frame), lambda: self._quarters(frame))

    def _quarters(self, frame: str) -> tuple[str, ...]:
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


@needs("results", "present")
def open_book(desk: Desk) -> Book:
    """The book of the present inputs as far as the desk's person sees it.

    Only the newest state of each workspace is kept in memory.
    """
    name = str(desk.workspace.folder)
    with _opening:
        if name not in _books or _books[name].state != input_hash(desk):
            _books[name] = Book(scored(desk.whole))
        book = _books[name]
    return book.seen_by(desk.sight)
