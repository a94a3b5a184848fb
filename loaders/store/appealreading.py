"""Reading appeals: each with its steps and its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import col, select

from loaders.store.appeals import State, state_of
from loaders.store.appealtables import Appeal, AppealFile, AppealStep
from loaders.store.database import reading
from loaders.store.moment import asked_lately


@dataclass(frozen=True)
class KeptAppeal:
    """An appeal with its steps (the first one first) and its files."""

    appeal: Appeal
    steps: tuple[AppealStep, ...]
    files: tuple[AppealFile, ...]

    @property
    def state(self) -> State:
        """How it stands."""
        return state_of([step.action for step in self.steps])

    @property
    def answer(self) -> str:
        """The id of the release that answers it; empty while there is none."""
        return next((step.release_id for step in self.steps if step.release_id), "")


def kept_appeals(engine: Engine) -> Sequence[KeptAppeal]:
    """Every appeal, the newest first."""
    return asked_lately(("appeals", engine), lambda: _kept(engine))


def _kept(engine: Engine) -> Sequence[KeptAppeal]:
    steps: dict[int | None, list[AppealStep]] = {}
    files: dict[int | None, list[AppealFile]] = {}
    with reading(engine) as session:
        for step in session.exec(select(AppealStep).order_by(col(AppealStep.id))):
            steps.setdefault(step.appeal_id, []).append(step)
        for file in session.exec(select(AppealFile).order_by(col(AppealFile.id))):
            files.setdefault(file.appeal_id, []).append(file)
        rows = session.exec(select(Appeal).order_by(col(Appeal.id).desc())).all()
    return [KeptAppeal(row, tuple(steps.get(row.id, ())), tuple(files.get(row.id, ()))) for row in rows]
