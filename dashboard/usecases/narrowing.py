"""What a person sees of the present scores before their release: whose rows of each frame, and what is left out there.

A head sees the own region and those below, a reviewer the figures and items of the own division. What a row tells of
other units is emptied: how far the next place is, what the best of the group has reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from config.frames import IMPUTED
from config.model import Config
from dashboard.access.sight import Sight
from metrics.terms import terms


@dataclass(frozen=True)
class Scope:
    """What a sight reaches of the present scores: everything of some regions, and of all regions some figures.

    `figures` are the indicators, `nodes` the scheme items that the own divisions own; `relative` are the items (of
    anyone) whose points depend on other units' values.
    """

    regions: frozenset[str]
    figures: frozenset[str]
    nodes: frozenset[str]
    relative: frozenset[str]

    def reaches(self, region: str) -> bool:
        """True when everything of a region is reached."""
        return region in self.regions

    def withholds(self, item: Mapping[str, Any]) -> bool:
        """True for a row of ITEMS that is shown without what it tells of the group."""
        own = item["indicator"] in self.figures or item["node"] in self.nodes
        relative = item["node"] in self.relative and item["value"] is not None
        return not own and (relative or item["status"] == IMPUTED)


def scope_of(sight: Sight) -> Scope:
    """What a sight reaches by its right `present`."""
    divisions = sight.divisions("present")
    items = [item for scheme in sight.config.schemes for item in scheme.items]
    return Scope(
        regions=sight.regions("present"),
        figures=sight.indicators("present"),
        nodes=frozenset(item.code for item in items if item.owner in divisions),
        relative=_relative(sight.config),
    )


def _relative(config: Config) -> frozenset[str]:
    every = (term for scheme in config.schemes for term in terms(scheme, config.indicators))
    return frozenset(term.item.code for term in every if term.curve.relative or term.item.winsorise)


Condition = Callable[[Scope], pl.Expr]


def _own_regions(scope: Scope) -> pl.Expr:
    return pl.col("region_code").is_in(scope.regions)


def _own_figures(scope: Scope) -> pl.Expr:
    return _own_regions(scope) | pl.col("indicator").is_in(scope.figures)


def _own_items(scope: Scope) -> pl.Expr:
    return _own_figures(scope) | pl.col("node").is_in(scope.nodes)


def _own_best(scope: Scope) -> pl.Expr:
    """Ways that lead to the unit's own best under a rule of fixed bounds: no other unit's value goes into them."""
    apart = (pl.col("feasible_from") == "history") & ~pl.col("node").is_in(scope.relative)
    return _own_regions(scope) & apart


def _always(_scope: Scope) -> pl.Expr:
    return pl.lit(value=True)


def _others_line(scope: Scope) -> pl.Expr:
    return ~(pl.col("indicator").is_in(scope.figures) | pl.col("node").is_in(scope.nodes))


def _against_the_group(scope: Scope) -> pl.Expr:
    return _others_line(scope) & pl.col("node").is_in(scope.relative)


def _stands_in(scope: Scope) -> pl.Expr:
    return _others_line(scope) & (pl.col("status") == IMPUTED)


@dataclass(frozen=True)
class Narrowing:
    """How a frame is narrowed: the rows that stay, the columns that tell of the row's own unit, and those that tell of
    others, each emptied where its condition holds. Every column of the frame is in one of the two.
    """

    own: tuple[str, ...]
    others: Mapping[str, Condition] = field(default_factory=dict)
    rows: Condition = _own_regions


_UNIT = ("region_code", "quarter", "peer_group")
_RANKING = Narrowing(
    own=(
        *_UNIT,
        *("points", "published", "rank", "previous_rank", "rank_change", "ranked_units", "band", "previous_published"),
        *("coverage_share", "weakest_item", "weakest_lost", "veto"),
    ),
)
NARROWED: Mapping[str, Narrowing] = {
    "measures": Narrowing(
        own=(
            *("region_code", "quarter", "indicator", "value", "quarter_value", "status", "derivation"),
            *("numerator_value", "denominator_value", "coverage_share", "previous", "change", "change_share"),
            *("last_year", "year_change", "year_change_share", "submission_id", "sheet", "cell"),
        ),
        rows=_own_figures,
    ),
    "items": Narrowing(
        own=(*_UNIT, "section", "node", "indicator", "rule", "status", "target", "full_marks", "points", "lost"),
        others={
            "value": _stands_in,
            "low": _against_the_group,
            "high": _against_the_group,
            "share": _against_the_group,
        },
        rows=_own_items,
    ),
    "nodes": Narrowing(
        own=(*_UNIT, "node", "parent", "level", "full_marks", "counted_marks", "points", "published", "lost"),
    ),
    "ranking": _RANKING,
    "boards": Narrowing(own=(*_UNIT, "board", "points", "published", "rank", "ranked_units", "baseline_rank")),
    "lists": Narrowing(own=(*_UNIT, "node", "list", "value", "target", "rank", "ranked_units")),
    "intervals": Narrowing(own=(*_UNIT, "rank", "rank_low", "rank_high", "rank_mean", "alike")),
    "improvements": Narrowing(
        own=(*_UNIT, "node", "indicator", "value", "feasible", "feasible_from", "gain", "needed_for_band"),
        others={"needed_for_place": _always, "effort": _always, "order": _always},
        rows=_own_best,
    ),
    "gaps": Narrowing(
        own=(*_UNIT, "to_next_band", "next_band"),
        others={"to_next_place": _always, "to_tie": _always, "next_rank": _always},
    ),
    "recast": _RANKING,
}
"""Every frame of scoring.SHAPES with each of its columns. A frame that is not named here is shown to nobody in part."""


def narrowed(frames: Mapping[str, pl.DataFrame], scope: Scope) -> dict[str, pl.DataFrame]:
    """The frames as far as a scope reaches; whoever calls holds the lock on them."""
    return dict(_narrowed(frames, scope))


def _narrowed(frames: Mapping[str, pl.DataFrame], scope: Scope) -> Iterator[tuple[str, pl.DataFrame]]:
    for name in frames.keys() & NARROWED.keys():
        how, frame = NARROWED[name], frames[name]
        emptied = [pl.when(~here(scope)).then(pl.col(column)).alias(column) for column, here in how.others.items()]
        known = [column for column in frame.columns if column in {*how.own, *how.others}]
        yield name, frame.filter(how.rows(scope)).with_columns(emptied).select(known)
