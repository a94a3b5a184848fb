"""Where every assignment stands: what was kept of it, with the figures that releases told, by the rules of metrics."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

import polars as pl

from config.model import Config
from dashboard.access.gate import inner
from dashboard.releasing.kept import frozen_files
from dashboard.usecases.desk import Desk
from loaders.store.followreading import Kept, follow_pulse, kept_assignments
from loaders.store.followtables import Assignment, AssignmentStep
from loaders.store.released import releases
from loaders.store.sets import read_parquet
from loaders.store.tables import Release
from metrics.following import Action, Happening, Standing, Terms, follow

MEASURES = "results/measures.parquet"


@dataclass(frozen=True)
class Figure:
    """A figure of the declared indicator as a release told it; None where there is none. `meets`: it is good enough."""

    quarter: str
    value: float | None
    meets: bool | None
    release: str
    at: dt.datetime


@dataclass(frozen=True)
class Followed:
    """An assignment as it was kept, what it asks, the figures told of it, and where it stands today."""

    kept: Kept
    terms: Terms
    figures: tuple[Figure, ...]
    standing: Standing

    @property
    def assignment(self) -> Assignment:
        """What was handed out."""
        return self.kept.assignment

    @property
    def units(self) -> tuple[str, ...]:
        """The owner and the co-owners."""
        return (self.assignment.owner, *self.assignment.co_owners)


@inner
def followed(desk: Desk) -> tuple[Followed, ...]:
    """Every assignment, in the order they were handed out; worked out again when something happened, and each day.

    Raises ReleaseProblem where a release whose figures decide is damaged.
    """
    stands = (follow_pulse(desk.engine), desk.local(desk.now()).date())
    return desk.while_it_stands("assignments", stands, lambda _before: _followed(desk))


def _followed(desk: Desk) -> tuple[Followed, ...]:
    return tuple(followed_one(desk, kept) for kept in kept_assignments(desk.engine))


@inner
def followed_one(desk: Desk, kept: Kept) -> Followed:
    """One assignment as it stands now."""
    terms, figures = terms_of(desk, kept.assignment), figures_of(desk, kept.assignment.quarter, kept.assignment.watch)
    happened = (*(_step(desk, step) for step in kept.steps), *map(_told, figures))
    standing = follow(terms, happened, desk.local(desk.now()).date(), desk.config.supervision)
    return Followed(kept, terms, figures, standing)


@inner
def terms_of(desk: Desk, assignment: Assignment) -> Terms:
    """What an assignment asks, as the rules want it."""
    return Terms(
        made=desk.local(assignment.made_at).date(),
        due=assignment.due,
        owners=frozenset({assignment.owner, *assignment.co_owners}),
        closes_by=cast(Literal["evidence", "indicator"], assignment.closes_by),
        watched=bool(assignment.watch),
        quarter=assignment.quarter,
    )


@inner
def figures_of(desk: Desk, quarter: str, watch: Mapping[str, Any]) -> tuple[Figure, ...]:
    """The figures of the declared indicator in every release from a quarter on, as they were released."""
    if not watch:
        return ()
    later = [one for one in reversed(releases(desk.engine)) if one.quarter >= quarter]
    return tuple(_figure(desk, release, watch) for release in sorted(later, key=lambda one: one.made_at))


def good_enough(config: Config, watch: Mapping[str, Any], value: float | None) -> bool | None:
    """True for a figure that meets the bound, by the direction of its indicator; None for no figure."""
    if value is None:
        return None
    indicator, bound = config.indicator.get(watch["indicator"]), float(watch["bound"])
    return value <= bound if indicator is not None and indicator.direction == "lower" else value >= bound


def _figure(desk: Desk, release: Release, watch: Mapping[str, Any]) -> Figure:
    key = ("watched", release.id, watch["indicator"], watch["region"])
    value: float | None = desk.once(key, lambda: _value(desk, release, watch))
    meets = good_enough(desk.config, watch, value)
    return Figure(release.quarter, value, meets, release.id, desk.local(release.made_at))


def _value(desk: Desk, release: Release, watch: Mapping[str, Any]) -> float | None:
    content = frozen_files(desk.whole, release, lambda path: path == MEASURES)[MEASURES]
    asked = {"quarter": release.quarter, "region_code": watch["region"], "indicator": watch["indicator"]}
    found = read_parquet(content).filter(*(pl.col(name) == wanted for name, wanted in asked.items()))
    return None if found.is_empty() else found["value"][0]


def _step(desk: Desk, step: AssignmentStep) -> Happening:
    return Happening(desk.local(step.at), cast(Action, step.action), step.login, step.post)


def _told(figure: Figure) -> Happening:
    return Happening(figure.at, "read", quarter=figure.quarter, meets=figure.meets)
