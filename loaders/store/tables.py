"""The tables. Times are UTC; periods are months `YYYY-MM`; quarters `YYYYQn`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Index, LargeBinary, UniqueConstraint
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A point in time: aware in Python, kept as UTC (SQLite itself keeps no zone)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        """Store as naive UTC; raises ValueError for a naive time, which says nothing."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        """Give it back as aware UTC."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


class RawFile(SQLModel, table=True):
    """The bytes as they came, addressed by their hash; never changed."""

    __tablename__ = "raw_file"
    sha256: str = Field(primary_key=True, max_length=64)
    size: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Submission(SQLModel, table=True):
    """One accepted file of one submitter for one period, with its receipt.

    Only `state` changes after it was kept (submitted, returned, approved, confirmed), each time with a Step.
    """

    __tablename__ = "submission"
    __table_args__ = (Index("submission_of", "kind", "submitter", "period"),)
    id: int | None = Field(default=None, primary_key=True)
    receipt: str = Field(unique=True)
    kind: str
    submitter: str
    region_code: str
    period: str
    quarter: str = Field(index=True)
    file_name: str
    sha256: str = Field(foreign_key="raw_file.sha256")
    received_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    channel: str
    outcome: str
    late: bool
    invented: bool
    rows: int
    state: str = "submitted"
    publisher: str = ""
    published: str = ""
    source_url: str = ""
    source_note: str = ""


class StoredValue(SQLModel, table=True):
    """One value with the cell it stood in; superseded by a later submission of the same key, never changed."""

    __tablename__ = "stored_value"
    __table_args__ = (
        Index("value_key", "region_code", "period", "indicator", "column_role", "submission_id"),
        Index("value_series", "indicator", "period"),
    )
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    region_code: str
    period: str
    official_code: str
    indicator: str
    measure: str
    column_role: str
    value: float | None
    text: str
    unit: str
    status: str
    sheet: str
    cell: str
    read: str


class StoredFinding(SQLModel, table=True):
    """A finding that came with an accepted file."""

    __tablename__ = "stored_finding"
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    rule: str
    severity: str
    sheet: str
    cell: str
    read: str
    places: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class Highlight(SQLModel, table=True):
    """亮点案例: one case as submitted."""

    __tablename__ = "highlight"
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    title: str
    region_code: str
    line: str
    what_was_done: str
    effect: str
    indicator: str
    sheet: str
    cell: str


class LedgerEntry(SQLModel, table=True):
    """台账: one line of a ledger (key tasks, rectifications, ...); `fields` holds its texts by field code."""

    __tablename__ = "ledger_entry"
    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id", index=True)
    ledger: str = Field(index=True)
    title: str
    region_code: str
    fields: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    sheet: str
    cell: str


class WindowEvent(SQLModel, table=True):
    """The scheduler opened or closed a quarter's window."""

    __tablename__ = "window_event"
    __table_args__ = (UniqueConstraint("quarter", "event"),)
    id: int | None = Field(default=None, primary_key=True)
    quarter: str
    event: str
    due_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    done_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class JobRun(SQLModel, table=True):
    """The last run of each job, and each run that did something."""

    __tablename__ = "job_run"
    id: int | None = Field(default=None, primary_key=True)
    job: str = Field(index=True)
    started_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    finished_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    outcome: str
    message: str
    places: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class Scoring(SQLModel, table=True):
    """The scoring of one state of the inputs; input_hash covers the rows and the config."""

    __tablename__ = "scoring"
    input_hash: str = Field(primary_key=True, max_length=64)
    computed_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    seconds: float
    submissions: int


class ScoringFrame(SQLModel, table=True):
    """One frame of a scoring as Parquet, by its name (measures, items, nodes, ranking, ...)."""

    __tablename__ = "scoring_frame"
    input_hash: str = Field(primary_key=True, foreign_key="scoring.input_hash", max_length=64)
    name: str = Field(primary_key=True)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Release(SQLModel, table=True):
    """发布: a quarter as it was frozen. The set of files lies in the workspace's folder `releases`, under the id.

    Rows are only ever added: the database itself refuses to change or to delete one. `revision` counts from 1; from 2
    on `previous_id` names the release that it corrects and `reason` says why (勘误, 申诉).
    """

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("quarter", "revision"),)
    id: str = Field(primary_key=True)
    quarter: str = Field(index=True)
    revision: int
    manifest_sha256: str = Field(max_length=64)
    made_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    made_by: str
    reason: str
    previous_id: str | None = Field(default=None, foreign_key="release.id")
