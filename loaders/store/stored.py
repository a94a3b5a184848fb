"""Stored values for the pages that show them one by one: of one indicator, or of one submission."""

from __future__ import annotations

from collections.abc import Sequence, Set

from sqlalchemy import Engine
from sqlmodel import col, select

from config.model import Quarter, Status
from loaders.store.database import reading
from loaders.store.tables import StoredValue, Submission


def stored_indicators(engine: Engine) -> Sequence[str]:
    """The codes of the indicators and statistics that have a stored value, sorted."""
    with reading(engine) as session:
        return session.exec(select(StoredValue.indicator).distinct().order_by(col(StoredValue.indicator))).all()


def newest_values(engine: Engine, indicator: str) -> Sequence[StoredValue]:
    """The newest value of each region, period and column of one indicator or statistic, in the order of the files."""
    query = select(StoredValue).where(StoredValue.indicator == indicator)
    query = query.order_by(col(StoredValue.submission_id), col(StoredValue.id))
    with reading(engine) as session:
        newest = {(row.region_code, row.period, row.column_role): row for row in session.exec(query)}
    return tuple(newest.values())


def reported_figures(engine: Engine, quarter: str, among: Set[int] | None = None) -> dict[str, set[tuple[str, str]]]:
    """The (indicator, region) pairs of a quarter that each division's workbooks say something of, by submitter.

    All its submissions count (with `among` only those), of each pair the newest value; one that is not applicable or
    withheld is an answer too.
    """
    query = (
        select(Submission.submitter, StoredValue.indicator, StoredValue.region_code, StoredValue.status)
        .join(Submission, col(Submission.id) == StoredValue.submission_id)
        .where(Submission.quarter == quarter, Submission.kind == "division_workbook")
        .where(StoredValue.period == Quarter(quarter).last_month, StoredValue.column_role == "current")
        .order_by(col(StoredValue.submission_id), col(StoredValue.id))
    )
    if among is not None:
        query = query.where(col(Submission.id).in_(among))
    with reading(engine) as session:
        newest = {(who, (code, region)): status for who, code, region, status in session.exec(query)}
    said: dict[str, set[tuple[str, str]]] = {}
    for (who, pair), status in newest.items():
        if status != Status.NOT_REPORTED:
            said.setdefault(who, set()).add(pair)
    return said


def submitted_values(engine: Engine, submission_id: int) -> Sequence[StoredValue]:
    """The values of one submission in the order of its file."""
    query = select(StoredValue).where(StoredValue.submission_id == submission_id).order_by(col(StoredValue.id))
    with reading(engine) as session:
        return session.exec(query).all()
