"""Sealing the audit trail: where it stands is written down outside the database, daily and when it is given out."""

from __future__ import annotations

import logging

from dashboard.access.gate import inner, needs
from dashboard.usecases.desk import Desk
from loaders.store.seals import Seal, keep_seal, seals_of
from loaders.store.verification import head_of

_LOG = logging.getLogger("jiping")


@inner
def seal_now(desk: Desk) -> Seal | None:
    """Write down where the trail stands, after an act that is of weight; what cannot be written stops no act."""
    try:
        return _sealed(desk)
    except OSError as problem:
        _LOG.error("the audit trail was not sealed: %s", problem)
        return None


@needs("trail")
def seal_trail(desk: Desk) -> Seal | None:
    """Write down where the trail stands; None when that is written there already. Raises OSError."""
    return _sealed(desk)


@needs("trail")
def sealed_today(desk: Desk) -> bool:
    """True when the trail was sealed since the day began (by the department's clocks)."""
    seals, _ = seals_of(desk.workspace.seal_file)
    return any(desk.local(seal.at).date() == desk.local(desk.now()).date() for seal in seals[-1:])


def _sealed(desk: Desk) -> Seal | None:
    number, sha256 = head_of(desk.engine)
    seals, _ = seals_of(desk.workspace.seal_file)
    if not number or (seals and (seals[-1].number, seals[-1].sha256) == (number, sha256)):
        return None
    seal = Seal(desk.now(), number, sha256)
    keep_seal(desk.workspace.seal_file, seal)
    return seal
