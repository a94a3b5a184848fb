"""The time in which a review may be asked for: from a release to the end of the days that the calendar declares."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from config.wording import mark
from dashboard.access.gate import inner, needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.windows import local_now
from loaders.store.refusals import StepRefused
from loaders.store.released import newest_release

NOT_RELEASED = mark("{quarter} is not released yet; a review can be asked for when it is.")
OVER = mark("The time to ask for a review of {quarter} was over on {closes}.")
OTHER_RELEASE = mark("{quarter} was released anew meanwhile ({release}); look at it first, then ask.")


@dataclass(frozen=True)
class AppealWindow:
    """The time to ask for a review of a quarter's newest release, in local time; `left` is zero once it is over."""

    quarter: str
    release: str
    opens: dt.datetime
    closes: dt.datetime
    left: dt.timedelta

    @property
    def open(self) -> bool:
        """True while a review may be asked for."""
        return self.left > dt.timedelta(0)


@needs("results")
def appeal_window(desk: Desk, quarter: str) -> AppealWindow | None:
    """The time to ask for a review of a quarter's newest release; None while there is no release."""
    release = newest_release(desk.engine, quarter)
    if release is None:
        return None
    opens = desk.local(release.made_at).replace(tzinfo=None)
    closes = desk.config.calendar.appeals_close(quarter, opens, desk.config.supervision.due.workdays)
    left = max(closes - local_now(desk), dt.timedelta(0))
    return AppealWindow(quarter, release.id, opens, closes, left)


@inner
def must_be_open(desk: Desk, quarter: str, release_id: str) -> AppealWindow:
    """The window of the release that someone looks at; StepRefused where it is over or no longer in force."""
    window = appeal_window(desk, quarter)
    if window is None:
        raise StepRefused(NOT_RELEASED, quarter=quarter)
    if window.release != release_id:
        raise StepRefused(OTHER_RELEASE, quarter=quarter, release=window.release)
    if not window.open:
        raise StepRefused(OVER, quarter=quarter, closes=f"{window.closes:%Y-%m-%d %H:%M}")
    return window
