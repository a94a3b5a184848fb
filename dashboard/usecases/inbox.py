"""收件箱: files dropped into a folder are taken in once they stand still, and moved beside what became of them.

A file is moved last, after its answer is written, so that whatever happens it is still in the inbox or was received;
taking it again gives the same receipt.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.model import Quarter
from dashboard.access.gate import everyone
from dashboard.access.person import Person, Post
from dashboard.usecases.desk import Desk
from dashboard.usecases.inbox_answers import answer_files
from dashboard.usecases.loading import content_of, postponed, take_in
from loaders.collect import Receipt

RECEIVED, RETURNED = "received", "returned"
STANDS_STILL = 2.0
"""Seconds for which size and time of change must not have moved before a file is read."""
PATIENCE = 30.0
"""Seconds that a file gets which reads as damaged or cannot be opened: a copy over a slow network may pause, or fill
a file from behind, and an office program may still hold it."""
AGAIN_AFTER = 15.0
"""Seconds after which a file is tried again that the database did not take, or that cannot be moved."""
_MAY_PASS = frozenset({"file_damaged", "file_empty", "file_not_found", "no_table"})
_IGNORED_STARTS = ("~$", ".", "~wrl", "._")
_IGNORED_ENDS = (".tmp", ".part", ".partial", ".crdownload", ".lnk", ".url")
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
_NAME_BYTES = 220
"""Of the 255 that a file system gives a name, what the endings of the answers leave."""
_LONGEST_ENDING = 12
_LOG = logging.getLogger("jiping")
Look = tuple[int, int]


@dataclass
class Swept:
    """What one sweep did."""

    received: int = 0
    returned: int = 0
    waiting: int = 0


class Inbox:
    """A watched folder of a desk; it remembers what it saw, so that it knows what still grows."""

    def __init__(self, desk: Desk, folder: Path, tell: Callable[[str, Receipt], None] | None = None) -> None:
        self.desk = desk
        self.folder = folder
        self._tell = tell or _log
        self._seen: dict[Path, tuple[Look, float]] = {}
        self._later: dict[Path, float] = {}

    def sweep(self) -> Swept:
        """Take in every file that stands still; what still grows, or has to be tried again, waits."""
        swept, files = Swept(), dropped(self.folder)
        here = set(files)
        self._seen = {file: seen for file, seen in self._seen.items() if file in here}
        self._later = {file: moment for file, moment in self._later.items() if file in here}
        for file in files:
            outcome = self._tried(file)
            swept.received += outcome == RECEIVED
            swept.returned += outcome == RETURNED
            swept.waiting += outcome == ""
        return swept

    def _tried(self, file: Path) -> str:
        """RECEIVED or RETURNED; empty while the file waits. One file's trouble holds up no other."""
        try:
            still = self._stands_still(file)
            if still < STANDS_STILL or self._later.get(file, 0.0) > time.monotonic():
                return ""
            return self._take(file, patient=still >= PATIENCE)
        except OSError as problem:
            _LOG.warning("%s stays in the inbox: %s", file, problem)
        except Exception:
            _LOG.exception("%s stays in the inbox", file)
        return self._put_off(file, AGAIN_AFTER)

    def _take(self, file: Path, *, patient: bool) -> str:
        content = content_of(file)
        if _look(file) != self._seen[file][0]:
            return ""
        receipt = self._taken(file, content) if isinstance(content, bytes) else content
        if postponed(receipt):
            return self._put_off(file, AGAIN_AFTER)
        if _may_pass(receipt) and not patient:
            return self._put_off(file, PATIENCE)
        answers = answer_files(self.desk, file.name, receipt, content if isinstance(content, bytes) else b"")
        _move(file, self._place(receipt), answers)
        self._tell(file.name, receipt)
        return RETURNED if receipt.outcome == "rejected" else RECEIVED

    def _taken(self, file: Path, content: bytes) -> Receipt:
        own = file.parent.name if file.parent != self.folder else ""
        region, unit = unit_of(self.desk, own) if own else ("", "")
        sender = self.desk.of(_whoever_drops(own or self.folder.name, unit))
        return take_in(sender, file.name, content, region=region)

    def _stands_still(self, file: Path) -> float:
        """Seconds for which the file has not changed, as far as we have seen."""
        look, now = _look(file), time.monotonic()
        if file not in self._seen or self._seen[file][0] != look:
            self._seen[file] = (look, now)
            self._later.pop(file, None)
        return now - self._seen[file][1]

    def _put_off(self, file: Path, seconds: float) -> str:
        self._later[file] = time.monotonic() + seconds
        return ""

    def _place(self, receipt: Receipt) -> Path:
        if receipt.outcome == "rejected":
            return self.folder / RETURNED
        return self.folder / RECEIVED / str(Quarter.of_month(receipt.intake.period))


