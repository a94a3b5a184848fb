"""The tables of assignments (交办): what was handed out, and what was done about it; rows are only ever added."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from loaders.store.signedtables import SentFile, SignedRow
from loaders.store.tables import UtcDateTime


class Assignment(SQLModel, table=True):
    """交办单: what whom is to do until when, where it came from, and when it may be closed.

    `owner` and `co_owners` are units (codes of regions and divisions), `division` is the one in charge, which looks at
    the evidence beside the office. `source` says where it came from (`kind`, and what it was: title, receipt ...),
    `quarter` in which quarter. `closes_by` is evidence or indicator; `watch` holds the declared `indicator` with
    `region` and `bound`, empty where none is. `days` are the working days from `made_at` to `due`.
    """

    __tablename__ = "assignment"
    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    title: str
    demand: str
    owner: str = Field(index=True)
    co_owners: list[str] = Field(sa_column=Column(JSON, nullable=False))
    division: str
    quarter: str
    source: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    closes_by: str
    watch: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    days: int
    due: dt.date
    made_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    made_by: str
    login: str
    invented: bool


class AssignmentStep(SignedRow, table=True):
    """A step of an assignment: sent, returned, closed or reopened, by whom, in the post of which unit, and why."""

    __tablename__ = "assignment_step"
    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    reason: str


class AssignmentEvidence(SentFile, table=True):
    """佐证材料: a file that was sent with a step; its bytes are kept as those of every raw file, by their hash."""

    __tablename__ = "assignment_evidence"
    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="assignment_step.id", index=True)
