"""首页: a region: where it stands and why, why its place moved, how to move up, and how the regions below stand."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.home import Card, Line
from dashboard.parts.home_behind import FEW, MORE, region_address, task_lines
from dashboard.parts.markup import Html, element, join
from dashboard.parts.numbers import amount, figure, signed
from dashboard.parts.prospects import gap_sentence
from dashboard.parts.rank_moves import CAUSES
from dashboard.parts.reasons import POINTS_DECIMALS
from dashboard.parts.region import region_title
from dashboard.parts.signs import movement, movement_words
from dashboard.usecases.board_shape import BoardRow
from dashboard.usecases.prospects import Prospects
from dashboard.usecases.rank_moves import RankMove
from dashboard.usecases.region_report import RegionReport
from dashboard.usecases.tasks import KeyTask


def zone_card(kind: str, report: RegionReport, tasks: Sequence[KeyTask], words: Say, *, own: bool = False) -> Card:
    """A region with what moves in it: the best and the last of the counties, the tasks behind; of the `own` region,
    whose place and tasks have cards already, how many of the regions below moved.
    """
    ranked = sorted((row for row in report.below if row.rank is not None), key=lambda row: row.rank or 0)
    risen = sorted(ranked, key=lambda row: -(row.change or 0))
    picked = dict.fromkeys((*ranked[:1], *risen[:1], *ranked[-1:]))
    lines = [
        Line(
            row.name,
            join((movement(row.change, words), now_place(row, words))),
            region_address(row.region_code, report.quarter),
        )
        for row in picked
    ]
    behind = [] if own else sorted((one for one in tasks if one.light == "yellow"), key=lambda one: -one.behind)
    lines += task_lines(behind[:2], "", words, by_region=True, quarter=report.quarter)
    return Card(
        kind,
        _moved_below(report, words) if own else region_title(report),
        tuple(lines),
        region_address(report.code, report.quarter),
        words(mark("To the region's page")),
        report.quarter,
    )


def _moved_below(report: RegionReport, words: Say) -> str:
    up, down = (sum(sign * (row.change or 0) > 0 for row in report.below) for sign in (1, -1))
    return words(mark("Of {count} regions {up} moved up, {down} down"), count=len(report.below), up=up, down=down)


def standing_card(report: RegionReport, words: Say) -> Card:
    """The own region's place, and which items cost most."""
    costly = sorted((item for item in report.items if (item.lost or 0) > 0), key=lambda item: -(item.lost or 0))[:4]
    answer = (
        words(
            mark("{item} costs most: {points} points"),
            item=costly[0].name,
            points=figure(costly[0].lost, POINTS_DECIMALS),
        )
        if costly
        else words(mark("No points were lost"))
    )
    lines = tuple(
        Line(
            item.name, signed(-(item.lost or 0), POINTS_DECIMALS), region_address(report.code, report.quarter, "items")
        )
        for item in costly
    )
    return Card(
        words(mark("Why this score")),
        answer,
        lines,
        region_address(report.code, report.quarter, "items"),
        words(mark("Every item to its cell")),
        report.quarter,
    )


def ways_card(report: RegionReport, found: Prospects | None, words: Say) -> Card | None:
    """The gap to the next place and the cheapest ways up; None where they were not worked out."""
    if found is None:
        return None
    lines = tuple(
        Line(
            way.name,
            words(
                mark("to {value}: {gain} points"),
                value=amount(way.needed_for_place or way.feasible, way.decimals, way.unit),
                gain=signed(way.gain, POINTS_DECIMALS),
            ),
        )
        for way in found.ways[:FEW]
    )
    return Card(
        words(mark("How to move up")),
        gap_sentence(found, words),
        lines,
        region_address(report.code, report.quarter, "up"),
        words(MORE),
        report.quarter,
    )


def move_card(move: RankMove, code: str, quarter: str, words: Say) -> Card:
    """Why the place moved in a sentence, and the items that gained and fell most."""
    causes = [(words(name), getattr(move, cause)) for cause, name in CAUSES if getattr(move, cause)]
    told = words(mark(", ")).join(
        words(mark("{cause} {places}"), cause=name, places=movement_words(places, words)) for name, places in causes
    )
    change = movement_words(move.change, words)
    sentence = mark("{change} on {earlier}: {causes}") if causes else mark("Same place as in {earlier}")
    answer = words(sentence, change=change, earlier=quarter_name(move.earlier, words), causes=told)
    opens = region_address(code, quarter)
    lines = tuple(
        Line(one.name, words(mark("by {value} points"), value=signed(one.difference, POINTS_DECIMALS)))
        for one in (*move.gained[:2], *move.fell[:2])
    )
    return Card(words(mark("Why the place moved")), answer, lines, opens, words(mark("How it adds up")), quarter)


def now_place(row: BoardRow, words: Say) -> Html:
    """The place that a region has now."""
    return element("small", words(mark("now place {rank}"), rank=row.rank))
