"""What a board (榜单) is: its units with their places, its bands, and what it rests on, as immutable rows."""

from __future__ import annotations

from dataclasses import dataclass

from config.model import Certainty


@dataclass(frozen=True)
class BoardRow:
    """A unit on a board; rank, change, published and what cost it most are empty for a unit that is not ranked.

    change is None too for a unit that had no place in the quarter before; `ranked_before`: it had one in some earlier
    quarter. rank_low (the better) to rank_high is the interval of its rank by the total, alike the number of units
    whose place is not really different; None where no interval was worked out. On the board of an item `value` is the
    unit's, in the board's unit, and `status` says why there is none.
    """

    region_code: str
    name: str
    short_name: str
    parent_code: str
    parent_name: str
    rank: int | None
    change: int | None
    published: float | None
    band: str
    band_name: str
    history: tuple[float | None, ...]
    weakest_name: str
    weakest_lost: float | None
    coverage_share: float | None
    ranked_before: bool = False
    rank_low: int | None = None
    rank_high: int | None = None
    alike: int | None = None
    value: float | None = None
    status: str = ""


@dataclass(frozen=True)
class BandCount:
    """A band, best first, and how many units are in it."""

    code: str
    name: str
    at_least: float
    units: int


@dataclass(frozen=True)
class Board:
    """One board: a peer group in a quarter by the total, a section or an item, best first, unranked units last.

    A unit whose data are complete to less than `minimum_coverage` (0 to 1) is not ranked; `earlier_units` were ranked
    in the quarter before, under another scheme where `scheme_changed`. `certainty` tells what the intervals of the
    ranks rest on, None where the rows have none; `with_errors`: values were varied too, by their declared errors.
    A board in part has only the units that its reader sees before the release, with their places among all. The board
    of an item has the `unit` and the `decimals` of its values; decimals are None on every other.
    """

    quarter: str
    group: str
    group_name: str
    level: str
    node: str
    node_name: str
    full_marks: float
    precision: int
    scheme_name: str
    document: str
    scheme_invented: bool
    back_cast: bool
    scheme_changed: bool
    minimum_coverage: float
    earlier_units: int
    quarters: tuple[str, ...]
    rows: tuple[BoardRow, ...]
    bands: tuple[BandCount, ...]
    certainty: Certainty | None = None
    with_errors: bool = False
    in_part: bool = False
    unit: str = ""
    decimals: int | None = None

    @property
    def of_item(self) -> bool:
        """True where the units are ranked by one item."""
        return self.decimals is not None

    @property
    def ranked(self) -> tuple[BoardRow, ...]:
        """The units that have a place."""
        return tuple(row for row in self.rows if row.rank is not None)

    @property
    def leaders(self) -> tuple[BoardRow, ...]:
        """Who is first; several in a tie."""
        return tuple(row for row in self.ranked if row.rank == 1)

    @property
    def risers(self) -> tuple[BoardRow, ...]:
        """Who moved up, the most first (进位)."""
        return tuple(sorted((r for r in self.ranked if (r.change or 0) > 0), key=lambda r: (-(r.change or 0), r.rank)))

    @property
    def fallers(self) -> tuple[BoardRow, ...]:
        """Who moved down, the most first (退位)."""
        return tuple(sorted((r for r in self.ranked if (r.change or 0) < 0), key=lambda r: ((r.change or 0), r.rank)))

    @property
    def reporting(self) -> int:
        """How many units have at least one value."""
        return sum(1 for row in self.rows if row.coverage_share)

    @property
    def completeness(self) -> float | None:
        """The mean share of the units' applicable items that have a value."""
        shares = [row.coverage_share for row in self.rows if row.coverage_share is not None]
        return sum(shares) / len(shares) if shares else None
