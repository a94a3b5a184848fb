"""The releases of the demonstration: each quarter but the newest is frozen after its window, one is corrected later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from config.model import Quarter
from config.wording import translator
from dashboard.demo.figures import Province
from dashboard.releasing.making import make_release
from dashboard.usecases.desk import Desk

DEPARTMENT = "演示：考核办"
REASON = "勘误：长沙县2025年第四季度“适老化改造完成户数”应为140户，原表漏填末位，误为14户。"
RELEASED_AFTER, CORRECTED_AFTER, REVISED_AFTER = (dt.timedelta(days=days) for days in (3, 20, 22))
"""How long after a window closes its quarter is released, the corrected workbook comes, the revision is released."""


@dataclass(frozen=True)
class Misprint:
    """A figure that was first handed in without its last digit, and by which division's workbook."""

    quarter: Quarter
    division: str
    region: str
    indicator: str


MISPRINT = Misprint(Quarter("2025Q4"), "elderly_care", "430121", "home_adaptations")


@dataclass(frozen=True)
class Misprinted(Province):
    """The same province, as the workbook with the misprint tells of it."""

    def value(self, region: str, quarter: str, indicator: str) -> float | None:
        """The figure as it was handed in first."""
        figure = super().value(region, quarter, indicator)
        wrong = (region, quarter, indicator) == (MISPRINT.region, MISPRINT.quarter, MISPRINT.indicator)
        return float(figure // 10) if wrong and figure is not None else figure


def release(desk: Desk, quarter: Quarter) -> None:
    """Release a quarter as soon as it could be, a few days after its window closed."""
    make_release(desk, quarter, DEPARTMENT, translator(), now=moment(desk, quarter, RELEASED_AFTER))


def revise(desk: Desk, quarter: Quarter, appeals: Sequence[str] = ()) -> None:
    """Release the quarter again, with the corrected workbook, as the answer to appeals."""
    now = moment(desk, quarter, REVISED_AFTER)
    make_release(desk, quarter, DEPARTMENT, translator(), REASON, now=now, appeals=appeals)


def moment(desk: Desk, quarter: Quarter, after: dt.timedelta) -> dt.datetime:
    """Ten in the morning some days after a window closed, never in the future."""
    day = desk.config.calendar.window(quarter).closes + after
    return min(desk.aware(day.replace(hour=10, minute=0)), desk.now())
