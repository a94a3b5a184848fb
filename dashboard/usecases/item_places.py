"""Where the units of a group stand on one item of the scheme: places by its points, and the values behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from config.model import Config
from dashboard.access.gate import inner
from dashboard.usecases.book import Book, Rows
from dashboard.usecases.desk import Desk
from dashboard.usecases.earlier import released_book
from dashboard.usecases.standings import earlier_quarter


@inner
def places_on_item(desk: Desk, book: Book, quarter: str, group: str, item: str) -> dict[str, dict[str, Any]]:
    """Rank, movement, published points, value and status of each unit on an item, by region code.

    A unit to which the item does not apply has no points and no rank. None of a book in part. The earlier places are
    those of the same book; of a release, which holds its own quarter's items alone, those of the release before it.
    """
    earlier = earlier_quarter(quarter)
    base = book if earlier in book.quarters("items") else released_book(desk, earlier)
    told = _placed(desk.config, base, earlier, group, item) if base else ()
    before = {row["region_code"]: row["rank"] for row in told}
    return {
        row["region_code"]: {**row, "rank_change": _moved(before.get(row["region_code"]), row["rank"]), "band": False}
        for row in _placed(desk.config, book, quarter, group, item)
    }


def values_over_time(book: Book, quarters: Sequence[str], indicator: str) -> dict[str, tuple[float | None, ...]]:
    """The values of every region on an indicator in each of the quarters, by region code."""
    known: dict[str, dict[str, float | None]] = {}
    for row in book.rows("measures", indicator=indicator, quarter=list(quarters)):
        known.setdefault(row["region_code"], {})[row["quarter"]] = row["value"]
    return {code: tuple(values.get(quarter) for quarter in quarters) for code, values in known.items()}


def _placed(config: Config, book: Book, quarter: str, group: str, item: str) -> Rows:
    scheme, _ = config.scheme_for(quarter)
    return book.placed_on_item(item, quarter, group, scheme.tie, scheme.precision)


def _moved(before: int | None, now: int | None) -> int | None:
    return None if before is None or now is None else before - now
