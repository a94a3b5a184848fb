"""序时进度 of a ledger's line: what should be done by now, by its own milestones or by the year, and what is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from config.model import Ledger, Quarter
from metrics.rounding import NOISE


@dataclass(frozen=True)
class Pace:
    """What the light of a line rests on: whether it is closed, the days to its due date (negative when it is past, None
    for a closed line and for one without), what was done and what should be by now, as shares of the year's target."""

    closed: bool
    days_left: int | None
    done: float | None
    expected: float | None

    @property
    def behind(self) -> float:
        """How far an open line lies behind, as a share; 0 where it does not, or where nothing is known."""
        if self.closed or self.done is None or self.expected is None:
            return 0.0
        gap = self.expected - self.done
        return gap if gap > NOISE else 0.0


def expected_share(quarter: Quarter, milestones: str = "") -> float:
    """What share of the year's target is due when a quarter closes: the line's own milestone, else the year's share.

    `milestones` are four shares in per cent, as intake keeps them: `20/45/75/100`.
    """
    if not milestones:
        return quarter.time_progress
    return float(milestones.split("/")[quarter.number - 1]) / 100


def pace_of(ledger: Ledger, fields: Mapping[str, str], quarter: Quarter, today: dt.date) -> Pace:
    """The pace of a line with these texts (as EntryRow.fields has them) in a quarter, its days counted to `today`."""
    closed, due = ledger.is_closed(fields), fields.get(ledger.due_field, "")
    own = fields.get(ledger.milestones_field, "") if ledger.time_progress == "milestones" else ""
    return Pace(
        closed=closed,
        days_left=(dt.date.fromisoformat(due) - today).days if due and not closed else None,
        done=ledger.done_share(fields),
        expected=None if ledger.time_progress == "none" else expected_share(quarter, own),
    )
