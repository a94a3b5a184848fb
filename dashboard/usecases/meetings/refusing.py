"""Why something cannot be done in a meeting, in sentences for whoever tried."""

from __future__ import annotations

from collections.abc import Mapping

from config.wording import mark
from metrics.meeting_acts import Action

UNKNOWN = mark("There is no meeting {number}.")
NO_KIND = mark("Choose what kind of meeting it is.")
NO_QUARTER = mark("{quarter} is not in the calendar.")
NO_ITEM_TITLE = mark("Say what the new item is about.")
NO_TIME = mark("An item has 1 to 240 minutes.")
NO_SUCH_ITEM = mark("There is no such item on the agenda.")
NO_TEXT = mark("There is nothing written yet.")
NO_CLASS = mark("Your posts do not vote in this meeting.")
OWN_UNIT = mark("Nobody votes on a unit of their own.")
NOT_OPEN = mark("The ballot on this item is not open.")
NOT_WHOLE = mark("Give every criterion a score before the vote is cast.")
OUT_OF_RANGE = mark("A score lies between 0 and {full}.")
NO_DECIMALS = mark("Above {above} full marks a score is a whole number.")
NO_COMMENT = mark("There is no such comment.")
NO_ONE = mark("There is nobody with this account.")
NOT_NOW = mark("This cannot be done as the meeting stands now.")
WHY: Mapping[Action, str] = {
    "started": mark("The meeting has begun already."),
    "ended": mark("The meeting is not running."),
    "opened": mark("The meeting is not running."),
    "commented": mark("Comments are made while the meeting runs."),
    "ballot_opened": mark("This item is not voted on, or its ballot was closed already."),
    "ballot_closed": NOT_OPEN,
    "voted": NOT_OPEN,
    "added": mark("The meeting has ended; nothing is added to its agenda any more."),
}
