"""Reading the choice of highlights (亮点评选): cases with their steps, files and ballots, and the rounds, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, text
from sqlmodel import Session, SQLModel, col, select

from loaders.store.database import reading
from loaders.store.highlighttables import HighlightBallot, HighlightEntry, HighlightFile, HighlightRound, HighlightStep
from loaders.store.moment import asked_lately

_FILES = text("SELECT step_id, sha256 FROM highlight_file ORDER BY id")
TABLES: tuple[type[SQLModel], ...] = (HighlightEntry, HighlightStep, HighlightRound, HighlightBallot)


@dataclass(frozen=True)
class KeptCase:
    """A case with its steps, the files of each step by the step's id, and its ballots."""

    entry: HighlightEntry
    steps: tuple[HighlightStep, ...]
    files: Mapping[int, tuple[HighlightFile, ...]]
    ballots: tuple[HighlightBallot, ...]


@dataclass(frozen=True)
class KeptChoice:
    """Every case in the order it was entered, and what was done to the rounds, by quarter in order."""

    cases: tuple[KeptCase, ...]
    rounds: Mapping[str, tuple[HighlightRound, ...]]


def kept_choice(engine: Engine) -> KeptChoice:
    """Everything that is kept of the choice of highlights."""
    with reading(engine) as session:
        return choice_in(session)


def choice_in(session: Session) -> KeptChoice:
    """The same, read in an open session."""
    entries = session.exec(select(HighlightEntry).order_by(col(HighlightEntry.id))).all()
    steps = _grouped(session.exec(select(HighlightStep).order_by(col(HighlightStep.id))).all(), "entry_id")
    files = _grouped(session.exec(select(HighlightFile).order_by(col(HighlightFile.id))).all(), "step_id")
    ballots = _grouped(session.exec(select(HighlightBallot).order_by(col(HighlightBallot.id))).all(), "entry_id")
    rounds = _grouped(session.exec(select(HighlightRound).order_by(col(HighlightRound.id))).all(), "quarter")
    return KeptChoice(tuple(_case(one, steps, files, ballots) for one in entries), rounds)


def choice_pulse(engine: Engine) -> tuple[int, ...]:
    """A mark that changes with every case, step, ballot and act on a round."""
    return asked_lately(("choice_pulse", engine), lambda: _pulse(engine))


def rows_of(connection: Connection, model: type[SQLModel]) -> Iterator[dict[str, Any]]:
    """Every row of one of the tables, for verifying."""
    table: Table = model.__table__  # type: ignore[attr-defined]
    for row in connection.execute(select(table).order_by(table.c.id)):  # type: ignore[call-overload]
        yield dict(row._mapping)


def files_by_step(connection: Connection) -> dict[int, list[str]]:
    """The hashes of the files of each step, in order, for verifying."""
    files: dict[int, list[str]] = {}
    for step, sha256 in connection.execute(_FILES):
        files.setdefault(step, []).append(sha256)
    return files


def _grouped(rows: Sequence[Any], name: str) -> dict[Any, tuple[Any, ...]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return {key: tuple(group) for key, group in found.items()}


def _case(
    entry: HighlightEntry,
    steps: Mapping[int, tuple[HighlightStep, ...]],
    files: Mapping[int, tuple[HighlightFile, ...]],
    ballots: Mapping[int, tuple[HighlightBallot, ...]],
) -> KeptCase:
    own = steps.get(entry.id or 0, ())
    return KeptCase(
        entry, own, {one.id or 0: files.get(one.id or 0, ()) for one in own}, ballots.get(entry.id or 0, ())
    )


def _pulse(engine: Engine) -> tuple[int, ...]:
    highest = [select(func.max(model.__table__.c.id)).scalar_subquery() for model in TABLES]  # type: ignore[attr-defined]
    with engine.connect() as connection:
        return tuple(one or 0 for one in connection.execute(select(*highest)).one())
