"""The tables of a submission's life: drafts, steps, answers, what is set aside, extensions, meanings, tokens."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary
from sqlmodel import Field, SQLModel

from loaders.store.tables import UtcDateTime


class Draft(SQLModel, table=True):
    """草稿: a file that was chosen but not submitted yet, kept at once so that a lost connection loses nothing.

    `tray` is the hash of the secret that the submitter's browser keeps; `told` and `reasons` are what was said beside
    the file. Once it was submitted `receipt` is set, and `content` is empty: the raw file has the bytes.
    """

    __tablename__ = "draft"
    id: str = Field(primary_key=True)
    tray: str = Field(index=True)
    name: str
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    told: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    reasons: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    receipt: str
    kept_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Step(SQLModel, table=True):
    """One step in the life of submissions, the audit trail (审计留痕): rows are only ever added.

    `action` is submitted, answered, returned, approved, confirmed or extended; `unit` is the submitter; `regions` are
    the region codes that the step is about, all when empty; `places` says the rest.
    """

    __tablename__ = "step"
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int | None = Field(default=None, foreign_key="submission.id", index=True)
    quarter: str = Field(index=True)
    unit: str
    action: str
    actor: str
    at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    channel: str
    reason: str
    regions: list[str] = Field(sa_column=Column(JSON, nullable=False))
    places: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class SetAside(SQLModel, table=True):
    """A region of a submission that was returned: its values there do not count, an earlier submission's do again."""

    __tablename__ = "set_aside"
    submission_id: int = Field(primary_key=True, foreign_key="submission.id")
    region_code: str = Field(primary_key=True)


class Answer(SQLModel, table=True):
    """The reason that a submitter gave for a finding (a warning); of one finding the newest answer holds."""

    __tablename__ = "answer"
    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="stored_finding.id", index=True)
    reason: str
    actor: str
    at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Extension(SQLModel, table=True):
    """延期: a later deadline that the office granted one unit; the newest of a quarter and unit holds."""

    __tablename__ = "extension"
    __table_args__ = (Index("extension_of", "quarter", "unit"),)
    id: int | None = Field(default=None, primary_key=True)
    quarter: str
    unit: str
    until: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    reason: str
    actor: str
    at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Meaning(SQLModel, table=True):
    """What a submitter once said that a head or a name in its workbooks means; the newest of a subject and key holds.

    `subject` is column or region, `key` the text as loaders.intake.words.key_of gives it, `meaning` an indicator's or a
    region's code, or - for what is not to be stored.
    """

    __tablename__ = "meaning"
    __table_args__ = (Index("meaning_of", "unit", "subject", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    unit: str
    subject: str
    key: str
    meaning: str
    actor: str
    at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class ApiToken(SQLModel, table=True):
    """A token for the API; only its hash is kept. `unit` limits what it may submit, all when empty."""

    __tablename__ = "api_token"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    unit: str
    sha256: str = Field(unique=True, max_length=64)
    made_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    revoked_at: dt.datetime | None = Field(default=None, sa_column=Column(UtcDateTime, nullable=True))
