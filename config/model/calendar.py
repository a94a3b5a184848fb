"""When the windows open and close."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from config.model.base import Model
from config.model.quarter import Quarter
from config.workdays import Workdays

_PUBLIC = Workdays()


class _Dated(Model):
    """Something of one quarter that closes at a local time."""

    quarter: str
    closes: dt.datetime

    @field_validator("opens", "closes", check_fields=False)
    @classmethod
    def _local(cls, moment: dt.datetime) -> dt.datetime:
        if moment.tzinfo is not None:
            raise PydanticCustomError("window_zone", "a window's times are local")
        return moment

    @field_validator("quarter")
    @classmethod
    def _quarter(cls, text: str) -> str:
        return str(Quarter(text))


class Window(_Dated):
    """报送窗口 of one quarter, local times."""

    opens: dt.datetime


class AppealWindow(_Dated):
    """申诉窗口 of one quarter that stays open longer than the rule says; local time."""


class Calendar(Model):
    """The quarter calendar: explicit windows, and the rule for quarters that have none.

    The rule opens a window on `opens_day` of the month after the quarter and closes it at the end of `closes_day`.
    Reviews may be asked for until the end of the `appeal_days`th day after a release, and are to be decided within
    `decision_days` days; both are calendar days, or with `appeal_days_are` working days of the public calendar.
    """

    timezone: str
    first: str
    last: str
    opens_day: int = Field(ge=1, le=28)
    closes_day: int = Field(ge=1, le=28)
    windows: tuple[Window, ...] = ()
    appeal_days: int = Field(default=7, ge=1, le=90)
    decision_days: int = Field(default=15, ge=1, le=180)
    appeal_days_are: Literal["calendar", "working"] = "calendar"
    appeal_windows: tuple[AppealWindow, ...] = ()

    def window(self, quarter: str) -> Window:
        """The window of a quarter; raises KeyError for a quarter outside first..last."""
        if not self.first <= quarter <= self.last:
            raise KeyError(quarter)
        for window in self.windows:
            if window.quarter == quarter:
                return window
        after = Quarter(quarter).shift(1)
        month = dt.datetime(after.year, after.number * 3 - 2, 1)
        closes = month.replace(day=self.closes_day, hour=23, minute=59, second=59)
        return Window(quarter=quarter, opens=month.replace(day=self.opens_day), closes=closes)

    def appeals_close(self, quarter: str, released: dt.datetime, workdays: Workdays = _PUBLIC) -> dt.datetime:
        """When the time to ask for a review of a release is over; both times are local."""
        closes = self._after(released, self.appeal_days, workdays)
        return max([closes, *(one.closes for one in self.appeal_windows if one.quarter == quarter)])

    def decision_due(self, asked: dt.datetime, workdays: Workdays = _PUBLIC) -> dt.datetime:
        """Until when a review that was asked for is to be decided; both times are local."""
        return self._after(asked, self.decision_days, workdays)

    def days_left(self, today: dt.date, due: dt.date, workdays: Workdays = _PUBLIC) -> int:
        """Days until a day, in the unit of appeals; 0 on the day itself, negative after it."""
        if self.appeal_days_are == "calendar":
            return (due - today).days
        left = workdays.between(today, due)
        return min(left, -1) if today > due else left

    def _after(self, moment: dt.datetime, days: int, workdays: Workdays) -> dt.datetime:
        """The end of the `days`-th day after a moment, in the unit of appeals."""
        working = self.appeal_days_are == "working"
        day = workdays.after(moment.date(), days) if working else moment.date() + dt.timedelta(days=days)
        return dt.datetime.combine(day, dt.time(23, 59, 59))

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """Every quarter from first to last, in order."""
        quarters, quarter = [], Quarter(self.first)
        while quarter <= self.last:
            quarters.append(quarter)
            quarter = quarter.shift(1)
        return tuple(quarters)
