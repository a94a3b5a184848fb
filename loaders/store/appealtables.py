"""The tables of appeals (申诉): what is asked to be reviewed, every step of it, and the files that bear it out."""

from __future__ import annotations

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from loaders.store.signedtables import SentFile, SignedRow


class Appeal(SQLModel, table=True):
    """A review that a region asked for of one release: of its place (`about` rank) or of some scored items (items).

    `items` are item codes of the scheme, `owners` the divisions in charge of them, `held` what the region holds to be
    right in its own words. Rows are only ever added: how an appeal stands is what its steps say.
    """

    __tablename__ = "appeal"
    __table_args__ = (UniqueConstraint("number"),)
    id: int | None = Field(default=None, primary_key=True)
    number: str
    quarter: str = Field(index=True)
    release_id: str = Field(foreign_key="release.id", index=True)
    region_code: str
    about: str
    items: list[str] = Field(sa_column=Column(JSON, nullable=False))
    owners: list[str] = Field(sa_column=Column(JSON, nullable=False))
    held: str


class AppealStep(SignedRow, table=True):
    """One step of an appeal; `action` is asked, opinion, accepted, rejected, withdrawn or answered.

    An answered one names the release that answers it. Rows are only ever added.
    """

    __tablename__ = "appeal_step"
    id: int | None = Field(default=None, primary_key=True)
    appeal_id: int = Field(foreign_key="appeal.id", index=True)
    reason: str
    release_id: str | None = Field(default=None, foreign_key="release.id")


class AppealFile(SentFile, table=True):
    """A file that came with an appeal; its bytes are a raw file, addressed by their hash. Rows are only ever added."""

    __tablename__ = "appeal_file"
    __table_args__ = (UniqueConstraint("appeal_id", "sha256"),)
    id: int | None = Field(default=None, primary_key=True)
    appeal_id: int = Field(foreign_key="appeal.id", index=True)
    kind: str
