"""A region's page: how whole its data are, how its submissions stand, and the quality of its reporting."""

from __future__ import annotations

from config.wording import Say, mark
from dashboard.parts.collecting import read_units
from dashboard.parts.markup import element, nothing, section_head, show
from dashboard.parts.mending import waiting_part
from dashboard.parts.numbers import per_cent
from dashboard.parts.provenance import derivation_words, status_words
from dashboard.parts.reasons import reason
from dashboard.parts.session import say
from dashboard.parts.table import Column, Row, plain_table
from dashboard.usecases.quality import UnitQuality
from dashboard.usecases.region_report import ItemLine, RegionReport
from dashboard.usecases.region_submissions import RegionSubmissions


def lacking_section(report: RegionReport) -> None:
    """What has no value, why, and how it was scored all the same; sums that rest on a part of their regions."""
    words = say()
    lacking = [line for line in report.items if line.value is None]
    partial = [line for line in report.items if line.value is not None and (line.coverage_share or 1.0) < 1]
    head = mark("Data complete to {share}: {lacking} of {items} items have no value")
    share = per_cent(report.row.coverage_share)
    section_head(words(head, share=share, lacking=len(lacking), items=len(report.items)))
    if not lacking and not partial:
        nothing(words(mark("Every item has a value, and every sum all of its parts.")))
        return
    columns = [
        Column(words(mark("Item")), names=True),
        Column(words(mark("Section")), align="tight"),
        Column(words(mark("What is lacking"))),
        Column(words(mark("How it was scored")), align="text"),
    ]
    plain_table(columns, [_lack(line, words) for line in (*lacking, *partial)])


def submissions_section(found: RegionSubmissions, quarter: str) -> None:
    """What the region owes and how that stands, who said nothing of it, what waits for its answer."""
    words = say()
    late = sum(unit.delivery is not None and unit.delivery.late for unit in found.units)
    open_ones = sum(one.open for one in found.waiting)
    section_head(words(mark("Submissions: {late} late, {open} warnings without an answer"), late=late, open=open_ones))
    if found.units:
        read_units(found.units)
    if found.silent:
        names = words(mark(", ")).join(found.silent)
        show(
            element("p", words(mark("Workbooks without a figure of this region: {names}"), names=names), css="jp-soon")
        )
    if not found.units and not found.silent:
        nothing(words(mark("The region itself owes no file; the divisions report for it, and none left it out.")))
    if found.waiting:
        waiting_part(found.waiting, quarter)


def quality_section(quality: UnitQuality | None) -> None:
    """The reporting quality and its parts; nothing where it was not worked out."""
    if quality is None:
        return
    section_head(say()(mark("Reporting quality: {points} points"), points=f"{quality.total:g}"))
    rows = [element("li", element("span", part.sentence), element("b", f"{part.points:g}")) for part in quality.parts]
    show(element("ul", *rows, css="jp-list"))


def _lack(line: ItemLine, words: Say) -> Row:
    if line.value is None:
        lacks = status_words(line.status, words)
    else:
        lacks = derivation_words(line.derivation, line.coverage_share, words)
    return Row((line.name, line.section_name, lacks, reason(line, words)))
