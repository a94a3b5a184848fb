"""What a unit brings to the meeting: last quarter's promise beside the result, key work, problems, plan, indicators.

All of it is of the edition of the meeting's quarter, as far as the reader sees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from config.model import Indicator
from dashboard.access.gate import inner, needs
from dashboard.releasing.reading import open_edition
from dashboard.usecases.assignments.reports import AssignmentReport, assignments
from dashboard.usecases.board_shape import BoardRow
from dashboard.usecases.boards import board
from dashboard.usecases.book import Book, Released
from dashboard.usecases.desk import Desk
from dashboard.usecases.direction import Promise, direction
from dashboard.usecases.meetings.standings import held_meetings
from dashboard.usecases.standings import earlier_quarter

MOST_INDICATORS = 6


@dataclass(frozen=True)
class Extreme:
    """A region at one end of an indicator."""

    code: str
    name: str
    value: float


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator in its own unit: the figure with its change on the quarter before, the best and the worst of the
    group; None where nothing is known. The figure is the region's, or for a division the median of the group."""

    code: str
    name: str
    unit: str
    decimals: int
    value: float | None
    change: float | None
    best: Extreme | None
    worst: Extreme | None
    lower: bool = False


@dataclass(frozen=True)
class Dossier:
    """What stands on the screen while a unit has the word.

    Of a region the `promises` are those of itself and of the regions below it, the furthest behind first. `behind`
    counts the regions whose tasks lie behind time progress; `handed` are the assignments of earlier meetings, of the
    unit or of everyone; `row` is the unit's line on the board where it is a region.
    """

    unit: str
    quarter: str
    release: Released | None
    promises: tuple[Promise, ...]
    behind: int
    indicators: tuple[IndicatorLine, ...]
    handed: tuple[AssignmentReport, ...]
    row: BoardRow | None = None
    group: str = ""


@needs("meeting", "vote")
def dossier(desk: Desk, unit: str, quarter: str, number: str, locale: str = "zh_CN") -> Dossier:
    """What a unit brings to the meeting `number`; for no unit what earlier meetings handed out.

    Raises ReleaseProblem where the release of the quarter is damaged.
    """
    source = open_edition(desk, quarter)
    at, book = source.desk, source.book
    handed = _handed(desk, unit, number, locale)
    if unit in at.config.region:
        row, group = _standing(at, book, unit, quarter, locale)
        found = direction(at, book, quarter, locale)
        below = at.config.below(unit)
        own = sorted((one for one in found.regions if one.task.region in below), key=lambda one: -one.task.behind)
        late = {one.task.region for one in own if one.task.light == "yellow"}
        lines = _indicators(at, book, unit, quarter, unit, locale)
        return Dossier(unit, quarter, book.release, tuple(own), len(late), lines, handed, row, group)
    if unit in at.config.division:
        found = direction(at, book, quarter, locale).of(unit)
        late = {one.task.region for one in found.regions if one.task.light == "yellow"}
        lines = _indicators(at, book, unit, quarter, "", locale)
        return Dossier(unit, quarter, book.release, found.province, len(late), lines, handed)
    return Dossier(unit, quarter, book.release, (), 0, (), handed)


@inner
def _handed(desk: Desk, unit: str, number: str, locale: str) -> tuple[AssignmentReport, ...]:
    """The assignments that came of comments in meetings before this one; of one unit where it is named."""
    before = set()
    for held in held_meetings(desk):
        if held.kept.number == number:
            break
        before.add(held.kept.number)
    found = assignments(desk, locale) if desk.sight.has("assignments") else ()
    told = (one for one in found if one.source.get("kind") == "comment")
    return tuple(one for one in told if one.source.get("meeting") in before and (not unit or one.concerns([unit])))


def _standing(desk: Desk, book: Book, unit: str, quarter: str, locale: str) -> tuple[BoardRow | None, str]:
    group = desk.config.region[unit].peer_group
    if not desk.config.schemes or group not in desk.config.scheme_for(quarter)[0].groups:
        return None, ""
    found = board(desk, book, quarter, group, locale=locale)
    return next((row for row in found.ranked if row.region_code == unit), None), found.group_name


def _indicators(desk: Desk, book: Book, unit: str, quarter: str, region: str, locale: str) -> tuple[IndicatorLine, ...]:
    """The scored indicators that a division owns; of a region those that cost it most."""
    if not desk.config.schemes:
        return ()
    key = ("dossier", unit, quarter, region, locale)
    return book.drawn(key, lambda: _draw(desk, book, unit, quarter, region, locale))


def _draw(desk: Desk, book: Book, unit: str, quarter: str, region: str, locale: str) -> tuple[IndicatorLine, ...]:
    scheme, group = desk.config.scheme_for(quarter)[0], desk.config.scheme_for(quarter)[0].groups[0]
    scored = {item.indicator: item.code for item in scheme.items if item.indicator in desk.config.indicator}
    if unit in desk.config.region:
        lost = {row["node"]: row["lost"] or 0.0 for row in book.rows("items", quarter=quarter, region_code=unit)}
        chosen = sorted((code for code in scored if lost.get(scored[code])), key=lambda code: -lost[scored[code]])
        group = desk.config.region[unit].peer_group
    else:
        chosen = [code for code in scored if desk.config.indicator[code].owner == unit]
    lines = (_line(desk, book, desk.config.indicator[code], quarter, region, group, locale) for code in chosen)
    return tuple(lines)[:MOST_INDICATORS]


def _line(
    desk: Desk, book: Book, indicator: Indicator, quarter: str, region: str, group: str, locale: str
) -> IndicatorLine:
    """Who is at either end tells what the group has reached: it is shown of a release, or to who sees everything."""
    peers = [one.code for one in desk.config.regions if one.peer_group == group]
    known = _values(book, indicator.code, quarter, [region, *peers])
    before = _values(book, indicator.code, earlier_quarter(quarter), [region, *peers])
    whole = book.scope is None
    now, then = (_figure(values, region, peers) if whole or region else None for values in (known, before))
    ends = sorted((code for code in peers if code in known), key=lambda code: known[code]) if whole else []
    lower = indicator.direction == "lower"
    best, worst = (ends[0], ends[-1]) if lower and ends else (ends[-1], ends[0]) if ends else ("", "")
    neutral = indicator.direction == "neutral"
    return IndicatorLine(
        code=indicator.code,
        name=indicator.label(locale),
        unit=indicator.unit_en if locale == "en" else indicator.unit,
        decimals=indicator.decimals,
        value=now,
        change=None if now is None or then is None else now - then,
        best=None if neutral else _extreme(desk, known, best, locale),
        worst=None if neutral else _extreme(desk, known, worst, locale),
        lower=lower,
    )


def _values(book: Book, indicator: str, quarter: str, regions: list[str]) -> dict[str, float]:
    rows = book.rows("measures", indicator=indicator, quarter=quarter, region_code=regions)
    return {row["region_code"]: row["value"] for row in rows if row["value"] is not None}


def _figure(values: Mapping[str, float], region: str, peers: list[str]) -> float | None:
    """The region's own figure; where no region is meant, the middle one of the group."""
    if region:
        return values.get(region)
    known = [values[code] for code in peers if code in values]
    return median(known) if known else None


def _extreme(desk: Desk, known: Mapping[str, float], code: str, locale: str) -> Extreme | None:
    if not code:
        return None
    region = desk.config.region[code]
    name = region.name_en.split(" ")[0] if locale == "en" else region.short_name
    return Extreme(code, name, known[code])
