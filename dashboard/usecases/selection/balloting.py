"""评分: what a judge sees of the cases (without names where the rules say so), and a judge's ballots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.access.gate import inner, needs
from dashboard.usecases.cases import Moved, Verdict, verdict_of
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import line_names, name_of_submitter
from dashboard.usecases.selection import refusing
from dashboard.usecases.selection.belonging import found_in, held_units, may_score
from dashboard.usecases.selection.claims import claim_of
from dashboard.usecases.selection.masking import masked
from dashboard.usecases.selection.standings import Chosen, choice, phase_of
from dashboard.usecases.signing import signed
from loaders.store.database import writing
from loaders.store.highlighting import cast_ballot
from loaders.store.refusals import StepRefused


@dataclass(frozen=True)
class BallotFile:
    """A file of a case under a name that does not say whose it is."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class BallotCase:
    """A case as a judge sees it: `region` is empty where judges do not see whose it is; `points` are the own ones, by
    criterion, empty before the first ballot."""

    number: str
    quarter: str
    region: str
    line_name: str
    kind: str
    level: str
    title: str
    what_was_done: str
    effect: str
    moved: Moved | None
    files: tuple[BallotFile, ...]
    points: Mapping[str, float]

    @property
    def verdict(self) -> Verdict:
        """What the figures say of the claim."""
        return verdict_of(self.moved)


@dataclass(frozen=True)
class Balloting:
    """What a judge has to score in a quarter: the cases, and how many the judge is recused from."""

    quarter: str
    cases: tuple[BallotCase, ...]
    recused: int

    @property
    def done(self) -> int:
        """How many the judge has scored."""
        return sum(bool(one.points) for one in self.cases)


@needs("judge")
def scoring_quarters(desk: Desk) -> tuple[str, ...]:
    """The quarters whose scoring is open, newest first."""
    quarters = {one.entry.quarter for one in choice(desk) if one.phase == "scoring"}
    return tuple(sorted(quarters, reverse=True))


@needs("judge")
def balloting(desk: Desk, quarter: str, locale: str = "zh_CN") -> Balloting:
    """The cases of a quarter that the judge scores while the scoring is open; none before and after."""
    own = [one for one in choice(desk) if one.entry.quarter == quarter and one.state == "passed"]
    if phase_of(desk, quarter) != "scoring":
        return Balloting(quarter, (), 0)
    free = [one for one in own if may_score(desk, one)]
    return Balloting(quarter, tuple(_case(desk, one, locale) for one in free), len(own) - len(free))


@needs("judge")
def score_case(desk: Desk, number: str, points: Mapping[str, float]) -> None:
    """Score a case, or score it anew while the scoring is open; the last ballot counts.

    Raises StepRefused for a case that the judge is recused from, points out of bounds, and out of time.
    """
    rules = desk.config.highlights.judging
    wanted = {one.code for one in rules.criteria}
    if points.keys() != wanted or any(not 0 <= p <= rules.full_marks or p != int(p) for p in points.values()):
        raise StepRefused(refusing.POINTS, most=rules.full_marks)
    with writing(desk.engine) as session:
        one = found_in(desk, session, number)
        if one.state != "passed":
            raise StepRefused(refusing.UNKNOWN, number=number)
        if one.phase != "scoring":
            raise StepRefused(refusing.NOT_SCORING)
        if not may_score(desk, one):
            raise StepRefused(refusing.RECUSED, number=number)
        cast_ballot(session, one.entry, signed(desk), held_units(desk), points)


@inner
def _case(desk: Desk, one: Chosen, locale: str) -> BallotCase:
    config, blind = desk.config, desk.config.highlights.judging.blind

    def shown(text: str) -> str:
        return masked(config, text, one.touched) if blind else text

    given = one.ballots.get(desk.person.login)
    return BallotCase(
        number=one.number,
        quarter=one.entry.quarter,
        region="" if blind else name_of_submitter(config, one.entry.region_code, locale),
        line_name=line_names(config, locale).get(one.entry.line, one.entry.line),
        kind=one.entry.kind,
        level=one.texts["level"],
        title=shown(one.texts["title"]),
        what_was_done=shown(one.texts["what_was_done"]),
        effect=shown(one.texts["effect"]),
        moved=claim_of(desk.whole, one, locale),
        files=tuple(
            BallotFile(_plain_name(one, place, file.name) if blind else file.name, file.sha256, file.size)
            for place, file in enumerate(one.files, 1)
        ),
        points=dict(given.points) if given else {},
    )


def _plain_name(one: Chosen, place: int, name: str) -> str:
    return f"{one.number}-{place}.{name.rpartition('.')[2].lower()}"
