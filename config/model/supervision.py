"""交办督办: due dates, lights and escalation of assignments, as supervision.toml sets them."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from pydantic import Field

from config.model.base import Model
from config.workdays import Workdays

LETTER = "提醒函：{unit}{quarter}有{lights}件交办事项亮黄灯（{assignments}），请抓紧办理；扣{points}分。"
LETTER_EN = (
    "Letter of reminder: {lights} assignments of {unit} were yellow in {quarter} ({assignments}); "
    "{points} points are taken."
)
INTERVIEW = "约谈：{unit}{quarter}有{lights}件交办事项亮红灯（{assignments}），由厅领导约谈主要负责同志；扣{points}分。"
INTERVIEW_EN = (
    "Interview: {lights} assignments of {unit} were red in {quarter} ({assignments}); "
    "the head of the unit is called in; {points} points are taken."
)


class Due(Model):
    """Due dates in working days: of a new assignment, of one that reopened, and what a return leaves at least.

    `days_off` and `working_days` name days of which the public calendar says otherwise, or nothing.
    """

    days: int = Field(default=20, ge=1, le=250)
    reopened_days: int = Field(default=10, ge=1, le=250)
    return_days: int = Field(default=3, ge=0, le=60)
    days_off: tuple[dt.date, ...] = ()
    working_days: tuple[dt.date, ...] = ()

    @cached_property
    def workdays(self) -> Workdays:
        """The calendar of working days with these exceptions."""
        return Workdays(frozenset(self.days_off), frozenset(self.working_days))


class Lights(Model):
    """From which share of the working days on blue and yellow, after how many working days past the due date red."""

    blue_from: float = Field(default=0.5, ge=0, le=1)
    yellow_from: float = Field(default=0.8, ge=0, le=1)
    red_after: int = Field(default=0, ge=0, le=60)


class Escalation(Model):
    """Every `yellows` yellow lights of a unit in a quarter a letter, each red one an interview; points are negative.

    The texts name {unit}, {quarter}, {lights}, {assignments} and {points}, the last without its sign.
    """

    yellows: int = Field(default=2, ge=1)
    letter_points: float = Field(default=-1.0, le=0)
    interview_points: float = Field(default=-2.0, le=0)
    letter: str = LETTER
    letter_en: str = LETTER_EN
    interview: str = INTERVIEW
    interview_en: str = INTERVIEW_EN

    def text(self, consequence: str, locale: str) -> str:
        """The text of a `letter` or an `interview` in the locale."""
        written: str = getattr(self, f"{consequence}_en" if locale == "en" else consequence)
        return written


class Supervision(Model):
    """How assignments are followed up."""

    due: Due = Due()
    lights: Lights = Lights()
    escalation: Escalation = Escalation()
