"""RANKING from arrays, as metrics.board makes it from frames."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import narwhals as nw
import numpy as np

from config.frames import RANKING
from config.model import Band, Quarter, Scheme
from metrics.dense import row_places
from metrics.dense_frames import Told, frame_of, order_of, published
from metrics.dense_tree import Climbed
from metrics.grids import Flags, Numbers, Whole
from metrics.rank import places
from metrics.rounding import half_up_whole

_LAST = -1e300


def ranking(found: Climbed) -> nw.LazyFrame:
    """RANKING by quarter, peer group and rank, units without a rank last; movement within the quarters."""
    board = Board(found)
    quarter, unit = np.nonzero(found.there[-1])
    told: Told = {name: cells[quarter, unit] for name, cells in board.numbers().items()}
    texts = {"band": board.bands, "veto": board.vetoes, "weakest_item": board.weakest}
    told |= {name: (codes, cells[quarter, unit]) for name, (codes, cells) in texts.items()}
    rank = told["rank"]
    order = order_of(found, quarter, unit, np.where(np.isnan(rank), np.inf, rank), by_rank=True)
    return frame_of(found, told, quarter, unit, order, RANKING)


@dataclass(frozen=True)
class Board:
    """The ranking of all quarters, quarters x units."""

    found: Climbed

    @property
    def scheme(self) -> Scheme:
        """The scheme."""
        return self.found.dense.sheet.scheme

    @cached_property
    def published(self) -> Numbers:
        """The published totals."""
        return published(self.found.points[-1], self.scheme.precision)

    @cached_property
    def coverage(self) -> Numbers:
        """The share of the applicable items that have a value; NaN where none applies."""
        valued, applies = (self.found.counts[name][-1] for name in ("valued", "applies"))
        return np.where(applies > 0, valued / np.where(applies > 0, applies, 1), np.nan)

    @cached_property
    def rankable(self) -> Numbers:
        """The published totals of the units that are ranked, else NaN."""
        stays = self.found.there[-1] & (self.coverage > 0) & (self.coverage >= self.scheme.minimum_coverage)
        return np.where(stays & ~self.vetoed(effect="unranked"), self.published, np.nan)

    @cached_property
    def rank(self) -> Numbers:
        """The places within each quarter and peer group, NaN without one."""
        found, scores = np.empty(self.rankable.shape), half_up_whole(self.rankable, self.scheme.precision)
        for own in self.found.dense.units.segments:
            part = scores[:, own]
            if self.found.apart is not None:
                apart = self.found.apart[:, own]
                within = row_places(-np.where(np.isnan(apart), _LAST, apart), middle=False)
                part = part * (part.shape[1] + 1) - within.astype(np.int64)
            found[:, own] = places(part, "dense" if self.scheme.tie == "dense" else "shared")
        return np.where(np.isnan(self.rankable), np.nan, found)

    @cached_property
    def ranked_units(self) -> Numbers:
        """How many units of the quarter and peer group are ranked."""
        found = np.empty(self.rankable.shape)
        for own in self.found.dense.units.segments:
            found[:, own] = (~np.isnan(self.rankable[:, own])).sum(axis=1, keepdims=True)
        return found

    def numbers(self) -> dict[str, Numbers]:
        """The columns of RANKING that are numbers."""
        lost = self.found.lost
        before = {"previous_rank": _before(self, self.rank), "previous_published": _before(self, self.published)}
        return {
            "points": self.found.points[-1],
            "published": self.published,
            "rank": self.rank,
            "ranked_units": self.ranked_units,
            "coverage_share": self.coverage,
            "weakest_lost": np.where(lost > 0, lost, np.nan),
            "rank_change": before["previous_rank"] - self.rank,
            **before,
        }

    @property
    def weakest(self) -> tuple[list[str], Whole]:
        """The item that lost most."""
        codes = [item.code for item in self.scheme.items]
        return codes, np.where(self.found.lost > 0, self.found.weakest, -1)

    @cached_property
    def events(self) -> Flags:
        """Where each veto applies, vetoes x quarters x units."""
        dense, vetoes = self.found.dense, self.scheme.vetoes
        value = dense.figures["value"]
        cells = [value[:, dense.sheet.places[veto.indicator]] >= veto.at_least for veto in vetoes]
        return np.array(cells, dtype=bool).reshape(len(vetoes), *self.published.shape)

    @property
    def vetoes(self) -> tuple[list[str], Whole]:
        """The first veto that applies."""
        first = self.events.argmax(axis=0) if len(self.events) else 0
        return [veto.code for veto in self.scheme.vetoes], np.where(self.events.any(axis=0), first, -1)

    def vetoed(self, effect: str = "", bars: str = "") -> Flags:
        """Where a veto of that effect applies, or one that bars the band."""
        mine = [veto.effect == effect or bars in veto.bars for veto in self.scheme.vetoes]
        return np.asarray(self.events[np.array(mine, dtype=bool)].any(axis=0))

    @property
    def bands(self) -> tuple[list[str], Whole]:
        """The best band that the unit reaches and no veto bars; the lowest under a veto that sets it."""
        falling = sorted(self.scheme.bands, key=lambda one: one.at_least, reverse=True)
        found = np.full(self.published.shape, -1)
        for number, band in reversed(list(enumerate(falling))):
            found[self._reached(band)] = number
        found[self.vetoed(effect="lowest") & ~np.isnan(self.rankable)] = len(falling) - 1
        return [band.code for band in falling], found

    def _reached(self, band: Band) -> Flags:
        reached = (self.rankable >= band.at_least) & ~self.vetoed(bars=band.code)
        if band.top_share is None:
            return reached
        return reached & (self.rank <= np.floor(self.ranked_units * band.top_share + 1e-9))


def _before(board: Board, cells: Numbers) -> Numbers:
    """The same cells of the quarter before, NaN where the quarters do not hold it or it had no such unit."""
    quarters = board.found.dense.quarters
    place = {quarter: number for number, quarter in enumerate(quarters)}
    earlier = [place.get(str(Quarter(quarter).shift(-1)), -1) for quarter in quarters]
    known = np.array(earlier)[:, None] >= 0
    return np.where(known & board.found.there[-1][earlier], cells[earlier], np.nan)
