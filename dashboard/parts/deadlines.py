"""Deadlines and moments in words."""

from __future__ import annotations

import datetime as dt

from babel.dates import get_timezone, get_timezone_name

from config.wording import DEFAULT_LOCALE, Say, mark
from dashboard.parts.markup import Html, element
from dashboard.parts.session import desk
from dashboard.usecases.windows import Deadline, local_now

OPEN = mark("{left} left until the deadline")
CLOSED = mark("closed {left} ago; you can still submit, it will be marked late")
UPCOMING = mark("opens in {left}")
DAYS = mark("{days} d {hours} h")
HOURS = mark("{hours} h {minutes} min")
MINUTES = mark("{minutes} min")
STATES = {"upcoming": mark("not open yet"), "open": mark("open"), "closed": mark("closed")}


def span(length: dt.timedelta, words: Say) -> str:
    """A length of time in its two largest units."""
    minutes = max(int(length.total_seconds()) // 60, 0)
    days, hours = divmod(minutes // 60, 24)
    if days:
        return words(DAYS, days=days, hours=hours)
    if hours:
        return words(HOURS, hours=hours, minutes=minutes % 60)
    return words(MINUTES, minutes=minutes)


def time_left(deadline: Deadline | None, words: Say) -> Html:
    """How long a window is still open; nothing where there is none."""
    return Html("") if deadline is None else left_at(deadline, local_now(desk()), words)


def left_at(deadline: Deadline, now: dt.datetime, words: Say) -> Html:
    """How long a window is still open at a local time.

    Its colour is amber in the last two days, vermilion when it has closed.
    """
    sentence = {"open": OPEN, "closed": CLOSED, "upcoming": UPCOMING}[deadline.state]
    left = deadline.left(now)
    soon = deadline.state == "open" and left < dt.timedelta(days=2)
    css = "jp-alarm" if deadline.state == "closed" else "jp-soon" if soon else "jp-same"
    return element("span", words(sentence, left=span(left, words)), css=css)


def window_words(deadline: Deadline | None, words: Say) -> str:
    """When a window opens and closes and how it stands, in one line."""
    if deadline is None:
        return words(mark("this quarter is not in the calendar"))
    return words(
        mark("window {opens} to {closes}, {state}"),
        opens=moment(deadline.opens),
        closes=moment(deadline.closes),
        state=words(STATES[deadline.state]),
    )


def zone_name(zone: str, locale: str) -> str:
    """A time zone as people call it; Asia/Shanghai is 北京时间 to them, not 中国时间 as Babel has it."""
    if (zone, locale) == ("Asia/Shanghai", DEFAULT_LOCALE):
        return "北京时间"
    return get_timezone_name(get_timezone(zone), locale=locale)


def moment(time: dt.datetime | None, *, seconds: bool = False) -> str:
    """A point in time as it is printed; a dash where there is none."""
    return "—" if time is None else f"{time:%Y-%m-%d %H:%M:%S}" if seconds else f"{time:%Y-%m-%d %H:%M}"
