"""The book of an earlier quarter as it was released, for what a page says of before."""

from __future__ import annotations

from dashboard.access.gate import inner
from dashboard.releasing.reading import open_edition
from dashboard.releasing.remarks import ReleaseProblem
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk


@inner
def released_book(desk: Desk, quarter: str) -> Book | None:
    """The book of a quarter's newest release; None without one, and for a damaged one: that says so on its own pages,
    and hides nothing of another quarter's.
    """
    try:
        found = open_edition(desk, quarter)
    except ReleaseProblem:
        return None
    return found.book if found.release else None
