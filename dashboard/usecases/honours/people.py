"""最美民政人: people whom units name with a story and evidence; the office checks and confirms. Not by figures.

Until it is confirmed a nomination is seen by the office and by the unit that named; its files always by these two only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from config.wording import mark
from dashboard.access.gate import inner, needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.downloads import given_out
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.posts import OFFICE, post_name
from dashboard.usecases.signing import signed
from loaders.intake.evidence import taken
from loaders.intake.refusal import MEGABYTE
from loaders.store.database import writing
from loaders.store.honourreading import KeptPerson, kept_people
from loaders.store.honours import UNKNOWN, Action, Nominee, name_person, take
from loaders.store.honourtables import HonourStep
from loaders.store.refusals import FILE_LOST, StepRefused
from loaders.store.steps import written

MOST_FILES, MOST_BYTES = 5, 10 * MEGABYTE
LONGEST_NAME, LONGEST_WORKPLACE, LONGEST_STORY = 40, 80, 2000
NO_NAME = mark("Write the name of the person and where they work.")
NO_STORY = mark("Write what the person has done, so that others can follow why.")
NOT_YOURS = mark("You name people for your own unit only.")
NO_YEAR = mark("{year} is not in the calendar.")


@dataclass(frozen=True)
class PersonStep:
    """A step of a nomination: what, by whom in which post, when (local), and why."""

    action: str
    actor: str
    post: str
    at: dt.datetime
    reason: str


@dataclass(frozen=True)
class PersonFile:
    """A file of a nomination, by the hash of its bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class PersonLine:
    """A nomination as its reader may see it; of a confirmed one who is not concerned sees no steps and no files.

    `acts` is what the reader may do now: checked, confirmed, rejected, withdrawn.
    """

    number: str
    year: int
    unit: str
    unit_name: str
    name: str
    workplace: str
    story: str
    state: str
    steps: tuple[PersonStep, ...]
    files: tuple[PersonFile, ...]
    acts: tuple[str, ...]


@needs("nominate")
def name(
    desk: Desk, year: int, unit: str, person: str, workplace: str, story: str, files: Sequence[tuple[str, bytes]] = ()
) -> str:
    """Name a person for a year on behalf of an own unit; the number of the nomination.

    Raises StepRefused for another unit, where something is missing or the unit has named enough, and EvidenceRefused
    for a file that is not taken; then nothing is kept.
    """
    if unit not in nominating_units(desk):
        raise StepRefused(NOT_YOURS)
    if year not in {quarter.year for quarter in desk.config.calendar.quarters}:
        raise StepRefused(NO_YEAR, year=year)
    if not person.strip() or not workplace.strip():
        raise StepRefused(NO_NAME)
    if not story.strip():
        raise StepRefused(NO_STORY)
    evidence = taken(files, MOST_FILES, MOST_BYTES) if files else ()
    said = (written(person)[:LONGEST_NAME], written(workplace)[:LONGEST_WORKPLACE], story.strip()[:LONGEST_STORY])
    nominee = Nominee(year, unit, *said, invented=desk.workspace.invented)
    with writing(desk.engine) as session:
        most = desk.config.honours.people.per_unit
        return name_person(session, nominee, signed(desk, unit), evidence, most).number


@needs("nominate")
def withdraw(desk: Desk, number: str, reason: str) -> None:
    """Take a nomination of an own unit back before it is confirmed, with the reason. Raises StepRefused."""
    kept = _seen_one(desk, number)
    if not desk.sight.unit("nominate", kept.person.unit):
        raise StepRefused(UNKNOWN, number=number)
    _take(desk, number, "withdrawn", kept.person.unit, reason)


@needs("confirm")
def check(desk: Desk, number: str, remark: str = "") -> None:
    """The office has checked a nomination. Raises StepRefused where its state or the own hand does not allow it."""
    _take(desk, number, "checked", OFFICE, remark)


@needs("confirm")
def confirm_person(desk: Desk, number: str, remark: str = "") -> None:
    """Confirm a checked nomination: from now on everyone sees the person and the story. Raises StepRefused."""
    _take(desk, number, "confirmed", OFFICE, remark)


