"""Entering highlight cases for an own unit, sending them again, withdrawing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from config.model import CASE_KINDS, RECOGNITIONS
from dashboard.access.gate import inner, needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import line_names, name_of_submitter
from dashboard.usecases.selection import refusing
from dashboard.usecases.selection.belonging import found_in, known, must_be_allowed, owns
from dashboard.usecases.selection.standings import MENDED, Chosen, all_chosen, choice, phase_of, phases
from dashboard.usecases.signing import signed
from loaders.intake.evidence import Evidence, taken
from loaders.intake.pictures import is_picture, must_be_picture
from loaders.store.database import writing
from loaders.store.highlighting import enter_case, take_case_step
from loaders.store.highlightreading import KeptChoice, choice_in
from loaders.store.highlighttables import HighlightEntry
from loaders.store.refusals import StepRefused
from loaders.store.steps import written

LONGEST_TITLE, LONGEST_TEXT = 120, 1000
Files = Sequence[tuple[str, bytes]]


@dataclass(frozen=True)
class WantedCase:
    """What someone wants to enter for a unit in a quarter."""

    quarter: str
    unit: str
    region: str
    title: str
    what_was_done: str
    effect: str
    line: str
    kind: str = "work"
    level: str = "none"
    indicator: str = ""
    source: Mapping[str, Any] = field(default_factory=lambda: {"kind": "page"})


@needs("enter")
def enter(desk: Desk, wanted: WantedCase, files: Files = ()) -> str:
    """Enter a case with its files (name, bytes); its number.

    Raises StepRefused with what is missing or over the quota, EvidenceRefused for a file that is not taken.
    """
    _must_be_whole(desk, wanted)
    evidence, by = _taken(files), signed(desk, wanted.unit)
    with writing(desk.engine) as session:
        _must_fit(desk, wanted, choice_in(session))
        entry = enter_case(session, _entry(desk, wanted, by.actor, by.login), by)
        take_case_step(session, entry, "sent", by, files=evidence)
        return entry.number


@needs("enter")
def send_again(desk: Desk, number: str, note: str, files: Files = (), mended: Mapping[str, str] | None = None) -> None:
    """Send an own case again that was sent back, or add to one that waits: a note, files, texts written anew.

    Raises StepRefused and EvidenceRefused.
    """
    if not note.strip() and not files and not mended:
        raise StepRefused(refusing.NO_REASON)
    said = {name: written(text) for name, text in (mended or {}).items() if name in MENDED and text.strip()}
    evidence = _taken(files)
    with writing(desk.engine) as session:
        one = _own(desk, session, number)
        must_be_allowed(one, "sent")
        take_case_step(session, one.entry, "sent", signed(desk, one.entry.unit), note, evidence, said)


@needs("enter")
def withdraw(desk: Desk, number: str, reason: str = "") -> None:
    """Withdraw an own case that was not passed yet; it does not count for the quota any more. Raises StepRefused."""
    with writing(desk.engine) as session:
        one = _own(desk, session, number)
        must_be_allowed(one, "withdrawn")
        take_case_step(session, one.entry, "withdrawn", signed(desk, one.entry.unit), reason)


@needs("enter")
def units_to_enter(desk: Desk, locale: str = "zh_CN") -> dict[str, str]:
    """The units for which the person enters cases, by code with their names."""
    units = (*(one.code for one in desk.config.divisions), *(one.code for one in desk.config.regions))
    own = [code for code in units if desk.sight.unit("enter", code) and code != desk.config.province.top]
    return {code: name_of_submitter(desk.config, code, locale) for code in own}


@needs("enter")
def quota_left(desk: Desk, quarter: str, unit: str) -> tuple[int, int]:
    """How many cases an own unit has entered for a quarter, and how many it may enter: none once the scoring began."""
    if not desk.sight.unit("enter", unit):
        return (0, 0)
    quota = _quota(desk, unit) if phase_of(desk, quarter) == "collecting" else 0
    return len(_counting(choice(desk), quarter, unit)), quota


def _quota(desk: Desk, unit: str) -> int:
    rules = desk.config.highlights.quota
    return rules.division if unit in desk.config.division else rules.region


def _counting(cases: Sequence[Chosen], quarter: str, unit: str) -> list[Chosen]:
    return [one for one in cases if (one.entry.quarter, one.entry.unit) == (quarter, unit) and one.state != "withdrawn"]


@inner
def _own(desk: Desk, session: Session, number: str) -> Chosen:
    known(desk, number)
    one = found_in(desk, session, number)
    if not owns(desk, one):
        raise StepRefused(refusing.UNKNOWN, number=number)
    return one


def _must_fit(desk: Desk, wanted: WantedCase, kept: KeptChoice) -> None:
    """What depends on what others do meanwhile: the phase, the quota, the title."""
    if phases(kept).get(wanted.quarter, "collecting") != "collecting":
        raise StepRefused(refusing.NOT_COLLECTING)
    own = _counting(all_chosen(desk.config, kept), wanted.quarter, wanted.unit)
    same = next((one.number for one in own if one.texts["title"] == written(wanted.title)), "")
    if same:
        raise StepRefused(refusing.TWICE, number=same)
    quota = _quota(desk, wanted.unit)
    if len(own) >= quota:
        raise StepRefused(refusing.OVER_QUOTA, count=len(own), quota=quota)


def _must_be_whole(desk: Desk, wanted: WantedCase) -> None:
    config, unit = desk.config, wanted.unit
    calendar = {str(quarter) for quarter in config.calendar.quarters}
    among = config.below(unit) if unit in config.region else frozenset(config.region) - {config.province.top}
    faults = (
        (not unit or not desk.sight.unit("enter", unit), refusing.NOT_OWN),
        (wanted.quarter not in calendar, refusing.NO_QUARTER),
        (not wanted.title.strip(), refusing.NO_TITLE),
        (not wanted.what_was_done.strip() or not wanted.effect.strip(), refusing.NO_TEXT),
        (wanted.region not in among, refusing.NO_REGION),
        (wanted.line not in line_names(config, "en"), refusing.NO_LINE),
        (wanted.kind not in CASE_KINDS or wanted.level not in RECOGNITIONS, refusing.NO_KIND),
    )
    for fault, message in faults:
        if fault:
            raise StepRefused(message, quarter=wanted.quarter)


def _entry(desk: Desk, wanted: WantedCase, actor: str, login: str) -> HighlightEntry:
    return HighlightEntry(
        number="",
        quarter=wanted.quarter,
        unit=wanted.unit,
        region_code=wanted.region,
        line=wanted.line,
        kind=wanted.kind,
        level=wanted.level,
        title=written(wanted.title)[:LONGEST_TITLE],
        what_was_done=written(wanted.what_was_done)[:LONGEST_TEXT],
        effect=written(wanted.effect)[:LONGEST_TEXT],
        indicator=wanted.indicator if wanted.indicator in desk.config.indicator else "",
        source=dict(wanted.source),
        made_at=desk.now(),
        made_by=actor,
        login=login,
        invented=desk.workspace.invented,
    )


def _taken(files: Files) -> tuple[Evidence, ...]:
    """The files as evidence; pictures must be such that they can be shown. Raises EvidenceRefused."""
    evidence = taken(files)
    for file in evidence:
        if is_picture(file.name):
            must_be_picture(file.name, file.content)
    return evidence
