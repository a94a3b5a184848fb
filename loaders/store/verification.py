"""Verifying the audit trail: the whole chain is recomputed, and held against what it is about; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.exc import OperationalError
from sqlmodel import col

from config.wording import mark
from loaders.store.accesstables import AuditEvent
from loaders.store.agreement import Releases, Seals, Steps, Submissions
from loaders.store.appealagreement import Appeals
from loaders.store.chain import UNREADABLE, Chain, Fault, Watch, kept_rows, understood
from loaders.store.followagreement import Assignments
from loaders.store.followreading import kept_in, steps_in_store
from loaders.store.highlightagreement import ChosenHighlights
from loaders.store.honouragreement import HonoursKept
from loaders.store.meetingagreement import Meetings
from loaders.store.meetingreading import acts_in_store, meetings_in_store
from loaders.store.seals import Seal, seals_of
from loaders.store.takenover import kept_releases, kept_steps

STRANGE_SEAL = mark("Line {line} of {file} is no seal: it was changed.")
_SUBMISSIONS = text("SELECT id, receipt, state, sha256 FROM submission ORDER BY id")
_STREAMED = {"yield_per": 1000}
_TOLD_EVERY = 2000
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Verdict:
    """What verifying gave: how many events there are, the last one's number and hash, every fault, and the last seal.

    What was cut off after the last seal cannot be noticed, nor what was rewritten together with the seals.
    """

    events: int
    number: int
    sha256: str
    faults: tuple[Fault, ...]
    seal: Seal | None = None
    seals: int = 0

    @property
    def whole(self) -> bool:
        """True when nothing was found."""
        return not self.faults


def verify(engine: Engine, seal_file: Path, progress: Progress | None = None) -> Verdict:
    """Verify the trail of a database and its seals; one consistent view, read once, a thousand events at a time."""
    try:
        return _verified(engine, seal_file, progress)
    except OperationalError:
        # SQLite gives up at a text that is no UTF-8: slower, but such a text becomes a fault as any other.
        return _verified(engine, seal_file, progress, damaged=True)


def _verified(engine: Engine, seal_file: Path, progress: Progress | None, *, damaged: bool = False) -> Verdict:
    with one_view(engine, damaged=damaged) as connection:
        seals, strange = seals_of(seal_file)
        watches = (
            Steps(kept_steps(connection)),
            Releases(kept_releases(connection)),
            Submissions(dict(row._mapping) for row in connection.execute(_SUBMISSIONS, execution_options=_STREAMED)),
            Assignments(kept_in(connection), steps_in_store(connection)),
            Appeals(connection),
            Meetings(meetings_in_store(connection), acts_in_store(connection)),
            HonoursKept(connection),
            ChosenHighlights(connection),
            Seals(seals),
        )
        total = connection.scalar(select(func.count()).select_from(AuditEvent)) or 0
        verdict = walk(_told(kept_rows(connection), total, progress), Chain(), watches)
    lines = tuple(Fault(STRANGE_SEAL, {"line": line, "file": seal_file.name}) for line in strange)
    newest = max(seals, key=lambda seal: seal.number, default=None)
    return Verdict(verdict.events, verdict.number, verdict.sha256, verdict.faults + lines, newest, len(seals))


def walk(rows: Iterable[Mapping[str, Any]], chain: Chain, watches: Sequence[Watch] = ()) -> Verdict:
    """Show every event, as it was kept, to the chain and to the watches; the verdict has what they found."""
    faults: list[Fault] = []
    for row in rows:
        try:
            event = understood(row)
            faults += chain.see(event)
        except (ValueError, TypeError, OverflowError):
            faults.append(Fault(UNREADABLE, {"number": row["number"]}))
            chain.passed(row["number"], str(row["sha256"]))
            continue
        for watch in watches:
            faults += watch.see(event)
    for watch in watches:
        faults += watch.end()
    return Verdict(chain.count, chain.number, chain.sha256, tuple(faults))


@contextmanager
def one_view(engine: Engine, *, damaged: bool = False) -> Iterator[Connection]:
    """A connection that sees one state of the database all along; with `damaged` it reads texts that are no UTF-8."""
    postgresql = engine.dialect.name == "postgresql"
    with engine.connect() as plain:
        if postgresql:
            yield plain.execution_options(isolation_level="REPEATABLE READ")
            return
        raw: Any = plain.connection.dbapi_connection
        raw.text_factory = _decoded if damaged else str
        try:
            yield plain
        finally:
            raw.text_factory = str


def head_of(engine: Engine) -> tuple[int, str]:
    """The number and the hash of the last event; (0, "") while there is none."""
    query = select(AuditEvent.number, AuditEvent.sha256).order_by(col(AuditEvent.number).desc()).limit(1)  # type: ignore[call-overload]
    with engine.connect() as connection:
        row = connection.execute(query).first()
    return (int(row[0]), str(row[1])) if row else (0, "")


def _told(rows: Iterable[Mapping[str, Any]], total: int, progress: Progress | None) -> Iterator[Mapping[str, Any]]:
    for done, row in enumerate(rows, 1):
        if progress is not None and done % _TOLD_EVERY == 0:
            progress(done, total)
        yield row


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")
