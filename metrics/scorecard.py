"""The recipe: what is piped into what, from values to measures, points, ranks and their explanation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import narwhals as nw

from config.frames import MEASURES, NODES, REGIONS
from config.model import Config, Indicator, Quarter, Scheme
from metrics.board import add_movement, ranking
from metrics.dense import Dense
from metrics.dense_board import ranking as ranking_of
from metrics.dense_frames import nodes as nodes_of
from metrics.dense_tree import Climbed
from metrics.derive import ROW, add_source, describe_amounts, describe_ratios, due, place, rolling
from metrics.explain import items
from metrics.ratios import derive_ratios
from metrics.rollup import roll_up
from metrics.rounding import half_up
from metrics.score import scored_items
from metrics.shape import Tree
from metrics.sheet import Sheet
from metrics.spine import UNIT, numbered, spine, unit_spine
from metrics.tree import climbed
from metrics.trend import add_change, add_quarter_part

QUARTERS_BACK = 5
"""So many quarters before the wanted ones are looked at for quarter parts and changes."""
Keep = Callable[[nw.LazyFrame], nw.LazyFrame]
"""How a frame that several steps read is held between them: the caller's choice, because engines differ."""


def as_planned(frame: nw.LazyFrame) -> nw.LazyFrame:
    """Hold nothing: the frame stays a plan."""
    return frame


@dataclass(frozen=True)
class Scorecard:
    """What a scheme makes of the measures: lazy views of one frame of scored items, planned when asked for."""

    measures: nw.LazyFrame
    regions: nw.LazyFrame
    sheet: Sheet
    quarters: tuple[str, ...]
    keep: Keep
    in_memory: bool = False

    @cached_property
    def units(self) -> nw.LazyFrame:
        """The units of the scheme's peer groups, numbered (metrics.spine)."""
        return numbered(self.regions, self.sheet.scheme.groups)

    @cached_property
    def scored(self) -> nw.LazyFrame:
        """One row per unit, quarter and item with its share (metrics.score), kept."""
        return self.keep(scored_items(self.measures, self.units, self.sheet, self.quarters))

    @cached_property
    def arrays(self) -> Climbed | None:
        """The tree's nodes as arrays, where they are asked for and know all that the scheme asks for."""
        if not (self.in_memory and self.sheet.on_arrays):
            return None
        return Climbed.of(Dense.of(self.measures, self.regions, self.sheet, self.quarters))

    @property
    def items(self) -> nw.LazyFrame:
        """ITEMS by quarter, peer group, region and order of the scheme."""
        return items(self.scored, self.units, self.sheet, self.quarters)

    @cached_property
    def levels(self) -> list[nw.LazyFrame]:
        """The nodes of each depth of the tree, the root first, each kept."""
        spine = unit_spine(self.units, self.quarters).select("unit", *UNIT)
        climbing = climbed(self.scored, Tree.of(self.sheet.scheme))
        return [self.keep(level.join(spine, on="unit")) for level in climbing]

    @property
    def nodes(self) -> nw.LazyFrame:
        """NODES by quarter, peer group, region and order of the scheme, the total last."""
        if self.arrays:
            return nodes_of(self.arrays)
        return nodes(nw.concat(self.levels), self.sheet.scheme.precision)

    @property
    def ranking(self) -> nw.LazyFrame:
        """RANKING by quarter, peer group and rank, units without a rank last; movement within its quarters."""
        if self.arrays:
            return ranking_of(self.arrays)
        scheme, totals = self.sheet.scheme, self.levels[0]
        if scheme.tie_break:
            apart = self.scored.filter(nw.col("term").is_in(self.sheet.numbers_of(scheme.tie_break)))
            totals = totals.join(apart.select("unit", tie_points="share"), on="unit", how="left")
        return add_movement(ranking(totals, scheme, self.measures), self.quarters)


