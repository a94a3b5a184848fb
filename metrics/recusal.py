"""回避: nobody scores a case of a prefecture or a division in which they hold a post."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from config.model import Config


@dataclass(frozen=True)
class Ballot:
    """A judge's ballot on a case: when (in order of `number`), in the posts of which `units`, the points of each
    criterion."""

    number: int
    judge: str
    case: str
    units: frozenset[str]
    points: tuple[tuple[str, float], ...]
    phase: str = "scoring"


def home_of(config: Config, unit: str) -> str:
    """The prefecture that a region is or lies in, the division itself; empty for the whole province."""
    code = unit
    while code in config.region and config.region[code].parent_code not in ("", config.province.top):
        code = config.region[code].parent_code
    return "" if code == config.province.top else code


def recused(config: Config, held: Iterable[str], touched: Collection[str]) -> bool:
    """True when one of the held units and one that the case touches lie in the same prefecture, or are one division."""
    homes = {home_of(config, unit) for unit in touched} - {""}
    return any(home_of(config, unit) in homes for unit in held if unit)


def counted(
    config: Config, ballots: Iterable[Ballot], touched: Collection[str], authors: Collection[str] = ()
) -> dict[str, Ballot]:
    """The ballot of each judge that counts for a case: the last one that was given while the round was open, complete
    and within the marks, by a judge who is not recused and did not write the case; by judge."""
    rules, found = config.highlights.judging, dict[str, Ballot]()
    wanted = {one.code for one in rules.criteria}
    for one in sorted(ballots, key=lambda one: one.number):
        points = dict(one.points)
        whole = points.keys() == wanted and all(0 <= given <= rules.full_marks for given in points.values())
        free = one.judge not in authors and not recused(config, one.units, touched)
        if one.phase == "scoring" and whole and free:
            found[one.judge] = one
    return found


def mark_of(config: Config, ballot: Ballot) -> float:
    """The mark of a ballot, 0 to 100: the criteria by their weights."""
    rules, points = config.highlights.judging, dict(ballot.points)
    return sum(one.weight * points[one.code] / rules.full_marks for one in rules.criteria)
