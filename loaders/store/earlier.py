"""The newest figures of some months with the submissions they came in: what a template shows and fills in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Engine, Row
from sqlalchemy import select as sa_select
from sqlmodel import col

from loaders.store.counting import counted
from loaders.store.database import reading
from loaders.store.tables import StoredValue, Submission


def newest_figures(engine: Engine, months: Collection[str], codes: Collection[str]) -> Sequence[Row[Any]]:
    """The newest value of each (region, month, indicator or statistic) among the months and codes.

    What was returned does not count. Rows have region_code, period, indicator, text (empty where the value is missing),
    unit, and of the submission:
    submitter, file_name, receipt.
    """
    query = (
        sa_select(
            col(StoredValue.region_code),
            col(StoredValue.period),
            col(StoredValue.indicator),
            col(StoredValue.text),
            col(StoredValue.unit),
            col(Submission.submitter),
            col(Submission.file_name),
            col(Submission.receipt),
        )
        .join(Submission, col(Submission.id) == StoredValue.submission_id)
        .where(col(StoredValue.column_role) == "current", col(StoredValue.period).in_(months))
        .where(col(StoredValue.indicator).in_(codes), counted(StoredValue))
        .order_by(col(StoredValue.submission_id), col(StoredValue.id))
    )
    with reading(engine) as session:
        newest = {(row.region_code, row.period, row.indicator): row for row in session.execute(query)}
    return tuple(newest.values())