def dropped(folder: Path) -> list[Path]:
    """The files that wait in the inbox and in its subfolders, one level deep; what was saved first comes first.

    Without what office programs, browsers and systems leave beside files, and without links. Of two corrections the
    later one is taken later, and so holds.
    """
    inside = [entry for entry in _entries(folder) if entry.is_dir() and entry.name not in (RECEIVED, RETURNED)]
    files = [entry for place in (folder, *inside) for entry in _entries(place) if entry.is_file()]
    return sorted(files, key=lambda file: (_saved(file), file.name))


def _entries(folder: Path) -> list[Path]:
    try:
        return [entry for entry in folder.iterdir() if not entry.is_symlink() and not _ignored(entry.name)]
    except PermissionError as problem:
        _LOG.warning("%s of the inbox cannot be looked into: %s", folder, problem)
        return []


def _saved(file: Path) -> int:
    """When a file was saved last; one that has just gone away is no trouble here."""
    return file.stat().st_mtime_ns if file.exists() else 0


@everyone
def unit_of(desk: Desk, name: str) -> tuple[str, str]:
    """The region and the unit whose subfolder it is, by code or name; both empty for any other folder.

    A division's folder gives no region: its workbooks name their regions themselves.
    """
    region = next((r.code for r in desk.config.regions if name in (r.code, r.name)), "")
    division = next((d.code for d in desk.config.divisions if name in (d.code, d.name)), "")
    return region, region or division


def _whoever_drops(folder: str, unit: str) -> Person:
    """Who sends what lies in a folder: a unit where it is a unit's, else whoever may write to the server's disk."""
    posts = (Post("submitter", unit),) if unit else ()
    return Person(f"folder:{folder}", folder, posts, channel="folder", operator=not unit)


def _ignored(name: str) -> bool:
    lower = name.lower()
    return lower.startswith(_IGNORED_STARTS) or lower.endswith(_IGNORED_ENDS) or lower in _IGNORED_NAMES


def _look(file: Path) -> Look:
    state = file.stat()
    return state.st_size, state.st_mtime_ns


def _may_pass(receipt: Receipt) -> bool:
    return any(finding.rule in _MAY_PASS for finding in receipt.findings)


def _move(file: Path, folder: Path, answers: dict[str, bytes]) -> None:
    """Move a file into a folder under a name that is free there, its answers (by what is added to the name) first."""
    folder.mkdir(parents=True, exist_ok=True)
    target = _free(folder, file.name)
    for ending, content in answers.items():
        _write(target.with_name(target.name + ending), content)
    file.rename(target)


def _free(folder: Path, name: str) -> Path:
    """A path that nothing lies under, short enough for its answers' names to be names, too."""
    suffix = Path(name).suffix
    ending = suffix if len(suffix) <= _LONGEST_ENDING else ""
    stem = name.removesuffix(ending).encode()[: _NAME_BYTES - len(ending.encode())].decode(errors="ignore")
    target, number = folder / f"{stem}{ending}", 1
    while target.exists():
        number += 1
        target = folder / f"{stem} ({number}){ending}"
    return target


def _write(path: Path, content: bytes) -> None:
    making = path.with_name(f".{path.name}.tmp")
    with making.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    making.replace(path)


def _log(name: str, receipt: Receipt) -> None:
    _LOG.info("%s: %s %s", name, receipt.outcome, receipt.receipt)
