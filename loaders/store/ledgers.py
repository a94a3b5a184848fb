"""The lines of ledgers as they were reported last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, Row, func
from sqlmodel import col, select

from loaders.store.counting import counted
from loaders.store.database import reading
from loaders.store.tables import LedgerEntry, Submission


def ledger_entries(
    engine: Engine, quarter: str = "", ledger: str = "", submitter: str = "", among: Sequence[int] | None = None
) -> Sequence[Row[Any]]:
    """Lines of ledgers with their submission, the newest quarter first; empty parameters mean all.

    Of one ledger, submitter, quarter and title only the lines of the newest submission count. A newer file without a
    line, or without the sheet, takes no line back; what was returned does not count. With `among` the newest of these
    submissions, whether or not they count by now.
    """
    key = (LedgerEntry.ledger, Submission.submitter, Submission.quarter, LedgerEntry.title)
    age = func.rank().over(partition_by=key, order_by=col(LedgerEntry.submission_id).desc())
    numbered = (
        select(col(LedgerEntry.id).label("id"), age.label("age"))
        .join(Submission, col(Submission.id) == LedgerEntry.submission_id)
        .where(counted(LedgerEntry) if among is None else col(LedgerEntry.submission_id).in_(among))
        .subquery()
    )
    query: Any = (
        select(LedgerEntry, Submission)
        .join(Submission, col(Submission.id) == LedgerEntry.submission_id)
        .join(numbered, numbered.c.id == LedgerEntry.id)
        .where(numbered.c.age == 1)
        .order_by(col(Submission.quarter).desc(), col(LedgerEntry.id))
    )
    given = ((Submission.quarter, quarter), (LedgerEntry.ledger, ledger), (Submission.submitter, submitter))
    for column, value in given:
        query = query.where(column == value) if value else query
    with reading(engine) as session:
        return session.execute(query).all()
