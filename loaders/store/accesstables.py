"""The tables of access: accounts, the posts they hold, their sessions, and the audit trail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from loaders.store.tables import UtcDateTime


class Account(SQLModel, table=True):
    """账号: one person. Accounts are deactivated, never deleted.

    `login` is kept in lower case. `password` is an argon2 hash, empty where the person signs in elsewhere only; a
    one-time password (`must_change`) holds until `password_until`. `subject` is issuer and subject of the single
    sign-on. `totp` is the sealed secret of the second factor (empty: none), `totp_last` the time step that was used
    last. `version` counts up with everything that changes what the person may do.
    """

    __tablename__ = "account"
    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True)
    name: str
    password: str = ""
    must_change: bool = False
    password_until: dt.datetime | None = Field(default=None, sa_column=Column(UtcDateTime, nullable=True))
    active: bool = True
    subject: str | None = Field(default=None, unique=True)
    totp: str = ""
    totp_last: int = 0
    failures: int = 0
    locked_until: dt.datetime | None = Field(default=None, sa_column=Column(UtcDateTime, nullable=True))
    version: int = 1
    made_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    made_by: str


class AccountPost(SQLModel, table=True):
    """A post of an account: a role for a unit (a region's or a division's code, empty for the whole province).

    A post that ended stays, with when and by whom.
    """

    __tablename__ = "account_post"
    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    role: str
    unit: str
    since: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    made_by: str
    until: dt.datetime | None = Field(default=None, sa_column=Column(UtcDateTime, nullable=True))
    ended_by: str = ""


class AccountSession(SQLModel, table=True):
    """A session: of its token, which only the cookie holds, the SHA-256; `ended_why` is empty while it runs."""

    __tablename__ = "account_session"
    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True, max_length=64)
    account_id: int = Field(foreign_key="account.id", index=True)
    method: str
    address: str
    browser: str
    made_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    seen_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    ends_at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    ended_at: dt.datetime | None = Field(default=None, sa_column=Column(UtcDateTime, nullable=True))
    ended_why: str = ""


class AuditEvent(SQLModel, table=True):
    """审计留痕: who did what, when and from where, with what it was before and after; rows are only ever added.

    Each carries the hash of the one before it and its own (loaders.store.audit). `number` counts without gaps.
    """

    __tablename__ = "audit_event"
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: dt.datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    login: str = Field(index=True)
    name: str
    post: str
    address: str
    channel: str
    action: str = Field(index=True)
    subject: str
    before: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    after: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    previous: str = Field(max_length=64)
    sha256: str = Field(max_length=64)
