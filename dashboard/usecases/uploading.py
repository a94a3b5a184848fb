"""Hand files in: read each at once without keeping anything, then submit those that are in order."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sqlalchemy.exc import DBAPIError

from config.model import Quarter, Severity
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.windows import Deadline, deadline
from loaders.collect import Receipt, collect
from loaders.examine import examine
from loaders.intake.filename import plain_name
from loaders.intake.outcome import Ask, Finding, Intake, Told

_LOG = logging.getLogger("jiping")
Standing = Literal["asks", "refused", "ready"]
ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True)
class Upload:
    """A file as it was read; nothing of it is kept in the database yet."""

    name: str
    content: bytes
    told: Told
    intake: Intake

    @cached_property
    def key(self) -> str:
        """What tells this file from the others of a session: its name and its bytes."""
        return hashlib.sha256(self.name.encode() + b"\0" + self.content).hexdigest()[:16]

    @property
    def standing(self) -> Standing:
        """What has to happen next: a question to answer, mistakes to mend, or nothing."""
        if self.intake.asks:
            return "asks"
        return "refused" if self.intake.refused or self.intake.kind is None else "ready"

    @property
    def quarter(self) -> str:
        """The quarter that the file is for; empty while it is not known."""
        return str(Quarter.of_month(self.intake.period)) if self.intake.period else ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, the gravest first, otherwise in the order of the file; a question is not a mistake."""
        return tuple(sorted(self.intake.findings, key=lambda finding: ORDER.index(finding.severity)))

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity."""
        return sum(finding.severity is severity for finding in self.intake.findings)


@dataclass(frozen=True)
class Slip:
    """A receipt (回执) in words: who handed in what for when, and what identifies the file."""

    number: str
    received: dt.datetime
    timezone: str
    file_name: str
    size: int
    sha256: str
    kind: str
    submitter: str
    region: str
    period: str
    quarter: str
    rows: int
    highlights: int
    warnings: int
    notes: int
    late: bool
    department: str
    locale: str
    before: bool


@dataclass(frozen=True)
class HandedIn:
    """What became of one file: a slip, or the reading that refused it, or neither when the database did not answer."""

    upload: Upload
    slip: Slip | None = None
    unanswered: bool = False


def read_upload(desk: Desk, name: str, content: bytes, told: Told | None = None) -> Upload:
    """Read a file, told what its uploader says beside it; nothing is kept."""
    name, said = plain_name(name), told or Told()
    now = desk.now()
    return Upload(
        name, content, said, examine(desk.engine, desk.config, name, content, now=now, told=said, read=desk.read)
    )


def answered(desk: Desk, upload: Upload, region_code: str = "", period: str = "") -> Upload:
    """The same file read again with what was asked for."""
    told = Told(region_code or upload.told.region_code, period or upload.told.period)
    return read_upload(desk, upload.name, upload.content, told)


def hand_in(desk: Desk, uploads: Sequence[Upload], locale: str) -> Iterator[HandedIn]:
    """Submit each file in turn; a file that is refused, or a database that does not answer, stops no other file."""
    for upload in uploads:
        try:
            receipt = collect(
                desk.engine,
                desk.config,
                upload.name,
                upload.content,
                now=desk.now(),
                told=upload.told,
                channel="page",
                read=desk.read,
            )
        except DBAPIError:
            _LOG.exception("%s was not kept", upload.name)
            yield HandedIn(upload, unanswered=True)
            continue
        read_now = Upload(upload.name, upload.content, upload.told, receipt.intake)
        yield HandedIn(read_now, _slip(desk, read_now, receipt, locale) if receipt.receipt else None)


def deadline_of(desk: Desk, uploads: Sequence[Upload]) -> Deadline | None:
    """The window that the files are for (the newest quarter among them); the current quarter's without files."""
    quarters = [upload.quarter for upload in uploads if upload.quarter]
    return deadline(desk, max(quarters) if quarters else desk.current_quarter())


def answers(desk: Desk, ask: Ask, locale: str) -> dict[str, str]:
    """What can be answered: region codes with their names under their parent's, or months with the newest first."""
    config = desk.config
    if ask == "region":
        return {r.code: " ".join(_path(desk, r.code, locale)) for r in config.regions}
    latest = desk.current_quarter()
    return {q.last_month: q for q in reversed(config.calendar.quarters) if q <= latest}


def _path(desk: Desk, code: str, locale: str) -> list[str]:
    region = desk.config.region[code]
    parent = desk.config.region.get(region.parent_code)
    top = desk.config.province.top
    own = [region.label(locale)]
    return own if parent is None or parent.code == top else [parent.label(locale), *own]


def _slip(desk: Desk, upload: Upload, receipt: Receipt, locale: str) -> Slip:
    intake, config = receipt.intake, desk.config
    region = config.region.get(intake.region_code)
    province = config.province
    return Slip(
        number=receipt.receipt,
        received=desk.local(receipt.received_at or desk.now()),
        timezone=config.calendar.timezone,
        file_name=upload.name,
        size=len(upload.content),
        sha256=receipt.sha256,
        kind=intake.kind or "",
        submitter=name_of_submitter(config, intake.submitter, locale),
        region=region.label(locale) if region else "",
        period=intake.period,
        quarter=upload.quarter,
        rows=len(intake.rows),
        highlights=len(intake.highlights),
        warnings=upload.count(Severity.WARNING),
        notes=upload.count(Severity.NOTE),
        late=receipt.late,
        department=province.department_en if locale == "en" else province.department,
        locale=locale,
        before=any(finding.rule == "already_received" for finding in receipt.findings),
    )
