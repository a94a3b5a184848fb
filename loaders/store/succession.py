"""Figures that were reported more than once: every value of them, whether or not it counts by now."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine, func
from sqlalchemy import select as sa_select
from sqlmodel import col

from loaders.store.counting import counted
from loaders.store.database import reading
from loaders.store.tables import StoredValue

_KEY = (StoredValue.region_code, StoredValue.period, StoredValue.indicator, StoredValue.column_role)


def reported_again(engine: Engine, indicators: Sequence[str]) -> Sequence[tuple[StoredValue, bool]]:
    """The values of the figures of some indicators that have more than one, each with whether it counts.

    A figure is a region, period, indicator and column; its values follow one another as they came.
    """
    times = func.count().over(partition_by=_KEY)
    repeated = (
        sa_select(col(StoredValue.id).label("id"), times.label("times"))
        .where(col(StoredValue.indicator).in_(indicators))
        .subquery()
    )
    query = (
        sa_select(StoredValue, counted(StoredValue).label("counts"))
        .join(repeated, repeated.c.id == col(StoredValue.id))
        .where(repeated.c.times > 1)
        .order_by(*_KEY, col(StoredValue.submission_id), col(StoredValue.id))
    )
    with reading(engine) as session:
        return [(row[0], bool(row[1])) for row in session.execute(query)]
