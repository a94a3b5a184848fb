"""试算 on the upload page: what the file would score, what it would change, and what waiting costs."""

from __future__ import annotations

from collections.abc import Callable

from config.wording import Say, mark
from dashboard.parts.filters import quarter_name
from dashboard.parts.markup import Html, element, join, show
from dashboard.parts.numbers import MISSING, amount, figure, per_cent, signed
from dashboard.parts.reasons import POINTS_DECIMALS
from dashboard.parts.signs import movement, unranked_reason
from dashboard.parts.table import Column, Row, table_of
from dashboard.parts.trial_division import division_headline, division_tables
from dashboard.parts.trial_late import late_cost_of
from dashboard.usecases.trial import Trial
from dashboard.usecases.trial_region import ItemMove, Place, RegionTrial
from metrics.advice import gap_words

ONLY_YOU = mark("Seen only by whoever submits this file; it is not the final result")
IN_PLACE = mark("Trial: {points} points, place {rank} of {units}")
BETWEEN = mark("Trial: {points} points, place {rank} to {lowest}")
UNRANKED = mark("Trial: {points} points, no place yet: {reason}")
NO_POINTS = mark("Trial: the file holds nothing that counts for the score")
SO_FAR = mark("{ranked} of {units} units in {group} have a place so far; the others may still come in before it")
BACK_CAST = mark("scored by {scheme}, which was not in force in the quarter")
SCORED_BY = mark("scored by {scheme}")
NO_MOVE = mark("The file changes none of the region's items.")
MORE = mark("{count} items move; these move most.")
FULL = mark("of {full}")
HIGHER, LOWER = mark("▲ a higher band"), mark("▼ a lower band")


def trial_section(found: Trial | None, words: Say) -> None:
    """Show the trial of a file; nothing where there is none."""
    if found is not None:
        show(trial_of(found, words))


def trial_of(found: Trial, words: Say) -> Html:
    """The markup of a trial: the answer, the table from now to then, what moves most, what waiting costs."""
    scheme = words(BACK_CAST if found.back_cast else SCORED_BY, scheme=found.scheme_name)
    context = [element("b", words(ONLY_YOU), css="jp-state"), quarter_name(found.quarter, words), scheme]
    waiting = found.region is not None and found.region.lowest_rank != found.region.then.rank
    context += [_so_far(found.region, words)] if found.region and waiting else []
    tables = _region(found.region, found, words) if found.region else []
    tables += division_tables(found.division, found, words) if found.division else []
    return element(
        "section",
        element("h2", headline(found, words), css="jp-section"),
        element("p", join(element("span", part) for part in context), css="jp-context"),
        *tables,
        late_cost_of(found.late, found, words) if found.late else "",
        css="jp-trial",
    )


def headline(found: Trial, words: Say) -> str:
    """The answer in one line: 试算：86.10 分，第 6–8 名."""
    if found.region is None:
        return division_headline(found.division, words) if found.division else words(NO_POINTS)
    then, lowest = found.region.then, found.region.lowest_rank
    if then.published is None:
        return words(NO_POINTS)
    points = figure(then.published, found.precision)
    if then.rank is None:
        reason = unranked_reason(then.coverage_share, found.minimum_coverage, words)
        return words(UNRANKED, points=points, reason=reason)
    if lowest == then.rank:
        return words(IN_PLACE, points=points, rank=then.rank, units=then.ranked_units)
    return words(BETWEEN, points=points, rank=then.rank, lowest=lowest)


def _so_far(region: RegionTrial, words: Say) -> str:
    return words(SO_FAR, ranked=region.then.ranked_units, units=region.group_units, group=region.group_name)


