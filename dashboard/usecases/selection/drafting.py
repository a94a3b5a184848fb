"""可写的亮点: what a unit could write up: cases of its workbooks, and what its figures show, with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from config.model import Config, Quarter
from config.wording import Say, mark, translator
from dashboard.access.gate import inner, needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import line_names, name_of_submitter
from dashboard.usecases.selection.candidates import Candidate, candidates
from dashboard.usecases.selection.standings import choice
from loaders.store import readers

MOST = 8
LOOKED_BACK = 2
REASONS = {
    "most_improved": mark("{name}: from {before} to {after}, the greatest improvement of {ranked} units of {group}"),
    "first_in_band": mark("First time in the band {band}, as far as results were released"),
    "special_cause": mark("{name}: {after}, better than its ordinary variation explains (before {before})"),
}
IN_WORKBOOK = mark("In the workbook {file}, {place}")


@dataclass(frozen=True)
class Suggestion:
    """Something to write up for a unit: in which region, about what (`subject`), why, and what the form begins with."""

    quarter: str
    unit: str
    region: str
    region_name: str
    subject: str
    why: str
    title: str
    what_was_done: str
    effect: str
    line: str
    indicator: str
    source: Mapping[str, Any]


@needs("enter")
def suggestions(desk: Desk, quarter: str, locale: str = "zh_CN") -> tuple[Suggestion, ...]:
    """What own units could write up for a quarter and have not entered: workbooks first, then figures.

    Of the quarter itself, or of the newest of the two before it that has something in sight.
    """
    entered = {(one.entry.unit, one.texts["title"]) for one in choice(desk) if one.state != "withdrawn"}
    entered |= {(one.entry.unit, str(one.entry.source.get("key"))) for one in choice(desk) if one.state != "withdrawn"}
    for back in range(LOOKED_BACK + 1):
        of = str(Quarter(quarter).shift(-back))
        found = [*_of_workbooks(desk, of, locale), *_of_figures(desk, of, locale)]
        fresh = [one for one in found if not {(one.unit, one.title), (one.unit, str(one.source.get("key")))} & entered]
        if fresh:
            return tuple(fresh[:MOST])
    return ()


@inner
def _of_workbooks(desk: Desk, quarter: str, locale: str) -> Iterator[Suggestion]:
    config, say, lines = desk.config, translator(locale), line_names(desk.config, locale)
    for row in readers.highlights(desk.engine, quarter):
        case, sent = row.Highlight, row.Submission
        if desk.sight.unit("enter", sent.submitter):
            place = f"{case.sheet} {case.cell}".strip()
            yield Suggestion(
                quarter=quarter,
                unit=sent.submitter,
                region=case.region_code,
                region_name=name_of_submitter(config, case.region_code, locale),
                subject=case.title,
                why=say(IN_WORKBOOK, file=sent.file_name, place=place),
                title=case.title,
                what_was_done=case.what_was_done,
                effect=case.effect,
                line=case.line if case.line in lines else next(iter(lines), ""),
                indicator=case.indicator if case.indicator in config.indicator else "",
                source={"kind": "workbook", "receipt": sent.receipt, "place": place, "key": f"{sent.receipt} {place}"},
            )


@inner
def _of_figures(desk: Desk, quarter: str, locale: str) -> Iterator[Suggestion]:
    config, say, lines = desk.config, translator(locale), line_names(desk.config, locale)
    for one in candidates(desk, quarter, locale):
        why = reason_words(one, say)
        indicator = config.indicator.get(one.indicator)
        line = indicator.line if indicator is not None and indicator.line in lines else next(iter(lines), "")
        yield Suggestion(
            quarter=quarter,
            unit=_unit_of(desk, config, one),
            region=one.region,
            region_name=one.region_name,
            subject=one.name or one.band,
            why=why,
            title="",
            what_was_done="",
            effect=why,
            line=line,
            indicator=one.indicator,
            source={"kind": "figures", "why": one.why, "key": f"{one.why} {quarter} {one.region} {one.indicator}"},
        )


def reason_words(one: Candidate, say: Say) -> str:
    """Why the figures suggest it, in a sentence."""
    places = {"name": one.name, "before": one.before, "after": one.after, "ranked": one.ranked}
    return say(REASONS[one.why], **places, group=one.group, band=one.band)


@inner
def _unit_of(desk: Desk, config: Config, one: Candidate) -> str:
    """The own unit that is concerned: the region itself or one above it, else the division in charge."""
    regions = [code for code in desk.sight.regions("enter") if one.region in config.below(code)]
    if desk.sight.unit("enter", one.region):
        return one.region
    known = config.indicator.get(one.indicator)
    return next(iter(sorted(regions)), known.owner if known else "")
