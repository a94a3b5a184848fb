"""What a trial scores on: the store's values of a quarter, and the same with an unsent file laid over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals as nw
import polars as pl

from config.model import Config, Quarter, Scheme
from dashboard.usecases.computed import with_computed
from dashboard.usecases.desk import Desk
from dashboard.usecases.quality import reads_quality
from dashboard.usecases.quality_facts import Unsent
from loaders.store import readers
from metrics.gaps import gaps
from metrics.quality import CORRECTIONS, QUALITY
from metrics.scorecard import QUARTERS_BACK, measure, score
from metrics.sheet import Sheet

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Scores:
    """The rows of a quarter's ranking and gaps by region, and of its nodes and items by (region, node)."""

    ranking: Mapping[str, Row]
    gaps: Mapping[str, Row]
    nodes: Mapping[tuple[str, str], Row]
    items: Mapping[tuple[str, str], Row]


@dataclass(frozen=True)
class Ground:
    """A quarter with the scheme that it is scored under, as far as that scheme looks."""

    desk: Desk
    quarter: str
    scheme: Scheme

    @cached_property
    def sheet(self) -> Sheet:
        """The scheme prepared for scoring."""
        return Sheet.of(self.scheme, self.desk.config.indicators)

    @property
    def back(self) -> int:
        """How many quarters before it count: none for a scheme that reads nothing but the quarter's own values."""
        return QUARTERS_BACK if self.sheet.figures or "previous" in self.sheet.missing else 0

    @cached_property
    def stored(self) -> pl.DataFrame:
        """What the store has of the quarter, and of those before it that count."""
        quarters = [str(Quarter(self.quarter).shift(-back)) for back in range(self.back, -1, -1)]
        return readers.stored_rows(self.desk.engine, quarters)

    def values(self, unsent: Unsent | None = None) -> pl.DataFrame:
        """VALUES of the store, with what is unsent laid over as if it had come last."""
        rows = [self.stored] if unsent is None else [self.stored, readers.rows_to_store(unsent.intake.rows)]
        values = readers.as_values(pl.concat(rows), self.desk.config).collect()
        return with_computed(self.desk, values, unsent)

    def measures(self, values: pl.DataFrame, codes: Iterable[str]) -> pl.DataFrame:
        """MEASURES of the quarter of the indicators, and of the parts that they are made of."""
        config = self.desk.config
        wanted = set(codes)
        for ratio in [config.indicator[code] for code in wanted if code in config.indicator]:
            wanted |= {ratio.numerator, ratio.denominator}
        catalogue = [indicator for indicator in config.indicators if indicator.code in wanted]
        found = measure(nw.from_native(values.lazy()), self._regions, catalogue, [self.quarter], self.back)
        return nw.to_native(found).collect()

    def laid_over(self, measures: pl.DataFrame, values: pl.DataFrame, codes: Iterable[str]) -> pl.DataFrame:
        """Measures with those of some indicators, and of the ratios that they are part of, taken from other values."""
        changed = set(codes)
        made = (i.code for i in self.desk.config.indicators if i.is_ratio and {i.numerator, i.denominator} & changed)
        known = set(measures["indicator"].unique().to_list())
        touched = {*changed, *made} & known
        if not touched:
            return measures
        fresh = self.measures(values, touched)
        rest = measures.filter(~pl.col("indicator").is_in(fresh["indicator"].unique().to_list()))
        return pl.concat([rest, fresh]).sort("region_code", "quarter", "indicator")

    def scores(self, measures: pl.DataFrame, *, explained: bool = True) -> Scores:
        """The measures scored and ranked; the items only when they are to be explained."""
        given = nw.from_native(measures.lazy())
        card = score(given, self._regions, (), self.sheet, [self.quarter], keep=_collected, in_memory=True)
        ranking = nw.to_native(card.ranking).collect()
        behind = nw.to_native(gaps(nw.from_native(ranking.lazy()), self.scheme)).collect()
        return Scores(
            {row["region_code"]: row for row in ranking.to_dicts()},
            {row["region_code"]: row for row in behind.to_dicts()},
            _by_node(nw.to_native(card.nodes).collect()),
            _by_node(nw.to_native(card.items).collect()) if explained else {},
        )

    @property
    def _regions(self) -> nw.LazyFrame:
        return nw.from_native(readers.regions_frame(self.desk.config))


@dataclass(frozen=True)
class NowAndThen:
    """The scores without and with a file, and the ground and measures that they stand on."""

    ground: Ground
    now: Scores
    then: Scores
    measures: pl.DataFrame

    def total_with_quality(self, region: str, quality: float) -> float | None:
        """The published total of a region that is given other points for its reporting quality, others as they are."""
        ours = (pl.col("region_code") == region) & (pl.col("indicator") == QUALITY)
        given = pl.when(ours).then(quality).otherwise(pl.col("value"))
        ranking = self.ground.scores(self.measures.with_columns(value=given), explained=False).ranking
        published: float | None = ranking[region]["published"]
        return published


def now_and_then(ground: Ground, unsent: Unsent) -> NowAndThen:
    """Score the quarter as it stands and as it would stand with what is unsent."""
    read = ground.scheme.indicators
    before = ground.measures(ground.values(), read)
    changed = {_meaning(ground.desk.config, row.indicator) for row in unsent.intake.rows}
    changed |= {QUALITY, CORRECTIONS} if reads_quality(ground.desk.config) else set()
    after = ground.laid_over(before, ground.values(unsent), changed)
    return NowAndThen(ground, ground.scores(before), ground.scores(after), after)


def _meaning(config: Config, code: str) -> str:
    statistic = config.statistic.get(code)
    return statistic.indicator if statistic is not None and statistic.indicator else code


def _by_node(frame: pl.DataFrame) -> dict[tuple[str, str], Row]:
    return {(row["region_code"], row["node"]): row for row in frame.to_dicts()}


def _collected(frame: nw.LazyFrame) -> nw.LazyFrame:
    return frame.collect().lazy()
