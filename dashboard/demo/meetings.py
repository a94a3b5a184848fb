"""The meetings of the demonstration: the last released quarter's was held, the present one is prepared."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlmodel import Session

from dashboard.access.person import Post
from dashboard.demo.accounts import post_of
from dashboard.demo.assignments import ACTORS, evidence_of
from dashboard.usecases.assignments.making import in_charge
from dashboard.usecases.desk import Desk
from dashboard.usecases.meetings.drafting import drafted_minutes
from dashboard.usecases.meetings.posts import guest_of
from dashboard.usecases.meetings.preparing import agenda_of, usual_title
from dashboard.usecases.meetings.standings import begun
from dashboard.usecases.meetings.taking_part import wanted_from
from dashboard.usecases.posts import OFFICE
from loaders.store.database import writing
from loaders.store.following import hand_out, take_step
from loaders.store.followtables import Assignment
from loaders.store.meetingreading import kept_meetings
from loaders.store.meetings import keep_act, keep_meeting
from loaders.store.meetingtables import Meeting
from loaders.store.released import releases
from loaders.store.steps import Signed
from metrics.meeting import Comment, Item

FILE = Path(__file__).parent / "meetings.toml"
KIND, SEED = "quarterly_review", 20260720
AFTER, BEGINS = dt.timedelta(days=5), 9
"""How long after its release a quarter's meeting is held, and at which hour."""
OFFICER = "演示：何主任"


@dataclass
class Course:
    """A meeting under way: its session, its clock, and the numbers of what was handed out by comment."""

    desk: Desk
    session: Session
    meeting: Meeting
    now: dt.datetime
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))

    def act(self, action: str, item: str = "", said: dict[str, Any] | None = None, by: Signed | None = None) -> int:
        """Keep an act now, of the office where nobody else is named; the number of the act."""
        signed = by or Signed(OFFICER, self.now, "demonstration", OFFICE, login="office")
        return keep_act(self.session, self.meeting, action, replace(signed, at=self.now), item, said).id or 0

    def later(self, seconds: float) -> None:
        """Time goes by."""
        self.now += dt.timedelta(seconds=seconds)


def make_meetings(desk: Desk) -> None:
    """Hold and prepare the meetings of a demonstration that has none yet."""
    if not desk.workspace.invented or kept_meetings(desk.engine):
        return
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    released = max(releases(desk.engine), key=lambda one: one.quarter, default=None)
    if released is not None:
        began = desk.local(released.made_at + AFTER).replace(hour=BEGINS, minute=0, second=0, microsecond=0)
        number = _hold(desk, released.quarter, min(began.astimezone(dt.UTC), desk.now() - dt.timedelta(days=1)), told)
        _write(desk, number, told["summary"].strip())
    current = str(desk.current_quarter())
    if released is None or released.quarter < current:
        with writing(desk.engine) as session:
            _prepare(desk, session, current, desk.now())


def _prepare(desk: Desk, session: Session, quarter: str, at: dt.datetime) -> Meeting:
    kind = desk.config.meeting.kind_of(KIND) or desk.config.meeting.kind[0]
    meeting = Meeting(
        number="",
        kind=kind.code,
        title=usual_title(kind, quarter),
        quarter=quarter,
        day=desk.local(at).date(),
        agenda=list(agenda_of(desk.config, kind)),
        made_at=at,
        made_by=OFFICER,
        login="office",
        invented=True,
    )
    return keep_meeting(session, meeting, Signed(OFFICER, at, "demonstration", OFFICE, login="office"))


def _hold(desk: Desk, quarter: str, began: dt.datetime, told: dict[str, Any]) -> str:
    """The whole course of a meeting: who came, every item with its votes and comments, and its end."""
    with writing(desk.engine) as session:
        meeting = _prepare(desk, session, quarter, began - dt.timedelta(days=2))
        course, items = Course(desk, session, meeting, began), begun(meeting).state.items
        for person in told["person"]:
            guest = guest_of(desk, person["login"], person["name"], map(post_of, person["posts"]))
            course.act("present", "", guest, _by(person))
        course.act("started")
        for item in items:
            _item(course, item, told)
        course.act("ended")
        return meeting.number


