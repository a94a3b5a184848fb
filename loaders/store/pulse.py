"""How far the store has come: a mark that changes with every submission, step and answer, for one cheap question."""

from __future__ import annotations

from sqlalchemy import Engine, func, select
from sqlmodel import col

from loaders.store.lifetables import Answer, Step
from loaders.store.moment import asked_lately
from loaders.store.tables import Submission

Pulse = tuple[int, int, int]
"""The highest numbers of a submission, a step and an answer; rows of the three are only ever added."""


def pulse(engine: Engine) -> Pulse:
    """Where the life of submissions stands: whatever is handed in, returned, passed, answered or extended moves it."""
    return asked_lately(("pulse", engine), lambda: _asked(engine))


def _asked(engine: Engine) -> Pulse:
    highest = (select(func.max(col(table.id))).scalar_subquery() for table in (Submission, Step, Answer))
    with engine.connect() as connection:
        found = connection.execute(select(*highest)).one()
    return found[0] or 0, found[1] or 0, found[2] or 0
