"""The only writers of the choice of highlights (亮点评选): each takes an open writing session, whose transaction is the
caller's, and keeps what it writes with its event of the audit trail.

Whether an act is allowed is the caller's to see to, in the same transaction: who writes waits for who writes before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from loaders.intake.evidence import Evidence
from loaders.store.audit import keep_event
from loaders.store.highlighttables import HighlightBallot, HighlightEntry, HighlightFile, HighlightRound, HighlightStep
from loaders.store.numbering import next_number
from loaders.store.steps import Signed, event_of, signature, written
from loaders.store.writers import sent_file

ENTRY_TOLD = (
    "number", "quarter", "unit", "region_code", "line", "kind", "level", "title", "what_was_done", "effect",
    "indicator", "source", "made_by", "login",
)  # fmt: skip
STEP_TOLD = ("entry_id", "action", "actor", "login", "post", "channel", "reason", "said")
ROUND_TOLD = ("quarter", "action", "actor", "login", "post", "channel")
BALLOT_TOLD = ("entry_id", "actor", "login", "channel", "units", "points")
"""What the events repeat of each row."""


def enter_case(session: Session, entry: HighlightEntry, signed: Signed) -> HighlightEntry:
    """Keep a case and number it within its quarter (`LD-2026Q3-001`)."""
    entry.number = next_number(session, HighlightEntry.number, f"LD-{entry.quarter}-", 3)
    session.add(entry)
    session.flush()
    keep_event(session, event_of(signed, "highlight.entered", entry.number, entry_says(_row(entry, ENTRY_TOLD))))
    return entry


def take_case_step(
    session: Session,
    entry: HighlightEntry,
    action: str,
    signed: Signed,
    reason: str = "",
    files: Sequence[Evidence] = (),
    said: Mapping[str, Any] | None = None,
) -> HighlightStep:
    """Keep a step of a case with its files."""
    step = HighlightStep(
        entry_id=entry.id or 0,
        action=action,
        **signature(signed),
        reason=written(reason),
        said=dict(said or {}),
    )
    session.add(step)
    session.flush()
    kept = [HighlightFile(step_id=step.id or 0, **sent_file(session, file)) for file in files]
    session.add_all(kept)
    session.flush()
    told = step_says(_row(step, STEP_TOLD), [one.sha256 for one in kept])
    keep_event(session, event_of(signed, f"highlight.{action}", entry.number, told))
    return step


def turn_round(session: Session, quarter: str, action: str, signed: Signed) -> HighlightRound:
    """Keep that the scoring of a quarter was opened or closed."""
    kept = HighlightRound(
        quarter=quarter,
        action=action,
        **signature(signed),
    )
    session.add(kept)
    session.flush()
    told = round_says(_row(kept, ROUND_TOLD))
    keep_event(session, event_of(signed, f"highlight_round.{action}", quarter, told))
    return kept


def cast_ballot(
    session: Session, entry: HighlightEntry, signed: Signed, units: Collection[str], points: Mapping[str, float]
) -> HighlightBallot:
    """Keep a judge's points on a case; the last ballot of a judge counts."""
    kept = HighlightBallot(
        entry_id=entry.id or 0,
        actor=signed.actor,
        login=signed.login,
        at=signed.at,
        channel=signed.channel,
        units=sorted(units),
        points=dict(points),
    )
    session.add(kept)
    session.flush()
    keep_event(session, event_of(signed, "highlight.scored", entry.number, ballot_says(_row(kept, BALLOT_TOLD))))
    return kept


def entry_says(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the event of a case says of it in `after`."""
    return {"highlight_entry": row["id"], **{name: row[name] for name in ENTRY_TOLD}}


def step_says(row: Mapping[str, Any], files: Sequence[str]) -> dict[str, Any]:
    """What the event of a step says of it in `after`; `files` are the hashes of what was sent, in order."""
    return {"highlight_step": row["id"], **{name: row[name] for name in STEP_TOLD}, "files": list(files)}


def round_says(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the event of a round says of it in `after`."""
    return {"highlight_round": row["id"], **{name: row[name] for name in ROUND_TOLD}}


def ballot_says(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the event of a ballot says of it in `after`."""
    return {"highlight_ballot": row["id"], **{name: row[name] for name in BALLOT_TOLD}}


def _row(kept: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(kept, name) for name in ("id", *names)}
