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
    before = {
        row["region_code"]: row["rank"] for row in _placed(config, book, section, earlier_quarter(quarter), group)
    }
    return {
        row["region_code"]: {**row, "rank_change": _moved(before.get(row["region_code"]), row["rank"]), "band": False}
        for row in _placed(config, book, section, quarter, group)
        if row["rank"] is not None
    }


def earlier_quarter(quarter: str) -> str:
    """The quarter before."""
    return str(Quarter(quarter).shift(-1))


def _placed(config: Config, book: Book, section: str, quarter: str, group: str) -> Rows:
    return book.placed(section, quarter, group, config.scheme_for(quarter)[0].tie)


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


def intervals_of(book: Book, quarter: str, group: str) -> dict[str, dict[str, Any]]:
    """How sure the rank of each unit is, by region code: rank_low, rank_high and alike; empty where none is known."""
    rows = book.rows("intervals", quarter=quarter, peer_group=group)
    return {row["region_code"]: {name: row[name] for name in ("rank_low", "rank_high", "alike")} for row in rows}


def ranked_before(book: Book, quarter: str, group: str, section: str = "") -> dict[str, frozenset[str]]:
    """The units that had a place in each earlier quarter, by quarter; of a section those that had points in it."""
    earlier = [known for known in book.quarters("ranking") if known < quarter]
    return {known: frozenset(_ranked(book, [known], group, section)) for known in earlier}


def history_of(book: Book, quarters: Sequence[str], group: str, section: str) -> dict[str, tuple[float | None, ...]]:
    """The published points of each unit in each of the quarters in which it had a place, by region code."""
    known = _ranked(book, quarters, group, section)
    return {code: tuple(points.get(q) for q in quarters) for code, points in known.items()}


def _ranked(book: Book, quarters: Sequence[str], group: str, section: str) -> dict[str, dict[str, float]]:
    if section:
        rows = book.rows("nodes", node=section, peer_group=group, quarter=list(quarters))
    else:
        rows = tuple(r for r in book.rows("ranking", peer_group=group, quarter=list(quarters)) if r["rank"] is not None)
    known: dict[str, dict[str, float]] = {}
    for row in rows:
        if row["published"] is not None:
            known.setdefault(row["region_code"], {})[row["quarter"]] = row["published"]
    return known
