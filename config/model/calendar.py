"""When the windows open and close."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from config.model.base import Model
from config.model.quarter import Quarter


class Window(Model):
    """报送窗口 of one quarter, local times."""

    quarter: str
    opens: dt.datetime
    closes: dt.datetime

    @field_validator("opens", "closes")
    @classmethod
    def _local(cls, moment: dt.datetime) -> dt.datetime:
        if moment.tzinfo is not None:
            raise PydanticCustomError("window_zone", "a window's times are local")
        return moment

    @field_validator("quarter")
    @classmethod
    def _quarter(cls, text: str) -> str:
        return str(Quarter(text))


class Calendar(Model):
    """The quarter calendar: explicit windows, and the rule for quarters that have none.

    The rule opens a window on `opens_day` of the month after the quarter and closes it at the end of `closes_day`.
    """

    timezone: str
    first: str
    last: str
    opens_day: int = Field(ge=1, le=28)
    closes_day: int = Field(ge=1, le=28)
    windows: tuple[Window, ...] = ()

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

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """Every quarter from first to last, in order."""
        quarters, quarter = [], Quarter(self.first)
        while quarter <= self.last:
            quarters.append(quarter)
            quarter = quarter.shift(1)
        return tuple(quarters)