@needs("confirm")
def reject(desk: Desk, number: str, reason: str) -> None:
    """Reject a nomination with the reason. Raises StepRefused."""
    _take(desk, number, "rejected", OFFICE, reason)


@needs("confirm", "nominate", "results")
def people(desk: Desk, year: int, locale: str = "zh_CN") -> tuple[PersonLine, ...]:
    """The nominations of a year in sight: those to be looked at first, then the confirmed ones, closed ones last."""
    order = {"named": 0, "checked": 1, "confirmed": 2, "rejected": 3, "withdrawn": 4}
    found = [_line(desk, kept, locale) for kept in kept_people(desk.engine) if kept.person.year == year]
    seen = [line for line in found if line is not None]
    return tuple(sorted(seen, key=lambda line: (order[line.state], line.number)))


@needs("confirm", "nominate")
def person_file(desk: Desk, number: str, sha256: str) -> bytes:
    """A file of a nomination for the office and the unit that named; that it is taken out goes into the trail.

    Raises StepRefused for a nomination that is not in sight, and for a file that is none of its.
    """
    if sha256 not in {one.sha256 for one in _seen_one(desk, number).files}:
        raise StepRefused(FILE_LOST)
    return given_out(desk, number, sha256)


@needs("nominate")
def nominating_units(desk: Desk, locale: str = "zh_CN") -> dict[str, str]:
    """The units for which the person names people, by code; every one for who sits at the machine."""
    config = desk.config
    codes = [*config.division, *(code for code in config.region if code != config.province.top)]
    named = (code for code in codes if desk.sight.unit("nominate", code))
    return {code: name_of_submitter(config, code, locale) for code in named}


@inner
def concerned(desk: Desk, unit: str) -> bool:
    """True for the office, and for who names for the unit."""
    return desk.sight.whole("confirm") or desk.sight.unit("nominate", unit)


@inner
def _seen_one(desk: Desk, number: str) -> KeptPerson:
    found = next((one for one in kept_people(desk.engine) if one.person.number == number), None)
    if found is None or not concerned(desk, found.person.unit):
        raise StepRefused(UNKNOWN, number=number)
    return found


def _take(desk: Desk, number: str, action: Action, post: str, reason: str) -> None:
    with writing(desk.engine) as session:
        take(session, number, action, signed(desk, post), reason)


@inner
def _line(desk: Desk, kept: KeptPerson, locale: str) -> PersonLine | None:
    person, near = kept.person, concerned(desk, kept.person.unit)
    if not near and kept.state != "confirmed":
        return None
    return PersonLine(
        number=person.number,
        year=person.year,
        unit=person.unit,
        unit_name=name_of_submitter(desk.config, person.unit, locale),
        name=person.name,
        workplace=person.workplace,
        story=person.story,
        state=kept.state,
        steps=tuple(_step(desk, step, locale) for step in kept.steps) if near else (),
        files=tuple(PersonFile(file.name, file.sha256, file.size) for file in kept.files) if near else (),
        acts=_acts(desk, kept),
    )


@inner
def _acts(desk: Desk, kept: KeptPerson) -> tuple[str, ...]:
    if kept.state not in ("named", "checked"):
        return ()
    own = bool(kept.steps[0].login) and kept.steps[0].login == desk.person.login
    acts = ["checked" if kept.state == "named" else "confirmed", "rejected"]
    office = acts if desk.sight.whole("confirm") and not own else []
    mine = desk.sight.has("nominate") and desk.sight.unit("nominate", kept.person.unit)
    return (*office, *(["withdrawn"] if mine else []))


def _step(desk: Desk, step: HonourStep, locale: str) -> PersonStep:
    post = post_name(desk.config, step.post, locale) if step.post in desk.config.division else ""
    named = post or (name_of_submitter(desk.config, step.post, locale) if step.post else "")
    return PersonStep(step.action, step.actor, named, desk.local(step.at), step.reason)
