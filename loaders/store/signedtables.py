"""What tables of acts have in common: who signed a row, and a file that was sent with one."""

from __future__ import annotations

import datetime as dt

from sqlmodel import Field, SQLModel

from loaders.store.tables import UtcDateTime


class SignedRow(SQLModel):
    """An act, and who did it (see steps.Signed): under which account, in the post of which unit, when, by which way."""

    action: str
    actor: str
    login: str
    post: str
    at: dt.datetime = Field(sa_type=UtcDateTime)
    channel: str


class SentFile(SQLModel):
    """佐证材料: a file that was sent; its bytes are kept as those of every raw file, by their hash."""

    name: str
    sha256: str = Field(foreign_key="raw_file.sha256", max_length=64)
    size: int
