"""The audit trail for the auditor: what happened, whether the trail is whole, and when that was last looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.access.gate import needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.recording import note_alone
from loaders.store.accesstables import AuditEvent
from loaders.store.auditreading import Asked, actions, count, events
from loaders.store.seals import Seal, seals_of
from loaders.store.verification import Progress, Verdict, head_of, verify

TRAIL = "trail"
VERIFIED = "trail.verified"


@dataclass(frozen=True)
class AuditLine:
    """One event, at local time; `post` and, where it is a unit, `name` in the reader's language."""

    number: int
    at: dt.datetime
    login: str
    name: str
    post: str
    address: str
    channel: str
    action: str
    subject: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    previous: str
    sha256: str


@dataclass(frozen=True)
class TrailPage:
    """A page of events, the newest first; how many are asked for in all, and which actions there are."""

    lines: tuple[AuditLine, ...]
    total: int
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """Where the trail stands: the last event's number and hash, when it was last verified (None: never) and up to
    which event, how many faults were found then, and the newest seal."""

    number: int
    sha256: str
    verified: dt.datetime | None
    verified_to: int
    faults: int
    seal: Seal | None


@needs("trail")
def trail_page(desk: Desk, asked: Asked, locale: str, before: int = 0, limit: int = 100) -> TrailPage:
    """The events that are asked for, those below the number `before` where it is given."""
    lines = tuple(_line(desk, event, locale) for event in events(desk.engine, asked, before, limit))
    return TrailPage(lines, count(desk.engine, asked), tuple(actions(desk.engine)))


@needs("trail")
def trail_standing(desk: Desk) -> Standing:
    """Where the trail stands, without verifying it."""
    number, sha256 = head_of(desk.engine)
    last = next(iter(events(desk.engine, Asked(action=VERIFIED), limit=1)), None)
    seals, _ = seals_of(desk.workspace.seal_file)
    said = last.after if last else {}
    return Standing(
        number=number,
        sha256=sha256,
        verified=desk.local(last.at) if last else None,
        verified_to=int(said.get("number", 0)),
        faults=int(said.get("faults", 0)),
        seal=max(seals, key=lambda seal: seal.number, default=None),
    )


@needs("trail")
def verify_trail(desk: Desk, progress: Progress | None = None) -> Verdict:
    """Verify the whole trail and record that it was done, and with what result."""
    verdict = verify(desk.engine, desk.workspace.seal_file, progress)
    found = {"number": verdict.number, "sha256": verdict.sha256, "faults": len(verdict.faults)}
    note_alone(desk, VERIFIED, TRAIL, after=found)
    return verdict


def _line(desk: Desk, event: AuditEvent, locale: str) -> AuditLine:
    same = {name: getattr(event, name) for name in AuditLine.__dataclass_fields__}
    names = {name: name_of_submitter(desk.config, same[name], locale) for name in ("name", "post")}
    return AuditLine(**{**same, **names, "at": desk.local(event.at)})
