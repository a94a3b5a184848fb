"""Hand files in: read each at once without keeping anything, then submit those that are in order."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from sqlalchemy.exc import DBAPIError

from config.model import Quarter, Severity
from dashboard.access.gate import everyone, needs
from dashboard.usecases.belonging import read_own, units_to_send, within
from dashboard.usecases.copying import copy_of
from dashboard.usecases.desk import Desk
from dashboard.usecases.signing import signed_by_sender
from dashboard.usecases.slips import Slip, slip_of
from dashboard.usecases.windows import Deadline, deadline
from loaders.collect import collect
from loaders.examine import examine
from loaders.intake.filename import plain_name
from loaders.intake.outcome import Ask, Finding, Intake, Subject, Told
from loaders.store.counting import RETURNED
from loaders.store.readers import newest_of, submission_by_receipt
from loaders.store.trouble import trouble_of

_LOG = logging.getLogger("jiping")
Standing = Literal["asks", "refused", "unexplained", "ready"]
_NO_REASONS: Mapping[str, str] = {}
ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True)
class Upload:
    """A file as it was read, with the reasons that were given for its warnings (by Finding.key); not submitted yet."""

    name: str
    content: bytes
    told: Told
    intake: Intake
    reasons: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        """What tells this file from the others of a session: its name and its bytes."""
        return hashlib.sha256(self.name.encode() + b"\0" + self.content).hexdigest()[:16]

    @property
    def standing(self) -> Standing:
        """What has to happen next: a question to answer, mistakes to mend, reasons to give, or nothing."""
        if self.intake.asks:
            return "asks"
        if self.intake.refused or self.intake.kind is None:
            return "refused"
        return "unexplained" if self.unexplained else "ready"

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The warnings: each needs a reason before the file is submitted."""
        return tuple(finding for finding in self.intake.findings if finding.severity is Severity.WARNING)

    @property
    def unexplained(self) -> tuple[Finding, ...]:
        """The warnings that have no reason yet."""
        return tuple(finding for finding in self.warnings if not self.reasons.get(finding.key))

    @property
    def quarter(self) -> str:
        """The quarter that the file is for; empty while it is not known."""
        return str(Quarter.of_month(self.intake.period)) if self.intake.period else ""

    @property
    def first_sheet(self) -> str:
        """The sheet that the first figure stands on; empty where there is none."""
        return self.intake.rows[0].sheet if self.intake.rows else ""

    @property
    def unit(self) -> str:
        """Whose file it is: a division's code, or of a form the region's; empty while it is not known."""
        return self.intake.region_code if self.intake.kind == "statutory_form" else self.intake.submitter

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, the gravest first, otherwise in the order of the file; a question is not a mistake."""
        return tuple(sorted(self.intake.findings, key=lambda finding: ORDER.index(finding.severity)))

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity."""
        return sum(finding.severity is severity for finding in self.intake.findings)


@dataclass(frozen=True)
class HandedIn:
    """What became of one file: a slip, or the reading that refused it, or the trouble that the database had."""

    upload: Upload
    slip: Slip | None = None
    trouble: Finding | None = None


@needs("submit")
def read_upload(
    desk: Desk, name: str, content: bytes, told: Told | None = None, reasons: Mapping[str, str] = _NO_REASONS
) -> Upload:
    """Read a file, told what its uploader says beside it; nothing is submitted.

    One that another unit reports than the person may send for is refused, and is held against nothing stored.
    """
    name, said = plain_name(name), told or Told()
    intake = examine(
        desk.engine,
        desk.config,
        name,
        content,
        now=desk.now(),
        told=said,
        read=read_own(desk),
        within=within(desk, "submit"),
    )
    return Upload(name, content, said, _known_before(desk, intake, content), dict(reasons))


