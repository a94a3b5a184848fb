"""Appeals as people read them: open ones first with the days that are left, each with its steps and its consequence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.access.gate import needs
from dashboard.releasing.appealed import Consequence, Place, consequence, place_in
from dashboard.usecases.appeals.belonging import READ, seen
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.posts import post_name
from dashboard.usecases.windows import local_now
from loaders.store.appealreading import KeptAppeal
from loaders.store.appeals import About, State
from loaders.store.appealtables import AppealStep
from loaders.store.released import newest_release

_ORDER: dict[State, int] = {"open": 0, "accepted": 1, "answered": 2, "rejected": 2, "withdrawn": 2}


@dataclass(frozen=True)
class AppealStepLine:
    """A step: what was done, by whom, in which post, when (local), with which words."""

    action: str
    actor: str
    post: str
    at: str
    reason: str
    release: str


@dataclass(frozen=True)
class EvidenceLine:
    """A file that came with an appeal; its size in bytes."""

    sha256: str
    name: str
    kind: str
    size: int


@dataclass(frozen=True)
class AppealLine:
    """An appeal. `days` are left until it is to be decided, below zero when it is overdue; None once it is decided.

    They are calendar days, or `in_working_days`.

    `waits_for` names the divisions that were not heard yet; `place` is the region's in the release it is about.
    `answer` is the release that settles it, `newer` one that is in force since.
    `own`: the region is the reader's, who may take it back; `asked_by_me`: someone else has to decide.
    """

    number: str
    quarter: str
    region: str
    region_name: str
    release: str
    about: About
    items: tuple[str, ...]
    owners: tuple[str, ...]
    held: str
    reason: str
    state: State
    asked: str
    due: str
    days: int | None
    in_working_days: bool
    place: Place
    waits_for: tuple[str, ...]
    steps: tuple[AppealStepLine, ...]
    files: tuple[EvidenceLine, ...]
    answer: str
    newer: str
    own: bool
    asked_by_me: bool
    gives_opinion: bool


@needs(*READ)
def appeals_in_sight(desk: Desk, quarter: str = "", region: str = "", locale: str = "zh_CN") -> tuple[AppealLine, ...]:
    """The appeals that the person sees (of a quarter, of a region by its code), open ones first, most urgent first.

    Raises ReleaseProblem where a release that one is about is damaged.
    """
    found = (
        _line(desk, one, locale)
        for one in seen(desk)
        if quarter in ("", one.appeal.quarter) and region in ("", one.appeal.region_code)
    )
    return tuple(sorted(found, key=lambda line: (_ORDER[line.state], line.days if line.days is not None else 0)))


@needs(*READ)
def what_followed(desk: Desk, number: str, locale: str = "zh_CN") -> Consequence | None:
    """What the release that answers an appeal says otherwise of the region; None while there is none, or not in sight.

    Raises ReleaseProblem where one of the two releases is damaged.
    """
    found = next((one for one in seen(desk) if one.appeal.number == number), None)
    if found is None or not found.answer:
        return None
    return consequence(desk, found.appeal.release_id, found.answer, found.appeal.region_code, locale)


@needs("release")
def to_be_answered(desk: Desk, quarter: str, locale: str = "zh_CN") -> dict[str, str]:
    """The accepted appeals of a quarter that no release answers yet: number and region's name."""
    accepted = (one for one in seen(desk) if one.state == "accepted" and one.appeal.quarter == quarter)
    return {one.appeal.number: name_of_submitter(desk.config, one.appeal.region_code, locale) for one in accepted}


def _line(desk: Desk, kept: KeptAppeal, locale: str) -> AppealLine:
    appeal, first = kept.appeal, kept.steps[0]
    asked = desk.local(first.at).replace(tzinfo=None)
    calendar, workdays = desk.config.calendar, desk.config.supervision.due.workdays
    due, heard = calendar.decision_due(asked, workdays), {step.post for step in kept.steps}
    undecided = kept.state == "open"
    checked = desk.sight.divisions("check") if desk.sight.has("check") else frozenset()
    return AppealLine(
        number=appeal.number,
        quarter=appeal.quarter,
        region=appeal.region_code,
        region_name=name_of_submitter(desk.config, appeal.region_code, locale),
        release=appeal.release_id,
        about="rank" if appeal.about == "rank" else "items",
        items=tuple(_item_names(desk, appeal.items, locale)),
        owners=tuple(post_name(desk.config, owner, locale) for owner in appeal.owners),
        held=appeal.held,
        reason=first.reason,
        state=kept.state,
        asked=f"{asked:%Y-%m-%d %H:%M}",
        due=f"{due:%Y-%m-%d}",
        days=calendar.days_left(local_now(desk).date(), due.date(), workdays) if undecided else None,
        in_working_days=calendar.appeal_days_are == "working",
        place=place_in(desk, appeal.release_id, appeal.region_code),
        waits_for=tuple(post_name(desk.config, owner, locale) for owner in appeal.owners if owner not in heard)
        if undecided
        else (),
        steps=tuple(_step(desk, step, locale) for step in kept.steps),
        files=tuple(EvidenceLine(file.sha256, file.name, file.kind, file.size) for file in kept.files),
        answer=kept.answer,
        newer=_newer(desk, kept),
        own=appeal.region_code in desk.sight.regions("appeal"),
        asked_by_me=bool(first.login) and first.login == desk.person.login,
        gives_opinion=undecided and not checked.isdisjoint(appeal.owners) and not desk.person.operator,
    )


def _newer(desk: Desk, kept: KeptAppeal) -> str:
    newest = newest_release(desk.engine, kept.appeal.quarter)
    return newest.id if newest is not None and newest.id != kept.appeal.release_id else ""


def _item_names(desk: Desk, items: Iterable[str], locale: str) -> Iterable[str]:
    known = {item.code: item.label(locale) for scheme in desk.config.schemes for item in scheme.items}
    return (known.get(item, item) for item in items)


def _step(desk: Desk, step: AppealStep, locale: str) -> AppealStepLine:
    return AppealStepLine(
        action=step.action,
        actor=step.actor,
        post=post_name(desk.config, step.post, locale) if step.post else "",
        at=f"{desk.local(step.at):%Y-%m-%d %H:%M}",
        reason=step.reason,
        release=step.release_id or "",
    )
