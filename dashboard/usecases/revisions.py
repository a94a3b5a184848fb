"""修订: figures of an indicator that were reported otherwise later, and those that an erratum released otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from config.model import Config, Indicator, Status
from dashboard.access.gate import needs
from dashboard.releasing.corrections import Correction, corrections
from dashboard.usecases.belonging import sees
from dashboard.usecases.changes import printed_figure, same_figure
from dashboard.usecases.desk import Desk
from dashboard.usecases.file_report import PrintedFigure
from dashboard.usecases.in_sight import InSight, in_sight, quarter_of
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.rounding import half_up
from dashboard.usecases.standing_state import as_it_stands
from loaders.store.counting import RETURNED
from loaders.store.lifetables import Step
from loaders.store.readers import submissions
from loaders.store.steps import unit_of
from loaders.store.succession import reported_again
from loaders.store.tables import StoredValue, Submission
from loaders.store.trail import steps_of


@dataclass(frozen=True)
class Revision:
    """A figure that a later submission reports otherwise, or that an erratum released otherwise (`released`).

    `period` is a month, or the quarter of a released value. `old` and `new` are receipts, or the ids of releases; `at`
    is local time. `by` names the unit, and who acted where the reader sees the submission; `why` is the reason of the
    erratum, or why the former file was returned. `counts` is False for a figure that was returned since.
    """

    region_code: str
    region: str
    indicator: str
    period: str
    role: str
    before: PrintedFigure
    after: PrintedFigure
    old: str
    new: str
    at: str
    by: str
    why: str
    released: bool = False
    counts: bool = True


@needs("results", "present")
def revisions(desk: Desk, code: str, locale: str = "zh_CN") -> tuple[Revision, ...]:
    """The revisions of an indicator, of what a ratio is made of, or of a form's statistic, the newest first.

    Of what was reported both figures must be in the person's sight: of the own regions and indicators, or in files that
    went into a release. Raises ReleaseProblem for a release that is damaged.
    """
    seen, codes = in_sight(desk), _codes(desk.config, code)
    key = ("revisions", code, locale, desk.sight.posts("present"), seen.told.ids if seen else ())
    reported = as_it_stands(desk, key, lambda: tuple(_reported(desk, codes, seen, locale)))
    released = (_released(desk.config, one, locale) for one in corrections(desk) if one.indicator in codes)
    return tuple(sorted((*reported, *released), key=lambda one: one.at, reverse=True))


def _codes(config: Config, code: str) -> tuple[str, ...]:
    """What is stored of an indicator: itself, what a ratio is made of, and the statistics that stand for them."""
    indicator = config.indicator.get(code)
    if indicator is None:
        return (code,)
    own = (indicator.numerator, indicator.denominator) if indicator.is_ratio else (code,)
    return (*own, *(statistic.code for statistic in config.statistics if statistic.indicator in own))


def _reported(desk: Desk, codes: tuple[str, ...], seen: InSight | None, locale: str) -> Iterator[Revision]:
    rows = [told for told in reported_again(desk.engine, codes) if seen is None or _visible(seen, told[0])]
    files = {one.id: one for one in submissions(desk.engine)} if rows else {}
    for _, values in groupby(rows, key=lambda told: _figure(told[0])):
        for (old, _), (new, counts) in pairwise(values):
            if old.submission_id != new.submission_id and not same_figure(desk.config, old, new):
                yield _revision(desk, (old, files[old.submission_id]), (new, files[new.submission_id]), counts, locale)


def _figure(row: StoredValue) -> tuple[str, str, str, str]:
    return (row.region_code, row.period, row.indicator, row.column_role)


def _visible(seen: InSight, row: StoredValue) -> bool:
    own = seen.figure(row.region_code, row.indicator)
    return own or seen.told.has(quarter_of(row.period), row.submission_id, row.region_code)


def _revision(
    desk: Desk, old: tuple[StoredValue, Submission], new: tuple[StoredValue, Submission], counts: bool, locale: str
) -> Revision:
    (before, former), (after, later) = old, new
    by, why = _who_and_why(desk, former, later, after.region_code, locale)
    return Revision(
        region_code=after.region_code,
        region=desk.config.region[after.region_code].label(locale),
        indicator=desk.config.item_name(after.indicator, locale),
        period=after.period,
        role=after.column_role,
        before=printed_figure(before),
        after=printed_figure(after),
        old=former.receipt,
        new=later.receipt,
        at=f"{desk.local(later.received_at):%Y-%m-%d %H:%M}",
        by=by,
        why=why,
        counts=counts,
    )


def _who_and_why(desk: Desk, former: Submission, later: Submission, region: str, locale: str) -> tuple[str, str]:
    unit = name_of_submitter(desk.config, unit_of(later), locale)
    if not all(sees(desk, one.kind, unit_of(one)) for one in (former, later)):
        return unit, ""
    actor = next((step.actor for step in steps_of(desk.engine, later.id or 0) if step.action == "submitted"), "")
    named = name_of_submitter(desk.config, actor, locale)
    return " ".join(dict.fromkeys(part for part in (unit, named) if part)), _returned_for(desk, former, region)


def _returned_for(desk: Desk, former: Submission, region: str) -> str:
    """Why the former file was returned, whole or for the region; empty where it was not."""
    returned = [step for step in steps_of(desk.engine, former.id or 0) if _is_about(step, region)]
    return returned[-1].reason if returned else ""


def _is_about(step: Step, region: str) -> bool:
    return step.action == RETURNED and (not step.regions or region in step.regions)


def _released(config: Config, one: Correction, locale: str) -> Revision:
    indicator = config.indicator.get(one.indicator)
    region = config.region.get(one.region_code)
    return Revision(
        region_code=one.region_code,
        region=region.label(locale) if region else one.region_code,
        indicator=config.item_name(one.indicator, locale),
        period=one.quarter,
        role="current",
        before=_of_value(indicator, one.before, locale),
        after=_of_value(indicator, one.after, locale),
        old=one.previous,
        new=one.release,
        at=one.made,
        by=one.made_by,
        why=one.reason,
        released=True,
    )


def _of_value(indicator: Indicator | None, value: float | None, locale: str) -> PrintedFigure:
    unit = "" if indicator is None else indicator.unit_en if locale == "en" else indicator.unit
    decimals = indicator.decimals if indicator else 2
    text = "" if value is None else str(half_up(value, decimals))
    return PrintedFigure(text, unit, Status.NOT_REPORTED if value is None else Status.REPORTED, "", "")
