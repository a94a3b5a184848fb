"""Collects findings; the severity of each rule stands in one table."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from config.model import Severity
from loaders.intake.cells import Cell
from loaders.intake.outcome import Finding, Unmatched
from loaders.intake.words import listed

_LONGEST = 80
_MOST = 200
"""As many findings of one rule are listed for one sheet; one more says how many there are."""

_WARNINGS = listed("""
    form_version label_differs code_unregistered row_unregistered column_unknown mark_doubtful total_mismatch
    part_over_whole change_mismatch total_without_region row_without_region own_share_not_stored foreign_indicator
    submitter_guessed month_of_flow meaning_unknown figure_from_title
    period_sheet_name highlight_line_unknown highlight_indicator_unknown
    ledger_date_open ledger_not_read ledger_line_twice ledger_period_differs ledger_not_owed
    unit_slip unit_slip_peers unit_slip_column places_slip places_slip_peers cumulative_falls earlier_differs
    county_sum_differs sum_differs county_of_wrong_total statutory_differs part_over_other_whole
    whole_under_other_part outlier_history outlier_peers outlier_ratio file_unchanged region_unchanged
""")
_NOTES = listed("""
    macros_present extension_differs sheet_hidden sheet_not_read rows_hidden columns_hidden rows_skipped
    average_not_stored column_role_unknown column_derived region_former value_repeated ledger_column_unknown
    column_headless figures_outside meaning_applied more_alike
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
    """The findings of one file in the order they were made, and what it has to be asked."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.unmatched: list[Unmatched] = []
        self._counts: Counter[str] = Counter()
        self._on_sheet: Counter[tuple[str, str]] = Counter()
        self._last: dict[tuple[str, str], Finding] = {}
        self._cut: dict[tuple[str, str], int] = {}

    def add(
        self, rule: str, sheet: str = "", cell: Cell | str | None = None, read: str | None = None, **places: Any
    ) -> None:
        """Note a finding; `cell` gives the address and, unless `read` says otherwise, what was read.

        Of one rule and sheet 200 are listed; behind them `findings_cut` of the same severity counts the others.
        """
        address = cell.address if isinstance(cell, Cell) else cell or ""
        text = read if read is not None else cell.text.strip() if isinstance(cell, Cell) else ""
        self._counts[rule] += 1
        self._on_sheet[rule, sheet] += 1
        if self._on_sheet[rule, sheet] > _MOST:
            self._count_only(rule, sheet, address)
            return
        found = finding_of(rule, sheet, address, text, **places)
        self.findings.append(found)
        self._last[rule, sheet] = found

    def _count_only(self, rule: str, sheet: str, address: str) -> None:
        last = self._last[rule, sheet]
        place = self._cut.setdefault((rule, sheet), len(self.findings))
        if place == len(self.findings):
            places = {"where": last.cell, "count": 0}
            self.findings.append(Finding("findings_cut", last.severity, sheet, address, places=places))
        counted = {**self.findings[place].places, "count": self._on_sheet[rule, sheet] - _MOST}
        self.findings[place] = replace(self.findings[place], places=counted)

    def ask(self, unmatched: Unmatched) -> None:
        """Note what could not be matched, once for each subject and key, and as many as findings are listed."""
        known = ((one.subject, one.key) for one in self.unmatched)
        if self.may_ask and (unmatched.subject, unmatched.key) not in known:
            self.unmatched.append(unmatched)

    @property
    def may_ask(self) -> bool:
        """True while there are fewer questions than a person may be asked at once."""
        return len(self.unmatched) < _MOST

    def count(self, rule: str) -> int:
        """How many findings the rule has."""
        return self._counts[rule]

    def said(self, rule: str) -> bool:
        """True when the rule has a finding already."""
        return self._counts[rule] > 0
