"""Whose an appeal is: the region that asks, the divisions in charge of what it is about, the office, the auditor."""

from __future__ import annotations

from dashboard.access.gate import inner
from dashboard.access.rights import Right
from dashboard.usecases.desk import Desk
from loaders.store.appealreading import KeptAppeal, kept_appeals
from loaders.store.appeals import UNKNOWN
from loaders.store.appealtables import Appeal
from loaders.store.refusals import StepRefused

READ: tuple[Right, ...] = ("appeal", "check", "confirm", "trail")
"""The rights of which one is needed to read appeals, as far as they are in sight."""


@inner
def sees(desk: Desk, appeal: Appeal) -> bool:
    """True when the person sees an appeal: all of them the office and the auditor, else those of the own unit."""
    sight = desk.sight
    if sight.whole("confirm") or sight.whole("trail"):
        return True
    return appeal.region_code in sight.regions("appeal") or not sight.divisions("check").isdisjoint(appeal.owners)


@inner
def seen(desk: Desk) -> list[KeptAppeal]:
    """The appeals that the person sees, the newest first."""
    return [one for one in kept_appeals(desk.engine) if sees(desk, one.appeal)]


@inner
def seen_one(desk: Desk, number: str) -> KeptAppeal:
    """An appeal that the person sees by its number; StepRefused for another one, as if there were none."""
    found = next((one for one in seen(desk) if one.appeal.number == number), None)
    if found is None:
        raise StepRefused(UNKNOWN, appeal=number)
    return found
