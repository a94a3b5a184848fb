"""Stored values for the pages that show them one by one: of one indicator, or of one submission."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Engine
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from config.model import Quarter, Status
from loaders.store.counting import counted
from loaders.store.database import reading
from loaders.store.tables import StoredValue, Submission


def stored_indicators(engine: Engine) -> Sequence[str]:
    """The codes of the indicators and statistics that have a stored value that counts, sorted."""
    query = select(StoredValue.indicator).where(counted(StoredValue)).distinct()
    with reading(engine) as session:
        return session.exec(query.order_by(col(StoredValue.indicator))).all()


def newest_values(
    engine: Engine, indicator: str, among: Callable[[StoredValue], bool] | None = None
) -> Sequence[StoredValue]:
    """The newest value that counts of each region, period and column of one indicator, in the order of the files.

    With `among` the newest of those that it is true of, whether or not they count by now.
    """
    query = select(StoredValue).where(StoredValue.indicator == indicator)
    query = query.order_by(col(StoredValue.submission_id), col(StoredValue.id))
    if among is None:
        query = query.where(counted(StoredValue))
    with reading(engine) as session:
        rows = (row for row in session.exec(query) if among is None or among(row))
        newest = {(row.region_code, row.period, row.column_role): row for row in rows}
    return tuple(newest.values())


def reported_figures(
    engine: Engine, quarter: str, among: Mapping[int, Sequence[str]] | None = None
) -> dict[str, set[tuple[str, str]]]:
    """The (indicator, region) pairs of a quarter that each division's workbooks say something of, by submitter.

    Of each pair the newest value that counts; one that is not applicable or withheld is an answer too. With `among`
    what counted then: these submissions, each without the regions that were set aside.
    """
    figure = (col(StoredValue.indicator), col(StoredValue.region_code))
    query = (
        sa_select(col(Submission.submitter), *figure, col(StoredValue.status), col(StoredValue.submission_id))
        .join(Submission, col(Submission.id) == StoredValue.submission_id)
        .where(col(Submission.quarter) == quarter, col(Submission.kind) == "division_workbook")
        .where(col(StoredValue.period) == Quarter(quarter).last_month, col(StoredValue.column_role) == "current")
        .order_by(col(StoredValue.submission_id), col(StoredValue.id))
    )
    query = query.where(counted(StoredValue) if among is None else col(Submission.id).in_(among))
    aside = among or {}
    with reading(engine) as session:
        newest = {
            (who, (code, region)): status
            for who, code, region, status, number in session.execute(query)
            if region not in aside.get(number, ())
        }
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


def regions_told(engine: Engine, submission_id: int) -> Sequence[str]:
    """The codes of the regions that a submission has a value of, sorted."""
    query = select(StoredValue.region_code).where(StoredValue.submission_id == submission_id).distinct()
    with reading(engine) as session:
        return session.exec(query.order_by(col(StoredValue.region_code))).all()


def counted_values(engine: Engine, periods: Sequence[str], like: int) -> Sequence[StoredValue]:
    """The values of some periods' own columns that count, of the indicators that a submission (`like`) tells of.

    The later of two of one region, period and indicator comes later.
    """
    told = select(StoredValue.indicator).where(StoredValue.submission_id == like).distinct()
    query = select(StoredValue).where(counted(StoredValue), StoredValue.column_role == "current")
    query = query.where(col(StoredValue.period).in_(periods), col(StoredValue.indicator).in_(told))
    with reading(engine) as session:
        return session.exec(query.order_by(col(StoredValue.submission_id), col(StoredValue.id))).all()
