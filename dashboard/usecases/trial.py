"""试算: what a file would score before it is submitted, by the same engine, against the units that have submitted.

Nothing is stored and nothing is kept in memory: a trial is seen by whoever asked for it, and by nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass

from config.model import Quarter, Scheme
from dashboard.access.gate import needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.quality_facts import Unsent
from dashboard.usecases.scoring import input_hash
from dashboard.usecases.trial_division import DivisionTrial, division_trial
from dashboard.usecases.trial_late import LateCost, late_cost
from dashboard.usecases.trial_region import RegionTrial, region_trial
from dashboard.usecases.trial_scores import Ground, now_and_then
from loaders.intake.outcome import Intake


@dataclass(frozen=True)
class Trial:
    """What a file would change: of one region, or of all the regions that a division tells of; and what waiting costs.

    `precision` is that of published totals; `back_cast`: the scheme was not in force in the quarter.
    """

    quarter: str
    scheme_name: str
    back_cast: bool
    full_marks: float
    precision: int
    minimum_coverage: float
    region: RegionTrial | None
    division: DivisionTrial | None
    late: LateCost | None


@needs("submit")
def trial(desk: Desk, intake: Intake, locale: str) -> Trial | None:
    """The trial of a file as it was read; None without a scheme, for a refused file, and for one of no quarter's end.

    None, too, for a file of a unit that the person does not send for. The file is laid over what the store has now, as
    if it were submitted this moment. Which other regions it moves is named to those who see figures before release.
    """
    if not desk.config.schemes or intake.refused or intake.kind is None or not _at_quarters_end(intake.period):
        return None
    if not desk.sight.unit("submit", intake.submitter):
        return None
    unsent = Unsent.of(intake, desk.now())
    quarter = unsent.submission.quarter
    scheme, back_cast = desk.config.scheme_for(quarter)
    scores = now_and_then(Ground(desk.whole, quarter, scheme), unsent)
    code = _one_region(intake, scheme, desk)
    return Trial(
        quarter=quarter,
        scheme_name=scheme.name_en if locale == "en" else scheme.name,
        back_cast=back_cast,
        full_marks=scheme.full_marks,
        precision=scheme.precision,
        minimum_coverage=scheme.minimum_coverage,
        region=region_trial(scores, code, locale) if code else None,
        division=None if code else division_trial(scores, intake.submitter, locale, desk.sight.regions("present")),
        late=late_cost(desk.whole, unsent, scores),
    )


@needs("submit")
def trial_ground(desk: Desk) -> str:
    """What tells the state of the store and the rules that a trial stands on: it changes with what comes in."""
    return input_hash(desk.whole)


def _at_quarters_end(period: str) -> bool:
    return bool(period) and period == Quarter.of_month(period).last_month


def _one_region(intake: Intake, scheme: Scheme, desk: Desk) -> str:
    """The ranked region that a form or a table tells of; empty where it is a division's workbook or of several."""
    if intake.kind == "division_workbook":
        return ""
    told = {row.region_code for row in intake.rows} if intake.kind == "region_table" else {intake.region_code}
    ranked = [
        code for code in sorted(told) if (one := desk.config.region.get(code)) and one.peer_group in scheme.groups
    ]
    return ranked[0] if len(ranked) == 1 else ""
