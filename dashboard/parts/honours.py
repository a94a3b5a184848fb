"""荣誉 on the page: who is named, near the line or excluded, and of one unit how it was reckoned, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from config.model import HonourList, HonourMeasure
from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.honour_words import (
    MEASURES,
    STATES,
    UNITS,
    bar_words,
    condition_words,
    group_labels,
    measure_figure,
    rule_words,
    unmet_words,
    why_not,
)
from dashboard.parts.markup import Html, element, facts, join, nothing, section_head, show
from dashboard.parts.numbers import MISSING, figure
from dashboard.parts.session import desk, locale, say
from dashboard.parts.table import Column, Row, plain_table, table
from dashboard.usecases.honours.drawn import Drawn, Group, Line, QuarterFigure, State

PARTS: dict[str, tuple[str, tuple[State, ...]]] = {
    "named": (mark("Named {count}"), ("named",)),
    "near": (mark("Near the line {count}"), ("near",)),
    "excluded": (mark("Excluded {count}"), ("barred",)),
    "others": (mark("Others {count}"), ("behind", "unmet", "incomplete")),
}
_NOTHING = {
    "named": mark("Nobody is named yet: no quarter of the year counts, or nobody meets the rule."),
    "near": mark("Nobody is near the line."),
    "excluded": mark("Nobody is excluded."),
    "others": mark("Nobody else is in the running."),
}
_CSS = {"named": "jp-up", "near": "jp-soon", "barred": "jp-alarm"}
Found = Sequence[tuple[Group, Line]]


def part_names(drawn: Drawn, words: Say) -> dict[str, str]:
    """The parts of the page with how many units stand in each."""
    return {code: words(name, count=len(lines_of(drawn, code))) for code, (name, _) in PARTS.items()}


def lines_of(drawn: Drawn, part: str) -> Found:
    """The units of a part; those who would have been nearest to the list first where they have no place."""
    states = PARTS[part][1]
    found = [(group, line) for group in drawn.groups for line in group.lines if line.state in states]
    if part == "named":
        return found
    order = {group.code: number for number, group in enumerate(drawn.groups)}
    return sorted(found, key=lambda one: (order[one[0].code], one[1].gap is None, one[1].gap or 0.0))


def honours_table(drawn: Drawn, part: str, *, key: str) -> str | None:
    """The units of a part; `group unit` of the one that was just opened."""
    words, found, rule = say(), lines_of(drawn, part), drawn.rule
    if not found:
        nothing(words(_NOTHING[part]))
        return None
    several = len(drawn.groups) > 1
    placed = any(line.place is not None for _, line in found)
    columns = [
        *([Column(words(mark("Rank")), align="right")] if placed else []),
        Column(words(mark("Unit")), align="tight", names=True),
        *([Column(words(mark("Group")))] if several else []),
        *(Column(words(MEASURES[one]), words(UNITS[one]), align="figure") for one in rule.measures),
        *([] if part == "named" else [Column(words(mark("Why not")), align="text")]),
    ]
    rows = [
        _row(rule, group, line, words, several=several, placed=placed, why=part != "named") for group, line in found
    ]
    return table(columns, rows, key=key)


def reckoning(drawn: Drawn, group: Group, line: Line) -> None:
    """How one unit was reckoned: its quarters with their releases, its measures, its conditions, its bars."""
    words, language, rule = say(), locale(), drawn.rule
    section_head(words(mark("How it was reckoned: {unit}"), unit=line.label(language)), group.label(language))
    show(element("p", element("b", words(STATES[line.state]), css=_CSS.get(line.state, "")), " ", _said(drawn, line)))
    _quarters(drawn, line, words, language)
    reckoned = [(words(MEASURES[one]), _measure(rule, line, one, words)) for one in rule.measures]
    show(
        facts([*reckoned, (words(mark("Line of the list")), _line(rule, line, words)), *_conditions(rule, line, words)])
    )
    if line.bars:
        said = [element("li", bar_words(bar, words, language)) for bar in line.bars]
        show(element("p", words(mark("What counts against it, if it happens as often as the rule says:"))))
        show(element("ul", *said, css="jp-list"))


def rule_section(drawn: Drawn) -> None:
    """The rule in words, with what it rests on."""
    words, language = say(), locale()
    basis = drawn.rule.basis_en if language == "en" else drawn.rule.basis
    section_head(words(mark("The rule")), basis)
    known = {code: group.label(language) for code, group in desk().config.group.items()}
    said = rule_words(drawn.rule, known | group_labels(drawn, language), words, language)
    show(element("div", *(element("p", sentence, css="jp-answer") for sentence in said)))


def _row(rule: HonourList, group: Group, line: Line, words: Say, *, several: bool, placed: bool, why: bool) -> Row:
    language = locale()
    measures = [measure_figure(one, line.measures.get(one), rule.decimals) for one in rule.measures]
    cells = (
        *([MISSING if line.place is None else figure(line.place, 0)] if placed else []),
        line.label(language),
        *([group.label(language)] if several else []),
        *measures,
        *([join((_state(line, words), why_not(rule, line, words, language)))] if why else []),
    )
    return Row(cells, key=f"{group.code} {line.code}")


def _state(line: Line, words: Say) -> Html:
    shown = line.state in ("unmet", "incomplete")
    return element("span", words(STATES[line.state]), " ", css="jp-status") if shown else Html("")


def _said(drawn: Drawn, line: Line) -> str:
    return why_not(drawn.rule, line, say(), locale())


def _quarters(drawn: Drawn, line: Line, words: Say, language: str) -> None:
    whole, compared = drawn.rule.over == "regions", "improvement" in drawn.rule.measures
    columns = [
        Column(words(mark("Quarter")), align="tight", names=True),
        Column(words(mark("Score")), words(mark("points")), align="right"),
        *([Column(words(mark("Composite")), words(mark("points")), align="right")] if whole else []),
        Column(words(mark("Rank")), align="right"),
        *([Column(words(mark("Band")))] if whole else []),
        *([Column(words(mark("Last year")), words(mark("points")), align="right")] if compared else []),
        Column(words(mark("Release"))),
    ]
    plain_table(columns, [_quarter(one, words, language, whole=whole, compared=compared) for one in line.figures])


def _quarter(one: QuarterFigure, words: Say, language: str, *, whole: bool, compared: bool) -> Row:
    before = element("span", one.before_release, css="jp-sub") if compared and one.before_release else ""
    cells = (
        quarter_name(one.quarter, words),
        figure(one.score, 2),
        *([figure(one.composite, 2)] if whole else []),
        MISSING if one.rank is None else figure(one.rank, 0),
        *([(one.band_en if language == "en" else one.band) or MISSING] if whole else []),
        *([figure(one.before, 2)] if compared else []),
        join((one.release, before)),
    )
    return Row(cells)


def _measure(rule: HonourList, line: Line, measure: HonourMeasure, words: Say) -> str:
    said = f"{measure_figure(measure, line.measures.get(measure), rule.decimals)} {words(UNITS[measure])}"
    return f"{_summed(line, measure)} = {said}" if _summed(line, measure) else said


def _summed(line: Line, measure: HonourMeasure) -> str:
    """The mean of a few quarters as it is worked out by hand; empty where a figure is missing, and for a count."""
    of = {
        "mean_score": lambda one: one.score,
        "mean_composite": lambda one: one.composite,
        "mean_rank": lambda one: one.rank,
    }
    if measure not in of or any(of[measure](one) is None for one in line.figures):
        return ""
    decimals = 0 if measure == "mean_rank" else 2
    told = " + ".join(figure(of[measure](one), decimals) for one in line.figures)
    return f"({told}) ÷ {len(line.figures)}"


def _line(rule: HonourList, line: Line, words: Say) -> str:
    if line.line is None:
        return words(mark("nobody is named, so there is no line"))
    return f"{measure_figure(rule.rule, line.line, rule.decimals)} {words(UNITS[rule.rule])}"


def _conditions(rule: HonourList, line: Line, words: Say) -> list[tuple[str, object]]:
    said = []
    for number, one in enumerate(rule.conditions):
        met = number not in line.unmet
        text = f"✓ {condition_words(one, words)}" if met else f"✕ {unmet_words(one, line, words)}"
        said.append((words(mark("Condition")), element("span", text, css="" if met else "jp-alarm")))
    return list(said)
