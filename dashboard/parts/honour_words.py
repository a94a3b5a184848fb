"""荣誉 in words: the rule of a list, what was reached and what was missing, why someone is barred."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from config.model import HonourCondition, HonourExclusion, HonourList, HonourMeasure
from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.numbers import MISSING, figure, plain, signed
from dashboard.usecases.honours.drawn import Bar, Drawn, Line

NAMED_UP_TO = 3
"""How many of the named stand in a title."""
MEASURES: dict[HonourMeasure, str] = {
    "mean_score": mark("Mean score"),
    "mean_composite": mark("Mean of the composite board"),
    "mean_rank": mark("Mean place"),
    "top_band_quarters": mark("Quarters in the top band"),
    "improvement": mark("Gain on last year"),
}
UNITS: dict[HonourMeasure, str] = {
    "mean_score": mark("points"),
    "mean_composite": mark("points"),
    "mean_rank": mark("ranks"),
    "top_band_quarters": mark("quarters"),
    "improvement": mark("points"),
}
STATES = {
    "named": mark("✓ named"),
    "near": mark("▲ near the line"),
    "barred": mark("✕ excluded"),
    "unmet": mark("condition not met"),
    "incomplete": mark("not in every quarter"),
    "behind": mark("behind"),
}
_KINDS = {
    "veto": mark("a veto"),
    "black_list": mark("on black lists"),
    "overdue": mark("an assignment overdue"),
    "bottom_line": mark("a bottom line crossed"),
}


def list_title(drawn: Drawn, words: Say, language: str) -> str:
    """The answer: whose list of which year, and who is on it."""
    head = mark("{list} {year}") if not drawn.provisional else mark("{list} {year} (provisional)")
    said = words(head, list=drawn.rule.label(language), year=drawn.year)
    names = list(dict.fromkeys(line.label(language) for _, line in drawn.named))
    if not names:
        return words(mark("{list}: nobody is named yet"), list=said)
    named = words(mark(", ")).join(names[:NAMED_UP_TO])
    if len(names) > NAMED_UP_TO:
        return words(mark("{list}: {names} and others, {count} in all"), list=said, names=named, count=len(names))
    return words(mark("{list}: {names}"), list=said, names=named)


def group_labels(drawn: Drawn, language: str) -> dict[str, str]:
    """The names of the groups of a list by code: those in which somebody stands."""
    return {group.code: group.label(language) for group in drawn.groups}


def rule_words(rule: HonourList, groups: Mapping[str, str], words: Say, language: str) -> tuple[str, ...]:
    """The rule in sentences: by what, how many in each of the groups (names by code), ties, conditions, what bars."""
    order = mark("{measure}, the least first") if rule.rule == "mean_rank" else mark("{measure}, the most first")
    by = words(order, measure=words(MEASURES[rule.rule]))
    said = [words(mark("By {order}; compared at {decimals} decimals."), order=by, decimals=rule.decimals)]
    said.append(words(mark("Named: {places}."), places=_places(rule, groups, words)))
    if rule.tie_by:
        told = words(mark(", then ")).join(words(MEASURES[one]) for one in rule.tie_by)
        said.append(words(mark("Ties are told apart by: {measures}."), measures=told))
    else:
        said.append(words(mark("Who is level with the last one named is named too.")))
    if rule.conditions:
        every = words(mark("; ")).join(condition_words(one, words) for one in rule.conditions)
        said.append(words(mark("Condition: {conditions}."), conditions=every))
    if rule.exclude:
        every = words(mark("; ")).join(exclusion_words(one, words, language) for one in rule.exclude)
        said.append(words(mark("Excluded: {exclusions}."), exclusions=every))
    return tuple(said)


def condition_words(one: HonourCondition, words: Say) -> str:
    """A condition: the measure with its bounds."""
    bounds = [(one.at_least, mark("at least {bound}")), (one.at_most, mark("at most {bound}"))]
    told = [words(message, bound=plain(bound)) for bound, message in bounds if bound is not None]
    return f"{words(MEASURES[one.measure])} {words(mark(', ')).join(told)}"


def exclusion_words(one: HonourExclusion, words: Say, language: str) -> str:
    """What bars, and from how many times on."""
    if one.kind == "indicator":
        bound = mark("above {bound}") if one.above is not None else mark("below {bound}")
        limit = one.above if one.above is not None else one.under
        said = f"{_named(one, language)} {words(bound, bound=plain(limit or 0))}"
    else:
        said = words(_KINDS[one.kind])
    return said if one.times == 1 else words(mark("{what} ({times} times or more)"), what=said, times=one.times)


def bar_words(bar: Bar, words: Say, language: str, *, alone: bool = True) -> str:
    """One event that counts against a unit: when, what kind (where it stands `alone`), of what."""
    kind = words(_KINDS[bar.code]) if bar.code in _KINDS and alone else ""
    what = bar.label(language) if bar.value is None else f"{bar.label(language)} {plain(bar.value)}"
    return " ".join(part for part in (quarter_name(bar.quarter, words), kind, what) if part)


def barring(rule: HonourList, line: Line) -> tuple[tuple[int, tuple[Bar, ...]], ...]:
    """The exclusions that bar a unit (from 0), each with its events."""
    found = []
    for number, one in enumerate(rule.exclude):
        own = tuple(bar for bar in line.bars if bar.exclusion == number)
        found += [(number, own)] if len(own) >= one.times else []
    return tuple(found)


def why_not(rule: HonourList, line: Line, words: Say, language: str) -> str:
    """What keeps a unit off the list, in one sentence; empty for one that is named."""
    if line.state == "barred":
        said = []
        for number, bars in barring(rule, line):
            latest = bar_words(bars[-1], words, language, alone=len(bars) == 1)
            counted = mark("{what}: {count} times, last {latest}")
            what = exclusion_words(rule.exclude[number], words, language)
            said.append(latest if len(bars) == 1 else words(counted, what=what, count=len(bars), latest=latest))
        return words(mark("; ")).join(said)
    if line.state == "incomplete":
        return words(mark("It has no place in a quarter that counts, or nothing to compare with last year."))
    missing = [unmet_words(rule.conditions[number], line, words) for number in line.unmet]
    short = (line.gap or 0.0) > 0
    missing += [gap_words(rule, line, words)] if short and line.state != "named" else []
    return words(mark("; ")).join(missing)


def unmet_words(one: HonourCondition, line: Line, words: Say) -> str:
    """A condition that was missed, with what was reached."""
    reached = measure_figure(one.measure, line.measures.get(one.measure), 2)
    return words(mark("needs {condition}, has {reached}"), condition=condition_words(one, words), reached=reached)


def gap_words(rule: HonourList, line: Line, words: Say) -> str:
    """How far it is to the line."""
    said = measure_figure(rule.rule, line.line, rule.decimals)
    lacks = f"{figure(line.gap, _decimals(rule.rule, rule.decimals))} {words(UNITS[rule.rule])}"
    return words(mark("{gap} short of the line at {line}"), gap=lacks, line=said)


def measure_figure(measure: HonourMeasure, value: float | None, decimals: int) -> str:
    """A measure as it is printed: gains with their sign, quarters whole."""
    places = _decimals(measure, decimals)
    return signed(value, places) if measure == "improvement" and value is not None else figure(value, places)


def releases_words(drawn: Drawn, words: Say) -> str:
    """Which releases it rests on."""
    if not drawn.releases:
        return words(mark("no release counts yet"))
    return words(mark("worked out from {releases}"), releases=words(mark(", ")).join(drawn.releases.values()))


def provisional_words(drawn: Drawn, damaged: Collection[str], words: Say) -> str:
    """That the list may still change, and which quarters are not released; empty where none is."""
    lacking = [quarter for quarter in drawn.missing if quarter not in damaged]
    if not lacking:
        return ""
    missing = words(mark(", ")).join(quarter_name(quarter, words) for quarter in lacking)
    sentence = mark("Provisional: {missing} not released. The list can be confirmed when all four quarters are.")
    return words(sentence, missing=missing)


def damaged_words(drawn: Drawn, damaged: Collection[str], words: Say) -> str:
    """That releases of the year cannot be read and so do not count; empty while all can."""
    broken = [quarter_name(quarter, words) for quarter in drawn.missing if quarter in damaged]
    if not broken:
        return ""
    sentence = mark(
        "The release of {quarters} is damaged and does not count here. The page of the release says what to do; "
        "until then the list cannot be confirmed."
    )
    return words(sentence, quarters=words(mark(", ")).join(broken))


def left_out_words(drawn: Drawn, words: Say) -> str:
    """Quarters that do not count because another scheme scored them, and that the year has several schemes."""
    if drawn.left_out:
        quarters = words(mark(", ")).join(quarter_name(quarter, words) for quarter in drawn.left_out)
        return words(mark("Not counted, because scored by another scheme: {quarters}."), quarters=quarters)
    if len(set(drawn.schemes.values())) > 1:
        return words(mark("The quarters were scored by different schemes; their scores are compared as published."))
    return ""


def _places(rule: HonourList, groups: Mapping[str, str], words: Say) -> str:
    if rule.over == "sections":
        return words(mark("{places} in each business line"), places=next(iter(rule.places.values()), 0))
    told = [f"{groups[code]} {places}" for code, places in rule.places.items() if code in groups]
    return words(mark(", ")).join(told) or MISSING


def _named(one: HonourExclusion, language: str) -> str:
    return (one.name_en if language == "en" else one.name) or one.indicator


def _decimals(measure: HonourMeasure, decimals: int) -> int:
    return 0 if measure == "top_band_quarters" else decimals
