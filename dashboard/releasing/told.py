"""What the releases tell of the store: of each released quarter the submissions that its figures came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.access.gate import inner
from dashboard.releasing.inputs import frozen_submissions
from dashboard.releasing.kept import frozen_files
from dashboard.releasing.reading import names_submissions
from dashboard.usecases.desk import Desk
from loaders.store.released import releases
from loaders.store.tables import Release


@dataclass(frozen=True)
class Told:
    """The newest release of each quarter (`ids`), and the submissions behind each, with the regions set aside."""

    ids: tuple[str, ...]
    behind: Mapping[str, Mapping[int, tuple[str, ...]]]

    def has(self, quarter: str, submission: int, region: str = "") -> bool:
        """True when a submission (what it says of a region) went into the release of a quarter."""
        aside = self.behind.get(quarter, {}).get(submission)
        return aside is not None and region not in aside


@inner
def told(desk: Desk) -> Told:
    """What has been released by now. Raises ReleaseProblem for a release that is damaged."""
    newest: dict[str, Release] = {}
    for release in releases(desk.engine):
        newest.setdefault(release.quarter, release)
    behind = {quarter: _behind(desk.whole, release) for quarter, release in newest.items()}
    return Told(tuple(release.id for release in newest.values()), behind)


def _behind(desk: Desk, release: Release) -> Mapping[int, tuple[str, ...]]:
    def read() -> Mapping[int, tuple[str, ...]]:
        files = frozen_files(desk, release, names_submissions)
        return {submission.id: submission.set_aside for submission in frozen_submissions(files)}

    return desk.once(("behind", release.id), read)
