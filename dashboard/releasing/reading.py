"""Reading releases: the files of a set, each held to its hash, and the edition of a quarter that the pages show."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboard.access.gate import needs
from dashboard.releasing.inputs import SUBMISSIONS, FrozenSubmission, frozen_submissions, present_submissions, thaw
from dashboard.releasing.kept import frozen_files
from dashboard.releasing.results import RESULTS, result_frames
from dashboard.usecases.book import Book, Released, open_book
from dashboard.usecases.desk import Desk
from dashboard.usecases.scoring import Scored, input_hash
from loaders.store.released import newest_release, releases
from loaders.store.tables import Release

KEPT_OPEN = 12
"""How many releases a process keeps in memory."""


@dataclass(frozen=True)
class Edition:
    """What the pages of a quarter show: its newest release, or the present scores while there is none.

    The desk has the config that the book was scored under. `behind`: data have come in since the release.
    """

    desk: Desk
    book: Book
    behind: bool = False

    @property
    def release(self) -> Released | None:
        """The release, None for the present scores."""
        return self.book.release


_opening = threading.Lock()
_open: OrderedDict[tuple[str, str], Edition] = OrderedDict()


@needs("results", "present")
def open_edition(desk: Desk, quarter: str) -> Edition:
    """The newest release of a quarter, else the present scores as far as the person sees them; never some of both.

    Raises ReleaseProblem when the files of the release are not what was frozen.
    """
    newest = newest_release(desk.engine, quarter)
    if newest is None:
        return Edition(desk, open_book(desk))
    frozen = _frozen_edition(desk.whole, newest)
    state = input_hash(desk)
    behind = frozen.book.drawn(("behind", state), lambda: is_behind(desk.whole, newest))
    return replace(frozen, desk=frozen.desk.of(desk.person), behind=behind)


@needs("results", "present")
def released_quarters(desk: Desk) -> frozenset[str]:
    """The quarters that have a release."""
    return frozenset(release.quarter for release in releases(desk.engine))


@needs("release")
def is_behind(desk: Desk, release: Release) -> bool:
    """True when other submissions go into the figures of the quarter than did when it was released.

    One came in, or was returned, whole or for a region.
    """
    frozen = frozen_submissions(frozen_files(desk, release, names_submissions))
    return _counting(frozen) != _counting(present_submissions(desk, release.quarter))


def _counting(submissions: Iterable[FrozenSubmission]) -> dict[int, tuple[str, ...]]:
    return {submission.id: submission.set_aside for submission in submissions}


def names_submissions(path: str) -> bool:
    """The file of a set that names the submissions behind it."""
    return path == SUBMISSIONS


def _frozen_edition(desk: Desk, release: Release) -> Edition:
    key = (str(desk.workspace.folder), release.id)
    with _opening:
        if key not in _open:
            _open[key] = _open_release(desk, release)
            while len(_open) > KEPT_OPEN:
                _open.popitem(last=False)
        _open.move_to_end(key)
        return _open[key]


def _open_release(desk: Desk, release: Release) -> Edition:
    files = frozen_files(desk, release)
    inputs = thaw(release.quarter, files)
    frames = result_frames({path: content for path, content in files.items() if path.startswith(RESULTS)})
    released = Released(
        id=release.id,
        quarter=release.quarter,
        revision=release.revision,
        made=desk.local(release.made_at).replace(tzinfo=None),
        reason=release.reason,
        submissions=_counting(inputs.submissions),
    )
    return Edition(replace(desk, config=inputs.config), Book(Scored(release.manifest_sha256, frames), released))
