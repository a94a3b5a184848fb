"""Cross-checks of divisions, frameworks and indicators."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from config.checks.references import (
    DATES_TURNED,
    TWICE_CODE,
    TWICE_NAME,
    UNKNOWN_DIVISION,
    UNKNOWN_INDICATOR,
    UNKNOWN_LEVEL,
    UNKNOWN_LINE,
    place,
    twice,
    unknown,
)
from config.draft import Draft
from config.files import Entry, repeated
from config.model import Division, Framework, FrameworkVersion, Indicator, Level
from config.problems import Problem
from config.wording import mark

BUSINESS_LINE = mark("A business division names its line, a support division has none.")
VERSIONS_OVERLAP = mark("The versions {value} and {other} are in force at the same time.")
UNKNOWN_VERSION = mark("There is no framework version {value}.")
UNKNOWN_CATEGORY = mark("The framework version {version} has no category {value}.")
WRONG_FOLDER = mark("The file lies in the folder {folder}; its line or owner is {expected}.")
NO_LEVELS = mark("At least one level is needed.")
RANGE_TURNED = mark("The maximum {maximum} is below the minimum {minimum}.")
WHOLE_DECIMALS = mark("A whole number has no decimals.")
AT_LEAST_NEEDED = mark("A bottom line of the kind coverage says what it has to reach at least.")
AT_LEAST_USELESS = mark("Only a bottom line of the kind coverage or standard says what it has to reach at least.")
RECIPIENTS_NEED = mark(
    "Only a bottom line of the kind recipients says from which fall it asks, beside which standards; it says both."
)
NOT_A_STANDARD = mark("The indicator {value} is not a bottom line of the kind standard.")
UNKNOWN_UNIT = mark("The unit {value} is not in reading.toml.")
RATIO_NEEDS = mark("A ratio needs a numerator and a denominator.")
RATIO_OF_RATIO = mark("{value} is a ratio itself; a ratio is made of reported values.")
RATIO_ROLL_UP = mark("A ratio rolls up as ratio_of_sums, and nothing else does.")
NOT_A_RATIO = mark("Only a ratio has this key.")
RATIO_LEVEL = mark("{value} is not collected at the level {level}, so the ratio cannot be derived there.")


def check_divisions(draft: Draft) -> Iterator[Problem]:
    """Codes and names stand once; business divisions, and only they, have a line that exists."""
    yield from twice(draft.divisions, "code", TWICE_CODE)
    yield from twice(draft.divisions, "name", TWICE_NAME)
    lines = draft.lines()
    for entry in draft.divisions:
        yield from unknown(entry, "line", [entry.it.line], lines, UNKNOWN_LINE)
        if (entry.it.kind == "business") != bool(entry.it.line):
            yield entry.fault("line", BUSINESS_LINE)


def check_frameworks(draft: Draft) -> Iterator[Problem]:
    """Versions and categories stand once, and no two versions of a framework are in force on the same day."""
    yield from twice(draft.frameworks, "code", TWICE_CODE)
    yield from twice(draft.frameworks, "name", TWICE_NAME)
    for entry in draft.frameworks:
        versions = [Entry(entry.file, f"versions[{n}]", version) for n, version in enumerate(entry.it.versions, 1)]
        yield from twice(versions, "version", TWICE_CODE)
        yield from _dates(versions)
        for version in versions:
            members = enumerate(version.it.categories, 1)
            categories = [Entry(entry.file, f"{version.key}.categories[{n}]", category) for n, category in members]
            yield from twice(categories, "code", TWICE_CODE)
            yield from twice(categories, "name", TWICE_NAME)


def check_indicators(draft: Draft) -> Iterator[Problem]:
    """Codes and spellings belong to one indicator; owner, line, levels, unit and tags exist; ratios can be derived."""
    yield from twice(draft.indicators, "code", TWICE_CODE)
    yield from _spellings(draft.indicators)
    tags = _tags(draft.frameworks)
    for entry in draft.indicators:
        yield from _references(draft, entry)
        yield from _shape(entry)
        yield from _bottom_line(draft, entry)
        yield from _ratio(draft, entry)
        for tag, category in entry.it.tags.items():
            if tag not in tags and tag.split("@")[0] not in draft.files.broken.get(Framework, ()):
                yield entry.fault(f"tags.{tag}", UNKNOWN_VERSION, value=tag)
            elif category not in tags.get(tag, {category}):
                yield entry.fault(f"tags.{tag}", UNKNOWN_CATEGORY, version=tag, value=category)


def spelling(text: str) -> str:
    """A header as it is compared: width, spaces and case do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _dates(versions: list[Entry[FrameworkVersion]]) -> Iterator[Problem]:
    for entry in versions:
        if entry.it.valid_to and entry.it.valid_to < entry.it.valid_from:
            yield entry.fault("valid_to", DATES_TURNED, first=entry.it.valid_from, last=entry.it.valid_to)
    ordered = sorted(versions, key=lambda entry: entry.it.valid_from)
    for earlier, later in pairwise(ordered):
        if earlier.it.valid_to is None or earlier.it.valid_to >= later.it.valid_from:
            yield later.fault("valid_from", VERSIONS_OVERLAP, value=earlier.it.version, other=later.it.version)


