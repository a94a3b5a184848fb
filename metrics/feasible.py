"""What is within reach of a unit: the best that it reached itself, and what the best quarter of its peers reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np

from config.model import Indicator, Quarter, Scheme
from metrics.grids import Flags, Numbers, grid
from metrics.revalue import Revaluation
from metrics.rows import rows_due
from metrics.sheet import Sheet
from metrics.spine import numbered
from metrics.terms import Term

QUARTERS_BACK = 8
UPPER_QUARTILE = 0.75
_OF_YEAR = ("value", "year_change")
"""Figures that add up within the year where their indicator does."""


@dataclass(frozen=True)
class History:
    """The figures that the scheme's items are about, of earlier quarters: region_code, quarter, node, value."""

    figures: nw.DataFrame[Any]
    catalogue: Mapping[str, Indicator]
    scheme: Scheme

    @classmethod
    def of(
        cls, items: nw.DataFrame[Any], measures: nw.DataFrame[Any], scheme: Scheme, catalogue: Sequence[Indicator]
    ) -> History:
        """Of the units of ITEMS, from MEASURES of any quarters; items made of several indicators are made again."""
        sheet, quarters = Sheet.of(scheme, catalogue), sorted(measures["quarter"].unique().to_list())
        regions = items.select("region_code", "peer_group").unique("region_code").with_columns(level=nw.lit(""))
        units = numbered(regions.lazy(), scheme.groups)
        rows = rows_due(measures.lazy(), units, sheet, quarters).select("region_code", "quarter", "term", "value")
        numbers, codes = list(range(len(sheet.terms))), [term.item.code for term in sheet.terms]
        node = nw.col("term").replace_strict(numbers, codes, return_dtype=nw.String)
        return cls(rows.with_columns(node=node).collect(), {one.code: one for one in catalogue}, scheme)

    def best(self, quarter: str, values: Revaluation) -> Numbers:
        """Units x items, the best figure of the 8 quarters before, NaN where there is none.

        Of an item that adds up within the year only the same quarter of earlier years counts.
        """
        best = np.full(values.values.shape, np.nan)
        sign = np.array([-1.0 if term.lower_is_better else 1.0 for term in values.terms])
        within = np.array([adds_up(term, self.catalogue) for term in values.terms])
        rows = self.figures.filter(nw.col("region_code").is_in(list(values.units)))
        for back in range(1, QUARTERS_BACK + 1):
            earlier = rows.filter(nw.col("quarter") == nw.lit(str(Quarter(quarter).shift(-back))))
            figures = grid(earlier, "value", values.units, self.scheme) * sign
            best = np.fmax(best, np.where(within & (back % 4 > 0), np.nan, figures))
        return best * sign + 0.0


@dataclass(frozen=True)
class Feasible:
    """Units x items: the feasible values (NaN where there is none), and whether they are of the unit's own history."""

    values: Numbers
    own: Flags

    @classmethod
    def of(cls, values: Revaluation, history: History, quarter: str) -> Feasible:
        """The better of the unit's best and the peers' upper quartile; its own where they are the same."""
        sign = np.array([-1.0 if term.lower_is_better else 1.0 for term in values.terms])
        own, peers = history.best(quarter, values) * sign, upper_quartile(values) * sign
        return cls(np.fmax(own, peers) * sign + 0.0, ~np.isnan(own) & ~(own < peers))


def adds_up(term: Term, catalogue: Mapping[str, Indicator]) -> bool:
    """True where the item's figure grows with the year: cumulative, of cumulative inputs, or against a yearly target.

    Without a catalogue only the target tells.
    """
    inputs = term.item.inputs
    sources = (*inputs.sum, *inputs.per) if inputs else (term.item.indicator,)
    return term.target.annual or (
        term.item.figure in _OF_YEAR and any(_cumulative(code, catalogue) for code in sources)
    )


def _cumulative(code: str, catalogue: Mapping[str, Indicator]) -> bool:
    """A ratio of two cumulative amounts does not grow with the year; of one it does."""
    if code not in catalogue:
        return False
    one = catalogue[code]
    if one.is_ratio:
        return _cumulative(one.numerator, catalogue) != _cumulative(one.denominator, catalogue)
    return one.measure == "ytd_cumulative"


def upper_quartile(values: Revaluation) -> Numbers:
    """For each item the value that the best quarter of the peers who reported are not behind; NaN where nobody did.

    It is a value that one of them has: of those on both sides of the quartile the worse one.
    """
    found = np.full(len(values.terms), np.nan)
    for column, term in enumerate(values.terms):
        sign = -1.0 if term.lower_is_better else 1.0
        known = values.values[values.reported(column), column]
        if len(known):
            found[column] = np.quantile(sign * known, UPPER_QUARTILE, method="lower") * sign + 0.0
    return found


def worst(values: Revaluation, column: int) -> float:
    """The worst value of an item that a peer reported; NaN where nobody did."""
    known = values.values[values.reported(column), column]
    if not len(known):
        return float("nan")
    return float(known.max() if values.terms[column].lower_is_better else known.min())
