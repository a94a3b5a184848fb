"""What the book of scores says of a peer group: places, what cost most, and the points of past quarters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from config.model import Config, Quarter
from dashboard.usecases.book import Book, Rows


def places_of(config: Config, book: Book, quarter: str, group: str, section: str = "") -> dict[str, dict[str, Any]]:
    """Rank, movement and published points of each unit by the total, or by a section; bands are of the total only."""
    if not section:
        rows: Rows = book.rows("ranking", quarter=quarter, peer_group=group)
        return {row["region_code"]: {**row, "band": True} for row in rows}
    tie = config.scheme_for(quarter)[0].tie
    earlier = str(Quarter(quarter).shift(-1))
    before = {row["region_code"]: row["rank"] for row in book.placed(section, earlier, group, tie)}
    return {
        row["region_code"]: {**row, "rank_change": _moved(before.get(row["region_code"]), row["rank"]), "band": False}
        for row in book.placed(section, quarter, group, tie)
    }


def _moved(before: int | None, now: int | None) -> int | None:
    return None if before is None or now is None else before - now


def weakest_of(book: Book, quarter: str, group: str, section: str) -> dict[str, dict[str, Any]]:
    """The item of a section that cost each unit the most, by region code."""
    found: dict[str, dict[str, Any]] = {}
    for row in book.rows("items", quarter=quarter, peer_group=group, section=section):
        most = found.setdefault(row["region_code"], {"weakest_item": None, "weakest_lost": None})
        if (row["lost"] or 0) > (most["weakest_lost"] or 0):
            most |= {"weakest_item": row["node"], "weakest_lost": row["lost"]}
    return found


def history_of(book: Book, quarters: Sequence[str], group: str, node: str) -> dict[str, tuple[float | None, ...]]:
    """The published points of each unit in each of the quarters, by region code."""
    known: dict[str, dict[str, float | None]] = {}
    for row in book.rows("nodes", node=node, peer_group=group, quarter=list(quarters)):
        known.setdefault(row["region_code"], {})[row["quarter"]] = row["published"]
    return {code: tuple(points.get(q) for q in quarters) for code, points in known.items()}