def _spellings(entries: list[Entry[Indicator]]) -> Iterator[Problem]:
    names = ((spelling(name), entry) for entry in entries for name in (entry.it.name, *entry.it.aliases))
    for value, first, again in repeated(names):
        key = "name" if spelling(again.it.name) == value and first is not again else "aliases"
        yield again.fault(key, TWICE_NAME, value=value, other=place(first))


def _tags(frameworks: list[Entry[Framework]]) -> dict[str, set[str]]:
    versions = ((entry.it.code, version) for entry in frameworks for version in entry.it.versions)
    return {f"{code}@{version.version}": {c.code for c in version.categories} for code, version in versions}


def _references(draft: Draft, entry: Entry[Indicator]) -> Iterator[Problem]:
    indicator = entry.it
    yield from unknown(entry, "owner", [indicator.owner], draft.codes(Division, draft.divisions), UNKNOWN_DIVISION)
    yield from unknown(entry, "line", [indicator.line], draft.lines(), UNKNOWN_LINE)
    yield from unknown(entry, "levels", indicator.levels, draft.codes(Level, draft.levels), UNKNOWN_LEVEL)
    if draft.reading and not indicator.is_ratio:
        yield from unknown(entry, "unit", [indicator.unit], draft.reading.it.units, UNKNOWN_UNIT)


def _shape(entry: Entry[Indicator]) -> Iterator[Problem]:
    indicator, folder = entry.it, Path(entry.file).parent.name
    expected = indicator.line or indicator.owner
    if folder != expected:
        yield entry.fault("", WRONG_FOLDER, folder=folder, expected=expected)
    if not indicator.levels:
        yield entry.fault("levels", NO_LEVELS)
    if indicator.minimum is not None and indicator.maximum is not None and indicator.maximum < indicator.minimum:
        yield entry.fault("maximum", RANGE_TURNED, maximum=indicator.maximum, minimum=indicator.minimum)
    if indicator.whole and indicator.decimals:
        yield entry.fault("decimals", WHOLE_DECIMALS)


def _bottom_line(draft: Draft, entry: Entry[Indicator]) -> Iterator[Problem]:
    line = entry.it.bottom_line
    if line is None:
        return
    if line.kind == "coverage" and line.at_least is None:
        yield entry.fault("bottom_line.at_least", AT_LEAST_NEEDED)
    if line.kind not in ("coverage", "standard") and line.at_least is not None:
        yield entry.fault("bottom_line.at_least", AT_LEAST_USELESS)
    asks = line.kind == "recipients"
    if (line.falls_by is not None) != asks or bool(line.beside) != asks:
        yield entry.fault("bottom_line.falls_by", RECIPIENTS_NEED)
    lines = {other.it.code: other.it.bottom_line for other in draft.indicators}
    standards = {code for code, one in lines.items() if one is not None and one.kind == "standard"}
    yield from unknown(entry, "bottom_line.beside", line.beside, standards, NOT_A_STANDARD)


def _ratio(draft: Draft, entry: Entry[Indicator]) -> Iterator[Problem]:
    indicator = entry.it
    if indicator.is_ratio != (indicator.roll_up == "ratio_of_sums"):
        yield entry.fault("roll_up", RATIO_ROLL_UP)
    known, models = draft.codes(Indicator, draft.indicators), {other.it.code: other.it for other in draft.indicators}
    for key, code in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        if indicator.is_ratio and not code:
            yield entry.fault(key, RATIO_NEEDS)
        if code and not indicator.is_ratio:
            yield entry.fault(key, NOT_A_RATIO)
        yield from unknown(entry, key, [code], known, UNKNOWN_INDICATOR)
        if code in models and indicator.is_ratio:
            yield from _part(entry, key, models[code])


def _part(entry: Entry[Indicator], key: str, part: Indicator) -> Iterator[Problem]:
    if part.is_ratio:
        yield entry.fault(key, RATIO_OF_RATIO, value=part.code)
    for level in entry.it.levels:
        if level not in part.levels:
            yield entry.fault(key, RATIO_LEVEL, value=part.code, level=level)
