"""The tables of meetings (会议): what was prepared, and what happened; rows are only ever added."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from loaders.store.signedtables import SignedRow
from loaders.store.tables import UtcDateTime


class Meeting(SQLModel, table=True):
    """A meeting as it was prepared: its kind (a code of meeting.toml), the quarter that it is about, the day on which
    it is held, and the items of its agenda (see metrics.meeting.Item)."""

    __tablename__ = "meeting"
    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    kind: str
    title: str
    quarter: str = Field(index=True)
    day: dt.date
    agenda: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    made_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    made_by: str
    login: str
    invented: bool


class MeetingAct(SignedRow, table=True):
    """Something that happened in a meeting: an item opened, a timer paused, a vote, a comment, minutes, a summary.

    `said` is what was said with it; the actions and what each says are those of metrics.meeting.
    """

    __tablename__ = "meeting_act"
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    item: str
    said: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
