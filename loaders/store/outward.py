"""What leaves the data pool: the current values, each with the submission and the cell that it came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
from sqlalchemy import Engine, and_, false, or_
from sqlmodel import col

from loaders.store.readers import newest_query
from loaders.store.tables import StoredValue, Submission

OUTWARD: dict[str, pl.DataType] = {
    "region_code": pl.String(),
    "period": pl.String(),
    "official_code": pl.String(),
    "indicator_code": pl.String(),
    "measure": pl.String(),
    "column_role": pl.String(),
    "value": pl.Float64(),
    "text": pl.String(),
    "unit": pl.String(),
    "status": pl.String(),
    "source_file": pl.String(),
    "sheet": pl.String(),
    "cell": pl.String(),
    "read": pl.String(),
    "receipt": pl.String(),
    "submitter": pl.String(),
    "sha256": pl.String(),
    "received_at": pl.Datetime("us", "UTC"),
    "channel": pl.String(),
    "state": pl.String(),
    "late": pl.Boolean(),
    "invented": pl.Boolean(),
    "publisher": pl.String(),
    "published": pl.String(),
    "source_url": pl.String(),
    "source_note": pl.String(),
    "submission_id": pl.Int64(),
}
_RENAMED: dict[str, Any] = {"indicator_code": StoredValue.indicator, "source_file": Submission.file_name}


Behind = Sequence[tuple[Sequence[str], Sequence[int]]]
"""Months `YYYY-MM`, and the submissions whose values of these months are meant."""


def outward_values(
    engine: Engine,
    periods: Sequence[str] = (),
    indicators: Sequence[str] = (),
    region: str = "",
    behind: Behind | None = None,
) -> pl.DataFrame:
    """The newest value of each region, period, indicator and column as OUTWARD, in the order of the files.

    Only of the months `YYYY-MM`, the codes and the region that are named; all where nothing is. With `behind` the
    newest of these submissions, whether or not they count by now.
    """
    wanted: tuple[tuple[Any, Sequence[str]], ...] = (
        (StoredValue.period, periods),
        (StoredValue.indicator, indicators),
        (StoredValue.region_code, [region] if region else []),
    )
    conditions = [col(column).in_(values) for column, values in wanted if values]
    whence = None if behind is None else or_(false(), *(_from(months, numbers) for months, numbers in behind))
    query = newest_query([_column(name).label(name) for name in OUTWARD], *conditions, whence=whence)
    with engine.connect() as connection:
        return pl.read_database(query, connection, schema_overrides=OUTWARD)


def _from(months: Sequence[str], numbers: Sequence[int]) -> Any:
    return and_(col(StoredValue.period).in_(months), col(StoredValue.submission_id).in_(numbers))


def _column(name: str) -> Any:
    if name in _RENAMED:
        return _RENAMED[name]
    return getattr(StoredValue if name in StoredValue.model_fields else Submission, name)
