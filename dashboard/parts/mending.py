"""整改、未答问题 on the page: problems under rectification, and submissions that wait for their unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.lights import mending_light
from dashboard.parts.links import link_to_progress
from dashboard.parts.markup import element, join, nothing
from dashboard.parts.numbers import MISSING
from dashboard.parts.session import say
from dashboard.parts.table import Column, Row, plain_table
from dashboard.usecases.tasks import Mending
from dashboard.usecases.unanswered import Unanswered

_STATES = {
    "not_begun": mark("not begun"),
    "under_way": mark("under way"),
    "mended": mark("mended, not yet closed"),
    "closed": mark("closed"),
}


def mending_part(mending: Sequence[Mending], company: Callable[[Mending], bool]) -> None:
    """Problems under rectification: overdue first, those that came back are named so, and those that `company` has."""
    words = say()
    if not mending:
        nothing(words(mark("No problem under rectification was reported for this quarter.")))
        return
    columns = [
        Column(words(mark("Problem")), names=True),
        Column(words(mark("Responsible unit"))),
        Column(words(mark("Due date")), align="tight"),
        Column(words(mark("How it stands")), align="tight"),
        Column(words(mark("Measure")), align="text"),
        Column(words(mark("Evidence")), align="text"),
    ]
    plain_table(columns, [_mending_row(one, words, shared=company(one)) for one in mending])


def waiting_part(waiting: Sequence[Unanswered], quarter: str) -> None:
    """Submissions that wait for their unit: returned and not sent again, or with warnings that nobody answered."""
    words = say()
    if not waiting:
        nothing(words(mark("Every warning is answered, and everything that was returned has come again.")))
        return
    columns = [
        Column(words(mark("Unit")), names=True),
        Column(words(mark("What waits"))),
        Column(words(mark("File"))),
        Column(words(mark("Receipt")), align="tight"),
        Column(words(mark("Received")), align="tight"),
    ]
    plain_table(columns, [_waiting_row(one, words) for one in waiting])
    link_to_progress(words(mark("Open the submission progress")), quarter)


def _waiting_row(one: Unanswered, words: Say) -> Row:
    if one.returned:
        what = element("b", words(mark("▲ returned, not sent again")), css="jp-alarm")
    else:
        what = element("span", words(mark("{count} warnings without an answer"), count=one.open), css="jp-soon")
    came = f"{one.delivery.received:%Y-%m-%d %H:%M}"
    return Row((one.unit_name, what, one.delivery.file_name, one.delivery.receipt, came))


def _mending_row(one: Mending, words: Say, *, shared: bool) -> Row:
    back = (
        words(mark("closed in {quarter}, and back"), quarter=quarter_name(one.closed_before, words))
        if one.closed_before
        else ""
    )
    state = words(_STATES[one.state]) if one.state in _STATES else one.state
    also = element("span", words(mark("other units have it too")), css="jp-sub") if shared else ""
    cells = (
        join((one.title, element("span", one.source, css="jp-sub"))),
        join(
            (
                one.region_name or one.division_name,
                element("span", one.division_name if one.region_name else "", css="jp-sub"),
            )
        ),
        f"{one.due:%Y-%m-%d}" if one.due else MISSING,
        join((mending_light(one, words), element("span", back or state, css="jp-sub"), also)),
        one.measure,
        one.evidence or words(mark("none yet")),
    )
    return Row(cells, css="jp-muted" if one.closed else "")
