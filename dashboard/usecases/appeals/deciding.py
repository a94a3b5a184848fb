"""What others do with an appeal: the division in charge gives its opinion, the office decides and settles it."""

from __future__ import annotations

from config.wording import mark
from dashboard.access.gate import needs
from dashboard.usecases.appeals.belonging import seen_one
from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import OFFICE
from dashboard.usecases.signing import signed
from loaders.store import appeals
from loaders.store.database import writing
from loaders.store.refusals import StepRefused
from loaders.store.released import newest_release

NOTHING_NEWER = mark("{appeal} is about the release in force; release the correction first.")


@needs("check")
def give_opinion(desk: Desk, number: str, reason: str) -> None:
    """The opinion of a division in charge of what an appeal is about, signed in the division's post.

    Raises StepRefused for one of another division, as if there were none.
    """
    kept = seen_one(desk, number)
    held = [owner for owner in kept.appeal.owners if owner in desk.sight.divisions("check")]
    if not held:
        raise StepRefused(appeals.UNKNOWN, appeal=number)
    with writing(desk.engine) as session:
        appeals.take(session, number, "opinion", signed(desk, held[0]), reason)


@needs("confirm")
def decide(desk: Desk, number: str, reason: str, *, accepted: bool) -> None:
    """Accept or reject an appeal; StepRefused without a reason, for one decided already, and for the own one."""
    with writing(desk.engine) as session:
        appeals.take(session, number, "accepted" if accepted else "rejected", signed(desk, OFFICE), reason)


@needs("confirm")
def settle(desk: Desk, number: str, reason: str) -> None:
    """Name the release in force as what answers an accepted appeal; StepRefused where that is the one it is about."""
    kept = seen_one(desk, number)
    newest = newest_release(desk.engine, kept.appeal.quarter)
    if newest is None or newest.id == kept.appeal.release_id:
        raise StepRefused(NOTHING_NEWER, appeal=number)
    with writing(desk.engine) as session:
        appeals.take(session, number, "answered", signed(desk, OFFICE), reason, newest.id)
