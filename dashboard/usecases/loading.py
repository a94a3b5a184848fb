"""Load files from a folder through the one way in, and report each as the command prints it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from config.model import Severity
from config.wording import DEFAULT_LOCALE, mark
from dashboard.usecases.desk import Desk
from loaders.collect import Channel, Provenance, Receipt, collect
from loaders.intake.outcome import Finding, Intake, Told
from loaders.intake.refusal import MAX_BYTES, Refusal, check_size
from loaders.store.trouble import trouble_of

OUTCOMES = (mark("accepted"), mark("accepted_with_findings"), mark("rejected"))


def load_files(
    desk: Desk,
    files: Sequence[Path],
    region: str = "",
    period: str = "",
    channel: Channel = "command",
    provenance: Provenance | None = None,
) -> Iterator[tuple[str, Receipt]]:
    """Each file's name with its receipt, in the order given; a file that cannot be opened is refused like a bad one.

    `region` is a code and `period` a month `YYYY-MM`, both only where the files do not say it themselves.
    """
    told = Told(region_code=region, period=period)
    for file in files:
        try:
            content = _content(file)
        except OSError as problem:
            reason = {"reason": problem.strerror or ""}
            yield file.name, _refused(Finding("file_not_found", Severity.ERROR, read=str(file), places=reason))
            continue
        except Refusal as refusal:
            yield file.name, _refused(Finding(refusal.rule, Severity.ERROR, places=refusal.places))
            continue
        try:
            yield (
                file.name,
                collect(
                    desk.engine,
                    desk.config,
                    file.name,
                    content,
                    now=desk.now(),
                    told=told,
                    channel=channel,
                    provenance=provenance,
                    read=desk.read,
                ),
            )
        except DBAPIError as problem:
            yield file.name, _refused(trouble_of(problem))


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
        "findings": [_finding(finding, locale) for finding in receipt.findings],
    }


def _content(file: Path) -> bytes:
    """The file's bytes. Raises Refusal before a file that is too large is in memory, OSError as reading does."""
    with file.open("rb") as opened:
        check_size(os.fstat(opened.fileno()).st_size)
        return opened.read(MAX_BYTES)


def _refused(finding: Finding) -> Receipt:
    return Receipt("rejected", Intake(None, findings=(finding,)), findings=(finding,))


def _finding(finding: Finding, locale: str) -> dict[str, str]:
    return {
        "sheet": finding.sheet,
        "cell": finding.cell,
        "severity": finding.severity.value,
        "rule": finding.rule,
        "read": finding.read,
        "message": finding.message(locale),
        "remedy": finding.remedy(locale),
    }