def _item(course: Course, item: Item, told: dict[str, Any]) -> None:
    course.act("opened", item.key)
    course.later(60 * item.minutes * course.chance.uniform(0.6, 1.1))
    people = {person["login"]: person for person in told["person"]}
    for comment in told["comment"]:
        if comment["unit"] == item.unit and item.unit:
            _comment(course, item, comment, people[comment["by"]])
    if item.vote:
        course.act("ballot_opened", item.key)
        for person, said in _ballots(course, item, told["person"]):
            course.later(4)
            course.act("voted", item.key, said, _by(person))
        course.act("ballot_closed", item.key)


def _ballots(
    course: Course, item: Item, people: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The votes of those who vote on the item: spread around what the unit is worth in this invented world."""
    worth = course.chance.uniform(7.0, 9.2)
    for person in people:
        posts: tuple[Post, ...] = tuple(map(post_of, person["posts"]))
        guest = guest_of(course.desk, person["login"], person["name"], posts)
        own = list(map(str, guest["own"])) if isinstance(guest["own"], list) else []
        if item.unit in own:
            continue
        scores = {
            one.code: float(min(max(round(course.chance.gauss(worth, 0.8)), 0), one.full_marks))
            for one in course.desk.config.meeting.criterion
        }
        yield person, {"class": guest["class"], "scores": scores, "own": own}


def _comment(course: Course, item: Item, comment: dict[str, Any], person: dict[str, Any]) -> None:
    course.later(20)
    number = course.act("commented", item.key, {"text": comment["text"]}, _by(person))
    if "assign" not in comment:
        return
    course.later(15)
    said = Comment(number, item.key, person["name"], person["login"], comment["text"], course.now)
    made = _assignment(course, said, comment["assign"])
    by = replace(_by(person), at=course.now)
    kept = hand_out(course.session, made, by)
    course.act("handed_out", item.key, {"comment": number, "assignment": kept.number}, _by(person))
    for days, action, text in comment.get("steps", ()):
        at = course.now + dt.timedelta(days=days)
        files = [evidence_of(kept.title, text)] if action == "sent" else []
        signed = Signed(ACTORS[action], at, "demonstration", kept.owner if action == "sent" else OFFICE)
        if at < course.desk.now():
            take_step(course.session, kept, action, signed, text, files)


def _assignment(course: Course, said: Comment, days: int) -> Assignment:
    wanted, rules = wanted_from(begun(course.meeting), said), course.desk.config.supervision.due
    return Assignment(
        number="",
        title=wanted.title,
        demand=wanted.demand,
        owner=wanted.owner,
        co_owners=[],
        division=in_charge(course.desk.config, wanted),
        quarter=wanted.quarter,
        source=dict(wanted.source),
        closes_by="evidence",
        watch={},
        days=days,
        due=rules.workdays.after(course.desk.local(course.now).date(), days),
        made_at=course.now,
        made_by=said.actor,
        login=said.login,
        invented=True,
    )


def _write(desk: Desk, number: str, summary: str) -> None:
    """The minutes of the items that have something to tell, as they were drafted; and the summary."""
    meeting = next(one for one in kept_meetings(desk.engine) if one.number == number)
    drafts = {item["key"]: drafted_minutes(desk, number, item["key"]) for item in meeting.agenda if item["unit"]}
    with writing(desk.engine) as session:
        signed = Signed(OFFICER, desk.now(), "demonstration", OFFICE, login="office")
        for key, lines in drafts.items():
            if lines:
                keep_act(session, meeting, "noted", signed, key, {"text": "\n".join(lines)})
        keep_act(session, meeting, "summed_up", signed, "", {"text": summary})


def _by(person: dict[str, Any]) -> Signed:
    return Signed(person["name"], dt.datetime.min, "demonstration", login=person["login"])
