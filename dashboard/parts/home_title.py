"""首页: the headline, by the first of the reader's roles: the quarter, the collection, what waits, the own place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from config.model import Role
from config.wording import Say, mark
from dashboard.parts.boards import board_context
from dashboard.parts.deadlines import window_words
from dashboard.parts.filters import quarter_name
from dashboard.parts.home_clerk import owed_sentence
from dashboard.parts.home_work import OPEN
from dashboard.parts.region import region_context, region_title
from dashboard.releasing.reading import Edition
from dashboard.usecases.board_shape import Board
from dashboard.usecases.home import REPORTING, Ground
from dashboard.usecases.shortfalls import Shortfalls

FEW = 3


@dataclass(frozen=True)
class Title:
    """The answer, what it rests on, the quarter of both, and the edition where it is about results."""

    answer: str
    context: Sequence[str] = ()
    quarter: str = ""
    source: Edition | None = None


def home_title(ground: Ground, roles: Sequence[Role], words: Say) -> Title:
    """The answer for the reader; a greeting where there is nothing to tell."""
    for role in roles:
        found = _of_role(ground, role, words)
        if found is not None:
            return found
    return Title(words(mark("Good to see you, {name}"), name=ground.desk.person.name))


def _of_role(ground: Ground, role: Role, words: Say) -> Title | None:
    if role == "leader" and ground.boards and ground.behind is not None:
        answer = quarter_sentence(ground.boards, ground.behind, words)
        return Title(answer, board_context(ground.boards[0]), ground.quarter, ground.source)
    if role == "head":
        reports = [report for report in map(ground.report, ground.units) if report is not None]
        if reports:
            return Title(region_title(reports[0]), region_context(reports[0]), ground.quarter, ground.source)
    if ground.collected is None:
        return None
    quarter, context = ground.collected.quarter, [window_words(ground.collected.window, words)]
    if role in ("leader", "office"):
        return Title(_collection(ground, words), context, quarter, ground.source)
    if role == "reviewer":
        return Title(_waiting(ground, words), context, quarter, ground.source)
    return Title(owed_sentence(ground, words), context, quarter) if role in REPORTING and ground.units else None


def quarter_sentence(boards: Sequence[Board], found: Shortfalls, words: Say) -> str:
    """The quarter in a sentence, for who sees all of it."""
    names = words(mark(", ")).join(row.name for row in boards[0].leaders[:FEW])
    sentence = mark("{quarter}: {name} leads, {tasks} key tasks behind, {alarms} bottom-line alarms")
    if not names:
        sentence = mark("{quarter}: nobody is ranked yet, {tasks} key tasks behind, {alarms} bottom-line alarms")
    said = {"quarter": quarter_name(found.quarter, words), "tasks": len(found.behind), "alarms": len(found.rung)}
    return words(sentence, name=names, **said)


def _collection(ground: Ground, words: Say) -> str:
    """How many units are in, and how many submissions wait for the office."""
    owing = ground.collected.owing if ground.collected else ()
    came = sum(unit.state not in OPEN for unit in owing)
    sentence = mark("{quarter}: {came} of {owing} units have submitted, {waiting} submissions wait for you")
    return words(sentence, came=came, owing=len(owing), **_waits(ground, words))


def _waiting(ground: Ground, words: Say) -> str:
    """How many submissions wait for the division, and how many have not come."""
    owing = ground.collected.owing if ground.collected else ()
    left = sum(unit.state in OPEN for unit in owing)
    sentence = mark("{quarter}: {waiting} submissions wait for you, {count} units have not submitted")
    return words(sentence, count=left, **_waits(ground, words))


def _waits(ground: Ground, words: Say) -> dict[str, object]:
    quarter = ground.collected.quarter if ground.collected else ""
    return {"quarter": quarter_name(quarter, words), "waiting": len(ground.waiting)}
