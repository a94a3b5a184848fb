"""Acting on assignments: sending evidence, sending it back, closing (销号) and opening again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.access.gate import inner, needs
from dashboard.usecases.assignments import refusing
from dashboard.usecases.assignments.posts import may, reviews_as, sees, sends_for
from dashboard.usecases.assignments.standings import Followed, followed_one
from dashboard.usecases.desk import Desk
from dashboard.usecases.downloads import given_out
from dashboard.usecases.signing import signed
from loaders.intake.evidence import Evidence, taken
from loaders.store.database import reading, writing
from loaders.store.following import take_step
from loaders.store.followreading import kept_one
from loaders.store.refusals import StepRefused
from metrics.following import Action


@needs("evidence")
def send_evidence(desk: Desk, number: str, note: str, files: Sequence[tuple[str, bytes]]) -> None:
    """Send evidence for an own unit: what was done, and the files (name, bytes) that show it.

    Raises StepRefused, and EvidenceRefused for a file that is not taken; then nothing is kept.
    """
    if not note.strip():
        raise StepRefused(refusing.NO_NOTE)
    if not files:
        raise StepRefused(refusing.NO_FILE)
    _take(desk, number, "sent", note, _must_send, taken(files))


@needs("close")
def send_back(desk: Desk, number: str, reason: str) -> None:
    """Send evidence back that is not enough, with the reason. Raises StepRefused."""
    _with_reason(desk, number, "returned", reason)


@needs("close")
def close(desk: Desk, number: str, remark: str = "") -> None:
    """销号: close an assignment whose condition is met. Raises StepRefused where it is not, or for an own one."""
    _take(desk, number, "closed", remark, _must_review)


@needs("close")
def reopen(desk: Desk, number: str, reason: str) -> None:
    """Open a closed assignment again because the problem is back, with the reason. Raises StepRefused."""
    _with_reason(desk, number, "reopened", reason)


@needs("assignments")
def evidence_file(desk: Desk, number: str, sha256: str) -> bytes:
    """The bytes of a file that was sent for an assignment in sight, and the note that they were given out.

    Raises StepRefused where there is no such file in sight.
    """
    one = _known(desk, number)
    if sha256 not in {file.sha256 for files in one.kept.files.values() for file in files}:
        raise StepRefused(refusing.UNKNOWN, number=number)
    return given_out(desk, number, sha256)


def _with_reason(desk: Desk, number: str, action: Action, reason: str) -> None:
    if not reason.strip():
        raise StepRefused(refusing.NO_NOTE)
    _take(desk, number, action, reason, _must_review)


@inner
def _known(desk: Desk, number: str) -> Followed:
    """An assignment in sight; another one is unknown to the person."""
    with reading(desk.engine) as session:
        kept = kept_one(session, number)
    one = None if kept is None else followed_one(desk, kept)
    if one is None or not sees(desk, one):
        raise StepRefused(refusing.UNKNOWN, number=number)
    return one


def _take(
    desk: Desk,
    number: str,
    action: Action,
    reason: str,
    must: Callable[[Desk, Followed, Action], str],
    files: Sequence[Evidence] = (),
) -> None:
    """Keep a step that is allowed as the assignment stands at that moment: who writes waits for who writes before."""
    _known(desk, number)
    with writing(desk.engine) as session:
        kept = kept_one(session, number)
        if kept is None:
            raise StepRefused(refusing.UNKNOWN, number=number)
        post = must(desk, followed_one(desk, kept), action)
        take_step(session, kept.assignment, action, signed(desk, post), reason, files)


def _must_send(desk: Desk, one: Followed, action: Action) -> str:
    number, unit = one.assignment.number, sends_for(desk, one)
    if not unit:
        raise StepRefused(refusing.NOT_OWNER, number=number)
    if not may(desk, one, action, unit):
        raise StepRefused(refusing.CLOSED, number=number)
    return unit


def _must_review(desk: Desk, one: Followed, action: Action) -> str:
    number, post = one.assignment.number, reviews_as(desk, one)
    if not post:
        held = {held.unit for held in desk.person.posts}
        raise StepRefused(refusing.OWN if held & set(one.units) else refusing.NOT_IN_CHARGE, number=number)
    if not may(desk, one, action, post):
        raise StepRefused(_why_not(desk, one, action), number=number)
    return post


def _why_not(desk: Desk, one: Followed, action: Action) -> str:
    standing = one.standing
    if action == "reopened":
        return refusing.OWN if standing.state == "closed" else refusing.NOT_CLOSED
    if standing.state == "closed":
        return refusing.CLOSED_ALREADY
    if desk.person.login in standing.senders:
        return refusing.OWN
    if action == "closed" and one.terms.closes_by == "indicator":
        return refusing.NOT_RECOVERED
    return refusing.NOT_SENT
