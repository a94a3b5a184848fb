"""Whose a highlight case is, and who may do what about it: every use case of the choice asks here."""

from __future__ import annotations

from sqlmodel import Session

from dashboard.access.gate import inner
from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import OFFICE
from dashboard.usecases.selection import refusing
from dashboard.usecases.selection.standings import Chosen, all_chosen, find
from loaders.store.highlightreading import choice_in
from loaders.store.refusals import StepRefused
from metrics.recusal import recused
from metrics.selecting import CaseAction, allowed


@inner
def owns(desk: Desk, one: Chosen) -> bool:
    """True when the person acts for the unit that entered a case."""
    return desk.sight.has("enter") and desk.sight.unit("enter", one.entry.unit)


@inner
def sees(desk: Desk, one: Chosen) -> bool:
    """True when the person sees how a case stands: the office, and who acts for its unit."""
    return desk.sight.whole("select") or owns(desk, one)


def told_to_all(one: Chosen) -> bool:
    """True for a case that everyone sees who sees results: it was confirmed."""
    return one.state == "confirmed"


@inner
def held_units(desk: Desk) -> frozenset[str]:
    """The units of the posts that the person holds."""
    return frozenset(post.unit for post in desk.person.posts if post.unit)


@inner
def may_score(desk: Desk, one: Chosen) -> bool:
    """True when the person may score a case: it has passed, and they are not recused and did not write it."""
    free = not recused(desk.config, held_units(desk), one.touched) and desk.person.login not in one.authors
    return one.state == "passed" and free


@inner
def known(desk: Desk, number: str) -> Chosen:
    """A case whose standing is in sight; another one is unknown to the person. Raises StepRefused."""
    one = find(desk, number)
    if one is None or not sees(desk, one):
        raise StepRefused(refusing.UNKNOWN, number=number)
    return one


@inner
def found_in(desk: Desk, session: Session, number: str) -> Chosen:
    """The case with a number as it stands in an open session. Raises StepRefused where there is none."""
    every = all_chosen(desk.config, choice_in(session))
    one = next((one for one in every if one.number == number), None)
    if one is None:
        raise StepRefused(refusing.UNKNOWN, number=number)
    return one


@inner
def must_be_allowed(one: Chosen, action: CaseAction) -> None:
    """Raise StepRefused for a step that the case's state or the phase of its quarter does not allow."""
    if allowed(one.state, action, one.phase):
        return
    late = action in ("sent", "withdrawn", "passed", "returned") and one.phase != "collecting"
    early = action in ("confirmed", "declined") and one.phase != "closed"
    message = refusing.NOT_COLLECTING if late else refusing.NOT_CLOSED if early else refusing.NOT_NOW
    raise StepRefused(message, number=one.number)


@inner
def post_of(desk: Desk, one: Chosen) -> str:
    """The post in which the person acts on a case: the office's, else the unit's."""
    return OFFICE if desk.sight.whole("select") else one.entry.unit
