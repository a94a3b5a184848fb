"""明方向 on the page: promise, result, next plan; and the targets that are not reached."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.lights import progress_bar
from dashboard.parts.markup import Html, element, join
from dashboard.parts.numbers import MISSING, figure, per_cent, signed
from dashboard.parts.session import say
from dashboard.parts.signs import bar
from dashboard.parts.table import Column, Row, table
from dashboard.usecases.direction import Direction, Promise, TargetGap, Verdict

VERDICT_WORDS: dict[Verdict, tuple[str, str]] = {
    "reached": (mark("✓ reached time progress"), "jp-up"),
    "moved": (mark("▲ moved, still behind"), "jp-soon"),
    "stuck": (mark("＝ did not move"), "jp-alarm"),
    "no_figure": (mark("no figure, ask in the meeting"), "jp-soon"),
    "first": (mark("no plan last quarter"), "jp-status"),
}
NO_PLAN = mark("no plan was reported")


def direction_title(found: Direction) -> str:
    """The answer: what became of last quarter's plans."""
    words = say()
    held = len(found.province) - found.count("first")
    if not held:
        return words(
            mark("{quarter}: {count} plans for the next quarter"),
            quarter=quarter_name(found.quarter, words),
            count=len([one for one in found.province if one.task.plan]),
        )
    return words(
        mark("Of last quarter's {count} plans {reached} reached time progress, {short} did not"),
        count=held,
        reached=found.count("reached"),
        short=found.count("moved", "stuck"),
    )


def promises_table(promises: Sequence[Promise], *, key: str, by_region: bool = False) -> str | None:
    """Promise and result side by side; the code of the region that was just opened, where rows are regions."""
    words = say()
    columns = [
        Column(words(mark("Region") if by_region else mark("Key task")), names=True),
        Column(words(mark("Last quarter's plan")), align="text"),
        Column(words(mark("Result")), words(mark("line: time progress")), align="wide"),
        Column(words(mark("Verdict of the figures")), align="tight"),
        Column(words(mark("Next quarter's plan")), align="text"),
        Column(words(mark("Left of the year")), words(mark("of the target")), align="right"),
    ]
    rows = [_row(one, words, by_region=by_region) for one in promises]
    return table(columns, rows, key=key)


def gaps_table(gaps: Sequence[TargetGap], *, key: str) -> str | None:
    """The items whose target is not reached by all; the code of the indicator that was just opened."""
    words = say()
    columns = [
        Column(words(mark("Item")), names=True),
        Column(words(mark("Section")), align="tight"),
        Column(words(mark("Reached by")), words(mark("units")), align="wide"),
        Column(words(mark("Furthest behind")), align="tight"),
        Column(words(mark("Figure")), align="right"),
        Column(words(mark("Target")), align="right"),
        Column(words(mark("Unit"))),
    ]
    rows = [
        Row(
            (
                one.name,
                one.section,
                bar(f"{one.met}/{one.units}", one.met / one.units),
                one.region_name,
                figure(one.value, one.decimals),
                figure(one.target, one.decimals),
                one.unit,
            ),
            key=one.indicator,
        )
        for one in gaps
    ]
    return table(columns, rows, key=key)


def verdict_sign(verdict: Verdict, words: Say) -> Html:
    """The verdict of the figures as sign and word."""
    sentence, css = VERDICT_WORDS[verdict]
    return element("span", words(sentence), css=css)


def _row(one: Promise, words: Say, *, by_region: bool) -> Row:
    task = one.task
    name, below = (task.region_name, task.title) if by_region else (task.title, task.division_name)
    moved = MISSING if one.gained is None else words(mark("{points} points"), points=signed(one.gained * 100, 1))
    copied = element("span", words(mark("same words as last quarter")), css="jp-sub") if one.copied else ""
    each = words(mark("{share} a quarter"), share=per_cent(one.a_quarter)) if one.a_quarter else ""
    cells = (
        join((name, element("span", below, css="jp-sub"))),
        task.promised or MISSING,
        join(
            (progress_bar(task, words), element("span", words(mark("this quarter {moved}"), moved=moved), css="jp-sub"))
        ),
        verdict_sign(one.verdict, words),
        join((task.plan or words(NO_PLAN), copied)),
        join((per_cent(one.left), element("span", each, css="jp-sub"))),
    )
    return Row(cells, key=task.region if by_region else "")
