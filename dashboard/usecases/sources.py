"""Where a figure came from: the submission with its receipt, the sheet, the cell, and who published it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from dashboard.access.gate import inner
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from loaders.store import readers
from loaders.store.tables import Submission


@dataclass(frozen=True)
class Source:
    """A submission, and the place in it; the publisher's words are empty for a file that the department was sent."""

    receipt: str
    file_name: str
    submitter: str
    received: str
    sheet: str = ""
    cell: str = ""
    publisher: str = ""
    published: str = ""
    address: str = ""
    note: str = ""

    def at(self, sheet: str, cell: str) -> Source:
        """The same submission at a place."""
        return replace(self, sheet=sheet, cell=cell)


@inner
def sources_of(desk: Desk, book: Book, quarter: str = "") -> Mapping[int, Source]:
    """The submissions of a quarter (all when empty) by their id."""
    return book.drawn(("sources", quarter), lambda: _draw(desk, quarter))


def _draw(desk: Desk, quarter: str) -> Mapping[int, Source]:
    submissions = readers.submissions(desk.engine, quarter)
    return MappingProxyType({s.id: _source(desk, s) for s in submissions if s.id is not None})


def _source(desk: Desk, submission: Submission) -> Source:
    return Source(
        receipt=submission.receipt,
        file_name=submission.file_name,
        submitter=submission.submitter,
        received=f"{desk.local(submission.received_at):%Y-%m-%d %H:%M}",
        publisher=submission.publisher,
        published=submission.published,
        address=submission.source_url,
        note=submission.source_note,
    )
