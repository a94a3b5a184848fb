"""Drafts: files that were chosen and not submitted yet, and the receipts that a browser got for those that were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Engine, update
from sqlmodel import Session, col, delete, select

from loaders.store.database import reading
from loaders.store.lifetables import Draft


def keep_draft(session: Session, draft: Draft) -> None:
    """Keep a draft, in the place of an earlier state of the same one."""
    session.merge(draft)


def drop_draft(session: Session, number: str) -> None:
    """Forget a draft that its owner took out; one that was submitted stays as its receipt."""
    session.execute(delete(Draft).where(col(Draft.id) == number, col(Draft.receipt) == ""))


def settle_draft(session: Session, number: str, receipt: str, at: dt.datetime) -> None:
    """Put the receipt in the place of a draft that was submitted; its bytes are kept as the raw file."""
    session.execute(update(Draft).where(col(Draft.id) == number).values(receipt=receipt, content=b"", kept_at=at))


def drafts_of(engine: Engine, tray: str) -> Sequence[Draft]:
    """The drafts and receipts of a tray (the hash of its secret) in the order they were kept."""
    query = select(Draft).where(Draft.tray == tray).order_by(col(Draft.kept_at), col(Draft.id))
    with reading(engine) as session:
        return session.exec(query).all()


def unsent_names(engine: Engine, tray: str) -> tuple[str, ...]:
    """The file names of a tray's drafts that have no receipt, in the order they were kept."""
    query = (
        select(Draft.name).where(Draft.tray == tray, Draft.receipt == "").order_by(col(Draft.kept_at), col(Draft.id))
    )
    with reading(engine) as session:
        return tuple(session.exec(query).all())


def forget_drafts(session: Session, before: dt.datetime) -> int:
    """Forget what nobody has touched since; gives how many drafts and receipts went."""
    old = session.exec(select(Draft.id).where(col(Draft.kept_at) < before)).all()
    session.execute(delete(Draft).where(col(Draft.kept_at) < before))
    return len(old)
