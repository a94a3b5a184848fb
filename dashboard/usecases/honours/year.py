"""The releases of a year, as a list of honours reads them: nothing but what was released, never the present figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from config.model import HonourList, Quarter, Scheme
from dashboard.access.gate import inner, needs
from dashboard.releasing.reading import Edition, open_edition, released_quarters
from dashboard.releasing.remarks import ReleaseProblem
from dashboard.usecases.desk import Desk


@dataclass(frozen=True)
class Year:
    """The newest release of each quarter of a year that counts, and of the same quarters last year where there is one.

    `missing` are not released (or their release is damaged), `left_out` were scored by a scheme that the list does not
    name.
    """

    editions: Mapping[str, Edition]
    before: Mapping[str, Edition]
    missing: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def releases(self) -> dict[str, str]:
        """The release of each quarter that counts."""
        return {quarter: release_id(edition) for quarter, edition in self.editions.items()}


@needs("results")
def honour_years(desk: Desk) -> tuple[int, ...]:
    """The years of which a quarter is released, the newest first."""
    return tuple(sorted({int(quarter[:4]) for quarter in released_quarters(desk)}, reverse=True))


@inner
def year_of(desk: Desk, rule: HonourList, year: int) -> Year:
    """The releases of a year that a list counts."""
    quarters = [str(Quarter(f"{year}Q{number}")) for number in (1, 2, 3, 4)]
    every = {quarter: edition for quarter in quarters if (edition := _released(desk, quarter)) is not None}
    counts = {q: e for q, e in every.items() if not rule.schemes or scheme_of(e, q).code in rule.schemes}
    earlier = {q: _released(desk, str(Quarter(q).shift(-4))) for q in counts}
    return Year(
        editions=counts,
        before={quarter: edition for quarter, edition in earlier.items() if edition is not None},
        missing=tuple(quarter for quarter in quarters if quarter not in every),
        left_out=tuple(quarter for quarter in every if quarter not in counts),
    )


def scheme_of(edition: Edition, quarter: str) -> Scheme:
    """The scheme by which a release scored its quarter."""
    return edition.desk.config.scheme_for(quarter)[0]


def release_id(edition: Edition) -> str:
    """The id of the release that an edition is."""
    return edition.release.id if edition.release else ""


@needs("results")
def damaged_quarters(desk: Desk, year: int) -> tuple[str, ...]:
    """The quarters of a year that are released but cannot be read, because the newest release is damaged."""
    released = [quarter for quarter in released_quarters(desk) if quarter.startswith(str(year))]
    return tuple(quarter for quarter in released if _released(desk, quarter) is None)


def _released(desk: Desk, quarter: str) -> Edition | None:
    """The newest release of a quarter; None where there is none, or where it is damaged."""
    if quarter not in released_quarters(desk):
        return None
    try:
        return open_edition(desk, quarter)
    except ReleaseProblem:
        return None
