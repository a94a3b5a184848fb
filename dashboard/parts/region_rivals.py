"""A region's page: the places above and what reaches them, and the units of the group that are nearest in size."""

from __future__ import annotations

from collections.abc import Sequence

from config.wording import Say, mark
from dashboard.parts.markup import Html, element, join, section_head, show
from dashboard.parts.numbers import MISSING, amount, figure, signed
from dashboard.parts.reasons import POINTS_DECIMALS
from dashboard.parts.session import say
from dashboard.parts.signs import movement
from dashboard.parts.table import Column, Row, plain_table, table
from dashboard.usecases.climbing import Climb
from dashboard.usecases.neighbours import Neighbour, Neighbours
from dashboard.usecases.prospects import Way


def climbs_section(climbs: Sequence[Climb], precision: int) -> None:
    """The places above, how far they are, and the fewest improvements that reach them; nothing where there are none."""
    if not climbs:
        return
    words = say()
    reached = [one for one in climbs if one.reached]
    title = words(mark("The places above are out of reach by what is feasible now"))
    if reached:
        title = words(
            mark("Place {rank} is within reach: {items} items"), rank=reached[-1].rank, items=len(reached[-1].ways)
        )
    note = mark(
        "Others as they are; each item up to its feasible value. Gains of several items are added up, an estimate."
    )
    section_head(title, words(note))
    columns = [
        Column(words(mark("Place")), align="right", names=True),
        Column(words(mark("Held by")), align="tight"),
        Column(words(mark("Gap")), words(mark("points")), align="right"),
        Column(words(mark("The fewest items that reach it"))),
    ]
    plain_table(columns, [Row((one.rank, one.holder, figure(one.gap, precision), _ways(one, words))) for one in climbs])


def neighbours_section(found: Neighbours | None, precision: int, *, key: str) -> str | None:
    """The region among its nearest peers, section by section; the code of the one that was just opened."""
    words = say()
    if found is None or len(found.units) < 2:
        section_head(words(mark("Peers")))
        show(element("p", words(mark("Peers are shown with the release of the quarter.")), css="jp-answer"))
        return None
    by_size = mark("Nearest in {size}, within the group; points by section, the best of them in bold")
    by_score = mark("Nearest by score, within the group; points by section, the best of them in bold")
    section_head(_place_among(found, words), words(by_size if found.by_size else by_score, size=found.size_name))
    columns = [
        Column(words(mark("Rank")), align="right"),
        Column(words(mark("Region")), align="tight", names=True),
        Column(words(mark("Change")), align="tight"),
        *([Column(found.size_name, found.size_unit, align="right")] if found.by_size else []),
        Column(words(mark("Score")), words(mark("points")), align="right"),
        *(Column(name, align="figure") for _, name in found.sections),
    ]
    best = {code: max((u.points.get(code) or 0.0 for u in found.units), default=0.0) for code, _ in found.sections}
    return table(columns, [_unit(found, unit, best, precision, words) for unit in found.units], key=key)


def _place_among(found: Neighbours, words: Say) -> str:
    place = next(number for number, unit in enumerate(found.units, 1) if unit.own)
    own = next(unit for unit in found.units if unit.own)
    return words(mark("{region} is {place} of {units} peers"), region=own.row.name, place=place, units=len(found.units))


def _unit(found: Neighbours, unit: Neighbour, best: dict[str, float], precision: int, words: Say) -> Row:
    row = unit.row
    sections = [_points(unit.points.get(code), best[code], precision) for code, _ in found.sections]
    cells = (
        MISSING if row.rank is None else row.rank,
        row.name,
        movement(row.change, words, ranked_before=row.ranked_before) if row.rank is not None else MISSING,
        *([figure(unit.size, found.size_decimals)] if found.by_size else []),
        element("b", figure(row.published, precision)),
        *sections,
    )
    return Row(cells, key="" if unit.own else row.region_code, css="jp-chosen" if unit.own else "")


def _points(points: float | None, best: float, precision: int) -> object:
    text = figure(points, precision)
    return element("b", text) if points is not None and points >= best else text


def _ways(climb: Climb, words: Say) -> Html:
    if not climb.reached:
        return element("span", words(mark("all that is feasible now is not enough")), css="jp-status")
    return join(element("div", way_words(way, climb.enough, words)) for way in climb.ways)


def way_words(way: Way, enough: float | None, words: Say) -> str:
    """An improvement in words. The gain is that of the feasible value; where less is enough, that is said beside it."""
    now = words(mark("no value")) if way.value is None else amount(way.value, way.decimals, way.unit)
    places = {"item": way.name, "now": now, "value": amount(way.feasible, way.decimals, way.unit)}
    gain = signed(way.gain, POINTS_DECIMALS)
    if enough is None or enough == way.feasible:
        return words(mark("{item}: {now} → {value} ({gain} points)"), **places, gain=gain)
    sentence = mark("{item}: {now} → {value} ({gain} points); {enough} is enough for this place")
    return words(sentence, **places, gain=gain, enough=amount(enough, way.decimals, way.unit))
