"""What counts: what was returned, whole or for a region, counts nowhere, and an earlier submission's rows do again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Engine, and_, func
from sqlalchemy import select as sa_select
from sqlmodel import col, exists, select

from loaders.store.database import reading
from loaders.store.lifetables import SetAside
from loaders.store.tables import Highlight, LedgerEntry, StoredValue, Submission

RETURNED = "returned"


def stands() -> ColumnElement[bool]:
    """The condition that a submission counts as a whole: it was not returned."""
    return col(Submission.state) != RETURNED


def counted(table: type[StoredValue] | type[Highlight] | type[LedgerEntry]) -> ColumnElement[bool]:
    """The condition that a row of a table counts: its submission stands, and its region there is not set aside."""
    returned = select(col(Submission.id)).where(col(Submission.state) == RETURNED)
    aside = exists().where(
        col(SetAside.submission_id) == col(table.submission_id), col(SetAside.region_code) == col(table.region_code)
    )
    return and_(col(table.submission_id).not_in(returned), ~aside)


def set_asides(engine: Engine, numbers: Sequence[int] | None = None) -> dict[int, tuple[str, ...]]:
    """The region codes that were returned of submissions (of all without `numbers`), by the submission's id, sorted."""
    query = select(SetAside).order_by(col(SetAside.submission_id), col(SetAside.region_code))
    if numbers is not None:
        query = query.where(col(SetAside.submission_id).in_(numbers))
    found: dict[int, tuple[str, ...]] = {}
    with reading(engine) as session:
        for row in session.exec(query):
            found[row.submission_id] = (*found.get(row.submission_id, ()), row.region_code)
    return found


def in_force(engine: Engine, quarter: str) -> dict[int, int]:
    """How many values of each submission of a quarter hold: they count, and no later one of the quarter says another.

    A submission that has values and is not among these was corrected whole.
    """
    key = (StoredValue.region_code, StoredValue.period, StoredValue.indicator, StoredValue.column_role)
    place = func.row_number().over(partition_by=key, order_by=col(StoredValue.submission_id).desc())
    own = select(col(Submission.id)).where(Submission.quarter == quarter)
    numbered = (
        sa_select(col(StoredValue.submission_id).label("number"), place.label("place"))
        .where(col(StoredValue.submission_id).in_(own), counted(StoredValue))
        .subquery()
    )
    query = (
        sa_select(numbered.c.number, func.count().label("held"))
        .where(numbered.c.place == 1)
        .group_by(numbered.c.number)
    )
    with reading(engine) as session:
        return {row.number: row.held for row in session.execute(query)}
