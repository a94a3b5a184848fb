"""Why something cannot be done about a highlight case, in sentences for whoever tried."""

from __future__ import annotations

from config.wording import mark

UNKNOWN = mark("There is no case {number}.")
NOT_OWN = mark("Cases are entered for a unit that you act for; choose one of them.")
NO_TITLE = mark("Give the case a title.")
NO_TEXT = mark("Say what was done and what came of it; that is what is scored.")
NO_REGION = mark("Choose the region in which it was done; a region enters its own cases or those of regions below it.")
NO_LINE = mark("Choose the business line.")
NO_KIND = mark("Choose what kind of highlight it is, and its level of recognition.")
NO_QUARTER = mark("{quarter} is not in the calendar.")
TWICE = mark("The unit has entered a case with this title already: {number}.")
OVER_QUOTA = mark("The unit has entered {count} cases for the quarter; the quota is {quota}. Withdraw one first.")
NOT_COLLECTING = mark("The scoring of the quarter has begun; nothing can be entered, changed or checked any more.")
NOT_NOW = mark("{number} does not stand so that this could be done.")
NO_REASON = mark("Write the reason, so that the unit can act on it.")
WAITING = mark("{count} cases still wait for the first check; pass them or send them back, then open the scoring.")
NONE_PASSED = mark("No case of the quarter has passed the first check yet.")
NOT_SCORING = mark("The scoring of the quarter is not open.")
NOT_CLOSED = mark("First close the scoring; before that nothing is confirmed.")
RECUSED = mark("You hold a post in the prefecture or division of {number}, or wrote it: you do not score it.")
POINTS = mark("Score every criterion with whole points from 0 to {most}.")
WHY_DEVIATE = mark("{number} is not as the shortlist has it; write the reason for deviating from it.")
NO_PLACE = mark("Choose the region that took it up, another one than the case's own.")
NO_DATE = mark("Give the day from which it is done there; it cannot lie in the future.")