def _known_before(desk: Desk, intake: Intake, content: bytes) -> Intake:
    """The intake with a note where the unit's newest submission of the period is this very file."""
    if intake.refused:
        return intake
    newest = newest_of(desk.engine, intake.kind or "", intake.submitter, intake.period)
    same = newest is not None and newest.sha256 == hashlib.sha256(content).hexdigest() and newest.state != RETURNED
    if newest is None or not same:
        return intake
    known = Finding("already_received", Severity.NOTE, places={"receipt": newest.receipt})
    return replace(intake, findings=(*intake.findings, known))


@needs("submit")
def answered(desk: Desk, upload: Upload, region_code: str = "", period: str = "") -> Upload:
    """The same file read again with what was asked for."""
    told = replace(
        upload.told,
        region_code=region_code or upload.told.region_code,
        period=period or upload.told.period,
    )
    return read_upload(desk, upload.name, upload.content, told, upload.reasons)


@needs("submit")
def matched(desk: Desk, upload: Upload, subject: Subject, key: str, meaning: str) -> Upload:
    """The same file read again with what a head or a name means; an empty meaning takes it back."""
    others = tuple(known for known in upload.told.meanings if known[:2] != (subject, key))
    said = (*others, (subject, key, meaning)) if meaning else others
    return read_upload(desk, upload.name, upload.content, replace(upload.told, meanings=said), upload.reasons)


def explained(upload: Upload, findings: Sequence[Finding], reason: str) -> Upload:
    """The file with a reason for some of its warnings; an empty reason takes it back."""
    said = {**upload.reasons, **{finding.key: reason.strip() for finding in findings}}
    return replace(upload, reasons={key: text for key, text in said.items() if text})


@needs("submit")
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
                by=signed_by_sender(desk),
                reasons=upload.reasons,
                read=read_own(desk),
                within=within(desk, "submit"),
            )
            kept = submission_by_receipt(desk.engine, receipt.receipt) if receipt.receipt else None
        except DBAPIError as problem:
            _LOG.exception("%s was not kept", upload.name)
            yield HandedIn(upload, trouble=trouble_of(problem))
            continue
        before = any(finding.rule == "already_received" for finding in receipt.findings)
        slip = slip_of(desk, kept, locale, before=before) if kept is not None else None
        yield HandedIn(replace(upload, intake=receipt.intake), slip)


@needs("submit")
def annotated_copy(desk: Desk, upload: Upload, locale: str) -> tuple[str, bytes]:
    """The file with every finding at its cell, as name and xlsx."""
    return copy_of(desk, upload.name, upload.content, upload.findings, locale, upload.reasons)


@needs("submit")
def deadline_of(desk: Desk, uploads: Sequence[Upload]) -> Deadline | None:
    """The window that the files are for (the newest quarter among them); the current quarter's without files.

    Where all of them are one unit's, with the later day that the unit was granted.
    """
    known = [upload for upload in uploads if upload.quarter]
    if not known:
        return deadline(desk, desk.current_quarter())
    units = {upload.unit for upload in known}
    return deadline(desk, max(upload.quarter for upload in known), units.pop() if len(units) == 1 else "")


@needs("submit")
def answers(desk: Desk, ask: Ask, locale: str) -> dict[str, str]:
    """What can be answered: the codes of the regions that the person sends for, or months with the newest first."""
    config = desk.config
    if ask == "region":
        own = units_to_send(desk)
        return {code: name for code, name in region_paths(desk, locale).items() if own is None or code in own}
    latest = desk.current_quarter()
    return {q.last_month: q for q in reversed(config.calendar.quarters) if q <= latest}


@everyone
def region_paths(desk: Desk, locale: str) -> dict[str, str]:
    """The names of all regions under their parents', by code."""
    return {region.code: " ".join(_path(desk, region.code, locale)) for region in desk.config.regions}


def _path(desk: Desk, code: str, locale: str) -> list[str]:
    region = desk.config.region[code]
    parent = desk.config.region.get(region.parent_code)
    top = desk.config.province.top
    own = [region.label(locale)]
    return own if parent is None or parent.code == top else [parent.label(locale), *own]
