"""Drafts (草稿): what a clerk has chosen is kept at once, so that a lost connection loses nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from dashboard.usecases.desk import Desk
from dashboard.usecases.slips import Slip, slip_of
from dashboard.usecases.uploading import Upload, read_upload
from loaders.intake.outcome import Told
from loaders.store.database import writing
from loaders.store.drafts import drafts_of, drop_draft, keep_draft, settle_draft
from loaders.store.lifetables import Draft
from loaders.store.readers import submission_by_receipt


def keep(desk: Desk, tray: str, upload: Upload) -> None:
    """Keep a file as a draft of the tray (the secret that its browser keeps), with what was said beside it.

    Raises sqlalchemy.exc.DBAPIError when the database does not take it.
    """
    draft = Draft(
        id=_number(tray, upload.key),
        tray=_hash(tray),
        name=upload.name,
        content=upload.content,
        told=asdict(upload.told),
        reasons=dict(upload.reasons),
        receipt="",
        kept_at=desk.now(),
    )
    with writing(desk.engine) as session:
        keep_draft(session, draft)


def drop(desk: Desk, tray: str, key: str) -> None:
    """Forget a draft that was taken out or mended; raises as keep does."""
    with writing(desk.engine) as session:
        drop_draft(session, _number(tray, key))


def settle(desk: Desk, tray: str, key: str, receipt: str) -> None:
    """Put the receipt in the place of a draft that was submitted; raises as keep does."""
    with writing(desk.engine) as session:
        settle_draft(session, _number(tray, key), receipt, desk.now())


def restore(desk: Desk, tray: str, locale: str) -> tuple[tuple[Upload, ...], tuple[Slip, ...]]:
    """The drafts of a tray read again, and the receipts that its browser got, in the order they came."""
    kept = drafts_of(desk.engine, _hash(tray))
    uploads = [
        read_upload(desk, draft.name, draft.content, _told(draft.told), draft.reasons)
        for draft in kept
        if not draft.receipt
    ]
    submissions = [submission_by_receipt(desk.engine, draft.receipt) for draft in kept if draft.receipt]
    return tuple(uploads), tuple(slip_of(desk, one, locale) for one in submissions if one is not None)


def _told(said: Mapping[str, Any]) -> Told:
    return Told(said["region_code"], said["period"], tuple(tuple(known) for known in said["meanings"]))


def _number(tray: str, key: str) -> str:
    return _hash(f"{tray} {key}")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
