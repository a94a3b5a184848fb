"""Where a figure came from, in words."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.markup import Html, element, facts, join
from dashboard.parts.numbers import figure, per_cent
from dashboard.parts.session import desk, locale
from dashboard.parts.table import Column, Row, plain_table
from dashboard.usecases.indicator_report import FigureLine
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.sources import Source

DERIVATIONS = {
    "reported": mark("as reported"),
    "sum": mark("sum of the regions below"),
    "ratio": mark("computed from numerator and denominator"),
    "ratio_of_sums": mark("computed from the sums of the regions below"),
}
STATUSES = {
    "reported": mark("reported"),
    "not_reported": mark("not reported"),
    "not_applicable": mark("not applicable"),
    "withheld": mark("withheld"),
    "target_missing": mark("target not reported"),
}


SUMS = ("sum", "ratio_of_sums")


def derivation_words(derivation: str, coverage_share: float | None, say: Say) -> str:
    """How a value came about, and for a sum how much of it was reported; empty for none."""
    if derivation not in DERIVATIONS:
        return ""
    how = say(DERIVATIONS[derivation])
    if derivation not in SUMS or coverage_share is None:
        return how
    return say(mark("{how}, {share} of them reported"), how=how, share=per_cent(coverage_share))


def parts_table(lines: Sequence[FigureLine], say: Say) -> None:
    """What a sum is made of: the figures of the regions below with their sources."""
    known = sum(1 for line in lines if line.value is not None)
    columns = [
        Column(say(mark("Region")), align="tight", names=True),
        Column(say(mark("Figure")), lines[0].unit, align="right"),
        Column(say(mark("Source")), align="text"),
    ]
    rows = [
        Row((line.name, _figure(line, say), source_cell(line.source)), css="" if line.value is not None else "jp-muted")
        for line in lines
    ]
    plain_table(columns, rows, say(mark("How many are in it: {reported} of {units}"), reported=known, units=len(lines)))


def inputs_table(inputs: Sequence[tuple[str, FigureLine]], say: Say) -> None:
    """What a ratio is computed from: numerator and denominator with their sources; nothing where there are none."""
    if not inputs:
        return
    columns = [
        Column(say(mark("Indicator")), names=True),
        Column(say(mark("Figure")), align="right"),
        Column(say(mark("Unit"))),
        Column(say(mark("How it came about"))),
        Column(say(mark("Source")), align="text"),
    ]
    rows = [
        Row((name, _figure(line, say), line.unit, _how(line, say), source_cell(line.source))) for name, line in inputs
    ]
    plain_table(columns, rows, say(mark("Numerator and denominator")))


def _how(line: FigureLine, say: Say) -> str:
    return derivation_words(line.derivation, line.coverage_share, say)


def _figure(line: FigureLine, say: Say) -> str:
    return status_words(line.status, say) if line.value is None else figure(line.value, line.decimals)


def status_words(status: str, say: Say) -> str:
    """Why a value is there or missing."""
    return say(STATUSES[status]) if status in STATUSES else status


def source_cell(source: Source | None) -> Html:
    """A source in the cell of a table: receipt or publisher, and the place."""
    if source is None:
        return Html("")
    who = source.publisher or source.receipt
    return join((who, element("span", _place(source), css="jp-sub")))


def source_facts(source: Source | None, say: Say) -> Html:
    """Everything that is known of a source."""
    if source is None:
        return Html("")
    return facts(
        (
            (say(mark("Publisher")), source.publisher),
            (say(mark("Published on")), source.published),
            (say(mark("Address")), source.address),
            (say(mark("Note")), source.note),
            (say(mark("Sent by")), name_of_submitter(desk().config, source.submitter, locale())),
            (say(mark("Receipt")), source.receipt),
            (say(mark("File")), source.file_name),
            (say(mark("Place in the file")), _place(source)),
            (say(mark("Received")), source.received),
        )
    )


def _place(source: Source) -> str:
    return " · ".join(part for part in (source.sheet, source.cell) if part)
