"""差距与抓手: how far it is to the next place and band, and which improvements would close it most cheaply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from config.model import Config, Scheme, SchemeItem, SchemeSection
from dashboard.access.gate import needs
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.made import made_indicator

WAYS_SHOWN = 5
"""How many ways a page lists; what reaches a place is sought among all of them."""


@dataclass(frozen=True)
class Way:
    """An item that the unit could improve: value, feasible value and whence, the gain of the total in points.

    needed_for_* is the value that alone closes the gap, None where no feasible one does. Values are in `unit`, with
    `decimals`; a needed value is rounded to the better side, so that who reaches the printed figure is there.
    """

    code: str
    name: str
    section_name: str
    unit: str
    decimals: int
    value: float | None
    feasible: float
    own_history: bool
    gain: float
    needed_for_place: float | None
    needed_for_band: float | None


@dataclass(frozen=True)
class Prospects:
    """What a ranked unit lacks (points of the published total), and every way that gains something, the cheapest first.

    to_next_place is None for the first, next_band is empty in the top band. Prospects in part say nothing that tells of
    other units' scores: not how far the next place is, and only ways to the unit's own best.
    """

    precision: int
    to_next_place: float | None
    next_rank: int | None
    to_next_band: float | None
    next_band: str
    ways: tuple[Way, ...]
    in_part: bool = False

    @property
    def cheapest(self) -> tuple[Way, ...]:
        """The few ways that are worth a reader's time."""
        return self.ways[:WAYS_SHOWN]


@needs("results", "present")
def prospects(desk: Desk, book: Book, quarter: str, code: str, locale: str = "zh_CN") -> Prospects | None:
    """The gaps and ways of a region; None where it has no place or the quarter's were not worked out."""
    return book.drawn(("prospects", quarter, code, locale), lambda: _draw(desk, book, quarter, code, locale))


def _draw(desk: Desk, book: Book, quarter: str, code: str, locale: str) -> Prospects | None:
    gap = next(iter(book.rows("gaps", quarter=quarter, region_code=code)), None)
    if gap is None:
        return None
    scheme, _ = desk.config.scheme_for(quarter)
    rows = sorted(book.rows("improvements", quarter=quarter, region_code=code), key=_cheapest_first)
    placed = {item.code: (section, item) for section in scheme.sections for item in section.items}
    return Prospects(
        precision=scheme.precision,
        to_next_place=gap["to_next_place"],
        next_rank=gap["next_rank"],
        to_next_band=gap["to_next_band"],
        next_band=_band_name(scheme, gap["next_band"], locale),
        ways=tuple(_way(desk.config, *placed[row["node"]], row, locale) for row in rows),
        in_part=book.scope is not None,
    )


def _cheapest_first(row: Mapping[str, Any]) -> tuple[int, float]:
    """In their order; where that is not told, the highest gain first."""
    return (row["order"] or 0, -row["gain"])


def _band_name(scheme: Scheme, code: str | None, locale: str) -> str:
    return next((band.label(locale) for band in scheme.bands if band.code == code), "")


def _way(config: Config, section: SchemeSection, item: SchemeItem, row: Mapping[str, Any], locale: str) -> Way:
    indicator = config.indicator.get(item.indicator) or made_indicator(item)
    lower = (item.direction or indicator.direction) == "lower"
    place, band = (_better(row[name], indicator.decimals, lower) for name in ("needed_for_place", "needed_for_band"))
    return Way(
        code=item.code,
        name=item.label(locale),
        section_name=section.label(locale),
        unit=indicator.unit_en if locale == "en" else indicator.unit,
        decimals=indicator.decimals,
        value=row["value"],
        feasible=row["feasible"],
        own_history=row["feasible_from"] == "history",
        gain=row["gain"],
        needed_for_place=place,
        needed_for_band=band,
    )


def _better(value: float | None, decimals: int, lower: bool) -> float | None:
    """A value at the printed decimals, rounded to the side that is better."""
    if value is None:
        return None
    settled = Decimal(repr(value)).quantize(Decimal(1).scaleb(-9))
    side = ROUND_FLOOR if lower else ROUND_CEILING
    return float(settled.quantize(Decimal(1).scaleb(-decimals), rounding=side))
