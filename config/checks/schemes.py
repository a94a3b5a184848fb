"""Cross-checks of schemes: each is sound in itself and fits the catalogue, and no two are in force at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from config.checks.items import check_item
from config.checks.known import Known, absent
from config.checks.mended import mended
from config.checks.references import TWICE_CODE, UNKNOWN_GROUP
from config.checks.scheme_results import check_results
from config.checks.scheme_tree import Tree, check_tree
from config.draft import Draft
from config.files import Entry, repeated
from config.model import Scheme
from config.problems import Problem
from config.wording import mark

TURNED = mark("The scheme ends in {last}, before it begins in {first}.")
OVERLAP = mark("The schemes {value} and {other} are in force in the same quarter.")
TWICE_VERSION = mark("The version {version} of {value} stands twice; it is also in {other}.")
NO_GROUPS = mark("A scheme needs at least one peer group.")
NO_NAME = mark("A name must not be empty.")
CONSTANT_UNUSED = mark('The constant has no effect; it is for missing = "constant".')


def check_schemes(draft: Draft) -> Iterator[Problem]:
    """Each scheme is sound in itself; no version stands twice, and no two schemes are in force at once."""
    known = Known.of_draft(draft)
    yield from _versions(draft.schemes)
    yield from _in_force(draft.schemes)
    for entry in draft.schemes:
        yield from check_scheme(entry, known)
    for file, data in draft.files.unread(Scheme):
        yield from check_unread(file, data, known)


def check_scheme(entry: Entry[Scheme], known: Known) -> Iterator[Problem]:
    """Everything about one scheme that its model does not hold."""
    yield from _itself(entry, known)
    yield from check_tree(entry)
    yield from check_results(known, entry)
    for item in Tree(entry).items:
        yield from check_item(known, entry.it, item)


def check_unread(file: str, data: dict[str, Any], known: Known) -> Iterator[Problem]:
    """The faults in the sound parts of a scheme that does not fit its model."""
    stand_in = mended(data)
    if stand_in is not None:
        yield from stand_in.sure(check_scheme(Entry(file, "", stand_in.scheme), known))


def _itself(entry: Entry[Scheme], known: Known) -> Iterator[Problem]:
    scheme, tree = entry.it, Tree(entry)
    if scheme.valid_to and scheme.valid_to < scheme.valid_from:
        yield entry.fault("valid_to", TURNED, first=scheme.valid_from, last=scheme.valid_to)
    yield from absent(entry, "groups", scheme.groups, known.groups, UNKNOWN_GROUP)
    if not scheme.groups:
        yield entry.fault("groups", NO_GROUPS)
    for group in sorted({group for group in scheme.groups if scheme.groups.count(group) > 1}):
        yield entry.fault("groups", TWICE_CODE, value=group, other="groups")
    policies = {scheme.missing, *(item.missing for item in scheme.items)}
    if scheme.constant is not None and "constant" not in policies:
        yield entry.fault("constant", CONSTANT_UNUSED)
    everything: list[Entry[Any]] = [entry, *tree.sections, *tree.items]
    for named in everything:
        if not named.it.name.strip():
            yield named.fault("name", NO_NAME)


def _versions(schemes: list[Entry[Scheme]]) -> Iterator[Problem]:
    versions = ((f"{entry.it.code}\n{entry.it.version}", entry) for entry in schemes)
    for _, first, again in repeated(versions):
        yield again.fault("version", TWICE_VERSION, version=again.it.version, value=again.it.code, other=first.file)


def _in_force(schemes: list[Entry[Scheme]]) -> Iterator[Problem]:
    for earlier, later in combinations(sorted(schemes, key=lambda entry: entry.it.valid_from), 2):
        if not earlier.it.valid_to or earlier.it.valid_to >= later.it.valid_from:
            yield later.fault("valid_from", OVERLAP, value=_version(earlier.it), other=_version(later.it))


def _version(scheme: Scheme) -> str:
    return f"{scheme.code}@{scheme.version}" if scheme.version != "1" else scheme.code
