"""Cross-checks of the lists of honours."""

from __future__ import annotations

from collections.abc import Iterator

from config.checks.references import TWICE_CODE, UNKNOWN_GROUP, UNKNOWN_INDICATOR, twice, unknown
from config.draft import Draft
from config.files import Entry
from config.model import HonourList, Indicator, PeerGroup, Scheme
from config.model.honours import NEEDS_BOARD
from config.problems import Problem
from config.wording import mark

DIVISIONS = "divisions"
UNKNOWN_SCHEME = mark("There is no scheme {value}.")
NO_PLACES = mark("The list names nobody: give at least one group a place.")
FEW_PLACES = mark("{group} needs at least one place, found {found}.")
NO_BOARD = mark("{value} is known of whole scores only, not of sections and divisions.")
ONLY_REGIONS = mark("{value} is known of regions only; it bars no division.")

NO_BOUND = mark("A condition needs at_least or at_most.")
NO_FIGURE = mark("The kind indicator needs an indicator with above or under and a name; no other kind takes them.")


def check_honours(draft: Draft) -> Iterator[Problem]:
    """Codes stand once; groups, schemes and indicators are known; each group has a place, each measure a figure."""
    if draft.honours is None:
        return
    entry = draft.honours
    lists = [Entry(entry.file, f"lists[{number}]", one) for number, one in enumerate(entry.it.lists, 1)]
    yield from twice(lists, "code", TWICE_CODE)
    for one in lists:
        yield from _references(draft, one)
        yield from _places(one)
        yield from _bounds(one)
        yield from _measures(one)


def _references(draft: Draft, one: Entry[HonourList]) -> Iterator[Problem]:
    groups = {DIVISIONS} if one.it.over == DIVISIONS else draft.codes(PeerGroup, draft.groups)
    yield from unknown(one, "places", one.it.places, groups, UNKNOWN_GROUP)
    yield from unknown(one, "schemes", one.it.schemes, draft.codes(Scheme, draft.schemes), UNKNOWN_SCHEME)
    indicators = draft.codes(Indicator, draft.indicators)
    for number, bar in enumerate(one.it.exclude, 1):
        named = [bar.indicator] if bar.indicator else []
        yield from unknown(one, f"exclude[{number}].indicator", named, indicators, UNKNOWN_INDICATOR)


def _places(one: Entry[HonourList]) -> Iterator[Problem]:
    if not one.it.places:
        yield one.fault("places", NO_PLACES)
    for group, places in one.it.places.items():
        if places < 1:
            yield one.fault(f"places.{group}", FEW_PLACES, group=group, found=places)


def _bounds(one: Entry[HonourList]) -> Iterator[Problem]:
    for number, condition in enumerate(one.it.conditions, 1):
        if condition.at_least is None and condition.at_most is None:
            yield one.fault(f"conditions[{number}]", NO_BOUND)
    for number, bar in enumerate(one.it.exclude, 1):
        bounded = bar.above is not None or bar.under is not None
        if (bar.kind == "indicator") != (bool(bar.indicator) and bounded and bool(bar.name)):
            yield one.fault(f"exclude[{number}]", NO_FIGURE)


def _measures(one: Entry[HonourList]) -> Iterator[Problem]:
    if one.it.over == "regions":
        return
    for measure in one.it.measures:
        if measure in NEEDS_BOARD:
            yield one.fault("rule", NO_BOARD, value=measure)
    for number, bar in enumerate(one.it.exclude, 1):
        if one.it.over == DIVISIONS and bar.kind != "overdue":
            yield one.fault(f"exclude[{number}].kind", ONLY_REGIONS, value=bar.kind)
