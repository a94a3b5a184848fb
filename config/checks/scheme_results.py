"""Cross-checks of what a scheme makes of its totals: bands, vetoes, ties, lists and boards."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from config.checks.known import Known, absent
from config.checks.references import TWICE_CODE, TWICE_NAME, UNKNOWN_INDICATOR, twice
from config.files import Entry
from config.model import Band, Scheme
from config.problems import Problem
from config.wording import mark

NO_BANDS = mark("A scheme needs at least one band.")
BAND_ORDER = mark("Bands run from high to low; {value} is not below {before}.")
BAND_FLOOR = mark("The lowest band must start at 0 or below, found {found}.")
BAND_CEILING = mark("The band starts at {found}, above the full marks {full_marks}.")
BAND_SHARE = mark("The shares of bands rise from the top down; {value} is not above {before}.")
BAND_LAST = mark("The lowest band is for all the others; leave top_share out.")
VETO_ALWAYS = mark("A veto that applies at {found} would apply without any event; at_least must be greater than 0.")
UNKNOWN_BAND = mark("There is no band {value}.")
BARS_MISSING = mark("A veto that bars needs the bands that it bars.")
BARS_UNUSED = mark('The barred bands have no effect; they are for effect = "bar".')
BARS_ALL = mark("The veto bars every band, so that none is left; bar fewer, or take the unit out of the ranking.")
TIE_MISSING = mark("Ties are broken, but the item that breaks them is not named.")
TIE_UNUSED = mark('The item has no effect; it is for tie = "broken".')
UNKNOWN_ITEM = mark("There is no item {value}.")
NOTHING_LISTED = mark("The scheme has red and black lists, but no item is listed.")
BOARDS_ZERO = mark("At least one of the three weights must be greater than 0.")


def check_results(known: Known, entry: Entry[Scheme]) -> Iterator[Problem]:
    """Bands follow each other, vetoes bar bands that there are, ties are broken by an item, lists have items."""
    yield from _bands(entry)
    yield from _vetoes(known, entry)
    yield from _ties(entry)
    yield from _lists(known, entry)
    boards = entry.it.boards
    if boards.level == boards.quarter == boards.year == 0:
        yield entry.fault("boards", BOARDS_ZERO)


def _bands(entry: Entry[Scheme]) -> Iterator[Problem]:
    bands = [Entry(entry.file, f"bands[{n}]", band) for n, band in enumerate(entry.it.bands, 1)]
    if not bands:
        yield entry.fault("bands", NO_BANDS)
        return
    yield from twice(bands, "code", TWICE_CODE)
    yield from twice(bands, "name", TWICE_NAME)
    yield from _steps(bands)
    highest = _highest(entry.it)
    if bands[0].it.at_least > highest:
        yield bands[0].fault("at_least", BAND_CEILING, found=bands[0].it.at_least, full_marks=f"{highest:g}")
    if bands[-1].it.at_least > 0:
        yield bands[-1].fault("at_least", BAND_FLOOR, found=bands[-1].it.at_least)
    if bands[-1].it.top_share is not None:
        yield bands[-1].fault("top_share", BAND_LAST)


def _steps(bands: list[Entry[Band]]) -> Iterator[Problem]:
    """Bounds fall from band to band; only below a band with a share may the bound stay the same."""
    for higher, lower in pairwise(bands):
        same = higher.it.top_share is not None and lower.it.at_least == higher.it.at_least
        if lower.it.at_least >= higher.it.at_least and not same:
            yield lower.fault("at_least", BAND_ORDER, value=lower.it.at_least, before=higher.it.at_least)
    shared = [(band, band.it.top_share) for band in bands if band.it.top_share is not None]
    for (_, above), (band, share) in pairwise(shared):
        if share <= above:
            yield band.fault("top_share", BAND_SHARE, value=f"{share:g}", before=f"{above:g}")


def _highest(scheme: Scheme) -> float:
    """The most points that a unit can have: full marks, bonuses, and what ranges of points give above full marks."""
    bonuses = sum(section.bounds[1] or 0 for section in scheme.sections if section.kind == "bonus")
    ranges = sum(max(item.points[1] - item.full_marks, 0) for item in scheme.items if item.points)
    return scheme.full_marks + bonuses + ranges


def _vetoes(known: Known, entry: Entry[Scheme]) -> Iterator[Problem]:
    vetoes = [Entry(entry.file, f"vetoes[{n}]", veto) for n, veto in enumerate(entry.it.vetoes, 1)]
    bands = {band.code for band in entry.it.bands}
    yield from twice(vetoes, "code", TWICE_CODE)
    for veto in vetoes:
        yield from absent(veto, "indicator", [veto.it.indicator], known.indicators, UNKNOWN_INDICATOR)
        yield from absent(veto, "bars", veto.it.bars, bands, UNKNOWN_BAND)
        if veto.it.at_least <= 0:
            yield veto.fault("at_least", VETO_ALWAYS, found=f"{veto.it.at_least:g}")
        if veto.it.effect == "bar" and not veto.it.bars:
            yield veto.fault("bars", BARS_MISSING)
        if veto.it.effect != "bar" and veto.it.bars:
            yield veto.fault("bars", BARS_UNUSED)
        if bands and bands <= set(veto.it.bars):
            yield veto.fault("bars", BARS_ALL)


def _ties(entry: Entry[Scheme]) -> Iterator[Problem]:
    scheme = entry.it
    if scheme.tie == "broken" and not scheme.tie_break:
        yield entry.fault("tie_break", TIE_MISSING)
    if scheme.tie != "broken" and scheme.tie_break:
        yield entry.fault("tie_break", TIE_UNUSED)
    yield from absent(entry, "tie_break", [scheme.tie_break], {item.code for item in scheme.items}, UNKNOWN_ITEM)


def _lists(known: Known, entry: Entry[Scheme]) -> Iterator[Problem]:
    lists = entry.it.lists
    if lists is None:
        return
    if not any(item.listed for item in entry.it.items):
        yield entry.fault("lists", NOTHING_LISTED)
    yield from absent(entry, "lists.exempt", [lists.exempt], known.indicators, UNKNOWN_INDICATOR)
