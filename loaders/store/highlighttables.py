"""The tables of the choice of highlights (亮点评选): cases entered, what was done about them, rounds and ballots; rows
are only ever added."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from loaders.store.signedtables import SentFile, SignedRow
from loaders.store.tables import UtcDateTime


class HighlightEntry(SQLModel, table=True):
    """亮点申报: a case that a unit entered for a quarter.

    `unit` entered it (code of a region or division), `region_code` is where it was done. `kind` is region, work or
    unit, `level` the level of recognition, `indicator` what it claims to have moved. `source` says where it came from:
    `kind` workbook (with `receipt` and `place`), figures (with `why`) or page.
    """

    __tablename__ = "highlight_entry"
    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    quarter: str = Field(index=True)
    unit: str
    region_code: str
    line: str
    kind: str
    level: str
    title: str
    what_was_done: str
    effect: str
    indicator: str
    source: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    made_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    made_by: str
    login: str
    invented: bool


class HighlightStep(SignedRow, table=True):
    """A step of a case: sent (with files), withdrawn, passed, returned, confirmed, declined, replicated.

    `said` holds what the step says beside its reason: texts that were mended, the region and day of a replication.
    """

    __tablename__ = "highlight_step"
    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="highlight_entry.id", index=True)
    reason: str
    said: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class HighlightFile(SentFile, table=True):
    """佐证材料: a file that was sent with a step; its bytes are kept as those of every raw file, by their hash."""

    __tablename__ = "highlight_file"
    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="highlight_step.id", index=True)


class HighlightRound(SignedRow, table=True):
    """评分轮次: the scoring of a quarter's cases was opened or closed."""

    __tablename__ = "highlight_round"
    id: int | None = Field(default=None, primary_key=True)
    quarter: str = Field(index=True)


class HighlightBallot(SQLModel, table=True):
    """评分: a judge's points on a case, by criterion; `units` are the units of the posts that the judge then held."""

    __tablename__ = "highlight_ballot"
    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="highlight_entry.id", index=True)
    actor: str
    login: str
    at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    channel: str
    units: list[str] = Field(sa_column=Column(JSON, nullable=False))
    points: dict[str, float] = Field(sa_column=Column(JSON, nullable=False))
