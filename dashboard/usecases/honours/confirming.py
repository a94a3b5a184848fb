"""Confirming a list of honours: it is frozen with its rule, its releases and its hash; a later revision does not change
it, but what it would change is said beside it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from config.model import HonourList
from config.wording import mark
from dashboard.access.gate import needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.honours.drawn import Drawn, Group, Line, changes
from dashboard.usecases.honours.listing import drawn_by, honour_list
from dashboard.usecases.posts import OFFICE
from dashboard.usecases.signing import signed
from loaders.store.database import writing
from loaders.store.honourreading import confirmed_lists
from loaders.store.honours import confirm_list
from loaders.store.honourtables import HonourConfirmed
from loaders.store.refusals import StepRefused

UNKNOWN_LIST = mark("There is no list {code}.")
NOT_WHOLE = mark("{year} is not whole yet: {missing} not released. A list is confirmed when all four quarters are.")
OTHER_NOW = mark("The list is another one than you looked at, because a release or an assignment came; look again.")
NOBODY = mark("The list names nobody; there is nothing to confirm.")
SAME_AGAIN = mark("The list was confirmed like this already ({number}).")


@dataclass(frozen=True)
class ConfirmedList:
    """A list as it was confirmed (local time), and what the newest releases would change of it by the same rule.

    `revised` are quarters of which a newer release is in force; `changed` says who would come in (True) or fall out.
    `intact`: the content has the hash that was written down.
    """

    number: str
    made: dt.datetime
    made_by: str
    reason: str
    sha256: str
    drawn: Drawn
    releases: Mapping[str, str]
    revised: tuple[str, ...]
    changed: tuple[tuple[Group, Line, bool], ...]
    intact: bool


@needs("results")
def honour_lists(desk: Desk, year: int) -> tuple[HonourList, ...]:
    """The lists of a year: those of the config, and confirmed ones that the config does not have any more."""
    known = {one.code: one for one in desk.config.honours.lists}
    for kept in confirmed_lists(desk.engine):
        if kept.year == year and kept.code not in known:
            known[kept.code] = Drawn.model_validate_json(kept.content).rule
    return tuple(known.values())


@needs("results")
def confirmed_list(desk: Desk, code: str, year: int) -> ConfirmedList | None:
    """The newest confirmation of a list of a year; None while there is none."""
    kept = next((one for one in confirmed_lists(desk.engine) if (one.code, one.year) == (code, year)), None)
    return None if kept is None else _read(desk, kept)


@needs("release")
def confirm(desk: Desk, code: str, year: int, sha256: str, reason: str = "") -> str:
    """Confirm a list as it was looked at (by the hash of its content); its number.

    Raises StepRefused while a quarter is missing, for a list that names nobody or is another one by now, and for one
    that was confirmed like this already.
    """
    drawn = honour_list(desk, code, year)
    if drawn is None:
        raise StepRefused(UNKNOWN_LIST, code=code)
    _must_be_confirmable(desk, drawn, sha256)
    by = signed(desk, OFFICE)
    with writing(desk.engine) as session:
        invented = desk.workspace.invented
        return confirm_list(session, code, year, drawn.releases, drawn.content, by, reason, invented=invented).number


def _must_be_confirmable(desk: Desk, drawn: Drawn, sha256: str) -> None:
    if drawn.provisional:
        raise StepRefused(NOT_WHOLE, year=drawn.year, missing=", ".join(drawn.missing))
    if not drawn.named:
        raise StepRefused(NOBODY)
    if drawn.sha256 != sha256:
        raise StepRefused(OTHER_NOW)
    before = confirmed_list(desk, drawn.rule.code, drawn.year)
    if before is not None and before.sha256 == sha256:
        raise StepRefused(SAME_AGAIN, number=before.number)


def _read(desk: Desk, kept: HonourConfirmed) -> ConfirmedList:
    drawn = Drawn.model_validate_json(kept.content)
    now = drawn_by(desk, drawn.rule, kept.year)
    newer = (quarter for quarter, release in now.releases.items() if drawn.releases.get(quarter) != release)
    return ConfirmedList(
        number=kept.number,
        made=desk.local(kept.made_at).replace(tzinfo=None),
        made_by=kept.made_by,
        reason=kept.reason,
        sha256=kept.sha256,
        drawn=drawn,
        releases=kept.releases,
        revised=tuple(newer),
        changed=changes(drawn, now),
        intact=hashlib.sha256(kept.content.encode()).hexdigest() == kept.sha256,
    )
