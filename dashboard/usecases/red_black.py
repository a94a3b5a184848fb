"""红黑榜: who is commended and who is criticised for each listed item of the scheme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from config.model import Lists, SchemeItem
from dashboard.access.gate import needs
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.made import made_indicator


@dataclass(frozen=True)
class ListedUnit:
    """A unit on a list, with its value and target, in the indicator's unit."""

    code: str
    name: str
    value: float
    target: float


@dataclass(frozen=True)
class ListedItem:
    """A listed item and the units on its two lists: red from the best down, black from the last up."""

    code: str
    name: str
    unit: str
    decimals: int
    red: tuple[ListedUnit, ...]
    black: tuple[ListedUnit, ...]


@dataclass(frozen=True)
class RedBlack:
    """The lists of a group; `held` is how the scheme draws them, None for a scheme without lists.

    Lists in part name only the units that their reader sees before the release.
    """

    held: Lists | None
    items: tuple[ListedItem, ...]
    in_part: bool = False

    @property
    def most_red(self) -> tuple[tuple[str, ...], int]:
        """Who is on most red lists (several in a tie), and on how many."""
        return _most([unit.name for item in self.items for unit in item.red])

    @property
    def most_black(self) -> tuple[tuple[str, ...], int]:
        """Who is on most black lists (several in a tie), and on how many."""
        return _most([unit.name for item in self.items for unit in item.black])


@needs("results", "present")
def red_black(desk: Desk, book: Book, quarter: str, group: str, locale: str = "zh_CN") -> RedBlack:
    """The lists of a group in a quarter: every listed item, those with nobody on a list included."""
    return book.drawn(("lists", quarter, group, locale), lambda: _draw(desk, book, quarter, group, locale))


def _draw(desk: Desk, book: Book, quarter: str, group: str, locale: str) -> RedBlack:
    scheme, _ = desk.config.scheme_for(quarter)
    rows = book.rows("lists", quarter=quarter, peer_group=group)
    if scheme.lists is None:
        return RedBlack(None, ())
    items = tuple(_item(desk, item, rows, locale) for item in scheme.items if item.listed)
    return RedBlack(scheme.lists, items, in_part=book.scope is not None)


def _item(desk: Desk, item: SchemeItem, rows: Sequence[Mapping[str, Any]], locale: str) -> ListedItem:
    of_item = sorted((row for row in rows if row["node"] == item.code), key=lambda row: row["rank"])
    indicator = desk.config.indicator.get(item.indicator) or made_indicator(item)
    unit = indicator.unit_en if locale == "en" else indicator.unit
    red, black = (tuple(_unit(desk, r, locale) for r in of_item if r["list"] == name) for name in ("red", "black"))
    return ListedItem(item.code, item.label(locale), unit, indicator.decimals, red, black[::-1])


def _unit(desk: Desk, row: Mapping[str, Any], locale: str) -> ListedUnit:
    code = row["region_code"]
    return ListedUnit(code, desk.config.region[code].label(locale), row["value"], row["target"])


def _most(names: Sequence[str]) -> tuple[tuple[str, ...], int]:
    counted = Counter(names)
    most = max(counted.values(), default=0)
    return tuple(name for name, times in counted.items() if times == most), most
