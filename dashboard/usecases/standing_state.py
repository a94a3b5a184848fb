"""What stands until something happens: worked out once for everyone who sees the same, until the store moves on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from dashboard.access.gate import inner
from dashboard.access.rights import Right
from dashboard.usecases.desk import Desk
from loaders.store.pulse import pulse

KEPT = 256
"""How many reports a workspace keeps in memory, those that were asked for last."""

Report = TypeVar("Report")


@inner
def as_it_stands(desk: Desk, key: Hashable, draw: Callable[[], Report], by: Right = "submissions") -> Report:
    """A report on submissions, drawn anew when one came, a step was taken or an answer given, and every minute.

    Only people who see the same by the right `by` share it: those whose posts with it are the same (with the right
    `submissions` also what they check is settled by that). Of each key only the newest is kept.
    """
    whose = (desk.person.operator, by, desk.sight.posts(by))
    stands = (pulse(desk.engine), f"{desk.now():%Y-%m-%d %H:%M}")
    standing, place = desk.shared.standing, (whose, key)
    kept = standing.pop(place, None)
    if kept is None or kept[0] != stands:
        kept = (stands, draw())
    standing[place] = kept
    while len(standing) > KEPT:
        standing.pop(next(iter(standing)), None)
    report: Report = kept[1]
    return report
