"""Reading honours: the confirmed lists, and the people who were named, each with its steps and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import col, select

from loaders.store.database import reading
from loaders.store.honourtables import HonourConfirmed, HonourFile, HonourPerson, HonourStep
from loaders.store.moment import asked_lately


@dataclass(frozen=True)
class KeptPerson:
    """A nomination with its steps (the first one first) and its files."""

    person: HonourPerson
    steps: tuple[HonourStep, ...]
    files: tuple[HonourFile, ...]

    @property
    def state(self) -> str:
        """How it stands: what its last step was."""
        return self.steps[-1].action


def confirmed_lists(engine: Engine) -> Sequence[HonourConfirmed]:
    """Every confirmed list, the newest first."""
    return asked_lately(("honour_lists", engine), lambda: _lists(engine))


def kept_people(engine: Engine) -> Sequence[KeptPerson]:
    """Every nomination, the newest first."""
    return asked_lately(("honour_people", engine), lambda: _people(engine))


def _lists(engine: Engine) -> Sequence[HonourConfirmed]:
    with reading(engine) as session:
        return session.exec(select(HonourConfirmed).order_by(col(HonourConfirmed.id).desc())).all()


def _people(engine: Engine) -> Sequence[KeptPerson]:
    steps: dict[int, list[HonourStep]] = {}
    files: dict[int, list[HonourFile]] = {}
    with reading(engine) as session:
        for step in session.exec(select(HonourStep).order_by(col(HonourStep.id))):
            steps.setdefault(step.person_id, []).append(step)
        for file in session.exec(select(HonourFile).order_by(col(HonourFile.id))):
            files.setdefault(file.person_id, []).append(file)
        rows = session.exec(select(HonourPerson).order_by(col(HonourPerson.id).desc())).all()
    return [KeptPerson(row, tuple(steps[row.id or 0]), tuple(files.get(row.id or 0, ()))) for row in rows]
