"""The invented choice of highlights of the demonstration: one quarter judged and confirmed, one being scored, one in
which cases come in."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session

from config.model import Quarter
from dashboard.demo.scenes import scene_of
from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import OFFICE
from dashboard.usecases.selection.standings import all_chosen, scored
from loaders.intake.evidence import Evidence
from loaders.store import readers
from loaders.store.database import writing
from loaders.store.highlighting import cast_ballot, enter_case, take_case_step, turn_round
from loaders.store.highlightreading import choice_in, kept_choice
from loaders.store.highlighttables import HighlightEntry
from loaders.store.released import releases
from loaders.store.steps import Signed
from metrics.recusal import recused

FILE = Path(__file__).parent / "highlights.toml"
OFFICE_NAME, UNIT_NAME = "演示：督查室", "演示：申报单位"
TAKEN_UP = ("430200", "430600", "431100")
DECIDED_AFTER = dt.timedelta(days=40)
"""How long after its window opened the judged quarter was decided."""


@dataclass(frozen=True)
class Panelist:
    """An invented judge: how much more lenient, how much wider than others, and with posts of which units."""

    login: str
    name: str
    shift: float
    width: float
    units: frozenset[str] = frozenset()


PANEL = (
    Panelist("demo-judge-1", "演示：评委一", 0, 1.0),
    Panelist("demo-judge-2", "演示：评委二", -9, 1.1),
    Panelist("demo-judge-3", "演示：评委三", 7, 0.7),
    Panelist("demo-judge-4", "演示：评委四", 2, 1.3),
    Panelist("demo-judge-5", "演示：评委五", -2, 0.9, frozenset({"430400"})),
)


def make_highlights(desk: Desk) -> None:
    """Enter, judge and confirm what is invented, in a demonstration that has no case yet and a release."""
    told = [release.quarter for release in releases(desk.engine)]
    if not desk.workspace.invented or not told or kept_choice(desk.engine).cases:
        return
    cases = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
    judged = Quarter(max(told))
    with writing(desk.engine) as session:
        decided = min(desk.aware(desk.config.calendar.window(judged).opens) + DECIDED_AFTER, desk.now())
        _judged(desk, session, judged, decided, [one for one in cases if one["when"] == "judged"])
        _open(desk, session, judged.shift(1), [one for one in cases if one["when"] == "open"])
        _coming(desk, session, judged.shift(2), [one for one in cases if one["when"] == "next"])


def _judged(desk: Desk, session: Session, quarter: Quarter, decided: dt.datetime, cases: Sequence[Any]) -> None:
    """A round from its entries to what was confirmed and taken up elsewhere."""
    day = dt.timedelta(days=1)
    entries = _passed(desk, session, quarter, decided - 10 * day, cases)
    turn_round(session, str(quarter), "opened", _office(decided - 6 * day))
    for judge in PANEL:
        _ballots(desk, session, judge, entries, decided - 4 * day)
    turn_round(session, str(quarter), "closed", _office(decided - 2 * day))
    own = [one for one in all_chosen(desk.config, choice_in(session)) if one.entry.quarter == str(quarter)]
    rows, size = scored(desk.config, own).cases, desk.config.highlights.shortlist.size
    for entry, _case in entries:
        place = rows[entry.number]["rank"]
        listed = bool(place and place <= size)
        said = {"level": entry.level, "listed": listed} if listed else {"listed": listed}
        take_case_step(session, entry, "confirmed" if listed else "declined", _office(decided), said=said)
        if place and place <= 2:
            _take_up(session, entry, decided, TAKEN_UP[: 3 - place])


def _take_up(session: Session, entry: HighlightEntry, decided: dt.datetime, regions: Sequence[str]) -> None:
    for place, region in enumerate(regions, 1):
        if region != entry.region_code:
            since = (decided + dt.timedelta(days=7 * place)).date().isoformat()
            note = "结合本地实际照此办理（演示数据）。"
            by = _office(decided + dt.timedelta(minutes=place))
            take_case_step(session, entry, "replicated", by, note, said={"region": region, "since": since})


def _open(desk: Desk, session: Session, quarter: Quarter, cases: Sequence[Any]) -> None:
    """A round that is being scored: two of the invented judges have begun."""
    now, day = _this_morning(desk), dt.timedelta(days=1)
    entries = _passed(desk, session, quarter, now - 8 * day, cases)
    turn_round(session, str(quarter), "opened", _office(now - 3 * day))
    for judge in PANEL[:2]:
        _ballots(desk, session, judge, entries[:3], now - day)


def _coming(desk: Desk, session: Session, quarter: Quarter, cases: Sequence[Any]) -> None:
    """A quarter in which cases come in: one waits for the first check, one was sent back."""
    now, day = _this_morning(desk), dt.timedelta(days=1)
    for case in cases:
        entry = _entered(desk, session, quarter, now - 2 * day, case)
        if entry is not None and "returned" in case:
            take_case_step(session, entry, "returned", _office(now - day), case["returned"])


def _passed(
    desk: Desk, session: Session, quarter: Quarter, at: dt.datetime, cases: Sequence[Any]
) -> list[tuple[HighlightEntry, Mapping[str, Any]]]:
    found = [(_entered(desk, session, quarter, at, case), case) for case in cases]
    entries = [(entry, case) for entry, case in found if entry is not None]
    for entry, _case in entries:
        take_case_step(session, entry, "passed", _office(at + dt.timedelta(days=2)))
    return entries


def _entered(
    desk: Desk, session: Session, quarter: Quarter, at: dt.datetime, case: Mapping[str, Any]
) -> HighlightEntry | None:
    """The case with its picture; None for one of a division whose workbook has no case in the quarter."""
    about = _about(desk, quarter, case)
    if about is None:
        return None
    by = Signed(UNIT_NAME, at, "demonstration", case["unit"])
    region = desk.config.region[about["region_code"]].name
    told: dict[str, Any] = {"title": case["title"].format(region=region), "what_was_done": case["what_was_done"]}
    terms = {name: case[name] for name in ("unit", "kind", "level")}
    rest: dict[str, Any] = {
        "number": "",
        "quarter": str(quarter),
        "made_at": at,
        "made_by": UNIT_NAME,
        "login": "",
        "invented": True,
    }
    entry = enter_case(session, HighlightEntry(**told, **terms, **rest, **about), by)
    name = f"{told['title'].partition('：')[2] or told['title']}（演示图片）.png"
    take_case_step(session, entry, "sent", by, files=[Evidence(name, scene_of(case["scene"], case["title"]))])
    return entry


def _about(desk: Desk, quarter: Quarter, case: Mapping[str, Any]) -> dict[str, Any] | None:
    """Where it was done and what it moved: of a division as its workbook has it, of a region as it is written."""
    if "region" in case:
        told = {"region_code": case["region"], "line": case["line"], "effect": case["effect"], "indicator": ""}
        return {**told, "source": {"kind": "page"}}
    for row in readers.highlights(desk.engine, str(quarter)):
        found, sent = row.Highlight, row.Submission
        if sent.submitter == case["unit"]:
            told = {"region_code": found.region_code, "line": found.line, "effect": found.effect}
            source = {"kind": "workbook", "receipt": sent.receipt, "place": f"{found.sheet} {found.cell}"}
            return {**told, "indicator": found.indicator, "source": source}
    return None


def _ballots(
    desk: Desk,
    session: Session,
    judge: Panelist,
    entries: Sequence[tuple[HighlightEntry, Mapping[str, Any]]],
    at: dt.datetime,
) -> None:
    """A judge's points on each case of others, around what the case is worth."""
    chance, rules = random.Random(judge.login), desk.config.highlights.judging
    by = Signed(judge.name, at, "demonstration", "", judge.login)
    for entry, case in entries:
        if recused(desk.config, judge.units, {entry.unit, entry.region_code}):
            continue
        mark = 80 + (case["worth"] - 80) * judge.width + judge.shift
        points = {
            one.code: float(round(min(max(mark + chance.uniform(-7, 7), 0), 100) * rules.full_marks / 100))
            for one in rules.criteria
        }
        cast_ballot(session, entry, by, judge.units, points)


def _this_morning(desk: Desk) -> dt.datetime:
    local = desk.local(desk.now()).replace(hour=10, minute=0, second=0, microsecond=0, tzinfo=None)
    return desk.aware(local)


def _office(at: dt.datetime) -> Signed:
    return Signed(OFFICE_NAME, at, "demonstration", OFFICE)
