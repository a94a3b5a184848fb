"""What the figures say of a highlight case: the indicator that it claims to have moved, before, after, among peers."""

from __future__ import annotations

from config.model import Quarter
from dashboard.access.gate import inner
from dashboard.releasing.reading import open_edition
from dashboard.usecases.cases import Moved, moved_of
from dashboard.usecases.desk import Desk
from dashboard.usecases.in_sight import in_sight
from dashboard.usecases.selection.standings import Chosen


@inner
def claim_of(desk: Desk, one: Chosen, locale: str) -> Moved | None:
    """The claimed indicator of a case as far as the person sees the quarter; None where none is claimed or in sight."""
    entry = one.entry
    if entry.indicator not in desk.config.indicator:
        return None
    edition = open_edition(desk, entry.quarter)
    sees = in_sight(desk) if edition.release is None else None
    if sees is not None and not sees.figure(entry.region_code, entry.indicator):
        return None
    indicator = edition.desk.config.indicator.get(entry.indicator)
    if indicator is None:
        return None
    key = ("claim", entry.number, locale)
    place = entry.region_code, Quarter(entry.quarter)
    return edition.book.whole.drawn(key, lambda: moved_of(edition.desk.config, edition.book, indicator, *place, locale))
