"""What stands on the big screen for the item that is on: promise and result, key work, problems, plan, indicators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from config.wording import Say, mark
from dashboard.parts.direction import NO_PLAN, verdict_sign
from dashboard.parts.lights import progress_bar, task_light
from dashboard.parts.markup import Html, element, join
from dashboard.parts.numbers import MISSING, amount, signed
from dashboard.usecases.assignments.reports import AssignmentReport
from dashboard.usecases.direction import Promise
from dashboard.usecases.meetings.dossier import Dossier, Extreme, IndicatorLine

MOST, LINES = 3, 5
"""How many key tasks a block holds, and how many indicators or assignments: what can be read from eight metres."""


def stage_of(found: Dossier, words: Say) -> Html:
    """The stage for a unit, or for what earlier meetings handed out."""
    if not found.unit:
        return element("div", _handed(found.handed, words), css="jp-stage jp-stage-one")
    promises = found.promises[:MOST]
    blocks = (
        _block(words(mark("Last quarter's promise and its result")), (_promise(one, words) for one in promises), words),
        _block(words(mark("Key work")), (_work(one, words) for one in promises), words),
        _block(words(mark("Problems and difficulties")), _problems(promises), words),
        _block(words(mark("Next quarter's plan")), (_plan(one, words) for one in promises), words),
    )
    rest = len(found.promises) - len(promises)
    more = element("p", words(mark("{count} more key tasks: see Direction"), count=rest), css="jp-sub") if rest else ""
    side = (_standing(found, words), _indicators(found, words), _handed_short(found.handed, words))
    return element("div", *blocks, element("div", *side, more, css="jp-stage-side"), css="jp-stage")


def _block(title: str, lines: Iterable[Html], words: Say) -> Html:
    told = [line for line in lines if line]
    empty = element("p", words(mark("nothing was reported")), css="jp-status")
    return element("section", element("h2", title), *(told or [empty]))


def _promise(one: Promise, words: Say) -> Html:
    promised = element("span", one.task.promised, css="jp-clip") if one.task.promised else ""
    return element("p", _where(one), promised, verdict_sign(one.verdict, words))


def _work(one: Promise, words: Say) -> Html:
    head = element("span", _where(one), element("b", one.task.title), " ", task_light(one.task, words))
    return element("p", head, progress_bar(one.task, words))


def _problems(promises: Sequence[Promise]) -> Iterable[Html]:
    told = (one for one in promises if one.task.problems)
    return (element("p", _where(one), element("span", one.task.problems, css="jp-clip")) for one in told)


def _plan(one: Promise, words: Say) -> Html:
    return element("p", _where(one), element("span", one.task.plan or words(NO_PLAN), css="jp-clip"))


def _where(one: Promise) -> Html:
    """The region of a task that is broken down; nothing for the province's own."""
    return element("b", f"{one.task.region_name} ", css="jp-sub") if one.task.region else Html("")


def _standing(found: Dossier, words: Say) -> Html:
    row = found.row
    late = words(mark("{count} regions behind time progress"), count=found.behind) if found.behind else ""
    if row is None:
        return element("h2", late) if late else Html("")
    place = words(mark("{group}: place {rank}"), group=found.group, rank=row.rank)
    name = element("button", place, css="jp-open", type="button", data_key=f"region:{row.region_code}")
    return element("h2", name, element("span", late, css="jp-sub"))


def _indicators(found: Dossier, words: Say) -> Html:
    lines = found.indicators
    if not lines:
        return Html("")
    middle = "" if found.row else mark("Median")
    head = element(
        "tr",
        *(element("th", words(middle if middle and css else name), css=css) for name, css in _HEADS),
    )
    rows = (element("tr", *_cells(one, words)) for one in lines[:LINES])
    return element("table", element("thead", head), element("tbody", *rows))


_HEADS = (
    (mark("Indicator"), ""),
    (mark("Figure"), "jp-right"),
    (mark("Best"), ""),
    (mark("Worst"), ""),
)


def _cells(one: IndicatorLine, words: Say) -> tuple[Html, ...]:
    name = element("button", one.name, css="jp-open", type="button", data_key=f"indicator:{one.code}")
    value, unit = element("b", _amount(one, one.value)), "" if one.unit == "%" else one.unit
    return (
        element("th", name, element("span", unit, css="jp-sub")),
        element("td", value, element("span", _moved(one, words), css="jp-sub"), css="jp-right"),
        element("td", _extreme(one.best, one)),
        element("td", _extreme(one.worst, one)),
    )


def _amount(one: IndicatorLine, value: float | None) -> str:
    """The figure; any unit but the per cent stands beside the name."""
    return amount(value, one.decimals, "%" if one.unit == "%" else "")


def _moved(one: IndicatorLine, words: Say) -> str:
    if one.change is None:
        return ""
    sign = "▲" if one.change > 0 else "▼" if one.change < 0 else "＝"
    return f"{sign} {signed(one.change, one.decimals)}"


def _extreme(end: Extreme | None, one: IndicatorLine) -> Html:
    if end is None:
        return Html(MISSING)
    name = element("button", end.name, css="jp-open", type="button", data_key=f"region:{end.code}")
    return join((name, element("span", _amount(one, end.value), css="jp-sub")))


def _handed_short(handed: Sequence[AssignmentReport], words: Say) -> Html:
    if not handed:
        return Html("")
    still = [one for one in handed if not one.closed]
    said = mark("Assigned in earlier meetings: {count}, open {open}, overdue {overdue}")
    late = sum(one.overdue for one in still)
    return element("p", words(said, count=len(handed), open=len(still), overdue=late), css="jp-sub")


def _handed(handed: Sequence[AssignmentReport], words: Say) -> Html:
    """What earlier meetings handed out, with where each stands."""
    title = element("h2", words(mark("What became of earlier meetings' assignments")))
    if not handed:
        return element(
            "section", title, element("p", words(mark("no assignment of an earlier meeting")), css="jp-status")
        )
    return element("section", title, *(_assignment(one, words) for one in handed[: LINES + 3]))


def _assignment(one: AssignmentReport, words: Say) -> Html:
    states = {"jp-up": mark("✓ closed"), "jp-alarm": mark("● overdue"), "": mark("being done")}
    css = "jp-up" if one.closed else "jp-alarm" if one.overdue else ""
    name = element("button", one.title, css="jp-open", type="button", data_key=f"assignment:{one.number}")
    due = words(mark("{owner}, due {due}"), owner=one.owner_name, due=f"{one.due:%Y-%m-%d}")
    return element("p", name, " ", element("b", words(states[css]), css=css), element("span", due, css="jp-sub"))
