"""异常: the units whose figure lies far from all others, and what checks found at the cells, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.findings import severity_mark
from dashboard.parts.indicator import distance, printed
from dashboard.parts.markup import element, join, section_head, show
from dashboard.parts.numbers import figure, per_cent
from dashboard.parts.provenance import SUMS
from dashboard.parts.session import locale, say
from dashboard.parts.table import Column, Row, plain_table, table
from dashboard.usecases.doubts import Doubt
from dashboard.usecases.indicator_peers import Peers
from dashboard.usecases.indicator_report import FigureLine

SHOWN = 30
"""How many findings are listed; of more the rest is counted."""
_ABOVE = mark("{apart} above the median; half of the units lie within {usual} of it, this one {times} times as far")
_BELOW = mark("{apart} below the median; half of the units lie within {usual} of it, this one {times} times as far")


def outliers_section(found: Peers, *, key: str) -> FigureLine | None:
    """Who lies far from all others and why that is odd; the line that was just opened."""
    if found.spread is None:
        return None
    words, far = say(), found.far
    if not far:
        show(element("p", words(mark("No unit lies far from all others.")), css="jp-note"))
        return None
    note = mark("Far from all others ({count}): look at the source before you look for the cause")
    section_head(words(note, count=len(far)), words(mark("Open a unit to see where its figure came from.")))
    columns = [
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("Figure")), align="right"),
        Column(words(mark("Why it is odd")), align="text"),
    ]
    rows = [Row((line.name, printed(line), odd_words(line, found, words)), key=line.region_code) for line in far]
    opened = table(columns, rows, key=key)
    return next((line for line in far if line.region_code == opened), None)


def odd_words(line: FigureLine, found: Peers, words: Say) -> str:
    """How far a figure lies from the median, how far the others do, and for a sum whether parts are missing."""
    known = found.spread
    if known is None or not known.deviation:
        return ""
    apart = (line.value or 0.0) - known.middle
    said = words(
        _ABOVE if apart > 0 else _BELOW,
        apart=distance(apart, line.decimals, line.unit, words),
        usual=distance(known.deviation, line.decimals, line.unit, words),
        times=figure(abs(apart) / known.deviation, 1),
    )
    if line.derivation in SUMS and line.coverage_share is not None and line.coverage_share < 1:
        part = words(mark("only {share} of the regions below reported"), share=per_cent(line.coverage_share))
        return words(mark("; ")).join((said, part))
    return said


def doubts_section(found: Sequence[Doubt]) -> None:
    """What checks found at the cells of these figures, and what the unit says to it."""
    words = say()
    if not found:
        section_head(words(mark("Checks found nothing odd at the cells of these figures")))
        return
    silent = sum(not doubt.reason for doubt in found)
    title = mark("Checks remark on {count} cells of these figures, {silent} without a reason of the unit")
    section_head(words(title, count=len(found), silent=silent))
    columns = [
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("What was found")), align="text"),
        Column(words(mark("The unit's reason")), align="text"),
        Column(words(mark("Source")), align="text"),
    ]
    plain_table(columns, [_row(doubt, words) for doubt in found[:SHOWN]])
    if len(found) > SHOWN:
        show(element("p", words(mark("and {count} more"), count=len(found) - SHOWN), css="jp-note"))


def _row(doubt: Doubt, words: Say) -> Row:
    finding = doubt.finding
    said = join((severity_mark(finding.severity, words), " ", finding.message(locale())))
    reason = doubt.reason or element("span", words(mark("no reason yet")), css="jp-soon")
    cell = element("span", f"{finding.sheet} · {finding.cell}", css="jp-sub")
    return Row((doubt.region, said, reason, join((doubt.receipt, cell))))
