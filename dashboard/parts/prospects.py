"""差距与抓手 on the page: the gap to the next place and band, and the cheapest improvements that would close it."""

from __future__ import annotations

from config.wording import Say, mark
from dashboard.parts.markup import Html, element, join, section_head, show
from dashboard.parts.numbers import MISSING, amount, figure, signed
from dashboard.parts.reasons import POINTS_DECIMALS
from dashboard.parts.session import say
from dashboard.parts.table import Column, Row, plain_table
from dashboard.usecases.prospects import Prospects, Way
from metrics.advice import gap_words

_TITLE = mark("Gaps and levers")
_CHEAPEST = mark("Cheapest way up: {item} at {needed}")
_NO_SINGLE = mark("No single item is enough for the next place; {item} would gain most")
_NONE_LEFT = mark("Every item is at the best that is within reach")
_NOT_WORKED_OUT = mark("Gaps and levers are worked out for ranked units, in the newest quarter and in released ones.")
_FIRST = mark("It is first in its group.")
_HOW = mark(
    "Others as they are. Feasible: its own best of eight quarters, or what the best quarter of its group reaches."
)

_WOULD_GAIN = mark("{item} at its own best would gain most")
_PLACE_LATER = mark("How far the next place is, is told with the release.")
_HOW_IN_PART = mark(
    "Feasible: its own best of eight quarters. What the group has reached, and items measured against it, are told "
    "with the release."
)


def prospects_section(found: Prospects | None) -> None:
    """The gaps as sentences, the ways as a table; why there are none where there are not."""
    words = say()
    if found is None:
        section_head(words(_TITLE), words(_NOT_WORKED_OUT))
        return
    section_head(prospects_title(found, words))
    show(element("p", gap_sentence(found, words), css="jp-answer"))
    if found.ways:
        plain_table(_columns(found, words), [_row(found, way, words) for way in found.cheapest])
        show(element("p", words(_HOW_IN_PART if found.in_part else _HOW), css="jp-note"))


def prospects_title(found: Prospects, words: Say) -> str:
    """The answer: the cheapest item that alone wins a place; else which gains most."""
    if not found.ways:
        return words(_TITLE if found.in_part else _NONE_LEFT)
    way = found.ways[0]
    if found.in_part:
        return words(_WOULD_GAIN, item=way.name)
    if found.to_next_place is None:
        return words(_TITLE)
    if way.needed_for_place is None:
        return words(_NO_SINGLE, item=max(found.ways, key=lambda one: one.gain).name)
    return words(_CHEAPEST, item=way.name, needed=amount(way.needed_for_place, way.decimals, way.unit))


def gap_sentence(found: Prospects, words: Say) -> str:
    """That the unit is first, or how far it is to the next place; and how far to the next band."""
    row = {name: getattr(found, name) for name in ("to_next_place", "next_rank", "to_next_band")}
    band = found.next_band
    gap = gap_words(row | {"next_band": band or None}, words, {band: band})
    if found.in_part:
        return words(mark("{place} {band}"), place=words(_PLACE_LATER), band=gap)
    return words(mark("{place} {band}"), place=words(_FIRST), band=gap) if found.to_next_place is None else gap


def _columns(found: Prospects, words: Say) -> list[Column]:
    return [
        Column(words(mark("Item")), align="text", names=True),
        Column(words(mark("Now")), align="right"),
        Column(words(mark("Feasible")), align="right"),
        Column(words(mark("Gain")), words(mark("points")), align="right"),
        *([Column(words(mark("For the next place")), align="right")] if found.to_next_place is not None else []),
    ]


def _row(found: Prospects, way: Way, words: Say) -> Row:
    whence = mark("its own best") if way.own_history else mark("best quarter of the group")
    cells: list[object] = [
        join((way.name, element("span", way.section_name, css="jp-sub"))),
        join((_now(way, words), element("span", way.unit, css="jp-sub"))),
        join((figure(way.feasible, way.decimals), element("span", words(whence), css="jp-sub"))),
        signed(way.gain, POINTS_DECIMALS),
        *([_needed(way, words)] if found.to_next_place is not None else []),
    ]
    return Row(tuple(cells))


def _now(way: Way, words: Say) -> str:
    return words(mark("no value")) if way.value is None else figure(way.value, way.decimals)


def _needed(way: Way, words: Say) -> Html:
    if way.needed_for_place is None:
        return join((MISSING, element("span", words(mark("not enough alone")), css="jp-sub")))
    return element("b", figure(way.needed_for_place, way.decimals))
