"""Taking part in a meeting: signing in, voting, commenting, and handing a comment out as an assignment in one step."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from config.model import Meetings
from dashboard.access.gate import needs
from dashboard.usecases.assignments.making import LONGEST_TITLE, Wanted, drafted
from dashboard.usecases.desk import Desk
from dashboard.usecases.meetings import refusing
from dashboard.usecases.meetings.acting import Asked, happen, myself
from dashboard.usecases.meetings.posts import ballot_class_of, own_units
from dashboard.usecases.meetings.standings import Held, held_meeting
from loaders.store.following import hand_out
from loaders.store.refusals import StepRefused
from metrics.ballots import WHOLE_ABOVE
from metrics.meeting import Comment, Meeting

LONGEST_COMMENT = 500


@needs("vote", "meeting")
def sign_in_to(desk: Desk, number: str) -> None:
    """Say that one is there. Raises StepRefused where there is no such meeting."""
    said = myself(desk)
    happen(desk, number, lambda held: Asked("present", "", said))


@needs("vote")
def vote(desk: Desk, number: str, item: str, scores: Mapping[str, float]) -> None:
    """Cast one's vote on an item, or change it while the ballot is open; who votes is there.

    Raises StepRefused with what is wrong.
    """
    rules, posts = desk.config.meeting, desk.person.posts
    ballot_class, own = ballot_class_of(desk.config, posts), own_units(desk.config, posts)
    if not ballot_class:
        raise StepRefused(refusing.NO_CLASS)
    must_be_whole(rules, scores)
    given = {one.code: float(scores[one.code]) for one in rules.criterion}
    said = {"class": ballot_class, "scores": given, "own": sorted(own)}

    def cast(held: Held) -> Asked:
        known = held.state.of(item)
        if known is not None and known.unit in own:
            raise StepRefused(refusing.OWN_UNIT)
        return Asked("voted", item, said)

    happen(desk, number, cast)
    if desk.person.login not in held_meeting(desk, number).state.attendance:
        sign_in_to(desk, number)


@needs("vote", "meeting")
def comment(desk: Desk, number: str, item: str, text: str) -> None:
    """Comment on an item. Raises StepRefused where nothing is written or the meeting does not run."""
    if not text.strip():
        raise StepRefused(refusing.NO_TEXT)
    said = {"text": text.strip()[:LONGEST_COMMENT]}
    happen(desk, number, lambda held: Asked("commented", item, said))


@needs("assign")
def hand_out_comment(desk: Desk, number: str, comment: int, owner: str = "", days: int = 0, division: str = "") -> str:
    """Hand a comment out as an assignment, in one transaction with its link; the assignment's number.

    The owner is the unit on stage where none is named, `days` 0 the usual number of working days. Raises StepRefused
    with what is missing.
    """
    held = held_meeting(desk, number)
    said = comment_in(held.state, comment)
    wanted = replace(wanted_from(held, said), days=days, division=division)
    made, by = drafted(desk, replace(wanted, owner=owner or wanted.owner))

    numbers: list[str] = []

    def kept(session: Session, held: Held) -> Asked:
        numbers.append(hand_out(session, made, by).number)
        return Asked("handed_out", said.item, {"comment": comment, "assignment": numbers[0]})

    happen(desk, number, lambda held: Asked("handed_out", said.item, {"comment": comment}), kept)
    return numbers[0]


def wanted_from(held: Held, said: Comment) -> Wanted:
    """What a comment asks for as an assignment: its words, of the unit on stage, with where it was said."""
    item = held.state.of(said.item)
    return Wanted(
        title=said.text.splitlines()[0][:LONGEST_TITLE],
        demand=said.text,
        owner=item.unit if item else "",
        quarter=held.kept.quarter,
        source={
            "kind": "comment",
            "title": f"{held.kept.title} · {item.title if item else ''} · {said.actor}",
            "meeting": held.kept.number,
            "item": said.item,
            "comment": said.number,
        },
    )


def comment_in(meeting: Meeting, number: int) -> Comment:
    """A comment by its number. Raises StepRefused where there is none."""
    found = next((one for one in meeting.comments if one.number == number), None)
    if found is None:
        raise StepRefused(refusing.NO_COMMENT)
    return found


def must_be_whole(rules: Meetings, scores: Mapping[str, float]) -> None:
    """Raise StepRefused for a ballot that leaves a criterion out or gives it more than there is."""
    for one in rules.criterion:
        score = scores.get(one.code)
        if score is None:
            raise StepRefused(refusing.NOT_WHOLE)
        if not (math.isfinite(score) and 0 <= score <= one.full_marks):
            raise StepRefused(refusing.OUT_OF_RANGE, full=f"{one.full_marks:g}")
        if one.full_marks > WHOLE_ABOVE and score != round(score):
            raise StepRefused(refusing.NO_DECIMALS, above=f"{WHOLE_ABOVE:g}")