def _region(region: RegionTrial, found: Trial, words: Say) -> list[Html]:
    gap = {name: getattr(region.then, name) for name in ("to_next_place", "next_rank", "to_next_band")}
    band = region.then.next_band
    ahead = gap_words(gap | {"next_band": band or None}, words, {band: band})
    parts = [_standing(region, found, words), element("p", ahead, css="jp-answer") if ahead else Html("")]
    if not region.items:
        return [*parts, element("p", words(NO_MOVE), css="jp-note")]
    more = element("p", words(MORE, count=region.moved_items), css="jp-note")
    return [*parts, _items(region, words), more if region.moved_items > len(region.items) else Html("")]


def _standing(region: RegionTrial, found: Trial, words: Say) -> Html:
    """Now and then, line by line, with the difference as sign and word."""
    now, then = region.now, region.then

    def line(name: str, told: Callable[[Place], object], change: object) -> Row:
        return Row((words(name), told(now), told(then), change))

    columns = [
        Column(region.name, names=True),
        Column(words(mark("without this file")), align="right"),
        Column(words(mark("with this file")), align="right"),
        Column(words(mark("Change")), align="tight"),
    ]
    places = None if now.rank is None or then.rank is None else now.rank - then.rank
    rows = [
        line(
            mark("Score"),
            lambda one: figure(one.published, found.precision),
            _moved(now.published, then.published, words, found.precision),
        ),
        line(mark("Rank"), lambda one: _rank(one, words), movement(places, words) if places is not None else MISSING),
        line(mark("Band"), lambda one: one.band or MISSING, _banded(now, then, words)),
        line(mark("Completeness of the data"), lambda one: per_cent(one.coverage_share), _shares(now, then, words)),
    ]
    rows += [
        Row(
            (
                one.name,
                figure(one.now, found.precision),
                figure(one.then, found.precision),
                _moved(one.now, one.then, words),
            )
        )
        for one in region.sections
    ]
    return table_of(columns, rows)


def _rank(place: Place, words: Say) -> str:
    return (
        MISSING if place.rank is None else words(mark("{rank} of {units}"), rank=place.rank, units=place.ranked_units)
    )


def _shares(now: Place, then: Place, words: Say) -> Html:
    return _moved((now.coverage_share or 0.0) * 100, (then.coverage_share or 0.0) * 100, words, 1)


def _banded(now: Place, then: Place, words: Say) -> object:
    if now.band_step is None or then.band_step is None:
        return MISSING
    if now.band_step == then.band_step:
        return _same(words)
    risen = then.band_step > now.band_step
    return element("span", words(HIGHER if risen else LOWER), css="jp-up" if risen else "jp-down")


def _same(words: Say) -> Html:
    return element("span", words(mark("＝ unchanged")), css="jp-same")


def _moved(now: float | None, then: float | None, words: Say, decimals: int = POINTS_DECIMALS) -> Html:
    """A difference as sign and figure: ▲ 0.87, ▼ 1.20, ＝."""
    change = (then or 0.0) - (now or 0.0)
    text = signed(change, decimals)
    if not text.strip("0.,"):
        return _same(words)
    return element("span", f"{'▲' if change > 0 else '▼'} {text}", css="jp-up" if change > 0 else "jp-down")


def _items(region: RegionTrial, words: Say) -> Html:
    columns = [
        Column(words(mark("Item")), align="text", names=True),
        Column(words(mark("Figure without")), align="right"),
        Column(words(mark("Figure with")), align="right"),
        Column(words(mark("Points")), align="right"),
        Column(words(mark("Change")), align="tight"),
        Column(words(mark("Why")), align="text"),
    ]
    return table_of(columns, [_item(move, words) for move in region.items])


def _item(move: ItemMove, words: Say) -> Row:
    full = element("span", words(FULL, full=figure(move.full_marks, 0)), css="jp-sub")
    return Row(
        (
            join((move.name, element("span", move.section_name, css="jp-sub"))),
            amount(move.value_now, move.decimals, move.unit) if move.value_now is not None else MISSING,
            amount(move.value_then, move.decimals, move.unit) if move.value_then is not None else MISSING,
            join((figure(move.points_then, POINTS_DECIMALS), full)),
            _moved(move.points_now, move.points_then, words),
            move.sentence,
        )
    )
