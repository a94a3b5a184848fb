"""What lasts: regions on black lists and among the last of an item, for how many quarters in a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from config.model import Lists, Quarter, SchemeItem
from dashboard.access.gate import inner
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk

LOOKED_BACK = 4
"""How many quarters are looked at for what repeats."""
LASTS_FROM = 3
"""From how many quarters in a row being among the last of an item is told as lasting."""
Held = Collection[tuple[str, str, str]]
"""Who was where: (quarter, region, item)."""


@dataclass(frozen=True)
class Lasting:
    """A region on black lists (黑榜), or among the last: the items, and for how many quarters in a row on each.

    `owners` are the divisions (codes) that own the indicators of the items, one for each.
    """

    region: str
    region_name: str
    group_name: str
    items: tuple[tuple[str, int], ...]
    owners: tuple[str, ...]

    @property
    def longest(self) -> int:
        """The most quarters in a row on one item."""
        return max(quarters for _, quarters in self.items)

    def of(self, division: str) -> Lasting:
        """The same with the items of one division only (all when empty)."""
        if not division:
            return self
        held = [at for at, owner in enumerate(self.owners) if owner == division]
        return replace(self, items=tuple(self.items[at] for at in held), owners=tuple(self.owners[at] for at in held))


@inner
def black_listed(desk: Desk, book: Book, quarter: str, locale: str) -> tuple[Lasting, ...]:
    """The regions on black lists of a quarter, the one on most first."""
    rows = book.rows("lists", quarter=_looked(quarter))
    held = {(row["quarter"], row["region_code"], row["node"]) for row in rows if row["list"] == "black"}
    return _lasting(desk, held, quarter, locale, 1)


@inner
def last_for_long(desk: Desk, book: Book, quarter: str, locale: str) -> tuple[Lasting, ...]:
    """The regions among the last of the same item for LASTS_FROM quarters in a row, this one included.

    Places among all are not for who sees the present scores in part, so nobody is named there.
    """
    if book.scope is not None:
        return ()
    scheme, _ = desk.config.scheme_for(quarter)
    bottom = (scheme.lists or Lists()).black_bottom
    return _lasting(desk, book.last_places(_looked(quarter), bottom), quarter, locale, LASTS_FROM)


def _looked(quarter: str) -> list[str]:
    return [str(Quarter(quarter).shift(-back)) for back in range(LOOKED_BACK)]


def _lasting(desk: Desk, held: Held, quarter: str, locale: str, least: int) -> tuple[Lasting, ...]:
    scheme, _ = desk.config.scheme_for(quarter)
    items, looked = {item.code: item for item in scheme.items}, _looked(quarter)
    found: dict[str, list[tuple[str, int]]] = {}
    for at, region, node in sorted(held):
        run = _in_a_row(held, looked, region, node)
        if at == quarter and run >= least and node in items:
            found.setdefault(region, []).append((node, run))
    rows = [_told(desk, region, held_at, items, locale) for region, held_at in found.items()]
    return tuple(sorted(rows, key=lambda one: (-len(one.items), -one.longest, one.region)))


def _in_a_row(held: Held, looked: Sequence[str], region: str, node: str) -> int:
    """For how many quarters in a row, this one first, a region has been there on an item."""
    count = 0
    for quarter in looked:
        if (quarter, region, node) not in held:
            break
        count += 1
    return count


def _told(
    desk: Desk, code: str, held_at: list[tuple[str, int]], items: Mapping[str, SchemeItem], locale: str
) -> Lasting:
    region = desk.config.region[code]
    group = desk.config.group.get(region.peer_group)
    ordered = sorted(held_at, key=lambda one: -one[1])
    told = tuple((items[node].label(locale), run) for node, run in ordered)
    owners = tuple(desk.config.indicator[items[node].indicator].owner for node, _ in ordered)
    return Lasting(code, region.label(locale), group.label(locale) if group else "", told, owners)
