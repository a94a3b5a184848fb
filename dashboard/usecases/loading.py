"""Take files in: what the command, the watched folder and the API do alike, and the report that each of them gives."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from config.model import Severity
from config.wording import DEFAULT_LOCALE, mark
from dashboard.access.gate import needs
from dashboard.usecases.belonging import read_own, within
from dashboard.usecases.desk import Desk
from dashboard.usecases.reviewing import answer
from dashboard.usecases.signing import signed_by_sender
from loaders.collect import Provenance, Receipt, collect
from loaders.intake.outcome import Finding, Intake, Told
from loaders.intake.refusal import MAX_BYTES, Refusal, check_size
from loaders.store.trouble import trouble_of

OUTCOMES = (mark("accepted"), mark("accepted_with_findings"), mark("rejected"))
POSTPONED = frozenset({"not_kept", "reader_busy", "store_busy", "store_full", "store_gone", "store_protected"})
"""The rules that say nothing about the file: the same file may be taken a little later."""


@needs("submit")
def take_in(
    desk: Desk,
    name: str,
    content: bytes,
    *,
    region: str = "",
    period: str = "",
    reason: str = "",
    provenance: Provenance | None = None,
) -> Receipt:
    """Take one file in, whatever way it came; a database that does not answer is a finding, too.

    `region` is a code and `period` a month `YYYY-MM`, both only where the file does not say it itself; `reason` is
    what is said to each of its warnings. A file that another unit reports than the person may send for is refused.
    """
    try:
        receipt = collect(
            desk.engine,
            desk.config,
            name,
            content,
            now=desk.now(),
            told=Told(region_code=region, period=period),
            by=signed_by_sender(desk),
            provenance=provenance,
            read=read_own(desk),
            within=within(desk, "submit"),
        )
        _explain(desk, receipt, reason)
        return receipt
    except DBAPIError as problem:
        return refused(trouble_of(problem))


def _explain(desk: Desk, receipt: Receipt, reason: str) -> None:
    """Keep one reason for every warning of a file that was received."""
    warned = {finding.key: reason for finding in receipt.findings if finding.severity is Severity.WARNING}
    if receipt.receipt and reason.strip() and warned:
        answer(desk, receipt.receipt, warned)


def content_of(file: Path) -> bytes | Receipt:
    """The bytes of a file of the disk; the receipt that refuses it when it is too large or cannot be opened."""
    try:
        with file.open("rb") as opened:
            check_size(os.fstat(opened.fileno()).st_size)
            return opened.read(MAX_BYTES)
    except Refusal as refusal:
        return refused(Finding(refusal.rule, Severity.ERROR, places=refusal.places))
    except OSError as problem:
        places = {"reason": problem.strerror or ""}
        return refused(Finding("file_not_found", Severity.ERROR, read=str(file), places=places))


@needs("submit")
def load_files(
    desk: Desk,
    files: Sequence[Path],
    region: str = "",
    period: str = "",
    provenance: Provenance | None = None,
    reason: str = "",
) -> Iterator[tuple[str, Receipt]]:
    """Each file's name with its receipt, in the order given; told as take_in is."""
    for file in files:
        content = content_of(file)
        if isinstance(content, bytes):
            content = take_in(
                desk,
                file.name,
                content,
                region=region,
                period=period,
                reason=reason,
                provenance=provenance,
            )
        yield file.name, content


def postponed(receipt: Receipt) -> bool:
    """True when nothing is wrong with the file, and it should be sent again a little later."""
    return any(finding.rule in POSTPONED for finding in receipt.findings)


def refused(finding: Finding) -> Receipt:
    """The receipt of a file that was not even read."""
    return Receipt("rejected", Intake(None, findings=(finding,)), findings=(finding,))


def report_of(name: str, receipt: Receipt, locale: str = DEFAULT_LOCALE) -> dict[str, Any]:
    """A receipt as a JSON object: file, outcome, receipt, rows, findings and what identifies the file."""
    return {
        "file": name,
        "outcome": receipt.outcome,
        "receipt": receipt.receipt or None,
        "rows": receipt.rows,
        "kind": receipt.intake.kind,
        "region_code": receipt.intake.region_code,
        "period": receipt.intake.period,
        "sha256": receipt.sha256 or None,
        "late": receipt.late,
        "findings": [finding_record(finding, locale) for finding in receipt.findings],
    }


def finding_record(finding: Finding, locale: str = DEFAULT_LOCALE) -> dict[str, str]:
    """A finding as a JSON object with its sentences in the locale."""
    return {
        "sheet": finding.sheet,
        "cell": finding.cell,
        "severity": finding.severity.value,
        "rule": finding.rule,
        "read": finding.read,
        "message": finding.message(locale),
        "remedy": finding.remedy(locale),
    }
