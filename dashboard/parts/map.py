"""The map: Plotly draws the workspace's own GeoJSON, fetched once by address; nothing comes from outside."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from config.model import MapLayer
from config.wording import mark
from dashboard.parts.chart import chart, once_drawn
from dashboard.parts.markup import element, show
from dashboard.parts.session import desk, locale, say
from dashboard.parts.theme import CLASSES, Palette, palette
from dashboard.usecases.shapes import Point, Shapes, layer_of, shapes_address, shapes_of

LABELS_UP_TO = 20
"""More regions than this have no names on them."""
CHARACTER, LINE = 0.06, 0.08
"""Width of a character, height of a line on a map of a part, as parts of the extent of the middles of its regions."""
HEIGHT = "clamp(18rem, calc(100vh - 24rem), 31rem)"
"""So that the map and its legend stand on the first screen, and no higher than the column is wide."""


@dataclass(frozen=True)
class Place:
    """How a region is drawn: its shade (0 to 5), what stands on it, and what is said about it."""

    shade: int
    label: str = ""
    tip: str = ""


def province_map(
    level: str,
    places: Mapping[str, Place],
    legend: Sequence[tuple[int, str]],
    *,
    key: str,
    label: str,
    of: object,
    whole: bool = True,
) -> str | None:
    """A map of the regions of a level; the code of the region that was just clicked. Nothing where there are no shapes.

    legend is (shade, name) from the best class to the least; label is what the picture shows, for those who hear it;
    `of` is the report that the places were drawn from. A map that is not `whole` shows the given places alone.
    """
    layer = layer_of(desk().config, level)
    shapes = shapes_of(desk(), layer) if layer else None
    if layer is None or shapes is None:
        return None
    address = shapes_address(layer, shapes)
    drawn = once_drawn(
        of, ("map", key, level), lambda: map_figure(address, layer.key, shapes, places, palette(), whole=whole)
    )
    opened = chart(drawn, key=key, height=HEIGHT, alt=label)
    _below(layer, legend)
    return opened


def map_figure(
    address: str, key: str, shapes: Shapes, places: Mapping[str, Place], colours: Palette, *, whole: bool = True
) -> go.Figure:
    """The shapes at an address (features with the region code in properties.`key`), each place in the colour of its
    class with its label in its middle; shapes without a place are bare, or left out where not the whole is shown.

    A clicked place gives its region code as customdata.
    """
    middles = shapes.middles
    codes = [code for code in places if code in middles]
    bare = [code for code in middles if code not in places] if whole else []
    scale = [[shade / CLASSES, colour] for shade, colour in enumerate(colours.classes)]
    common = {
        "geojson": address,
        "featureidkey": f"properties.{key}",
        "colorscale": scale,
        "zmin": 0,
        "zmax": CLASSES,
        "showscale": False,
        "marker": {"line": {"color": colours.paper, "width": 0.75}},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    regions = go.Choropleth(
        locations=codes,
        z=[places[code].shade for code in codes],
        customdata=codes,
        text=[places[code].tip for code in codes],
        hoverinfo="text",
        **common,
    )
    rest = go.Choropleth(locations=bare, z=[0] * len(bare), hoverinfo="skip", **common)
    named = {code: middles[code] for code in codes if places[code].label}
    labels = _labels(named if whole else apart(named, places), places, colours)
    (west, south), (east, north) = shapes.bounds
    extent = {"lonaxis": {"range": [west, east]}, "lataxis": {"range": [south, north]}}
    geo = extent if whole else {"fitbounds": "locations"}
    layout = {"template": colours.template, "geo": geo, "clickmode": "event+select"}
    return go.Figure([*([rest] if bare else []), regions, labels], layout)


def apart(points: Mapping[str, Point], places: Mapping[str, Place]) -> dict[str, Point]:
    """The points whose names have room beside those before them: the districts of a city lie close together.

    A name's size is reckoned in parts of the extent of all the middles; those left out are told by a touch.
    """
    if not points:
        return {}
    lons, lats = zip(*points.values(), strict=True)
    narrow = math.cos(math.radians(sum(lats) / len(lats)))
    extent = max((max(lons) - min(lons)) * narrow, max(lats) - min(lats)) or 1.0
    found: dict[str, Point] = {}
    for code, (lon, lat) in points.items():
        width = len(places[code].label)
        clear = (
            abs(lon - x) * narrow > CHARACTER * extent * (width + len(places[other].label)) / 2
            or abs(lat - y) > LINE * extent
            for other, (x, y) in found.items()
        )
        if all(clear):
            found[code] = (lon, lat)
    return found


def _labels(points: Mapping[str, Point], places: Mapping[str, Place], colours: Palette) -> go.Scattergeo:
    return go.Scattergeo(
        lon=[lon for lon, _ in points.values()],
        lat=[lat for _, lat in points.values()],
        text=[places[code].label for code in points],
        mode="text",
        textfont={"color": colours.ink, "weight": 600},
        unselected={"textfont": {"color": colours.ink}},
        hoverinfo="skip",
    )


def _below(layer: MapLayer, legend: Sequence[tuple[int, str]]) -> None:
    names = [element("span", element("i", css=f"jp-class-{shade}"), name) for shade, name in legend]
    show(element("div", *names, css="jp-key"), element("p", _note(layer), css="jp-note"))


def _note(layer: MapLayer) -> str:
    """What has to stand below a map: its approval number (审图号), or that it has none."""
    if layer.approval_number:
        return say()(mark("Map approval number: {number}"), number=layer.approval_number)
    return layer.note_en if locale() == "en" else layer.note
