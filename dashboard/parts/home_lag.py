"""首页: where key tasks are behind, as a small map of the province and the prefectures where it is most."""

from __future__ import annotations

from config.wording import Say, mark
from dashboard.parts.home import Card, Line
from dashboard.parts.home_behind import MORE, region_address
from dashboard.parts.map import Place
from dashboard.parts.markup import Html, element
from dashboard.parts.small_map import small_map
from dashboard.parts.theme import CLASSES
from dashboard.usecases.desk import Desk
from dashboard.usecases.lagging import Lag, lags
from dashboard.usecases.shapes import layer_of, shapes_of
from dashboard.usecases.shortfalls import Shortfalls

NAMED = 5


def lag_card(desk: Desk, found: Shortfalls, locale: str, words: Say) -> Card | None:
    """Which prefectures and counties are behind; None while no task was reported region by region."""
    if not found.broken_down:
        return None
    every = lags(desk.config, found, locale)
    behind = [one for one in every if one.behind]
    count = sum(len(one.behind) for one in behind)
    answer = words(mark("No region is behind with a key task"))
    if behind:
        sentence = mark("{count} prefectures and counties behind; most in {name} ({most})")
        answer = words(sentence, count=count, name=behind[0].name, most=len(behind[0].behind))
    lines = tuple(
        Line(one.name, words(mark("{count} behind"), count=len(one.behind)), _opens(one, found.quarter))
        for one in behind[:NAMED]
    )
    opens = f"shortfalls?part=regions&quarter={found.quarter}"
    drawn = _map(desk, every, found.quarter, words)
    return Card(words(mark("Where it is behind")), answer, lines, opens, words(MORE), found.quarter, drawn)


def _map(desk: Desk, every: tuple[Lag, ...], quarter: str, words: Say) -> Html:
    layer = layer_of(desk.config, desk.config.province.scored_levels[0])
    shapes = shapes_of(desk, layer) if layer else None
    if layer is None or shapes is None:
        return Html("")
    most = max((len(one.behind) for one in every), default=0) or 1
    places = {one.code: _place(one, most, words) for one in every if one.code in shapes.middles}
    opens = {one.code: _opens(one, quarter) for one in every}
    said = words(mark("Map: how many regions of each prefecture are behind with a key task"))
    number = mark("Map approval number: {number}") if layer.approval_number else mark("a sketch, not approved")
    shades = words(mark("the stronger the colour, the more regions are behind"))
    note = element("p", shades, Html("<br>"), words(number, number=layer.approval_number), css="jp-note")
    return element("div", small_map(shapes, layer.key, places, opens, said), note, css="jp-home-map")


def _place(one: Lag, most: int, words: Say) -> Place:
    count = len(one.behind)
    shade = -(-CLASSES * count // most)
    tip = words(mark("{name}: {count} regions behind"), name=one.name, count=count)
    return Place(shade, str(count) if count else "", tip)


def _opens(one: Lag, quarter: str) -> str:
    return region_address(one.code, quarter, "work")
