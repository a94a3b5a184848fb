"""Why something cannot be done about an assignment, in sentences for whoever tried."""

from __future__ import annotations

from config.wording import mark

UNKNOWN = mark("There is no assignment {number}.")
NO_TITLE = mark("Say in a few words what is to be done.")
NO_DEMAND = mark("Say what is asked, so that it can be seen when it is done.")
NO_OWNER = mark("Choose the unit that is to do it.")
NO_DIVISION = mark("Choose the division in charge; it must not be among those who are to do it.")
WRONG_DAYS = mark("The due date lies 1 to 250 working days ahead.")
NO_INDICATOR = mark("Choose the indicator that has to recover, the region, and the figure that is good enough.")
NO_QUARTER = mark("{quarter} is not in the calendar.")
NO_NOTE = mark("Say what was done, or why, so that the other side can act on it.")
NO_FILE = mark("Add at least one file that shows it: a picture, PDF, Word or Excel file.")
NOT_OWNER = mark("{number} is not of a unit that you act for.")
CLOSED = mark("{number} is closed; nothing more can be sent.")
NOT_SENT = mark("No evidence of {number} waits to be looked at.")
NOT_CLOSED = mark("{number} is not closed.")
OWN = mark(
    "Nobody looks at the evidence of an own unit, or at what they sent themselves: {number} is closed by others."
)
NOT_RECOVERED = mark("{number} closes when the indicator has recovered; the released figures do not say so yet.")
CLOSED_ALREADY = mark("{number} is closed already.")
NOT_IN_CHARGE = mark("{number} is looked at by the office or by the division in charge.")
