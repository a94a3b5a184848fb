"""红黑榜 on the page: who is commended and who is criticised, item by item."""

from __future__ import annotations

from collections.abc import Sequence

from config.model import Lists
from config.wording import Say, mark
from dashboard.parts.chart import once_drawn
from dashboard.parts.markup import Html, element, section_head, show
from dashboard.parts.numbers import figure
from dashboard.parts.session import say
from dashboard.parts.table import Column, Row, table_of
from dashboard.usecases.red_black import ListedItem, ListedUnit, RedBlack

NAMED_UP_TO = 2
_MOST_OF_BOTH = mark("Red and black lists: {red} is commended most ({reds}), {black} criticised most ({blacks})")
_TITLE = mark("Red and black lists")
_NOBODY = mark("Red and black lists: nobody is on a list")
_YOURS = mark("Red and black lists: your own regions on them")
_NONE_OF_YOURS = mark("Red and black lists: none of your regions is on one")
_HOW = mark(
    "Red list (commended): target exceeded and among the first {top} of the group. Black list (criticised): target "
    "missed and among the last {bottom}. Figures: value / target."
)


def red_black_section(lists: RedBlack) -> None:
    """The lists of a group; nothing where the scheme holds none."""
    if lists.held is None or not lists.items:
        return
    words = say()
    section_head(red_black_title(lists, words), _how(lists.held, words))
    columns = [
        Column(words(mark("Item")), align="tight", names=True),
        Column(words(mark("Red list (commended)"))),
        Column(words(mark("Black list (criticised)"))),
    ]
    show(once_drawn(lists, "table", lambda: table_of(columns, [_row(item, words) for item in lists.items])))


def red_black_title(lists: RedBlack, words: Say) -> str:
    """The answer: who is on most of either."""
    if lists.in_part:
        return words(_YOURS if any(item.red or item.black for item in lists.items) else _NONE_OF_YOURS)
    (reds, red), (blacks, black) = lists.most_red, lists.most_black
    if not reds and not blacks:
        return words(_NOBODY)
    if not reds or not blacks:
        return words(_TITLE)
    return words(_MOST_OF_BOTH, red=_some(reds, words), reds=red, black=_some(blacks, words), blacks=black)


def _some(names: Sequence[str], words: Say) -> str:
    if len(names) > NAMED_UP_TO:
        return words(mark("{first} and others, {count} in all"), first=names[0], count=len(names))
    return words(mark(", ")).join(names)


def _how(held: Lists, words: Say) -> str:
    return words(_HOW, top=held.red_top, bottom=held.black_bottom)


def _row(item: ListedItem, words: Say) -> Row:
    name = element("span", item.name, element("span", item.unit, css="jp-sub"))
    return Row((name, _units(item, item.red, "jp-red", words), _units(item, item.black, "jp-black", words)))


def _units(item: ListedItem, units: Sequence[ListedUnit], css: str, words: Say) -> Html:
    if not units:
        return element("span", words(mark("nobody")), css="jp-status")
    shown = [element("span", element("b", one.name), _done(item, one)) for one in units]
    return element("div", *shown, css=f"jp-listed {css}")


def _done(item: ListedItem, unit: ListedUnit) -> str:
    return f"{figure(unit.value, item.decimals)} / {figure(unit.target, item.decimals)}"
