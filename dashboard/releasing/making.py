"""Freeze a quarter: gather, compute from what is frozen, write the set, register it; all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl
from sqlmodel import Session

from config.model import Quarter
from config.wording import Say, mark
from dashboard.access.gate import needs
from dashboard.releasing.difference import DIFFERENCE, Difference, difference, difference_files
from dashboard.releasing.inputs import Inputs, freeze, gather, present_submissions, thaw
from dashboard.releasing.kept import frozen_files, releases_folder
from dashboard.releasing.manifest import (
    MANIFEST,
    RECORD,
    SUMS,
    Manifest,
    SchemeMark,
    canonical_json,
    marks,
    present_program,
    sums,
)
from dashboard.releasing.reading import is_behind
from dashboard.releasing.remarks import ReleaseProblem, Remark
from dashboard.releasing.results import result_files, result_frames
from dashboard.usecases.collection import State, collection
from dashboard.usecases.deliveries import standing_deliveries
from dashboard.usecases.desk import Desk
from dashboard.usecases.posts import OFFICE
from dashboard.usecases.recording import event
from dashboard.usecases.sealing import seal_now
from dashboard.usecases.windows import deadline
from loaders.store.agreement import release_says
from loaders.store.appeals import must_stand, take
from loaders.store.audit import Event, keep_event
from loaders.store.database import writing
from loaders.store.refusals import StepRefused
from loaders.store.released import newest_release
from loaders.store.sets import keep_set, sha256
from loaders.store.steps import Signed
from loaders.store.tables import Release
from loaders.store.writers import keep_release

NO_SCHEME = mark("This workspace has no scoring scheme, so there is nothing to release.")
NO_VALUES = mark("{quarter} has no values yet; submit workbooks for it before it is released.")
UNCHANGED = mark(
    "Nothing has changed since {release}: the same submissions, settings and results. No release was made."
)
NAMING = "{reason}（申诉{appeals}）"
NO_REASON = mark("{release} is released already; a revision needs its reason (option --reason).")
OVERTAKEN = mark("Files came in, or another release was made, while this one was computed; run the command again.")
INVENTED = mark("The figures of this workspace are invented; the release says so.")
WINDOW_OPEN = mark("The window of {quarter} is still open until {closes}.")
UNCONFIRMED = mark("Not confirmed by the office yet ({count}): {names}")
NOBODY = mark("No unit can be ranked in {quarter}: the data are too incomplete.")
BEHIND = mark("The data of {quarter} have changed since {release}: movement compares with the changed ones.")
_UNITS: tuple[tuple[str, tuple[State, ...]], ...] = (
    (mark("Not submitted ({count}): {names}"), ("missing", "awaited")),
    (mark("Returned and not handed in again ({count}): {names}"), ("returned",)),
    (mark("Submitted in part ({count}): {names}"), ("partial",)),
    (mark("Submitted late ({count}): {names}"), ("late",)),
)


@dataclass(frozen=True)
class Made:
    """A release that was just made, what it says otherwise than the one it corrects, and what to know about it."""

    release: Release
    folder: Path
    changed: Difference | None
    warnings: tuple[Remark, ...]


@needs("release")
def make_release(
    desk: Desk,
    quarter: Quarter,
    made_by: str,
    say: Say,
    reason: str = "",
    now: dt.datetime | None = None,
    appeals: Sequence[str] = (),
) -> Made:
    """Freeze a quarter as its first release, or as a revision (勘误, 申诉) of the newest one.

    `appeals` are the numbers of accepted appeals that the revision answers: its reason names them, and each of them
    gets the revision as its answer.

    Raises ReleaseProblem where there is nothing to freeze, nothing new, no reason for a revision, or where the inputs
    change meanwhile; then nothing is kept.
    """
    if not desk.config.schemes:
        raise ReleaseProblem(NO_SCHEME)
    reason = _named(reason, appeals)
    gathered = gather(desk, quarter)
    if not _has_values(gathered):
        raise ReleaseProblem(NO_VALUES, quarter=quarter)
    previous = newest_release(desk.engine, quarter)
    files = freeze(gathered)
    files |= result_files(thaw(quarter, files))
    changed = None if previous is None else _changed(desk, previous, files, reason)
    if changed is not None:
        files |= difference_files(changed)
    manifest = _manifest(desk, gathered, files, previous)
    release = Release(
        id=manifest.release_id,
        quarter=quarter,
        revision=manifest.revision,
        manifest_sha256=sha256(manifest.content),
        made_at=(now or desk.now()).replace(microsecond=0),
        made_by=made_by,
        reason=reason,
        previous_id=previous.id if previous else None,
    )
    kept = Release(**release.model_dump())
    _keep(desk, kept, files | {MANIFEST: manifest.content}, gathered, appeals)
    warnings = tuple(_warnings(desk.whole, quarter, files, say))
    return Made(release, releases_folder(desk) / release.id, changed, warnings)


def record_of(release: Release) -> bytes:
    """Who made a release, when and why: kept beside the hashed content, which is the same whoever makes it."""
    return canonical_json(
        {
            "id": release.id,
            "made_at": f"{release.made_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
            "made_by": release.made_by,
            "reason": release.reason,
        }
    )


def _has_values(inputs: Inputs) -> bool:
    known = inputs.values.filter(pl.col("value").is_not_null())
    return str(inputs.quarter) in known["quarter"]


def _changed(desk: Desk, previous: Release, files: Mapping[str, bytes], reason: str) -> Difference:
    before = frozen_files(desk, previous)
    if {path: content for path, content in before.items() if not path.startswith(DIFFERENCE)} == dict(files):
        raise ReleaseProblem(UNCHANGED, release=previous.id)
    if not reason.strip():
        raise ReleaseProblem(NO_REASON, release=previous.id)
    return difference(previous.quarter, before, previous.quarter, files)


def _manifest(desk: Desk, inputs: Inputs, files: Mapping[str, bytes], previous: Release | None) -> Manifest:
    scheme, quarters = inputs.scheme, sorted(inputs.values["quarter"].unique())
    return Manifest(
        quarter=inputs.quarter,
        revision=previous.revision + 1 if previous else 1,
        previous=previous.id if previous else "",
        previous_sha256=previous.manifest_sha256 if previous else "",
        invented=desk.workspace.invented,
        quarters=tuple(quarters),
        scheme=SchemeMark(
            code=scheme.code, version=scheme.version, sha256=sha256(canonical_json(scheme.model_dump(mode="json")))
        ),
        program=present_program(),
        files=marks(files),
    )


def _named(reason: str, appeals: Sequence[str]) -> str:
    """The reason of a revision with the appeals that it answers; a reason is wanted beside them."""
    return NAMING.format(reason=reason, appeals="、".join(appeals)) if appeals and reason else reason


def _keep(desk: Desk, release: Release, files: dict[str, bytes], gathered: Inputs, appeals: Sequence[str] = ()) -> None:
    """Write and register in one transaction; what was computed must still be what is there."""
    files = files | {RECORD: record_of(release)}
    with writing(desk.engine) as session:
        newest = newest_release(desk.engine, release.quarter)
        unchanged = present_submissions(desk, release.quarter) == gathered.submissions
        if (newest.id if newest else None) != release.previous_id or not unchanged:
            raise ReleaseProblem(OVERTAKEN)
        _must_be_accepted(session, release.quarter, appeals)
        keep_set(releases_folder(desk), release.id, files | {SUMS: sums(files)})
        keep_release(session, release)
        keep_event(session, _event(desk, release, newest))
        _answer(session, desk, release, appeals)
    seal_now(desk)


def _must_be_accepted(session: Session, quarter: str, appeals: Sequence[str]) -> None:
    try:
        for number in appeals:
            must_stand(session, number, "accepted", quarter)
    except StepRefused as refused:
        raise ReleaseProblem(refused.message, **refused.places) from refused


def _answer(session: Session, desk: Desk, release: Release, appeals: Sequence[str]) -> None:
    """Give each appeal the revision as its answer, signed and timed as the release is."""
    who = desk.person
    by = Signed(release.made_by, release.made_at, who.channel, OFFICE, login=who.login, address=who.address)
    for number in appeals:
        take(session, number, "answered", by, release.reason, release.id)


def _event(desk: Desk, release: Release, previous: Release | None) -> Event:
    """What the audit trail says of a release: its time is the release's own."""
    before = {"release": previous.id, "manifest_sha256": previous.manifest_sha256} if previous else {}
    said = event(desk, "release.made", release.id, before=before, after=release_says(vars(release)))
    return replace(said, at=release.made_at)


