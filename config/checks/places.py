"""Cross-checks of the province, levels, peer groups, regions and their former names."""

from __future__ import annotations

from collections.abc import Iterator

from config.checks.references import (
    TWICE_CODE,
    TWICE_NAME,
    UNKNOWN_GROUP,
    UNKNOWN_LEVEL,
    UNKNOWN_REGION,
    place,
    twice,
    unknown,
)
from config.draft import Draft
from config.files import Entry, repeated
from config.model import Level, PeerGroup, Region
from config.problems import Problem
from config.wording import mark

TWICE_ORDER = mark("Two levels have the order {value}; it is also in {other}.")
TOP_HAS_PARENT = mark("The top region {value} may not have a parent.")
NO_PARENT = mark("Only the top region {top} may be without a parent.")
CYCLE = mark("The parents of {value} lead back to itself: {path}.")
PARENT_LEVEL = mark("The parent {value} must be of a higher level than {level}.")
GROUP_LEVEL = mark("The peer group {value} is for the level {expected}, but the region is of the level {level}.")
TWICE_SIBLING = mark("Two regions below {parent} are named {value}; it is also in {other}.")
FORMER_IS_CURRENT = mark("The former code {value} is the code of a present region.")


def check_province(draft: Draft) -> Iterator[Problem]:
    """The top region exists and has no parent; the scored levels exist."""
    if draft.province is None:
        return
    entry = draft.province
    yield from unknown(entry, "top", [entry.it.top], draft.codes(Region, draft.regions), UNKNOWN_REGION)
    yield from unknown(entry, "scored_levels", entry.it.scored_levels, draft.codes(Level, draft.levels), UNKNOWN_LEVEL)
    if any(region.it.code == entry.it.top and region.it.parent_code for region in draft.regions):
        yield entry.fault("top", TOP_HAS_PARENT, value=entry.it.top)


def check_levels(draft: Draft) -> Iterator[Problem]:
    """Codes, names and orders of levels stand once."""
    yield from twice(draft.levels, "code", TWICE_CODE)
    yield from twice(draft.levels, "name", TWICE_NAME)
    yield from twice(draft.levels, "order", TWICE_ORDER)


def check_groups(draft: Draft) -> Iterator[Problem]:
    """Codes and names of peer groups stand once, their levels exist."""
    yield from twice(draft.groups, "code", TWICE_CODE)
    yield from twice(draft.groups, "name", TWICE_NAME)
    for entry in draft.groups:
        yield from unknown(entry, "level", [entry.it.level], draft.codes(Level, draft.levels), UNKNOWN_LEVEL)


def check_regions(draft: Draft) -> Iterator[Problem]:
    """Codes stand once, siblings have different names, and level, parent and peer group exist and fit each other."""
    yield from twice(draft.regions, "code", TWICE_CODE)
    yield from _siblings(draft)
    levels, groups = draft.codes(Level, draft.levels), draft.codes(PeerGroup, draft.groups)
    regions = draft.codes(Region, draft.regions)
    for entry in draft.regions:
        yield from unknown(entry, "level", [entry.it.level], levels, UNKNOWN_LEVEL)
        yield from unknown(entry, "parent_code", [entry.it.parent_code], regions, UNKNOWN_REGION)
        yield from unknown(entry, "peer_group", [entry.it.peer_group], groups, UNKNOWN_GROUP)
    yield from _groups_fit(draft)
    yield from _tree(draft)


def check_former_names(draft: Draft) -> Iterator[Problem]:
    """Former codes stand once, belong to a region and are no region's present code."""
    yield from twice(draft.former_names, "former_code", TWICE_CODE)
    regions = draft.codes(Region, draft.regions)
    for entry in draft.former_names:
        yield from unknown(entry, "region_code", [entry.it.region_code], regions, UNKNOWN_REGION)
        if entry.it.former_code in regions:
            yield entry.fault("former_code", FORMER_IS_CURRENT, value=entry.it.former_code)


def _siblings(draft: Draft) -> Iterator[Problem]:
    values = ((f"{entry.it.parent_code}/{entry.it.name}", entry) for entry in draft.regions)
    for _, first, again in repeated(values):
        if first.it.code != again.it.code:
            name, parent = again.it.name, again.it.parent_code
            yield again.fault("name", TWICE_SIBLING, value=name, parent=parent, other=place(first))


def _groups_fit(draft: Draft) -> Iterator[Problem]:
    level_of = {entry.it.code: entry.it.level for entry in draft.groups}
    for entry in draft.regions:
        region, expected = entry.it, level_of.get(entry.it.peer_group)
        if expected is not None and expected != region.level:
            yield entry.fault("peer_group", GROUP_LEVEL, value=region.peer_group, expected=expected, level=region.level)


def _tree(draft: Draft) -> Iterator[Problem]:
    regions = {entry.it.code: entry.it for entry in draft.regions}
    order = {entry.it.code: entry.it.order for entry in draft.levels}
    top = draft.province.it.top if draft.province else ""
    for entry in draft.regions:
        if not entry.it.parent_code and top and entry.it.code != top:
            yield entry.fault("parent_code", NO_PARENT, top=top)
        circle = _circle(entry, regions)
        if circle:
            yield entry.fault("parent_code", CYCLE, value=entry.it.code, path=" → ".join(circle))
            continue
        parent = regions.get(entry.it.parent_code)
        if parent and order.get(parent.level, -1) >= order.get(entry.it.level, len(order)):
            yield entry.fault("parent_code", PARENT_LEVEL, value=parent.code, level=entry.it.level)


def _circle(entry: Entry[Region], regions: dict[str, Region]) -> list[str]:
    path, code = [entry.it.code], entry.it.parent_code
    while code in regions and code not in path:
        path.append(code)
        code = regions[code].parent_code
    return [*path, code] if code == entry.it.code else []
