"""报送情况: of how many regions of each level there is a figure, and of which there is none."""

from __future__ import annotations

from collections.abc import Sequence

from config.model import Level
from config.wording import Say, mark
from dashboard.parts.dossier import some_names
from dashboard.parts.markup import section_head
from dashboard.parts.numbers import MISSING, per_cent
from dashboard.parts.provenance import status_words
from dashboard.parts.session import locale, say
from dashboard.parts.table import Column, Row, plain_table
from dashboard.usecases.indicator_report import CURRENT, FigureLine, IndicatorReport


def coverage_section(report: IndicatorReport, levels: Sequence[Level]) -> None:
    """How many regions of each level have a figure, and which have none, by the reason."""
    words = say()
    found = [(level, [line for line in report.among(level.code) if line.role == CURRENT]) for level in levels]
    missing = sum(line.value is None for _, lines in found for line in lines)
    title = mark("{count} regions have no figure") if missing else mark("Every region has a figure")
    section_head(words(title, count=missing))
    columns = [
        Column(words(mark("Level")), align="tight", names=True),
        Column(words(mark("Regions")), align="right"),
        Column(words(mark("With a figure")), align="right"),
        Column(words(mark("Share")), align="right"),
        Column(words(mark("Without a figure")), align="text"),
    ]
    plain_table(columns, [_row(level, lines, words) for level, lines in found if lines])


def _row(level: Level, lines: Sequence[FigureLine], words: Say) -> Row:
    reported = sum(line.value is not None for line in lines)
    share = per_cent(reported / len(lines))
    return Row((level.label(locale()), len(lines), reported, share, without(lines, words) or MISSING))


def without(lines: Sequence[FigureLine], words: Say) -> str:
    """The regions without a figure, by the reason that is known."""
    by_status: dict[str, list[str]] = {}
    for line in lines:
        if line.value is None:
            by_status.setdefault(line.status, []).append(line.name)
    named = mark("{status}: {names}")
    return words(mark("; ")).join(
        words(named, status=status_words(status, words), names=some_names(tuple(names), words))
        for status, names in by_status.items()
    )
