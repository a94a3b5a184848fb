"""Drafts (草稿): what someone has chosen is kept at once, for their account, so that a lost line loses nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from dashboard.access.gate import needs
from dashboard.access.person import Person
from dashboard.usecases.belonging import OTHER_UNIT, seen_by_receipt
from dashboard.usecases.desk import Desk
from dashboard.usecases.slips import Slip, slip_of
from dashboard.usecases.uploading import Upload, read_upload
from loaders.intake.outcome import Told
from loaders.store.database import writing
from loaders.store.drafts import drafts_of, drop_draft, keep_draft, settle_draft, unsent_names
from loaders.store.lifetables import Draft


@needs("submit")
def keep(desk: Desk, upload: Upload) -> None:
    """Keep a file as a draft of the person's, with what was said beside it.

    Nothing is kept of a file that another unit reports. Raises sqlalchemy.exc.DBAPIError when the database does not
    take it.
    """
    if any(finding.rule == OTHER_UNIT for finding in upload.intake.findings):
        return
    draft = Draft(
        id=_number(desk.person, upload.key),
        tray=_tray(desk.person),
        name=upload.name,
        content=upload.content,
        told=asdict(upload.told),
        reasons=dict(upload.reasons),
        receipt="",
        kept_at=desk.now(),
    )
    with writing(desk.engine) as session:
        keep_draft(session, draft)


@needs("submit")
def drop(desk: Desk, key: str) -> None:
    """Forget a draft that was taken out or mended; raises as keep does."""
    with writing(desk.engine) as session:
        drop_draft(session, _number(desk.person, key))


@needs("submit")
def settle(desk: Desk, key: str, receipt: str) -> None:
    """Put the receipt in the place of a draft that was submitted; raises as keep does."""
    with writing(desk.engine) as session:
        settle_draft(session, _number(desk.person, key), receipt, desk.now())


@needs("submit")
def restore(desk: Desk, locale: str) -> tuple[tuple[Upload, ...], tuple[Slip, ...]]:
    """The person's drafts read again, and the receipts that they got, in the order they came.

    What the person does not send or see any more is not told: such a file is refused, such a receipt left out.
    """
    kept = drafts_of(desk.engine, _tray(desk.person))
    uploads = [
        read_upload(desk, draft.name, draft.content, _told(draft.told), draft.reasons)
        for draft in kept
        if not draft.receipt
    ]
    submissions = [seen_by_receipt(desk, draft.receipt) for draft in kept if draft.receipt]
    return tuple(uploads), tuple(slip_of(desk, one, locale) for one in submissions if one is not None)


@needs("submit")
def unsent(desk: Desk) -> tuple[str, ...]:
    """The names of the person's drafts that were not submitted yet, in the order they came."""
    return unsent_names(desk.engine, _tray(desk.person))


def _told(said: Mapping[str, Any]) -> Told:
    return Told(said["region_code"], said["period"], tuple(tuple(known) for known in said["meanings"]))


def _tray(person: Person) -> str:
    """Whose a draft is: an account's number, which no other account ever gets; a login where there is no account."""
    return _hash(f"account {person.account}" if person.account else f"login {person.login}")


def _number(person: Person, key: str) -> str:
    return _hash(f"{_tray(person)} {key}")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
