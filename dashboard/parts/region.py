"""A region's page: its place in a sentence, its score over the quarters, the regions below."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.board_switch import board_label
from dashboard.parts.boards import scheme_change
from dashboard.parts.certainty import alike, place_words
from dashboard.parts.chart import once_drawn, picture
from dashboard.parts.filters import quarter_name
from dashboard.parts.history import history_label, line_figure
from dashboard.parts.markup import Html, element, join, show
from dashboard.parts.numbers import MISSING, figure, per_cent, signed
from dashboard.parts.session import desk, locale, say
from dashboard.parts.signs import movement, movement_words, sparkline, unranked_reason
from dashboard.parts.table import Column, Row, table
from dashboard.parts.theme import palette
from dashboard.usecases.board_shape import BoardRow
from dashboard.usecases.region_report import RegionReport
from dashboard.usecases.standing_boards import BoardPlace, compared_with


def region_title(report: RegionReport) -> str:
    """The answer: place, score, band."""
    words, row = say(), report.row
    places = {"region": report.name, "quarter": quarter_name(report.quarter, words)}
    if report.only_items:
        return words(mark("{region} in {quarter}: the items of your division"), **places)
    if row.rank is None:
        why = unranked_reason(row.coverage_share, report.minimum_coverage, words)
        return words(mark("{region} is not ranked in {quarter}: {why}"), **places, why=why)
    score = {"rank": row.rank, "score": figure(row.published, report.precision), "band": row.band_name}
    if row.rank_low is not None:
        return words(
            mark("{region}: {place}, {score} points, {band}"), **places, **score, place=place_words(row, words)
        )
    return words(mark("{region}: rank {rank} with {score} points, {band}"), **places, **score)


def region_context(report: RegionReport) -> list[str]:
    """Quarter, group, movement in words, coverage."""
    words, row = say(), report.row
    before = movement_words(row.change, words, ranked_before=row.ranked_before)
    if row.change is not None:
        before = words(mark("{change} on the previous quarter"), change=before)
    if report.only_items:
        later = words(mark("totals and places are shown with the release"))
        return [quarter_name(report.quarter, words), report.group_name, later, report.scheme_name]
    return [
        quarter_name(report.quarter, words),
        words(mark("{group}, {units} ranked"), group=report.group_name, units=report.ranked_units),
        before if row.rank is not None else "",
        words(mark("data complete to {share}"), share=per_cent(row.coverage_share)),
        report.scheme_name,
        scheme_change(words) if report.scheme_changed else "",
    ]


def board_places(report: RegionReport, places: Sequence[BoardPlace]) -> None:
    """The region's place on each of the boards, and how many units are not really different; nothing without any."""
    if not places:
        return
    words = say()
    cells = [_place(report, place, words) for place in places]
    show(element("div", *cells, css="jp-cells"), element("p", alike(report.row, words), css="jp-note"))


def _place(report: RegionReport, place: BoardPlace, words: Say) -> Html:
    against, points = compared_with(report.quarter, place.board), figure(place.points, report.precision)
    if place.rank is None:
        below = words(mark("nothing to compare with"))
    elif against:
        sentence = mark("{points} points, then place {baseline}")
        below = words(sentence, points=signed(place.points, report.precision), baseline=place.baseline_rank)
    else:
        below = words(mark("{points} points, {units} units"), points=points, units=place.ranked_units)
    rank = MISSING if place.rank is None else words(mark("place {rank}"), rank=place.rank)
    name = element("small", board_label(place.board, words))
    return element("div", name, element("b", rank), " ", element("span", below, css="jp-status"))


def score_history(report: RegionReport, *, key: str) -> None:
    """The score of the last eight quarters."""
    words, row = say(), report.row
    drawn = once_drawn(
        report, "history", lambda: line_figure(report.quarters, row.history, report.precision, palette(), words)
    )
    height = "9rem" if report.below else "20rem"
    picture(drawn, key=key, height=height, alt=history_label(report.quarters, row.history, report.precision))


def below_table(rows: Sequence[BoardRow], precision: int, quarters: Sequence[str], *, key: str) -> str | None:
    """How the regions below stand in their groups; the code of the region that was just opened."""
    words = say()
    heads = [
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("Rank")), align="right"),
        Column(words(mark("Change")), align="tight"),
        Column(words(mark("Score")), words(mark("points")), align="right"),
        Column(words(mark("Band"))),
        Column(words(mark("Eight quarters"))),
    ]
    body = [
        Row(
            (
                join((row.name, element("span", _group_of(row), css="jp-sub"))),
                MISSING if row.rank is None else row.rank,
                movement(row.change, words, ranked_before=row.ranked_before) if row.rank is not None else MISSING,
                figure(row.published, precision),
                row.band_name,
                sparkline(row.history, history_label(quarters, row.history, precision)),
            ),
            key=row.region_code,
        )
        for row in rows
    ]
    return table(heads, body, key=key)


def _group_of(row: BoardRow) -> str:
    config = desk().config
    return config.group[config.region[row.region_code].peer_group].label(locale())
