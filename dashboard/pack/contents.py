"""What the workbook and the bulletin say: one set of rows with published figures only, each rounded once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.usecases.assignments.reports import AssignmentReport
from dashboard.usecases.board_shape import Board, BoardRow
from dashboard.usecases.red_black import RedBlack
from dashboard.usecases.rounding import half_up
from dashboard.usecases.standing_boards import PlacesRow


def published(value: float | None, decimals: int) -> float | None:
    """A figure rounded half up (四舍五入) as it is published; None stays None."""
    return None if value is None else float(half_up(value, decimals)) + 0.0


def mean(values: Iterable[float], decimals: int) -> float | None:
    """The mean of published figures, published again: whoever adds up the printed figures finds the same."""
    exact = [Decimal(repr(value)) for value in values]
    return published(float(sum(exact) / len(exact)), decimals) if exact else None


@dataclass(frozen=True)
class Standing:
    """How the ranked units of a board stand: mean, the first and the last with their points, and the distance."""

    mean: float | None
    highest: float | None
    lowest: float | None
    spread: float | None
    leaders: tuple[BoardRow, ...]
    last: tuple[BoardRow, ...]


@dataclass(frozen=True)
class SectionContents:
    """A section's board in a group, and how it stands."""

    board: Board
    standing: Standing


@dataclass(frozen=True)
class Loss:
    """主要失分: what an item cost a group; `units` have points for it, `losers` of them lost some."""

    item: str
    section: str
    full_marks: float
    units: int
    losers: int
    mean: float
    most: float
    most_names: tuple[str, ...]


@dataclass(frozen=True)
class GroupContents:
    """A peer group: its board, its sections, what cost it the most points, and how complete its data are.

    `places` are the places of its ranked units on all boards, in the order of the level; `lists` the red and black.
    """

    board: Board
    standing: Standing
    sections: tuple[SectionContents, ...]
    losses: tuple[Loss, ...]
    completeness: float | None
    incomplete: tuple[BoardRow, ...]
    places: tuple[PlacesRow, ...]
    lists: RedBlack


@dataclass(frozen=True)
class ItemEntry:
    """One scheme item of one unit; value and target are in `unit`, with `decimals`, points as published."""

    group: str
    code: str
    region: str
    parent: str
    section: str
    item: str
    status: str
    value: float | None
    target: float | None
    unit: str
    decimals: int
    points: float | None
    full_marks: float
    lost: float | None


@dataclass(frozen=True)
class SourceLine:
    """An accepted file that figures of the quarter came from."""

    receipt: str
    submitter: str
    file_name: str
    received: str
    late: bool
    publisher: str


@dataclass(frozen=True)
class Reporting:
    """报送情况: the accepted files in the order received, how many units owe one and were in time, and who was not.

    `partial` names those whose files hold only a part of what they owe.
    """

    sources: tuple[SourceLine, ...]
    owing: int
    on_time: int
    late: tuple[str, ...]
    partial: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What a division plans for the next quarter in a key task, as it was reported for this one."""

    division: str
    task: str
    plan: str


@dataclass(frozen=True)
class PackContents:
    """Everything that is printed of a quarter. `release` is empty while the quarter has not been released.

    The first group is the one that the bulletin speaks of; the others are attached. `state` is the hash of the
    inputs, `computed` when they were scored, local time. `overdue` are assignments in sight of who takes the files
    out, as they stand on the day `today`: no part of a release.
    """

    locale: str
    quarter: str
    earlier: str
    department: str
    scheme_name: str
    document: str
    scheme_invented: bool
    back_cast: bool
    shared_places: bool
    full_marks: float
    precision: int
    invented: bool
    release: str
    state: str
    computed: str
    groups: tuple[GroupContents, ...]
    items: tuple[ItemEntry, ...]
    reporting: Reporting
    plans: tuple[Plan, ...] = ()
    overdue: tuple[AssignmentReport, ...] = ()
    today: str = ""

    @property
    def fingerprint(self) -> str:
        """The first twelve characters of the input hash, enough to tell two states apart."""
        return self.state[:12]


def standing(rows: Sequence[BoardRow], decimals: int) -> Standing:
    """How ranked rows stand, best first; everything empty when nobody is ranked."""
    ranked = [(row, row.published) for row in rows if row.rank is not None and row.published is not None]
    if not ranked:
        return Standing(None, None, None, None, (), ())
    points = [value for _, value in ranked]
    highest, lowest = max(points), min(points)
    return Standing(
        mean=mean(points, decimals),
        highest=highest,
        lowest=lowest,
        spread=published(highest - lowest, decimals),
        leaders=tuple(row for row, value in ranked if value == highest),
        last=tuple(row for row, value in ranked if value == lowest),
    )
