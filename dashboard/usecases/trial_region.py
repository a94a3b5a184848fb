"""The trial of one region: how it stands now, how it would stand, and which items and sections make the difference."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from config.model import Scheme, SchemeItem, SchemeSection
from config.wording import translator
from dashboard.usecases.made import made_indicator
from dashboard.usecases.trial_scores import NowAndThen, Scores
from metrics.words import in_words

ITEMS_SHOWN = 8


@dataclass(frozen=True)
class Place:
    """How a unit stands among those of its group that are ranked.

    published is None for a unit without any figure, rank where its data are complete to less than the scheme asks for
    (or a veto takes it out). band_step counts the bands from the lowest, 0. to_next_place and to_next_band are points
    of the published total, None where there is no next one.
    """

    published: float | None
    rank: int | None
    ranked_units: int
    band: str
    coverage_share: float | None
    band_step: int | None = None
    to_next_place: float | None = None
    next_rank: int | None = None
    to_next_band: float | None = None
    next_band: str = ""


@dataclass(frozen=True)
class SectionMove:
    """The published points of a section, without and with the file."""

    code: str
    name: str
    full_marks: float
    now: float | None
    then: float | None


@dataclass(frozen=True)
class ItemMove:
    """An item, without and with the file: figure and points, and with it what was lost and the rule in words."""

    code: str
    name: str
    section_name: str
    full_marks: float
    unit: str
    decimals: int
    value_now: float | None
    value_then: float | None
    points_now: float | None
    points_then: float | None
    lost: float | None
    sentence: str

    @property
    def change(self) -> float:
        """The points that the file brings, negative for those that it costs."""
        return (self.points_then or 0.0) - (self.points_now or 0.0)

    @property
    def moves(self) -> bool:
        """True when the file changes its figure or its points."""
        return differs(self.value_now, self.value_then) or differs(self.points_now, self.points_then)


def differs(now: float | None, then: float | None) -> bool:
    """True when two figures differ by more than the noise of adding up in another order."""
    if now is None or then is None:
        return now is not then
    return not math.isclose(now, then, rel_tol=1e-9, abs_tol=1e-9)


@dataclass(frozen=True)
class RegionTrial:
    """A region: how it stands without and with the file. `group_units` are all units of its group, ranked or not.

    `items` are those that gain or lose most, `moved_items` tells how many move; sections are those that move.
    """

    code: str
    name: str
    group_name: str
    group_units: int
    now: Place
    then: Place
    sections: tuple[SectionMove, ...]
    items: tuple[ItemMove, ...]
    moved_items: int

    @property
    def lowest_rank(self) -> int | None:
        """The place if every unit that has none yet came before it."""
        waiting = self.group_units - self.then.ranked_units
        return None if self.then.rank is None else self.then.rank + waiting


def region_trial(scores: NowAndThen, code: str, locale: str) -> RegionTrial:
    """The trial of a ranked region."""
    config, scheme = scores.ground.desk.config, scores.ground.scheme
    region = config.region[code]
    moves = [
        _item(scores, scheme, section, item, code, locale)
        for section in scheme.sections
        for item in section.items
        if (code, item.code) in scores.then.items
    ]
    moved = [move for move in moves if move.moves]
    moved.sort(key=lambda move: -abs(move.change))
    return RegionTrial(
        code=code,
        name=region.label(locale),
        group_name=config.group[region.peer_group].label(locale),
        group_units=sum(one.peer_group == region.peer_group for one in config.regions),
        now=place_of(scores.now, code, scheme, locale),
        then=place_of(scores.then, code, scheme, locale),
        sections=tuple(_sections(scores, scheme, code, locale)),
        items=tuple(moved[:ITEMS_SHOWN]),
        moved_items=len(moved),
    )


def place_of(scores: Scores, code: str, scheme: Scheme, locale: str) -> Place:
    """How a unit stands in the scores."""
    row, gap = scores.ranking[code], scores.gaps.get(code, {})
    bands = {band.code: band.label(locale) for band in scheme.bands}
    steps = [band.code for band in sorted(scheme.bands, key=lambda band: band.at_least)]
    return Place(
        published=row["published"] if row["coverage_share"] else None,
        rank=row["rank"],
        ranked_units=row["ranked_units"],
        band=bands.get(row["band"] or "", ""),
        coverage_share=row["coverage_share"],
        band_step=steps.index(row["band"]) if row["band"] else None,
        to_next_place=gap.get("to_next_place"),
        next_rank=gap.get("next_rank"),
        to_next_band=gap.get("to_next_band"),
        next_band=bands.get(gap.get("next_band") or "", ""),
    )


def _sections(scores: NowAndThen, scheme: Scheme, code: str, locale: str) -> list[SectionMove]:
    moves = []
    for section in scheme.sections:
        now, then = (one.nodes.get((code, section.code), {}).get("published") for one in (scores.now, scores.then))
        if now != then:
            moves.append(SectionMove(section.code, section.label(locale), section.full_marks, now, then))
    return moves


def _item(
    scores: NowAndThen, scheme: Scheme, section: SchemeSection, item: SchemeItem, code: str, locale: str
) -> ItemMove:
    indicator = scores.ground.desk.config.indicator.get(item.indicator) or made_indicator(item)
    then: Mapping[str, Any] = scores.then.items[code, item.code]
    now: Mapping[str, Any] = scores.now.items.get((code, item.code), {})
    return ItemMove(
        code=item.code,
        name=item.label(locale),
        section_name=section.label(locale),
        full_marks=item.full_marks,
        unit=indicator.unit_en if locale == "en" else indicator.unit,
        decimals=indicator.decimals,
        value_now=now.get("value"),
        value_then=then["value"],
        points_now=now.get("points"),
        points_then=then["points"],
        lost=then["lost"],
        sentence=in_words(item, then, scheme, translator(locale), indicator),
    )
