"""Who sees an assignment, and who may do what about it, in the post of which unit."""

from __future__ import annotations

from dashboard.access.gate import inner
from dashboard.usecases.assignments.standings import Followed
from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import OFFICE
from metrics.following import Action, Happening, allowed

REVIEWS: tuple[Action, ...] = ("returned", "closed", "reopened")


@inner
def sees(desk: Desk, one: Followed) -> bool:
    """True when an assignment is in sight: of an own unit or one below, or of the own division's charge."""
    return any(desk.sight.unit("assignments", unit) for unit in (*one.units, one.assignment.division))


@inner
def sends_for(desk: Desk, one: Followed) -> str:
    """The unit for which the person sends evidence: the first of the owners that they act for; empty for none."""
    if not desk.sight.has("evidence"):
        return ""
    return next((unit for unit in one.units if desk.sight.unit("evidence", unit)), "")


@inner
def reviews_as(desk: Desk, one: Followed) -> str:
    """The post in which the person looks at evidence: the office, or the division in charge; empty for none.

    Nobody does who holds a post of a unit that owns the assignment.
    """
    held = {post.unit for post in desk.person.posts if post.unit}
    if not desk.sight.has("close") or held & set(one.units):
        return ""
    if desk.sight.whole("close"):
        return "" if OFFICE in one.units else OFFICE
    return one.assignment.division if one.assignment.division in desk.sight.divisions("close") else ""


@inner
def acts_of(desk: Desk, one: Followed) -> frozenset[str]:
    """What the person may do about an assignment as it stands."""
    sender, reviewer = sends_for(desk, one), reviews_as(desk, one)
    acts = {"sent"} if sender and may(desk, one, "sent", sender) else set()
    return frozenset(acts | {act for act in REVIEWS if reviewer and may(desk, one, act, reviewer)})


@inner
def may(desk: Desk, one: Followed, action: Action, post: str) -> bool:
    """True when the rules allow a step of the person in a post."""
    asked = Happening(desk.local(desk.now()), action, desk.person.login, post)
    return allowed(one.standing, one.terms, asked)
