"""A region's page: the way from full marks to the score, its items, one item in full, the regions below."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import mark
from dashboard.parts.boards import history_label
from dashboard.parts.clickable import clickable
from dashboard.parts.filters import quarter_name
from dashboard.parts.markup import Html, element
from dashboard.parts.numbers import MISSING, figure, per_cent, signed
from dashboard.parts.reasons import POINTS_DECIMALS
from dashboard.parts.session import desk, locale, say
from dashboard.parts.signs import movement, movement_words, sparkline
from dashboard.parts.table import Column, Row, table, table_of
from dashboard.usecases.boards import BoardRow
from dashboard.usecases.region_report import RegionReport, SectionLine


def region_title(report: RegionReport) -> str:
    """The answer: place, score, band."""
    words, row = say(), report.row
    places = {"region": report.name, "quarter": quarter_name(report.quarter, words)}
    if row.rank is None:
        return words(mark("{region} is not ranked in {quarter}: nothing that counts was reported"), **places)
    score = {"rank": row.rank, "score": figure(row.published, report.precision), "band": row.band_name}
    return words(mark("{region}: rank {rank} with {score} points, {band}"), **places, **score)


def region_context(report: RegionReport) -> list[str]:
    """Quarter, group, movement in words, coverage."""
    words, row = say(), report.row
    before = words(mark("{change} on the previous quarter"), change=movement_words(row.change, words))
    return [
        quarter_name(report.quarter, words),
        words(mark("{group}, {units} ranked"), group=report.group_name, units=report.ranked_units),
        before if row.rank is not None else "",
        words(mark("data complete to {share}"), share=per_cent(row.coverage_share)),
        report.scheme_name,
    ]


def waterfall(report: RegionReport, *, key: str, chosen: str = "") -> str | None:
    """From full marks to the score, section by section; the section that was just opened."""
    words = say()
    heads = [
        Column(words(mark("Section")), align="tight", names=True),
        Column(words(mark("Change")), words(mark("points")), align="right"),
        Column(words(mark("From full marks to the score")), align="track"),
        Column(words(mark("Points")), align="right"),
    ]
    rows = [
        Row(
            (words(mark("Full marks")), "", _track(0, report.full_marks, report), figure(report.full_marks, 2)),
            css="jp-total",
        )
    ]
    left = report.full_marks
    for section in report.sections:
        lost = section.lost or 0.0
        left -= lost
        rows.append(_fall(section, left, lost, report, chosen))
    score = report.row.published
    rows.append(
        Row(
            (words(mark("Score")), "", _track(0, score or 0.0, report), figure(score, report.precision)), css="jp-total"
        )
    )
    return clickable(table_of(heads, rows, css="jp-fall"), key=key)


def below_table(rows: Sequence[BoardRow], precision: int, quarters: Sequence[str], *, key: str) -> str | None:
    """How the regions below stand in their groups; the code of the region that was just opened."""
    words = say()
    heads = [
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("Group"))),
        Column(words(mark("Rank")), align="right"),
        Column(words(mark("Change")), align="tight"),
        Column(words(mark("Score")), words(mark("points")), align="right"),
        Column(words(mark("Band"))),
        Column(words(mark("Eight quarters"))),
    ]
    config = desk().config
    body = [
        Row(
            (
                row.name,
                config.group[config.region[row.region_code].peer_group].label(locale()),
                MISSING if row.rank is None else row.rank,
                movement(row.change, words) if row.rank is not None else MISSING,
                figure(row.published, precision),
                row.band_name,
                sparkline(row.history, history_label(quarters, row.history, precision)),
            ),
            key=row.region_code,
        )
        for row in rows
    ]
    return table(heads, body, key=key)


def _fall(section: SectionLine, left: float, lost: float, report: RegionReport, chosen: str) -> Row:
    css = "jp-chosen" if section.code == chosen else ("jp-gain" if lost < 0 else "")
    earned = f"{figure(section.published, report.precision)} / {figure(section.full_marks, 0)}"
    low, high = sorted((left, left + lost))
    cells = (section.name, signed(-lost, POINTS_DECIMALS), _track(low, high, report), earned)
    return Row(cells, key=section.code, css=css)


def _track(low: float, high: float, report: RegionReport) -> Html:
    full = max(report.full_marks, 1e-9)
    style = f"--from:{max(low, 0) / full:.2%};--size:{(high - low) / full:.2%}"
    return element("div", element("i", style=style))
