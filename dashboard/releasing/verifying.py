"""Prove a release: the hash of every file, its id, its record in the database, the raw files behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from config.wording import mark
from dashboard.access.gate import needs
from dashboard.releasing.inputs import FrozenSubmission, frozen_submissions
from dashboard.releasing.kept import releases_folder
from dashboard.releasing.making import record_of
from dashboard.releasing.manifest import MANIFEST, RECORD, SUMS, Manifest, release_id_of
from dashboard.releasing.recomputing import recomputed
from dashboard.releasing.remarks import Remark
from dashboard.usecases.desk import Desk
from loaders.store import readers
from loaders.store.released import registered_release
from loaders.store.sets import read_set, sha256
from loaders.store.tables import Release

NO_FOLDER = mark("There is no release in {folder}.")
UNREADABLE = mark("{file} cannot be read: {reason}")
BROKEN_MANIFEST = mark("manifest.json cannot be understood, so nothing else can be checked against it.")
LOST = mark("{file} is missing.")
FOREIGN = mark("{file} does not belong to the release.")
CHANGED = mark("{file} has been changed: its SHA-256 is {found}, frozen was {frozen}.")
OTHER_RELEASE = mark("This is {found}, not {named}: manifest.json has been changed, or it is another release.")
OTHER_ID = mark("manifest.json makes the id {found}, but record.json says {named}: one of them has been changed.")
OTHER_SUMS = mark("SHA256SUMS and {file} do not agree: one of them has been changed.")
BROKEN_RECORD = mark("record.json cannot be understood.")
NOT_REGISTERED = mark("The database knows no release {release}.")
OTHER_ROW = mark("The database says {found} for {column} of the release, its files say {frozen}.")
OTHER_RECORD = mark("record.json (who, when, why) is not what the database says.")
NO_PREVIOUS = mark("The release {release}, which this one corrects, is not in the database as it was then.")
NO_SUBMISSION = mark("The submission {receipt} behind the release is not in the database any more.")
OTHER_SUBMISSION = mark("The database says of the submission {receipt} that its file is {found}, frozen was {frozen}.")
OTHER_RAW = mark("The raw file of the submission {receipt} ({name}) is not the one that was received.")
_NAMED = 12
"""How many signs of a hash a sentence shows."""


@dataclass(frozen=True)
class Verdict:
    """What was found: a release without faults is what was frozen, and gives the same results again.

    `notes` say what could not be checked, or may explain a fault.
    """

    release_id: str
    faults: tuple[Remark, ...]
    notes: tuple[Remark, ...] = ()


def verify_folder(folder: Path, release_id: str = "") -> Verdict:
    """Check a set of files by itself, wherever it lies; it must be the release `release_id` where one is given."""
    files, unread = _read(folder)
    if MANIFEST not in files:
        return Verdict(release_id or folder.name, (*unread, Remark(NO_FOLDER, {"folder": folder})))
    found = release_id_of(files[MANIFEST])
    ids = _ids(files, found, release_id)
    manifest = _manifest(files[MANIFEST])
    if manifest is None:
        return Verdict(release_id or found, (*unread, *ids, Remark(BROKEN_MANIFEST)))
    damage = (*unread, *_hashes(files, manifest), *_sums(files, manifest))
    again = recomputed(files, manifest, folder.parent)
    return Verdict(release_id or found, (*damage, *ids, *again.faults), again.notes)


@needs("release", "trail")
def verify_release(desk: Desk, release_id: str) -> Verdict:
    """Check a registered release: its files, its row in the database, and the raw files that it was computed from."""
    folder = releases_folder(desk) / release_id
    by_files = verify_folder(folder, release_id)
    row = registered_release(desk.engine, release_id)
    if row is None:
        return Verdict(release_id, (Remark(NOT_REGISTERED, {"release": release_id}), *by_files.faults), by_files.notes)
    files, _ = _read(folder)
    faults = (*by_files.faults, *_row(desk, row, files), *_raw_files(desk, files))
    return Verdict(release_id, faults, by_files.notes)


def _read(folder: Path) -> tuple[dict[str, bytes], tuple[Remark, ...]]:
    try:
        return read_set(folder), ()
    except OSError as problem:
        return {}, (Remark(UNREADABLE, {"file": problem.filename, "reason": problem.strerror}),)


def _manifest(content: bytes) -> Manifest | None:
    try:
        return Manifest.model_validate_json(content)
    except ValidationError:
        return None


def _hashes(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[Remark]:
    for path in sorted({*manifest.files, RECORD, SUMS} - set(files)):
        yield Remark(LOST, {"file": path})
    for path in sorted(set(files) - set(manifest.files) - {MANIFEST, RECORD, SUMS}):
        yield Remark(FOREIGN, {"file": path})
    for path, marked in sorted(manifest.files.items()):
        found = sha256(files[path]) if path in files else marked.sha256
        if found != marked.sha256:
            yield Remark(CHANGED, {"file": path, "found": found[:_NAMED], "frozen": marked.sha256[:_NAMED]})


def _sums(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[Remark]:
    """SHA256SUMS against the manifest, and against the two files that the manifest does not name."""
    if SUMS not in files:
        return
    wanted = {path: marked.sha256 for path, marked in manifest.files.items()}
    wanted |= {path: sha256(files[path]) for path in (MANIFEST, RECORD) if path in files}
    lines = [f"{wanted[path]}  {path}" for path in sorted(wanted)]
    given = files[SUMS].decode("utf-8", errors="replace")
    if given == "".join(f"{line}\n" for line in lines):
        return
    said = given.splitlines()
    different = [path for path, line in zip(sorted(wanted), lines, strict=True) if line not in said]
    for path in different or [SUMS]:
        yield Remark(OTHER_SUMS, {"file": path})


def _ids(files: Mapping[str, bytes], found: str, expected: str) -> Iterator[Remark]:
    if expected and found != expected:
        yield Remark(OTHER_RELEASE, {"found": found, "named": expected})
    if RECORD not in files:
        return
    try:
        named = str(json.loads(files[RECORD])["id"])
    except (ValueError, KeyError, TypeError):
        yield Remark(BROKEN_RECORD)
        return
    if named != found:
        yield Remark(OTHER_ID, {"found": found, "named": named})


def _row(desk: Desk, row: Release, files: Mapping[str, bytes]) -> Iterator[Remark]:
    manifest = _manifest(files.get(MANIFEST, b""))
    if manifest is not None:
        frozen = {
            "quarter": manifest.quarter,
            "revision": manifest.revision,
            "manifest_sha256": sha256(files[MANIFEST]),
            "previous_id": manifest.previous or None,
        }
        for column, value in frozen.items():
            if getattr(row, column) != value:
                yield Remark(OTHER_ROW, {"column": column, "found": getattr(row, column), "frozen": value})
        yield from _chain(desk, manifest)
    if RECORD in files and files[RECORD] != record_of(row):
        yield Remark(OTHER_RECORD)


def _chain(desk: Desk, manifest: Manifest) -> Iterator[Remark]:
    """The release that a revision corrects, by the hash that the revision froze of it."""
    if not manifest.previous:
        return
    before = registered_release(desk.engine, manifest.previous)
    if before is None or before.manifest_sha256 != manifest.previous_sha256:
        yield Remark(NO_PREVIOUS, {"release": manifest.previous})


def _raw_files(desk: Desk, files: Mapping[str, bytes]) -> Iterator[Remark]:
    try:
        submissions = frozen_submissions(files)
    except (KeyError, TypeError, ValueError):
        return
    for submission in submissions:
        yield from _raw_file(desk, submission)


def _raw_file(desk: Desk, submission: FrozenSubmission) -> Iterator[Remark]:
    stored = readers.submission(desk.engine, submission.id)
    if stored is None:
        yield Remark(NO_SUBMISSION, {"receipt": submission.receipt})
        return
    if stored.sha256 != submission.sha256:
        hashes = {"found": stored.sha256[:_NAMED], "frozen": submission.sha256[:_NAMED]}
        yield Remark(OTHER_SUBMISSION, {"receipt": submission.receipt, **hashes})
    content = readers.raw_file(desk.engine, submission.sha256)
    if content is None or sha256(content) != submission.sha256:
        yield Remark(OTHER_RAW, {"receipt": submission.receipt, "name": submission.file_name})
