"""What stands until something happens or time moves on: worked out once for everyone who sees the same."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Hashable
from typing import TypeVar

from dashboard.access.gate import inner
from dashboard.access.rights import Right
from dashboard.usecases.desk import Desk
from dashboard.usecases.windows import local_now, turns
from loaders.store.pulse import pulse

LONGEST = 600
"""Seconds that a report is kept at the longest, so that nothing that could not be foreseen here stays for good."""

Report = TypeVar("Report")


@inner
def as_it_stands(desk: Desk, key: Hashable, draw: Callable[[], Report], by: Right = "submissions") -> Report:
    """A report on submissions, drawn anew when one came, a step was taken or an answer given, when a window opened or
    closed, and when a day began.

    Only people who see the same by the right `by` share it: those whose posts with it are the same (with the right
    `submissions` also what they check is settled by that). Of each key only the newest is kept. What counts minutes
    does not belong into it.
    """
    whose = (desk.person.operator, by, desk.sight.posts(by))
    return _kept(desk, (whose, key), _moment(desk), draw)


@inner
def as_handed_in(desk: Desk, key: Hashable, draw: Callable[[], Report]) -> Report:
    """What follows from all that was handed in, for everyone and at any time: drawn anew when the store moves on."""
    return _kept(desk, (None, key), (), draw)


def _moment(desk: Desk) -> Hashable:
    """Changes whenever time alone changes how something stands."""
    now = local_now(desk)
    return bisect_right(as_handed_in(desk, "turns", lambda: turns(desk)), now), now.date()


def _kept(desk: Desk, place: Hashable, moment: Hashable, draw: Callable[[], Report]) -> Report:
    # Each place has its own beginning of the span: no page pays for all reports at once.
    span = (int(time.monotonic()) + hash(place) % LONGEST) // LONGEST
    return desk.while_it_stands(place, (pulse(desk.engine), moment, span), lambda _before: draw())
