"""How a round stands and what came of it: for the office; scores only once it is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.access.gate import inner, needs
from dashboard.usecases.desk import Desk
from dashboard.usecases.selection.confirming import on_shortlist
from dashboard.usecases.selection.reports import CaseReport, entered_cases
from dashboard.usecases.selection.standings import Chosen, Scores, choice, phase_of, scores
from metrics.selecting import Phase


@dataclass(frozen=True)
class ScoredCase:
    """A case of a round: how many valid ballots; once it is closed the raw and the adjusted mark with their places, and
    whether it is on the shortlist."""

    report: CaseReport
    judges: int
    raw: float | None = None
    adjusted: float | None = None
    rank: int | None = None
    raw_rank: int | None = None
    listed: bool = False


@dataclass(frozen=True)
class JudgeLine:
    """A judge by number: how many cases, mean mark, severity in points (above 0: lenient), factor of the spread;
    the name is for the office alone."""

    number: int
    name: str
    cases: int
    mean: float
    effect: float
    spread: float


@dataclass(frozen=True)
class GivenMark:
    """A ballot that counts: of which judge by number, on which case, points by criterion, mark, aligned mark."""

    judge: int
    case: str
    points: Mapping[str, float]
    mark: float
    aligned: float


@dataclass(frozen=True)
class RoundReport:
    """A quarter's round; `lines` and `marks` are empty until it is closed, `voted` counts judges with a ballot."""

    quarter: str
    phase: Phase
    cases: tuple[ScoredCase, ...]
    voted: int
    lines: tuple[JudgeLine, ...] = ()
    marks: tuple[GivenMark, ...] = ()


@needs("select")
def round_report(desk: Desk, quarter: str, locale: str = "zh_CN") -> RoundReport:
    """The round of a quarter: while it is open how many ballots there are, once it is closed what came of it."""
    found = {one.number: one for one in choice(desk) if one.entry.quarter == quarter}
    reports = [one for one in entered_cases(desk, quarter, locale) if one.state not in ("withdrawn", "returned")]
    phase = phase_of(desk, quarter)
    voted = len({judge for one in found.values() for judge in one.ballots})
    if phase != "closed":
        cases = tuple(ScoredCase(one, len(found[one.number].ballots)) for one in reports)
        return RoundReport(quarter, phase, cases, voted)
    told, listed = scores(desk, quarter), on_shortlist(desk, quarter)
    drawn = [_scored(one, told, one.number in listed) for one in reports]
    ordered = tuple(sorted(drawn, key=lambda one: (one.rank or 999, one.report.number)))
    names = _names(found.values())
    order = {login: number for number, login in enumerate(sorted(told.judges), 1)}
    lines = tuple(
        JudgeLine(order[login], names.get(login, login), row["cases"], row["mean"], row["effect"], row["spread"])
        for login, row in told.judges.items()
    )
    return RoundReport(quarter, phase, ordered, voted, lines, _marks(found, told, order))


@inner
def _marks(found: Mapping[str, Chosen], told: Scores, order: Mapping[str, int]) -> tuple[GivenMark, ...]:
    return tuple(
        GivenMark(
            order[row["judge"]],
            row["case"],
            dict(found[row["case"]].ballots[row["judge"]].points),
            row["mark"],
            row["aligned"],
        )
        for row in told.marks
    )


def _scored(report: CaseReport, told: Scores, listed: bool) -> ScoredCase:
    row = told.cases.get(report.number)
    if row is None:
        return ScoredCase(report, 0)
    figures = row["judges"], row["raw"], row["adjusted"], row["rank"], row["raw_rank"]
    return ScoredCase(report, *figures, listed)


def _names(cases: object) -> dict[str, str]:
    """The names under the ballots, by login."""
    return {ballot.login: ballot.actor for one in cases for ballot in one.kept.ballots}  # type: ignore[attr-defined]
