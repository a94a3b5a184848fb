"""The trial of a division's workbook on the upload page: its own items, and whom it would move how far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from config.wording import Say, mark
from dashboard.parts.markup import Html, element, join
from dashboard.parts.numbers import MISSING, figure, per_cent, signed
from dashboard.parts.reasons import POINTS_DECIMALS
from dashboard.parts.signs import movement
from dashboard.parts.table import Column, Row, table_of
from dashboard.usecases.trial_division import DivisionTrial, GroupMoves, Mean, Mover

MOVES = mark("Trial: {gaining} regions gain points, {losing} lose some")
NO_MOVES = mark("Trial: no region gains or loses points")
GROUP = mark("{group}: {gaining} gain, {losing} lose points; {ranked} of {units} have a place")
BELOW = mark("Without a place for too little data (less than {least}): {names}")
NAMED = mark("{name} ({share})")
AND_MORE = mark("{names} and {count} more")
_NAMES_SHOWN = 8


class Precise(Protocol):
    """What the tables have to know of a trial."""

    @property
    def precision(self) -> int:
        """The decimals of published totals."""

    @property
    def minimum_coverage(self) -> float:
        """The share of data below which a unit has no place."""


def division_headline(division: DivisionTrial, words: Say) -> str:
    """How many regions gain and lose points."""
    gaining, losing = (sum(getattr(group, name) for group in division.groups) for name in ("gaining", "losing"))
    return words(MOVES, gaining=gaining, losing=losing) if gaining or losing else words(NO_MOVES)


def division_tables(division: DivisionTrial, found: Precise, words: Say) -> list[Html]:
    """The division's own sections and items, then a table of movers for each group."""
    tables = [_means(division, words)] if division.items else []
    for group in division.groups:
        tables += _group(group, found, words)
    return tables


def _means(division: DivisionTrial, words: Say) -> Html:
    columns = [
        Column(words(mark("Own items")), align="text", names=True),
        Column(words(mark("Full marks")), align="right"),
        Column(words(mark("Regions with data, without")), align="right"),
        Column(words(mark("Regions with data, with")), align="right"),
        Column(words(mark("Mean points, without")), align="right"),
        Column(words(mark("Mean points, with")), align="right"),
    ]
    rows = [_mean(one, "jp-group") for one in division.sections] + [_mean(one, "") for one in division.items]
    return table_of(columns, rows)


def _mean(one: Mean, css: str) -> Row:
    means = (figure(mean, POINTS_DECIMALS) for mean in (one.now, one.then))
    return Row((one.name, figure(one.full_marks, 0), one.units_now, one.units_then, *means), css=css)


def _group(group: GroupMoves, found: Precise, words: Say) -> list[Html]:
    places = {"gaining": group.gaining, "losing": group.losing, "ranked": group.ranked_then, "units": group.units}
    parts = [element("h3", words(GROUP, group=group.name, **places))]
    if group.up or group.down:
        parts.append(_movers((*group.up, *reversed(group.down)), found, words))
    if group.below:
        parts.append(element("p", _below(group.below, found.minimum_coverage, words), css="jp-note"))
    return parts


def _movers(movers: Sequence[Mover], found: Precise, words: Say) -> Html:
    columns = [
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("Score without")), align="right"),
        Column(words(mark("Score with")), align="right"),
        Column(words(mark("Change")), words(mark("points")), align="right"),
        Column(words(mark("Rank without")), align="right"),
        Column(words(mark("Rank with")), align="right"),
        Column(words(mark("Change of rank")), align="tight"),
    ]
    return table_of(columns, [_mover(mover, found, words) for mover in movers])


def _mover(mover: Mover, found: Precise, words: Say) -> Row:
    now, then = mover.now, mover.then
    return Row(
        (
            mover.name,
            figure(now.published, found.precision),
            figure(then.published, found.precision),
            join(("▲ " if mover.points > 0 else "▼ ", signed(mover.points, found.precision))),
            now.rank if now.rank is not None else MISSING,
            then.rank if then.rank is not None else MISSING,
            movement(mover.places, words) if mover.places is not None else MISSING,
        )
    )


def _below(below: Sequence[tuple[str, float]], least: float, words: Say) -> str:
    shown = [words(NAMED, name=name, share=per_cent(share, 0)) for name, share in below[:_NAMES_SHOWN]]
    names = words(mark(", ")).join(shown)
    if len(below) > len(shown):
        names = words(AND_MORE, names=names, count=len(below) - len(shown))
    return words(BELOW, least=per_cent(least, 0), names=names)
