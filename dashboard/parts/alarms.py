"""底线告警、黑榜 on the page: what crosses a bottom line, who is on black lists, who stays among the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from config.wording import Say, mark
from dashboard.parts.markup import Html, element, join, nothing, section_head
from dashboard.parts.numbers import MISSING, amount
from dashboard.parts.provenance import source_cell
from dashboard.parts.session import say
from dashboard.parts.table import Column, Row, table
from dashboard.usecases.bottom_lines import Alarm
from dashboard.usecases.lasting import LASTS_FROM, Lasting

NAMED = 8
"""How many items of a region are named in a row."""
KINDS: Mapping[str, str] = {
    "standard": mark("Standards that fell"),
    "coverage": mark("People left out"),
    "event": mark("Events that may not happen"),
    "recipients": mark("To be asked: fewer recipients, standard unchanged"),
}
ASKED = mark("A question for the meeting, not a verdict: the people may have risen above the line.")


def bottom_part(alarms: Sequence[Alarm], *, key: str) -> str | None:
    """What crosses a bottom line, by kind; the code of the region that was just opened."""
    words = say()
    if not alarms:
        nothing(
            words(mark("No bottom line was crossed: no standard fell, nobody was left out, no event was reported."))
        )
        return None
    columns = [
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("Indicator"))),
        Column(words(mark("Last quarter")), align="right"),
        Column(words(mark("This quarter")), align="right"),
        Column(words(mark("Bottom line"))),
        Column(words(mark("Source")), align="text"),
    ]
    opened = None
    for kind, name in KINDS.items():
        of_kind = [alarm for alarm in alarms if alarm.kind == kind]
        if of_kind:
            head = words(mark("{kind}: {count}"), kind=words(name), count=len(of_kind))
            section_head(head, words(ASKED) if kind == "recipients" else "")
            opened = table(columns, [_alarm_row(one, words) for one in of_kind], key=f"{key}_{kind}") or opened
    return opened


def black_part(black: Sequence[Lasting], *, key: str) -> str | None:
    """Who is on black lists, on how many, and for how long; the code of the region that was just opened."""
    words = say()
    if not black:
        nothing(words(mark("Nobody is on a black list in this quarter.")))
        return None
    section_head(words(mark("On black lists: {count} regions"), count=len(black)))
    columns = [
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("Group")), align="tight"),
        Column(words(mark("Lists")), words(mark("items")), align="right"),
        Column(words(mark("On the black list of"))),
    ]
    return table(columns, _lasting_rows(black, words), key=key)


def last_part(last: Sequence[Lasting], *, key: str) -> str | None:
    """Who has been among the last of the same item for long; the code of the region that was just opened."""
    words = say()
    head = mark("Among the last of the same item for {quarters} quarters or longer: {count} regions")
    section_head(words(head, quarters=LASTS_FROM, count=len(last)))
    columns = [
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("Group")), align="tight"),
        Column(words(mark("Items")), align="right"),
        Column(words(mark("Among the last of"))),
    ]
    return table(columns, _lasting_rows(last, words), key=key)


def _alarm_row(one: Alarm, words: Say) -> Row:
    before = MISSING if one.previous is None else amount(one.previous, one.decimals, "")
    line = {
        "standard": words(mark("may not fall")),
        "recipients": words(mark("why so many fewer?")),
        "coverage": words(mark("at least {least}"), least=amount(one.at_least, one.decimals, one.unit)),
        "event": words(mark("may not happen")),
    }[one.kind]
    now = element("b", amount(one.value, one.decimals, ""), css="jp-soon" if one.asks else "jp-alarm")
    name = join((one.name, element("span", one.unit, css="jp-sub")))
    return Row((one.region_name, name, before, now, line, source_cell(one.source)), key=one.region)


def _lasting_rows(lasting: Sequence[Lasting], words: Say) -> list[Row]:
    return [
        Row((one.region_name, one.group_name, len(one.items), _items(one, words)), key=one.region) for one in lasting
    ]


def _items(one: Lasting, words: Say) -> Html:
    shown = [element("span", element("b", name), _run(quarters, words)) for name, quarters in one.items[:NAMED]]
    if len(one.items) > NAMED:
        more = words(mark("and {count} more, see the region's page"), count=len(one.items) - NAMED)
        shown.append(element("span", more))
    return element("div", *shown, css="jp-listed jp-black")


def _run(quarters: int, words: Say) -> str:
    return words(mark("{quarters} quarters in a row"), quarters=quarters) if quarters > 1 else ""
