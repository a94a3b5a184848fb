"""What waiting costs, on the trial of a file: a cell for each day."""

from __future__ import annotations

from config.wording import Say, mark
from dashboard.parts.deadlines import left_at
from dashboard.parts.markup import Html, element
from dashboard.parts.numbers import figure, signed
from dashboard.parts.reasons import POINTS_DECIMALS
from dashboard.usecases.trial import Trial
from dashboard.usecases.trial_late import LateCost, LateDay
from metrics.quality import LAST_DAY

WAITING = mark("What being late costs: points of the reporting quality")
IN_TIME = mark("The first file of the unit was in time; a new one does not count as late.")
WAS_LATE = mark("The first file of the unit was {days} days late; waiting costs nothing more.")
NOTHING_MORE = mark("The file is {days} days late; waiting costs nothing more.")
TODAY, NOW_LATE = mark("in time"), mark("today, {days} days late")
LATER, FROM_HERE = mark("{days} days late"), mark("{days} days late or more")
TOTAL = mark("total {points}")


def late_cost_of(late: LateCost, found: Trial, words: Say) -> Html:
    """The sentence where waiting costs nothing more, else the points of each day and the time that is left."""
    if late.delivered or len(late.days) == 1:
        sentence = NOTHING_MORE if not late.delivered else WAS_LATE if late.today.days else IN_TIME
        return element("p", words(sentence, days=late.today.days), css="jp-answer")
    cells = [_cell(day, late, found, words) for day in late.days]
    left = left_at(late.window, late.now, words) if late.window else ""
    head = element("h3", words(WAITING), " ", left)
    return element("div", head, element("div", *cells, css="jp-cells"), css="jp-late")


def _cell(day: LateDay, late: LateCost, found: Trial, words: Say) -> Html:
    first = day is late.today
    name = (TODAY if not day.days else NOW_LATE) if first else FROM_HERE if day.days > LAST_DAY else LATER
    lost = signed(day.quality - late.in_time, POINTS_DECIMALS) if day.quality != late.in_time else ""
    total = words(TOTAL, points=figure(day.total, found.precision)) if day.total is not None else ""
    return element(
        "div",
        element("small", words(name, days=day.days)),
        element("b", figure(day.quality, POINTS_DECIMALS)),
        element("div", " ".join(part for part in (lost, total) if part), css="jp-sub"),
    )
