"""Collects findings; the severity of each rule stands in one table."""

from __future__ import annotations

from collections import Counter
from typing import Any

from config.model import Severity
from loaders.intake.cells import Cell
from loaders.intake.outcome import Finding
from loaders.intake.words import listed

_LONGEST = 80

_WARNINGS = listed("""
    form_version label_differs code_unregistered row_unregistered column_unknown mark_doubtful total_mismatch
    part_over_whole change_mismatch total_without_region row_without_region own_share_not_stored foreign_indicator
    submitter_guessed
    period_sheet_name highlight_line_unknown highlight_indicator_unknown
    unit_slip unit_slip_peers unit_slip_column places_slip places_slip_peers cumulative_falls earlier_differs
    county_sum_differs sum_differs county_of_wrong_total statutory_differs part_over_other_whole
    whole_under_other_part outlier_history outlier_peers outlier_ratio file_unchanged region_unchanged
""")
_NOTES = listed("""
    macros_present extension_differs sheet_hidden sheet_not_read rows_hidden columns_hidden rows_skipped
    column_role_unknown column_derived region_former value_repeated more_alike
""")
SEVERITY = {**dict.fromkeys(_WARNINGS, Severity.WARNING), **dict.fromkeys(_NOTES, Severity.NOTE)}
"""Rules that do not block; every other rule is an error."""


def _cut(text: str) -> str:
    """A text short enough for a sentence; a cell may hold 32,767 characters."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def finding_of(rule: str, sheet: str = "", cell: str = "", read: str = "", **places: Any) -> Finding:
    """A finding with the severity of its rule; long texts are cut."""
    short = {key: _cut(value) if isinstance(value, str) else value for key, value in places.items()}
    return Finding(rule, SEVERITY.get(rule, Severity.ERROR), sheet, cell, _cut(read), short)


class Report:
    """The findings of one file in the order they were made."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._counts: Counter[str] = Counter()

    def add(
        self, rule: str, sheet: str = "", cell: Cell | str | None = None, read: str | None = None, **places: Any
    ) -> None:
        """Note a finding; `cell` gives the address and, unless `read` says otherwise, what was read."""
        address = cell.address if isinstance(cell, Cell) else cell or ""
        text = read if read is not None else cell.text.strip() if isinstance(cell, Cell) else ""
        self._counts[rule] += 1
        self.findings.append(finding_of(rule, sheet, address, text, **places))

    def count(self, rule: str) -> int:
        """How many findings the rule has."""
        return self._counts[rule]

    def said(self, rule: str) -> bool:
        """True when the rule has a finding already."""
        return any(finding.rule == rule for finding in self.findings)
