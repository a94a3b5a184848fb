"""首页: the cards of a unit: what it owes or who reports for it, what came back or waits for an answer, drafts."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.deadlines import time_left
from dashboard.parts.filters import quarter_name
from dashboard.parts.home import Card, Line
from dashboard.parts.home_work import FEW, OPEN, unit_line
from dashboard.parts.markup import element, join
from dashboard.usecases.drafts import unsent
from dashboard.usecases.home import Ground
from dashboard.usecases.owing import Owed, Reporter
from dashboard.usecases.submissions import submission_status
from dashboard.usecases.unanswered import Unanswered, unanswered

_BY_FORM = mark("by the statutory form")
_BY_WORKBOOK = mark("by their quarterly workbooks")


def owed_sentence(ground: Ground, words: Say) -> str:
    """What the own units owe: how much is open, that all is in, or that they have nothing to submit."""
    quarter = quarter_name(ground.collected.quarter, words) if ground.collected else ""
    left = sum(unit.state in OPEN for unit in ground.owing)
    if left:
        return words(mark("{quarter}: {count} submissions to hand in"), quarter=quarter, count=left)
    if ground.owing:
        return words(mark("{quarter}: everything is handed in"), quarter=quarter)
    config = ground.desk.config
    known = [config.region.get(unit) or config.division.get(unit) for unit in ground.units]
    names = words(mark(", ")).join(one.label(ground.locale) for one in known if one)
    others = words(mark(" and ")).join(line.name for line in reporter_lines(ground, words))
    sentence = mark("{quarter}: {unit} has nothing to submit; {others} report for it")
    return words(
        sentence if others else mark("{quarter}: {unit} has nothing to submit"),
        quarter=quarter,
        unit=names,
        others=others,
    )


def owed_card(ground: Ground, words: Say) -> Card | None:
    """What the own units owe and until when; of a unit that owes nothing who reports for it."""
    if ground.collected is None or not ground.units:
        return None
    quarter, units = ground.collected.quarter, [unit for unit in ground.owing if unit.state in OPEN] or ground.owing
    kind = words(mark("Own submissions"))
    if not ground.owing:
        lines = reporter_lines(ground, words)
        answer: object = words(mark("Others report for you") if lines else mark("Nothing to submit"))
        return Card(kind, answer, lines, quarter=quarter)
    window = (units[0].window if units[0].state in OPEN else None) or ground.collected.window
    left = sum(unit.state in OPEN for unit in units)
    answer = words(mark("Everything is handed in"))
    if left:
        answer = join((words(mark("{count} submissions to hand in"), count=left), " ", time_left(window, words)))
    lines = tuple(unit_line(unit, f"progress?quarter={quarter}", words) for unit in units[:FEW])
    return Card(kind, answer, lines, "upload", words(mark("Submit or take the template")), quarter)


def reporter_lines(ground: Ground, words: Say) -> tuple[Line, ...]:
    """Who reports for the own units: the region above by its form, the divisions by their workbooks."""
    found = list(dict.fromkeys(one for unit in ground.units for one in ground.reporters(unit)))
    above, divisions = _of(found, "statutory_form"), _of(found, "division_workbook")
    lines = [Line(name, words(_BY_FORM)) for name in above]
    if divisions:
        lines.append(Line(words(mark("{count} divisions"), count=len(divisions)), words(_BY_WORKBOOK)))
    return tuple(lines)


def _of(found: Sequence[Reporter], owes: Owed) -> list[str]:
    return [one.name for one in found if one.owes == owes]


def answers_card(ground: Ground, words: Say) -> Card | None:
    """What was sent back, with the reason, and the remarks that nobody has answered; None without any."""
    if ground.collected is None:
        return None
    quarter, own = ground.collected.quarter, {unit.code for unit in ground.owing}
    found = [one for one in unanswered(ground.desk, quarter, ground.locale) if one.delivery.unit in own]
    if not found:
        return None
    back, opened = sum(one.returned for one in found), sum(one.open for one in found)
    answer = words(mark("{returned} sent back, {open} remarks to explain"), returned=back, open=opened)
    lines = tuple(_asked(one, ground, words) for one in found[:FEW])
    return Card(words(mark("Returns and remarks")), answer, lines, "upload", words(mark("Mend and submit")), quarter)


def _asked(one: Unanswered, ground: Ground, words: Say) -> Line:
    opens = f"progress?quarter={one.delivery.quarter}"
    if not one.returned:
        return Line(one.delivery.receipt, words(mark("{count} remarks to explain"), count=one.open), opens)
    status = submission_status(ground.desk, one.delivery.receipt, ground.locale)
    reason = status.returns[0].reason if status and status.returns else ""
    return Line(one.delivery.receipt, element("span", "↩ ", reason, css="jp-alarm"), opens)


def drafts_card(ground: Ground, words: Say) -> Card | None:
    """The files that were chosen and not submitted yet; None without any."""
    names = unsent(ground.desk) if ground.desk.sight.has("submit") else ()
    if not names:
        return None
    answer = words(mark("{count} files chosen, not submitted yet"), count=len(names))
    lines = tuple(Line(name, "", "upload") for name in names[:FEW])
    return Card(words(mark("Drafts")), answer, lines, "upload", words(mark("Go on submitting")))