@needs("release")
def still_open(desk: Desk, quarter: Quarter, say: Say) -> tuple[Remark, ...]:
    """What is not as it should be before a quarter is frozen: asked before, and said again when it was made.

    Invented figures, an open window, units that are missing, late or sent back, submissions that are not confirmed, an
    earlier quarter whose data changed since its release.
    """
    return tuple(_still_open(desk, quarter, say))


def _warnings(desk: Desk, quarter: Quarter, files: Mapping[str, bytes], say: Say) -> Iterator[Remark]:
    ranking = result_frames(files)["ranking"].filter(pl.col("quarter") == quarter)
    if ranking["rank"].is_null().all():
        yield Remark(NOBODY, {"quarter": quarter})
    yield from _still_open(desk, quarter, say)


def _still_open(desk: Desk, quarter: Quarter, say: Say) -> Iterator[Remark]:
    if desk.workspace.invented:
        yield Remark(INVENTED)
    window = deadline(desk, quarter)
    if window is not None and window.state == "open":
        yield Remark(WINDOW_OPEN, {"quarter": quarter, "closes": f"{window.closes:%Y-%m-%d %H:%M}"})
    yield from _units(desk, quarter, say)
    yield from _unconfirmed(desk, quarter, say)
    earlier = newest_release(desk.engine, quarter.shift(-1))
    if earlier is not None and is_behind(desk, earlier):
        yield Remark(BEHIND, {"quarter": earlier.quarter, "release": earlier.id})


def _units(desk: Desk, quarter: Quarter, say: Say) -> Iterator[Remark]:
    owing = collection(desk.whole, quarter, "zh_CN").owing
    for sentence, states in _UNITS:
        names = [unit.name for unit in owing if unit.state in states]
        if names:
            places: dict[str, Any] = {"count": len(names), "names": say(mark(", ")).join(names)}
            yield Remark(sentence, places)


def _unconfirmed(desk: Desk, quarter: Quarter, say: Say) -> Iterator[Remark]:
    """How many of the quarter's submissions that still say something were not confirmed, and of which units."""
    waiting = [one for one in standing_deliveries(desk.whole, quarter, "zh_CN") if one.state != "confirmed"]
    if waiting:
        names = dict.fromkeys(one.submitter or one.region for one in waiting)
        yield Remark(UNCONFIRMED, {"count": len(waiting), "names": say(mark(", ")).join(names)})
