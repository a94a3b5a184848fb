"""The recipe: what is piped into what, from values to measures, points, ranks and their explanation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import narwhals as nw

from config.frames import ITEMS, MEASURES, NODES, REGIONS
from config.model import Config, Indicator, Quarter, Scheme
from metrics.board import add_movement, ranking
from metrics.derive import ROW, add_source, describe_amounts, describe_ratios, due, place, rolling
from metrics.explain import add_coverage, add_weakest, items, with_reason
from metrics.ratios import derive_ratios
from metrics.rollup import roll_up
from metrics.rules.case import Case
from metrics.score import ORDER, add_items, add_sections, add_total, cases, needed, nodes
from metrics.trend import add_change, add_quarter_part
from metrics.wide import KEYS, spine, widen

_QUARTERS_BACK = 5
_UNIT = ("quarter", "peer_group", "region_code")
Keep = Callable[[nw.LazyFrame], nw.LazyFrame]
"""How a frame that several steps read is held between them: the caller's choice, because engines differ."""


def as_planned(frame: nw.LazyFrame) -> nw.LazyFrame:
    """Hold nothing: the frame stays a plan."""
    return frame


@dataclass(frozen=True)
class Scorecard:
    """What a scheme makes of the measures: three lazy views of one scored wide frame, planned when asked for."""

    wide: nw.LazyFrame
    measures: nw.LazyFrame
    scheme: Scheme
    given: tuple[Case, ...]
    quarters: tuple[str, ...]

    @property
    def items(self) -> nw.LazyFrame:
        """ITEMS by quarter, peer group, region and order of the scheme."""
        rows = with_reason(items(self.wide, self.scheme, self.given), self.measures)
        return rows.sort(*_UNIT, ORDER).select(*ITEMS)

    @property
    def nodes(self) -> nw.LazyFrame:
        """NODES by quarter, peer group, region and order of the scheme, the total last."""
        return nodes(self.wide, self.scheme).sort(*_UNIT, ORDER).select(*NODES)

    @property
    def ranking(self) -> nw.LazyFrame:
        """RANKING by quarter, peer group and rank, units without a rank last; movement within its quarters."""
        board = ranking(add_coverage(add_weakest(self.wide, self.given), self.given), self.scheme)
        return add_movement(board, self.quarters)


def measure(
    values: nw.LazyFrame, regions: nw.LazyFrame, catalogue: Iterable[Indicator], quarters: Sequence[str]
) -> nw.LazyFrame:
    """VALUES of any quarters and REGIONS to MEASURES of the wanted quarters.

    One row per region, wanted quarter and indicator that applies at the region's level, missing ones included;
    change needs the values of up to five quarters before the wanted ones. Sorted by region, quarter, indicator.
    """
    catalogue = tuple(catalogue)
    depth = len({level for indicator in catalogue for level in indicator.levels}) - 1
    rows = place(due(spine(regions.select(*REGIONS), _from_earlier(quarters)), catalogue), values)
    ratios = [indicator.code for indicator in catalogue if indicator.is_ratio]
    is_ratio = nw.col("indicator").is_in(ratios)
    parts = add_quarter_part(rows.filter(~is_ratio), catalogue)
    amounts = roll_up(parts, ("value", "quarter_value"), rolling(catalogue), depth)
    measured = [describe_amounts(amounts)]
    if ratios:
        measured.append(describe_ratios(derive_ratios(rows.filter(is_ratio), amounts, catalogue, depth)))
    changed = add_change(nw.concat(measured)).filter(nw.col("quarter").is_in(list(quarters)))
    return add_source(changed, values).sort(*ROW).select(*MEASURES)


def _from_earlier(quarters: Sequence[str]) -> list[Quarter]:
    """Every quarter from five before the first wanted one to the last, without a gap."""
    series = [Quarter(min(quarters)).shift(-_QUARTERS_BACK)]
    while series[-1] < max(quarters):
        series.append(series[-1].shift(1))
    return series


def scored(
    measures: nw.LazyFrame,
    regions: nw.LazyFrame,
    catalogue: Iterable[Indicator],
    scheme: Scheme,
    quarters: Sequence[str],
) -> nw.LazyFrame:
    """MEASURES and REGIONS to the wide frame of a scheme: one row per unit and quarter, every intermediate a column.

    Units are the regions whose peer group the scheme names. KeyError for an unknown indicator or rule.
    """
    given = cases(scheme, catalogue)
    units = regions.select(*REGIONS).filter(nw.col("peer_group").is_in(list(scheme.groups)))
    wide = spine(units, quarters).join(widen(measures, needed(scheme)), on=list(KEYS), how="left")
    return add_total(add_sections(add_items(wide, given), scheme), scheme)


def score(
    measures: nw.LazyFrame,
    regions: nw.LazyFrame,
    catalogue: Iterable[Indicator],
    scheme: Scheme,
    quarters: Sequence[str],
    keep: Keep = as_planned,
) -> Scorecard:
    """MEASURES and REGIONS to the scorecard of a scheme; movement where `quarters` holds the quarter before.

    `keep` may hold the scored wide frame for the views, for instance `lambda frame: frame.collect().lazy()` on polars
    or persist() on Spark; without it each view computes it anew. KeyError for an unknown indicator or rule.
    """
    wide = scored(measures, regions, catalogue, scheme, quarters)
    return Scorecard(keep(wide), measures, scheme, cases(scheme, catalogue), tuple(quarters))


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
