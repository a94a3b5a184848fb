"""Findings as a person reads them: the gravest first, each with its cell, what was read, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from config.model import Severity
from config.wording import Say, mark
from dashboard.parts.markup import Html, element, join
from loaders.annotating.remarks import NAMES, SIGNS
from loaders.intake.outcome import Finding

SHOWN = 200
TOLD = mark("The unit was told: {remedy}")
_NO_REASONS: Mapping[str, str] = {}
_TO_MEND = {
    Severity.ERROR: mark("Mistakes {count}: the file cannot be submitted before they are mended"),
    Severity.WARNING: mark("Reminders {count}: mend them, or say why the figures are right"),
    Severity.NOTE: mark("Notes {count}: nothing to do"),
}
_RECEIVED = {**_TO_MEND, Severity.WARNING: mark("Reminders {count}")}


def findings_list(
    findings: Sequence[Finding],
    words: Say,
    locale: str,
    sheets: Sequence[str] = (),
    reasons: Mapping[str, str] = _NO_REASONS,
    *,
    received: bool = False,
) -> Html:
    """The findings under a head for each severity; a finding on one of `sheets` can be opened to see its cell.

    `reasons` are what the submitter said to them, by Finding.key; of a file that was `received`
    nothing is to be mended.
    """
    if not findings:
        return element("p", words(mark("Nothing to remark: the file can be submitted as it is.")), css="jp-clear")
    shown = findings[:SHOWN]
    parts: list[Html] = []
    for severity in Severity:
        count = sum(finding.severity is severity for finding in findings)
        if count:
            parts.append(
                element(
                    "h3",
                    words((_RECEIVED if received else _TO_MEND)[severity], count=count),
                    css=f"jp-{severity.value}",
                )
            )
            of_kind = [
                _finding(f, words, locale, sheets, reasons.get(f.key, ""), received=received)
                for f in shown
                if f.severity is severity
            ]
            parts.append(element("ol", *of_kind, css="jp-findings"))
    if len(findings) > SHOWN:
        parts.append(element("p", words(mark("and {count} more"), count=len(findings) - SHOWN), css="jp-note"))
    return join(parts)


def severity_mark(severity: Severity, words: Say) -> Html:
    """Sign and word of a severity."""
    return element("b", f"{SIGNS[severity]} {words(NAMES[severity])}", css=f"jp-{severity.value}")


def counts_words(errors: int, warnings: int, words: Say) -> list[Html]:
    """0 错误, 2 提醒: coloured only where there is something."""
    return [
        element("b", words(mark("{count} mistakes"), count=errors), css="jp-alarm" if errors else ""),
        element("b", words(mark("{count} reminders"), count=warnings), css="jp-soon" if warnings else ""),
    ]


def _finding(finding: Finding, words: Say, locale: str, sheets: Sequence[str], reason: str, *, received: bool) -> Html:
    place = " ".join(part for part in (finding.sheet, finding.cell) if part)
    read = words(mark("read: {text}"), text=finding.read or words(mark("a blank cell"))) if finding.cell else ""
    head = element("span", place, element("q", read) if read else "", css="jp-where") if place else ""
    remedy = finding.remedy(locale)
    opens: dict[str, object] = {}
    if finding.cell and finding.sheet in sheets:
        opens = {"tabindex": "0", "role": "button", "data_sheet": sheets.index(finding.sheet), "data_at": finding.cell}
    return element(
        "li",
        severity_mark(finding.severity, words),
        head,
        element("p", finding.message(locale)),
        element("p", words(TOLD, remedy=remedy) if received else remedy, css="jp-remedy"),
        element("p", words(mark("The unit's reason: {reason}"), reason=reason), css="jp-said") if reason else "",
        css=f"jp-of-{finding.severity.value}",
        **opens,
    )
