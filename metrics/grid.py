"""Measures without a catalogue: every unit, quarter and indicator that a scheme reads, as given, with its growth."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from config.frames import MEASURES
from config.model import Quarter, Status
from metrics.spine import KEYS, spine
from metrics.table import table_beside
from metrics.trend import quarters_back, share_of

_ROW = (*KEYS, "indicator")
_BACK = 4


def plain_measures(
    values: nw.LazyFrame, regions: nw.LazyFrame, indicators: Sequence[str], quarters: Sequence[str]
) -> nw.LazyFrame:
    """VALUES of any quarters (region_code, quarter, indicator, value, status are enough) to MEASURES of `quarters`.

    Nothing is rolled up or derived: one row per region, wanted quarter and named indicator, `not_reported` where the
    values have none. Changes are of the values as they stand, against the last quarter and the same quarter last year.
    """
    span = _span(quarters)
    codes = table_beside(values, {"indicator": list(indicators)}, {"indicator": nw.String})
    due = spine(regions.select("region_code"), span).join(codes, how="cross")
    rows = due.join(values.select(*_ROW, "value", "status"), on=list(_ROW), how="left")
    reported = nw.col("status") == nw.lit(Status.REPORTED.value)
    rows = rows.with_columns(
        value=nw.when(reported).then(nw.col("value")), status=nw.col("status").fill_null(Status.NOT_REPORTED.value)
    )
    rows = rows.with_columns(previous=quarters_back("value", 1), last_year=quarters_back("value", _BACK))
    rows = rows.with_columns(
        change=nw.col("value") - nw.col("previous"), year_change=nw.col("value") - nw.col("last_year")
    )
    rows = rows.with_columns(
        quarter_value=nw.col("value"),
        derivation=nw.lit("reported"),
        change_share=share_of("change", "previous"),
        year_change_share=share_of("year_change", "last_year"),
    )
    absent = {name: nw.lit(None, kind) for name, kind in MEASURES.items() if name not in _GIVEN}
    wanted = rows.filter(nw.col("quarter").is_in(list(quarters))).with_columns(**absent)
    return wanted.select(*MEASURES)


_GIVEN = (
    *_ROW,
    "value",
    "quarter_value",
    "status",
    "derivation",
    "previous",
    "change",
    "change_share",
    "last_year",
    "year_change",
    "year_change_share",
)


def _span(quarters: Sequence[str]) -> list[str]:
    """Every quarter from four before the first wanted one to the last, without a gap."""
    series = [Quarter(min(quarters)).shift(-_BACK)]
    while series[-1] < max(quarters):
        series.append(series[-1].shift(1))
    return [str(quarter) for quarter in series]
