"""What a head or a name that the intake does not know may stand for, so that its submitter can say so once."""

from __future__ import annotations

from collections.abc import Sequence

from config.model import Indicator
from dashboard.access.gate import needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.uploading import Upload, region_paths
from loaders.intake.outcome import NOTHING, Subject, Unmatched

MOST = 40
"""More unknown heads and names than this are not asked for one by one: the table was taken for another."""


def questions(upload: Upload) -> tuple[Unmatched, ...]:
    """What the intake could not match, each key once, in the order of the file."""
    once = {(one.subject, one.key): one for one in upload.intake.unmatched}
    return tuple(once.values())[:MOST]


def answered_questions(upload: Upload) -> tuple[tuple[Subject, str, str], ...]:
    """What was said of this file by hand: (subject, key, meaning)."""
    return upload.told.meanings


@needs("submit")
def meanings_for(desk: Desk, upload: Upload, subject: Subject, locale: str) -> dict[str, str]:
    """What can be answered: codes with names, the submitter's own indicators first; NOTHING stands for not stored."""
    if subject == "region":
        return region_paths(desk, locale)
    own = [i for i in _reported(desk) if i.owner == upload.intake.submitter]
    others = [i for i in _reported(desk) if i.owner != upload.intake.submitter]
    return {i.code: f"{i.label(locale)}（{i.unit if locale != 'en' else i.unit_en}）" for i in (*own, *others)}


def name_of_meaning(names: dict[str, str], meaning: str, nothing: str) -> str:
    """A meaning in words."""
    return nothing if meaning == NOTHING else names.get(meaning, meaning)


def _reported(desk: Desk) -> Sequence[Indicator]:
    return [i for i in desk.config.indicators if not i.is_ratio and not i.computed]
