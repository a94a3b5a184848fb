"""The stored lines of ledgers as an edition has them, and what is said of every line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from config.model import Config
from dashboard.access.gate import inner
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.in_sight import InSight, in_sight
from dashboard.usecases.ledgers.lighting import Light
from dashboard.usecases.names import name_of_submitter
from loaders.store.ledgers import ledger_entries

Entries = Sequence[Row[Any]]


@dataclass(frozen=True)
class Line:
    """One line of a ledger as a unit reported it, and the cell that it stands in. `region` is empty for the province's.

    `division` is the unit that reported it; `light` is blue (due soon), yellow (behind time progress), red (overdue) or
    empty.
    """

    title: str
    quarter: str
    division: str
    division_name: str
    region: str
    region_name: str
    light: Light
    receipt: str
    file_name: str
    place: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What names the line from quarter to quarter."""
        return self.division, self.title, self.region


@inner
def entries_of(desk: Desk, book: Book, ledger: str, quarter: str, told_by: str) -> Entries:
    """The lines of a quarter (all when empty), as the edition of the quarter `told_by` has them."""
    if book.release is not None and quarter == told_by:
        behind = book.release.submissions
        rows = ledger_entries(desk.engine, quarter, ledger, among=tuple(behind))
        return [row for row in rows if row.LedgerEntry.region_code not in behind[row.LedgerEntry.submission_id]]
    sees, rows = in_sight(desk), ledger_entries(desk.engine, quarter, ledger)
    return [row for row in rows if sees is None or _seen(sees, row)]


def _seen(sees: InSight, row: Row[Any]) -> bool:
    """True for a line that was released, of the own region, or of the own division."""
    entry, sent = row.LedgerEntry, row.Submission
    own = entry.region_code in sees.regions or sent.submitter in sees.sight.divisions("present")
    return own or sees.told.has(sent.quarter, sent.id or 0, entry.region_code)


def line_of(config: Config, row: Row[Any], locale: str) -> dict[str, Any]:
    """What Line says of a stored line, its light still out."""
    entry, sent = row.LedgerEntry, row.Submission
    region = config.region.get(entry.region_code)
    return {
        "title": entry.title,
        "quarter": sent.quarter,
        "division": sent.submitter,
        "division_name": name_of_submitter(config, sent.submitter, locale),
        "region": entry.region_code,
        "region_name": region.label(locale) if region else "",
        "light": "",
        "receipt": sent.receipt,
        "file_name": sent.file_name,
        "place": f"{entry.sheet} {entry.cell}".strip(),
    }
