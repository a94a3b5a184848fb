"""What lies beside a file that came through the inbox: its receipt, or what has to be mended, to read and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from config.model import Severity
from config.wording import DEFAULT_LOCALE, mark, translator
from dashboard.access.gate import inner
from dashboard.usecases.copying import copy_of
from dashboard.usecases.desk import Desk
from dashboard.usecases.loading import report_of
from loaders.collect import Receipt
from loaders.intake.outcome import Finding

say = translator()
_SEVERITIES = {
    Severity.ERROR: mark("[error]"),
    Severity.WARNING: mark("[warning]"),
    Severity.NOTE: mark("[note]"),
}


@inner
def answer_files(desk: Desk, name: str, receipt: Receipt, content: bytes) -> dict[str, bytes]:
    """The files to put beside a file, by what is added to its name; with mistakes or reminders an annotated copy, too.

    `content` is the file as it was read (empty when it could not be).
    """
    report = json.dumps(report_of(name, receipt), ensure_ascii=False, indent=2).encode()
    answers = {".findings.json" if receipt.outcome == "rejected" else ".receipt.json": report}
    if receipt.findings:
        answers[".findings.txt"] = "\r\n".join(_lines(name, receipt)).encode("utf-8-sig")
    if any(finding.severity is not Severity.NOTE for finding in receipt.findings):
        answers[".findings.xlsx"] = copy_of(desk, name, content, receipt.findings, DEFAULT_LOCALE, {})[1]
    return answers


def _lines(name: str, receipt: Receipt) -> Iterator[str]:
    if receipt.outcome == "rejected":
        yield say(mark("{file} was not received. Mend what follows and put it into the inbox again."), file=name)
    else:
        yield say(mark("{file} was received under {receipt}."), file=name, receipt=receipt.receipt)
    for finding in sorted(receipt.findings, key=lambda finding: list(_SEVERITIES).index(finding.severity)):
        yield ""
        yield f"{say(_SEVERITIES[finding.severity])} {_where(finding)}{finding.message()}"
        yield f"    {finding.remedy()}"
    yield ""


def _where(finding: Finding) -> str:
    place = "!".join(part for part in (finding.sheet, finding.cell) if part)
    return f"{place}  " if place else ""
