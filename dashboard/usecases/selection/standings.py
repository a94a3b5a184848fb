"""Where every highlight case stands: what was kept of it, by the rules of metrics, with the ballots that count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import narwhals as nw
import polars as pl

from config.model import Config
from dashboard.access.gate import inner
from dashboard.usecases.desk import Desk
from loaders.store.highlightreading import KeptCase, KeptChoice, choice_pulse, kept_choice
from loaders.store.highlighttables import HighlightEntry, HighlightFile, HighlightRound, HighlightStep
from loaders.store.readers import polars_schema
from metrics.judging import MARKS, aligned, case_places, severities
from metrics.recusal import Ballot, counted, mark_of
from metrics.selecting import CaseAction, CaseState, Phase, phase_after, state_after

MENDED = ("title", "what_was_done", "effect", "level")
"""What a unit may write anew when it sends a case again."""


@dataclass(frozen=True)
class Chosen:
    """A case as it was kept, where it stands, the phase of its quarter, and the ballots that count, by judge."""

    kept: KeptCase
    state: CaseState
    phase: Phase
    texts: Mapping[str, str]
    ballots: Mapping[str, Ballot]

    @property
    def entry(self) -> HighlightEntry:
        """What was entered."""
        return self.kept.entry

    @property
    def number(self) -> str:
        """The number of the case."""
        return self.entry.number

    @property
    def touched(self) -> frozenset[str]:
        """The units that the case is about: who has a post there does not score it."""
        return frozenset({self.entry.unit, self.entry.region_code})

    @property
    def authors(self) -> frozenset[str]:
        """Who entered it and sent it."""
        sent = {step.login for step in self.kept.steps if step.action == "sent"}
        return frozenset({self.entry.login, *sent} - {""})

    @property
    def files(self) -> tuple[HighlightFile, ...]:
        """Every file that was sent, each once, in order."""
        every = (file for step in self.kept.steps for file in self.kept.files.get(step.id or 0, ()))
        return tuple({file.sha256: file for file in every}.values())

    def last(self, action: CaseAction) -> HighlightStep | None:
        """The last step of a kind; None without one."""
        return next((step for step in reversed(self.kept.steps) if step.action == action), None)


@dataclass(frozen=True)
class Scores:
    """The scored cases of a quarter, by number (CASES of metrics.judging), judges by login (JUDGES), and aligned
    marks (ALIGNED)."""

    cases: Mapping[str, Mapping[str, Any]]
    judges: Mapping[str, Mapping[str, Any]]
    marks: tuple[Mapping[str, Any], ...]


@inner
def choice(desk: Desk) -> tuple[Chosen, ...]:
    """Every case, in the order they were entered; worked out again when something happened."""
    return _round(desk)[0]


def _round(desk: Desk) -> tuple[tuple[Chosen, ...], Mapping[str, Phase]]:
    return desk.while_it_stands("highlight cases", choice_pulse(desk.engine), lambda _before: _draw(desk))


def _draw(desk: Desk) -> tuple[tuple[Chosen, ...], Mapping[str, Phase]]:
    kept = kept_choice(desk.engine)
    return all_chosen(desk.config, kept), phases(kept)


@inner
def phase_of(desk: Desk, quarter: str) -> Phase:
    """The phase of a quarter: its cases are collected, scored, or the round is closed."""
    return _round(desk)[1].get(quarter, "collecting")


@inner
def find(desk: Desk, number: str) -> Chosen | None:
    """The case with a number; None without one."""
    return next((one for one in choice(desk) if one.number == number), None)


@inner
def scores(desk: Desk, quarter: str) -> Scores:
    """How the cases of a quarter were scored, by the ballots that count; who may see it is the caller's to see to.

    What a closed round gave does not change any more, so it is worked out once.
    """
    closed = phase_of(desk, quarter) == "closed"
    stands = "closed" if closed else choice_pulse(desk.engine)
    return desk.while_it_stands(("highlight scores", quarter), stands, lambda _before: _scores(desk, quarter))


def _scores(desk: Desk, quarter: str) -> Scores:
    dropped = ("withdrawn", "returned")
    own = [one for one in choice(desk) if one.entry.quarter == quarter and one.state not in dropped]
    return scored(desk.config, own)


def level_of(one: Chosen) -> str:
    """The level of recognition: as it was confirmed, else as it was entered."""
    confirmed = one.last("confirmed")
    return str(confirmed.said.get("level", one.texts["level"])) if confirmed else one.texts["level"]


def scored(config: Config, cases: Sequence[Chosen]) -> Scores:
    """The scores of some cases, by the recipe of metrics.judging."""
    rules = config.highlights.judging
    marks = [(judge, one.number, mark_of(config, given)) for one in cases for judge, given in one.ballots.items()]
    frame = pl.DataFrame(marks, schema=polars_schema(MARKS), orient="row")
    even = nw.to_native(aligned(nw.from_native(frame.lazy()), rules.most_spread)).collect()
    rows = nw.from_native(even.lazy())
    places = nw.to_native(case_places(rows, rules.least_judges)).collect().to_dicts()
    judges = nw.to_native(severities(rows)).collect().to_dicts()
    by_case, by_judge = {row["case"]: row for row in places}, {row["judge"]: row for row in judges}
    return Scores(by_case, by_judge, tuple(even.to_dicts()))


def all_chosen(config: Config, kept: KeptChoice) -> tuple[Chosen, ...]:
    """Every case of what is kept, as it stands."""
    return tuple(_chosen(config, one, kept.rounds.get(one.entry.quarter, ())) for one in kept.cases)


def phases(kept: KeptChoice) -> dict[str, Phase]:
    """The phase of each quarter that had a round."""
    return {quarter: phase_after(act.action for act in acts) for quarter, acts in kept.rounds.items()}


def _chosen(config: Config, kept: KeptCase, rounds: Sequence[HighlightRound]) -> Chosen:
    happened = [(cast(CaseAction, step.action), _phase_at(rounds, step.at)) for step in kept.steps]
    bare = Chosen(kept, state_after(happened), phase_after(act.action for act in rounds), _texts(kept), {})
    given = [
        Ballot(
            ballot.id or 0,
            ballot.login,
            kept.entry.number,
            frozenset(ballot.units),
            tuple(ballot.points.items()),
            _phase_at(rounds, ballot.at),
        )
        for ballot in kept.ballots
    ]
    valid = counted(config, given, bare.touched, bare.authors)
    return Chosen(kept, bare.state, bare.phase, bare.texts, valid)


def _phase_at(rounds: Sequence[HighlightRound], at: dt.datetime) -> Phase:
    return phase_after(act.action for act in rounds if act.at <= at)


def _texts(kept: KeptCase) -> dict[str, str]:
    """The texts of a case as they were last sent."""
    texts = {name: str(getattr(kept.entry, name)) for name in MENDED}
    for step in kept.steps:
        if step.action == "sent":
            texts |= {name: str(step.said[name]) for name in MENDED if step.said.get(name)}
    return texts