def measure(
    values: nw.LazyFrame,
    regions: nw.LazyFrame,
    catalogue: Iterable[Indicator],
    quarters: Sequence[str],
    back: int = QUARTERS_BACK,
) -> nw.LazyFrame:
    """VALUES of any quarters and REGIONS to MEASURES of the wanted quarters.

    One row per region, wanted quarter and indicator that applies at the region's level, missing ones included. Change
    and quarter parts need the values of up to five quarters before the wanted ones; with fewer quarters `back` those
    that need more are null, and what stands in `value` is the same. Sorted by region, quarter, indicator.
    """
    catalogue = tuple(catalogue)
    depth = len({level for indicator in catalogue for level in indicator.levels}) - 1
    rows = place(due(spine(regions.select(*REGIONS), _from_earlier(quarters, back)), catalogue), values)
    ratios = [indicator.code for indicator in catalogue if indicator.is_ratio]
    is_ratio = nw.col("indicator").is_in(ratios)
    parts = add_quarter_part(rows.filter(~is_ratio), catalogue)
    amounts = roll_up(parts, ("value", "quarter_value"), rolling(catalogue), depth)
    measured = [describe_amounts(amounts)]
    if ratios:
        measured.append(describe_ratios(derive_ratios(rows.filter(is_ratio), amounts, catalogue, depth)))
    changed = add_change(nw.concat(measured)).filter(nw.col("quarter").is_in(list(quarters)))
    return add_source(changed, values).sort(*ROW).select(*MEASURES)


def _from_earlier(quarters: Sequence[str], back: int) -> list[Quarter]:
    """Every quarter from so many before the first wanted one to the last, without a gap."""
    series = [Quarter(min(quarters)).shift(-back)]
    while series[-1] < max(quarters):
        series.append(series[-1].shift(1))
    return series


def score(
    measures: nw.LazyFrame,
    regions: nw.LazyFrame,
    catalogue: Iterable[Indicator],
    scheme: Scheme | Sheet,
    quarters: Sequence[str],
    keep: Keep = as_planned,
    in_memory: bool = False,
) -> Scorecard:
    """MEASURES and REGIONS to the scorecard of a scheme; movement where `quarters` holds the quarter before.

    Units are the regions whose peer group the scheme names. Measures must have a row for every unit, quarter and
    indicator that applies, missing values included; an item without a row does not apply. `keep` may hold the scored
    items and the nodes for the views, for instance `lambda frame: frame.collect().lazy()` on polars or persist() on
    Spark; without it each view computes them anew. A scheme that is scored often is best given as its Sheet, for which
    the catalogue is not looked at. With `in_memory`, for frames of an engine that holds them in memory (polars), nodes
    and ranking are computed at once on arrays (metrics.dense), many times sooner and with the same figures; long frames
    still score the items, and schemes of which arrays do not know everything (metrics.kinds.covered). KeyError for an
    unknown rule or a missing parameter.
    """
    sheet = scheme if isinstance(scheme, Sheet) else Sheet.of(scheme, catalogue)
    return Scorecard(measures, regions, sheet, tuple(quarters), keep, in_memory)


def nodes(levels: nw.LazyFrame, precision: int) -> nw.LazyFrame:
    """The nodes of metrics.tree as NODES: what is lost is told of all, points of the total and where a value is."""
    regular, root = nw.col("kind") == nw.lit("regular"), nw.col("parent") == nw.lit("")
    added = nw.when(nw.col("points") < 0).then(-nw.col("points")).otherwise(nw.col("points") * 0.0)
    told = levels.with_columns(
        lost=nw.when(regular).then(nw.col("full_marks") - nw.col("points")).otherwise(added),
        points=nw.when((nw.col("known") > 0) | root).then(nw.col("points")),
        level=nw.when(root).then(nw.lit("total")).otherwise(nw.lit("section")),
    )
    told = told.with_columns(published=half_up(nw.col("points"), precision))
    return told.sort("quarter", "peer_group", "region_code", "number").select(*NODES)


def scorecard(
    values: nw.LazyFrame,
    regions: nw.LazyFrame,
    config: Config,
    scheme: Scheme,
    quarters: Sequence[str],
    keep: Keep = as_planned,
) -> Scorecard:
    """From reported values to the scorecard in one go: measure, then score, each kept by `keep`."""
    measures = keep(measure(values, regions, config.indicators, quarters))
    return score(measures, regions, config.indicators, scheme, quarters, keep)
