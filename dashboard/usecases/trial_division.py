"""The trial of a file that tells of many regions: whom it would move how far, and what its own items would come to."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any

from config.model import Config, Region
from dashboard.usecases.trial_region import Place, place_of
from dashboard.usecases.trial_scores import NowAndThen, Row

MOVERS_SHOWN = 5


@dataclass(frozen=True)
class Mean:
    """A section or an item: the mean points of the units that have some, and how many those are, without and with the
    file."""

    code: str
    name: str
    full_marks: float
    units_now: int
    now: float | None
    units_then: int
    then: float | None


@dataclass(frozen=True)
class Mover:
    """A region that the file would move."""

    code: str
    name: str
    now: Place
    then: Place

    @property
    def points(self) -> float:
        """The points that the file brings the region's published total, negative for those that it costs."""
        return (self.then.published or 0.0) - (self.now.published or 0.0)

    @property
    def places(self) -> int | None:
        """The places that it wins, negative for those that it loses; None where it has none before or after."""
        return None if self.now.rank is None or self.then.rank is None else self.now.rank - self.then.rank


@dataclass(frozen=True)
class GroupMoves:
    """A peer group: how many gain and lose points, the largest movers up and down, and who stays without a place for
    too little data (names with the completeness from 0 to 1); both of those that may be named."""

    code: str
    name: str
    units: int
    ranked_now: int
    ranked_then: int
    gaining: int
    losing: int
    up: tuple[Mover, ...]
    down: tuple[Mover, ...]
    below: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class DivisionTrial:
    """What the file would change in every group, and the sections and items of the scheme that its submitter owns."""

    sections: tuple[Mean, ...]
    items: tuple[Mean, ...]
    groups: tuple[GroupMoves, ...]


def division_trial(scores: NowAndThen, submitter: str, locale: str, named: Container[str]) -> DivisionTrial:
    """The trial of a division's workbook, or of a table of several regions; `named` are those whose places are told."""
    config, scheme = scores.ground.desk.config, scores.ground.scheme
    own = [item for item in scheme.items if item.owner == submitter]
    holding = [one for one in scheme.sections if any(item in own for item in one.items)]
    sections = [(one.code, one.label(locale), one.full_marks) for one in holding]
    return DivisionTrial(
        sections=tuple(_mean(scores, "nodes", *section) for section in sections),
        items=tuple(_mean(scores, "items", item.code, item.label(locale), item.full_marks) for item in own),
        groups=tuple(_group(scores, config, code, locale, named) for code in scheme.groups),
    )


def _group(scores: NowAndThen, config: Config, code: str, locale: str, named: Container[str]) -> GroupMoves:
    units = [region for region in config.regions if region.peer_group == code]
    movers = [_mover(scores, region, locale) for region in units if region.code in scores.then.ranking]
    by_points = sorted(movers, key=lambda mover: (-mover.points, mover.code))
    gaining = [mover for mover in by_points if mover.points > 0]
    losing = [mover for mover in reversed(by_points) if mover.points < 0]
    return GroupMoves(
        code=code,
        name=config.group[code].label(locale),
        units=len(units),
        ranked_now=sum(mover.now.rank is not None for mover in movers),
        ranked_then=sum(mover.then.rank is not None for mover in movers),
        gaining=len(gaining),
        losing=len(losing),
        up=tuple([mover for mover in gaining if mover.code in named][:MOVERS_SHOWN]),
        down=tuple([mover for mover in losing if mover.code in named][:MOVERS_SHOWN]),
        below=tuple(_below([mover for mover in movers if mover.code in named], scores.ground.scheme.minimum_coverage)),
    )


def _mover(scores: NowAndThen, region: Region, locale: str) -> Mover:
    now, then = (place_of(one, region.code, scores.ground.scheme, locale) for one in (scores.now, scores.then))
    return Mover(region.code, region.label(locale), now, then)


def _below(movers: Iterable[Mover], least: float) -> Iterable[tuple[str, float]]:
    for mover in movers:
        share = mover.then.coverage_share or 0.0
        if mover.then.rank is None and (not share or share < least):
            yield mover.name, share


def _mean(scores: NowAndThen, kind: str, code: str, name: str, full_marks: float) -> Mean:
    now, then = (
        [row for (_, node), row in getattr(one, kind).items() if node == code] for one in (scores.now, scores.then)
    )
    return Mean(code, name, full_marks, *_of(now), *_of(then))


def _of(rows: Iterable[Row]) -> tuple[int, float | None]:
    """How many units have points for a figure of their own, and the mean of them."""
    points: list[Any] = [row["points"] for row in rows if row["points"] is not None and row.get("value", 0) is not None]
    return len(points), sum(points) / len(points) if points else None
