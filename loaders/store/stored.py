"""Stored values for the pages that show them one by one: of one indicator, or of one submission."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine
from sqlmodel import col, select

from loaders.store.database import reading
from loaders.store.tables import StoredValue


def stored_indicators(engine: Engine) -> Sequence[str]:
    """The codes of the indicators and statistics that have a stored value, sorted."""
    with reading(engine) as session:
        return session.exec(select(StoredValue.indicator).distinct().order_by(col(StoredValue.indicator))).all()


def newest_values(engine: Engine, indicator: str) -> Sequence[StoredValue]:
    """The newest value of each region, period and column of one indicator or statistic, in the order of the files."""
    query = select(StoredValue).where(StoredValue.indicator == indicator).order_by(col(StoredValue.id))
    with reading(engine) as session:
        newest = {(row.region_code, row.period, row.column_role): row for row in session.exec(query)}
    return tuple(newest.values())


def submitted_values(engine: Engine, submission_id: int) -> Sequence[StoredValue]:
    """The values of one submission in the order of its file."""
    query = select(StoredValue).where(StoredValue.submission_id == submission_id).order_by(col(StoredValue.id))
    with reading(engine) as session:
        return session.exec(query).all()
