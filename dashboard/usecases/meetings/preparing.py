"""Preparing a meeting: its kind, its quarter and its day; the agenda comes from meeting.toml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from config.model import AgendaPart, Config, Division, MeetingKind, Quarter, Region
from dashboard.access.gate import needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.meetings import refusing
from dashboard.usecases.posts import OFFICE
from dashboard.usecases.signing import signed
from loaders.store.database import writing
from loaders.store.meetings import keep_meeting
from loaders.store.meetingtables import Meeting
from loaders.store.refusals import StepRefused
from loaders.store.steps import written

QUARTERS = ("一", "二", "三", "四")
LONGEST_TITLE = 80


@needs("meeting")
def prepare_meeting(desk: Desk, kind: str, quarter: str, day: dt.date, title: str = "") -> str:
    """Prepare a meeting with the agenda of its kind; its number. Raises StepRefused with what is missing."""
    known = desk.config.meeting.kind_of(kind)
    if known is None:
        raise StepRefused(refusing.NO_KIND)
    if quarter not in desk.config.calendar.quarters:
        raise StepRefused(refusing.NO_QUARTER, quarter=quarter)
    by = signed(desk, OFFICE)
    made = Meeting(
        number="",
        kind=kind,
        title=written(title)[:LONGEST_TITLE] or usual_title(known, quarter),
        quarter=quarter,
        day=day,
        agenda=list(agenda_of(desk.config, known)),
        made_at=by.at,
        made_by=by.actor,
        login=by.login,
        invented=desk.workspace.invented,
    )
    with writing(desk.engine) as session:
        return keep_meeting(session, made, by).number


def usual_title(kind: MeetingKind, quarter: str) -> str:
    """`2026年第三季度工作点评会`: what a meeting is called where nobody says otherwise."""
    known = Quarter(quarter)
    when = f"{known.year}年第{QUARTERS[known.number - 1]}季度"
    return f"{when}{kind.name.removeprefix('季度')}"


def agenda_of(config: Config, kind: MeetingKind) -> Iterator[dict[str, Any]]:
    """The items of a kind of meeting, in order: see metrics.meeting.Item."""
    number = 0
    for part in kind.part:
        for one in _units(config, part):
            number += 1
            yield {
                "key": f"i{number}",
                "title": part.name or (one.name if one else ""),
                "title_en": part.name_en or (one.name_en if one else ""),
                "unit": one.code if one else "",
                "minutes": part.minutes,
                "vote": part.vote,
            }


def _units(config: Config, part: AgendaPart) -> list[Division] | list[Region] | list[None]:
    """What a part of an agenda has an item for: None stands for the part itself."""
    if part.each == "region":
        level = config.province.scored_levels[0]
        return [one for one in config.regions if one.level == level]
    if part.each:
        known = sorted(config.divisions, key=lambda one: one.order)
        return [one for one in known if part.each == "division" or one.kind == "business"]
    return [None]
