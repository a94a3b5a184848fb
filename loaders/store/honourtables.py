"""The tables of honours (荣誉): lists as they were confirmed, and people as they were named; rows are only added."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from loaders.store.signedtables import SentFile, SignedRow
from loaders.store.tables import UtcDateTime


class HonourConfirmed(SQLModel, table=True):
    """A list of honours of a year as the office confirmed it: `content` is the whole of it in canonical JSON (rule,
    figures, reasons), `sha256` its hash, `releases` the release of each quarter that it was worked out from.

    A list may be confirmed again, as the next revision; the earlier one stays.
    """

    __tablename__ = "honour_list"
    __table_args__ = (UniqueConstraint("code", "year", "revision"),)
    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    code: str
    year: int = Field(index=True)
    revision: int
    releases: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    content: str
    sha256: str = Field(max_length=64)
    reason: str
    made_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    made_by: str
    login: str
    invented: bool


class HonourPerson(SQLModel, table=True):
    """最美民政人: who was named for a year by which unit (a region or a division by its code), and why."""

    __tablename__ = "honour_person"
    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    year: int = Field(index=True)
    unit: str = Field(index=True)
    name: str
    workplace: str
    story: str
    invented: bool


class HonourStep(SignedRow, table=True):
    """A step of a nomination: named, checked, confirmed, rejected or withdrawn; by whom, in which post, and why."""

    __tablename__ = "honour_step"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="honour_person.id", index=True)
    reason: str


class HonourFile(SentFile, table=True):
    """佐证材料 of a nomination; its bytes are kept as those of every raw file, by their hash."""

    __tablename__ = "honour_file"
    __table_args__ = (UniqueConstraint("person_id", "sha256"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="honour_person.id", index=True)
