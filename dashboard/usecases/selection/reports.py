"""亮点案例 as they are read: each case with its steps, its files, what the figures say, and where it was taken up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.access.gate import inner, needs
from dashboard.usecases.cases import Moved, Verdict, verdict_of
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import line_names, name_of_submitter
from dashboard.usecases.selection.belonging import owns, sees, told_to_all
from dashboard.usecases.selection.claims import claim_of
from dashboard.usecases.selection.standings import Chosen, choice, level_of, scores
from loaders.intake.pictures import is_picture
from loaders.store.highlighttables import HighlightStep
from metrics.selecting import CaseState, Phase


@dataclass(frozen=True)
class CaseFile:
    """A file of a case, by the hash of its bytes."""

    name: str
    sha256: str
    size: int

    @property
    def picture(self) -> bool:
        """True for one that can be shown."""
        return is_picture(self.name)


@dataclass(frozen=True)
class CaseStep:
    """A step of a case: when (local time), what, by whom in the post of which unit, and why."""

    at: dt.datetime
    action: str
    actor: str
    post_name: str
    reason: str


@dataclass(frozen=True)
class Replication:
    """Where a case was taken up, from which day on, and what was said of it."""

    region_code: str
    region: str
    since: dt.date
    note: str


@dataclass(frozen=True)
class CaseReport:
    """A case as its reader sees it; `place` is the one among the scored ones, of confirmed cases and for the office
    once the round is closed; `own`: the reader acts for its unit."""

    number: str
    quarter: str
    unit: str
    unit_name: str
    region_code: str
    region: str
    line: str
    line_name: str
    kind: str
    level: str
    title: str
    what_was_done: str
    effect: str
    moved: Moved | None
    claimed: str
    state: CaseState
    phase: Phase
    files: tuple[CaseFile, ...]
    steps: tuple[CaseStep, ...]
    taken_up: tuple[Replication, ...]
    place: int | None
    own: bool
    made: dt.datetime
    confirmed: dt.datetime | None
    why_confirmed: str
    invented: bool

    @property
    def verdict(self) -> Verdict:
        """What the figures say of the claim."""
        return "no_indicator" if not self.claimed else verdict_of(self.moved) if self.moved else "no_figure"

    @property
    def picture(self) -> CaseFile | None:
        """The first picture; None without one."""
        return next((file for file in self.files if file.picture), None)


@needs("enter", "select")
def entered_cases(desk: Desk, quarter: str, locale: str = "zh_CN") -> tuple[CaseReport, ...]:
    """The cases of a quarter whose standing the person sees: the office all of them, others those of their units."""
    return tuple(_drawn(desk, one, locale) for one in choice(desk) if one.entry.quarter == quarter and sees(desk, one))


@needs("enter", "select")
def entered_quarters(desk: Desk) -> tuple[str, ...]:
    """The quarters with cases whose standing the person sees, newest first."""
    return tuple(sorted({one.entry.quarter for one in choice(desk) if sees(desk, one)}, reverse=True))


@needs("results", "present")
def wall(desk: Desk, locale: str = "zh_CN") -> tuple[CaseReport, ...]:
    """亮点墙: every confirmed case, the newest quarter first, in it by place."""
    found = [_drawn(desk, one, locale) for one in choice(desk) if told_to_all(one)]
    ordered = sorted(found, key=lambda one: (one.place or 999, one.number))
    return tuple(sorted(ordered, key=lambda one: one.quarter, reverse=True))


@inner
def _drawn(desk: Desk, one: Chosen, locale: str) -> CaseReport:
    confirmed = one.last("confirmed") if one.state == "confirmed" else None
    place = scores(desk, one.entry.quarter).cases.get(one.number, {}).get("rank") if _told_place(desk, one) else None
    entry = one.entry
    return CaseReport(
        number=one.number,
        quarter=entry.quarter,
        unit=entry.unit,
        unit_name=name_of_submitter(desk.config, entry.unit, locale),
        region_code=entry.region_code,
        region=name_of_submitter(desk.config, entry.region_code, locale),
        line=entry.line,
        line_name=line_names(desk.config, locale).get(entry.line, entry.line),
        kind=entry.kind,
        level=level_of(one),
        title=one.texts["title"],
        what_was_done=one.texts["what_was_done"],
        effect=one.texts["effect"],
        moved=claim_of(desk, one, locale) if desk.sight.has("results", "present") else None,
        claimed=entry.indicator,
        state=one.state,
        phase=one.phase,
        files=tuple(CaseFile(file.name, file.sha256, file.size) for file in one.files),
        steps=_steps(desk, one, locale) if sees(desk, one) else (),
        taken_up=taken_up(desk, one, locale),
        place=place,
        own=owns(desk, one),
        made=desk.local(entry.made_at),
        confirmed=desk.local(confirmed.at) if confirmed else None,
        why_confirmed=confirmed.reason if confirmed else "",
        invented=entry.invented,
    )


@inner
def taken_up(desk: Desk, one: Chosen, locale: str) -> tuple[Replication, ...]:
    """Where a confirmed case was taken up, by day."""
    steps = [step for step in one.kept.steps if step.action == "replicated"] if one.state == "confirmed" else []
    found = [
        Replication(
            str(step.said["region"]),
            name_of_submitter(desk.config, str(step.said["region"]), locale),
            dt.date.fromisoformat(str(step.said["since"])),
            step.reason,
        )
        for step in steps
    ]
    return tuple(sorted(found, key=lambda place: (place.since, place.region_code)))


def _told_place(desk: Desk, one: Chosen) -> bool:
    return one.phase == "closed" and (told_to_all(one) or desk.sight.whole("select"))


def _steps(desk: Desk, one: Chosen, locale: str) -> tuple[CaseStep, ...]:
    def drawn(step: HighlightStep) -> CaseStep:
        post = name_of_submitter(desk.config, step.post, locale) if step.post else ""
        return CaseStep(desk.local(step.at), step.action, step.actor, post, step.reason)

    shown: Sequence[HighlightStep] = one.kept.steps
    return tuple(drawn(step) for step in shown)
