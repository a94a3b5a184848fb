"""一地一单: one region's quarter on one page of Word: its place, why, what moved it, what would help, its tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from config.wording import Say, mark, translator
from dashboard.pack.official import OfficialDocument
from dashboard.pack.phrases import file_stem, listed, numeral, quarter_phrase, span
from dashboard.pack.tables import Column, Table
from dashboard.parts.lights import light_words, points_behind
from dashboard.parts.numbers import MISSING, amount, figure, per_cent, signed
from dashboard.parts.prospects import gap_sentence, prospects_title
from dashboard.parts.provenance import status_words
from dashboard.parts.rank_moves import CAUSES, move_note, move_title
from dashboard.parts.reasons import POINTS_DECIMALS
from dashboard.usecases.prospects import Prospects, Way
from dashboard.usecases.rank_moves import ItemMove, RankMove
from dashboard.usecases.region_report import ItemLine, RegionReport, SectionLine
from dashboard.usecases.standings import earlier_quarter
from dashboard.usecases.tasks import KeyTask

ITEMS, MOVES, TASKS, PLAN = 7, 3, 5, 80
"""How many items, items that moved, tasks, and half signs of a plan are printed, so that one page holds them."""
_SEEN = 0.005
"""A smaller loss is 0.00 at the two decimals that points are shown with."""

_UNKNOWN = mark("There is no place of {earlier} to compare with.")
_NOT_WORKED_OUT = mark("Gaps and levers are worked out for ranked units, in the newest quarter and in released ones.")


@dataclass(frozen=True)
class RegionSheet:
    """What the page of a region shows, as far as its reader sees it.

    `title`, `context` and `places` are the page's own sentences; `state` says which release it is, or that it is none,
    and what is invented. `move` and `found` are None where there is nothing to say; `tasks` are the region's own.
    """

    report: RegionReport
    title: str
    context: tuple[str, ...]
    places: tuple[str, ...]
    state: str
    department: str
    move: RankMove | None
    found: Prospects | None
    climbs: tuple[str, ...]
    tasks: tuple[KeyTask, ...]
    made: dt.datetime
    locale: str


@dataclass(frozen=True)
class _Part:
    """A heading that is the answer, what is said below it, and a table."""

    heading: str
    paragraphs: tuple[str, ...]
    table: Table | None = None


def sheet_title(region: str, quarter: str, say: Say) -> str:
    """`长沙市2026年第三季度一地一单`."""
    return say(mark("{region}: sheet of {quarter}"), region=region, quarter=quarter_phrase(quarter, say))


def sheet_name(region: str, quarter: str, say: Say) -> str:
    """The name of the file."""
    return file_stem(sheet_title(region, quarter, say)) + ".docx"


def region_sheet(sheet: RegionSheet) -> bytes:
    """The sheet as docx bytes."""
    locale, report = sheet.locale, sheet.report
    say = translator(locale)
    title = sheet_title(report.name, report.quarter, say)
    document = OfficialDocument(
        title=title, author=sheet.department, made=sheet.made, chinese=locale != "en", one_page=True
    )
    document.head_and_foot(sheet.department, sheet.state)
    document.title((title,), sheet.title)
    for number, draw in enumerate(_PARTS, start=1):
        part = draw(sheet, say)
        heading = mark("{number}. {heading}")
        document.heading(say(heading, number=numeral(number, locale), heading=part.heading))
        for paragraph in filter(None, part.paragraphs):
            document.paragraph(paragraph)
        if part.table is not None and part.table.rows:
            document.table(part.table)
    return document.to_bytes()


def _place(sheet: RegionSheet, say: Say) -> _Part:
    return _Part(say(mark("Its place, and how sure it is")), (_joined(sheet.context, say), _joined(sheet.places, say)))


def _why(sheet: RegionSheet, say: Say) -> _Part:
    report = sheet.report
    costing = sorted((one for one in report.items if (one.lost or 0.0) >= _SEEN), key=lambda one: -(one.lost or 0.0))
    heading = say(mark("Why this score: {lost} points lost on {count} items"), **_lost(costing))
    columns = (
        Column(say(mark("Weakest items")), 60),
        Column(say(mark("Section")), 20, "center"),
        Column(say(mark("Value")), 16, "right"),
        Column(say(mark("Points")), 16, "right"),
        Column(say(mark("Lost")), 12, "right"),
    )
    by_section = sorted(report.sections, key=lambda one: -(one.lost or 0.0))
    sections = _joined([_section(one, report.precision, say) for one in by_section], say)
    return _Part(heading, (sections,), Table(columns, tuple(_item(one, sheet.locale, say) for one in costing[:ITEMS])))


def _lost(costing: Sequence[ItemLine]) -> dict[str, object]:
    return {"lost": figure(sum(one.lost or 0.0 for one in costing), POINTS_DECIMALS), "count": len(costing)}


def _section(one: SectionLine, precision: int, say: Say) -> str:
    points, lost = figure(one.published, precision), figure(one.lost, POINTS_DECIMALS)
    sentence = mark("{section} {points} of {full} (lost {lost})")
    return say(sentence, section=one.name, points=points, full=figure(one.full_marks, 0), lost=lost)


def _item(one: ItemLine, locale: str, say: Say) -> tuple[str, ...]:
    unit = one.indicator.unit_en if locale == "en" else one.indicator.unit
    value = amount(one.value, one.indicator.decimals, unit) if one.value is not None else ""
    return (
        one.name,
        one.section_name,
        value or status_words(one.status, say),
        f"{figure(one.points, POINTS_DECIMALS)} / {figure(one.item.full_marks, 0)}",
        figure(one.lost, POINTS_DECIMALS),
    )


def _move(sheet: RegionSheet, say: Say) -> _Part:
    move = sheet.move
    if move is None:
        return _Part(
            say(mark("Why it moved")),
            (say(_UNKNOWN, earlier=quarter_phrase(earlier_quarter(sheet.report.quarter), say)),),
        )
    causes = [f"{say(name)} {_places(getattr(move, cause), say)}" for cause, name in CAUSES]
    items = (_moved(mark("Gained most"), move.gained, say), _moved(mark("Fell most"), move.fell, say))
    return _Part(move_title(move, say), (f"{move_note(move, say)} {_joined(causes, say)}", _joined(items, say)))


def _moved(head: str, items: Sequence[ItemMove], say: Say) -> str:
    if not items:
        return ""
    named = listed((f"{one.name} {signed(one.difference, POINTS_DECIMALS)}" for one in items[:MOVES]), say)
    return say(mark("{head}: {items}"), head=say(head), items=named)


def _places(won: int, say: Say) -> str:
    return say(
        mark("▲{places} up") if won > 0 else mark("▼{places} down") if won else mark("＝ no effect"), places=abs(won)
    )


def _up(sheet: RegionSheet, say: Say) -> _Part:
    found = sheet.found
    if found is None:
        return _Part(say(mark("Gaps and levers")), (say(_NOT_WORKED_OUT),))
    place = [Column(say(mark("For the next place")), 20, "right")] if found.to_next_place is not None else []
    columns = (
        Column(say(mark("What would gain most")), 60),
        Column(say(mark("Now")), 16, "right"),
        Column(say(mark("Feasible")), 16, "right"),
        Column(say(mark("Gain")), 14, "right"),
        *place,
    )
    rows = tuple(_way(one, say, for_place=bool(place)) for one in found.cheapest)
    return _Part(
        prospects_title(found, say), (f"{gap_sentence(found, say)} {_joined(sheet.climbs, say)}",), Table(columns, rows)
    )


def _way(one: Way, say: Say, *, for_place: bool) -> tuple[str, ...]:
    now = say(mark("no value")) if one.value is None else amount(one.value, one.decimals, one.unit)
    enough = MISSING if one.needed_for_place is None else amount(one.needed_for_place, one.decimals, one.unit)
    feasible, gain = amount(one.feasible, one.decimals, one.unit), signed(one.gain, POINTS_DECIMALS)
    return (one.name, now, feasible, gain, *([enough] if for_place else []))


def _tasks(sheet: RegionSheet, say: Say) -> _Part:
    behind = sum(task.light == "yellow" for task in sheet.tasks)
    if not sheet.tasks:
        return _Part(say(mark("Key tasks")), (say(mark("No key task was broken down to this region.")),))
    heading = mark("Key tasks: {behind} of {tasks} behind time progress")
    columns = (
        Column(say(mark("Key task")), 45),
        Column(say(mark("Light")), 14, "center"),
        Column(say(mark("Done")), 14, "right"),
        Column(say(mark("Behind")) + f"\n{say(mark('percentage points'))}", 14, "right"),
        Column(say(mark("Next quarter's plan")), 60),
    )
    rows = tuple(_task(task, say) for task in sheet.tasks[:TASKS])
    more = say(mark("The {count} furthest behind are listed."), count=TASKS) if len(sheet.tasks) > TASKS else ""
    return _Part(say(heading, behind=behind, tasks=len(sheet.tasks)), (more,), Table(columns, rows))


def _task(task: KeyTask, say: Say) -> tuple[str, ...]:
    return task.title, light_words(task, say), per_cent(task.done_share), points_behind(task), _short(task.plan)


def _short(text: str) -> str:
    """A plan cut where it would take the page of other parts."""
    return text if span(text) <= PLAN else f"{text[: PLAN // 2 - 1]}…"


def _joined(sentences: Sequence[str], say: Say) -> str:
    """Phrases one after the other, parted as the language parts them."""
    return say(mark("; ")).join(filter(None, sentences))


_PARTS: tuple[Callable[[RegionSheet, Say], _Part], ...] = (_place, _why, _move, _up, _tasks)
