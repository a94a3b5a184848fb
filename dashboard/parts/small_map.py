"""A small map in the text of a page: the shapes of a level as one drawing, each a button that opens its region."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import cos, hypot, radians

from dashboard.parts.map import Place
from dashboard.parts.markup import Html, element
from dashboard.usecases.shapes import Point, Shapes

WIDTH = 320.0
"""Units of the drawing across; it grows with the card that it stands in."""
STEP = 1.5
"""Corners nearer to each other than this many units are one."""


def small_map(shapes: Shapes, key: str, places: Mapping[str, Place], opens: Mapping[str, str], label: str) -> Html:
    """The shapes with the region code in properties.`key`, each place in its shade with its label in its middle.

    opens gives the address of a code; label says what the drawing shows, for those who hear it.
    """
    drawn = [_region(path, places.get(code), opens.get(code, "")) for code, path in _paths(_Drawing(shapes, key))]
    names = [_name(_project(shapes, shapes.middles[code]), place) for code, place in places.items() if place.label]
    box = f"0 0 {WIDTH:.0f} {_height(shapes):.0f}"
    return element("svg", *drawn, *names, css="jp-small-map", viewBox=box, role="group", aria_label=label)


class _Drawing:
    """Shapes that are told apart by their version alone, so that their outlines are worked out once."""

    def __init__(self, shapes: Shapes, key: str) -> None:
        self.shapes, self.key = shapes, key

    def __hash__(self) -> int:
        return hash((self.shapes.version, self.key))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Drawing) and (self.shapes.version, self.key) == (other.shapes.version, other.key)


@lru_cache(maxsize=4)
def _paths(drawing: _Drawing) -> tuple[tuple[str, str], ...]:
    features = json.loads(drawing.shapes.geojson)["features"]
    return tuple(
        (str(one["properties"].get(drawing.key)), "".join(_rings(drawing.shapes, one["geometry"]))) for one in features
    )


def _rings(shapes: Shapes, geometry: Mapping[str, object]) -> Iterator[str]:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for part in parts:  # type: ignore[attr-defined]
        for ring in part:
            corners = _thinned([_project(shapes, (point[0], point[1])) for point in ring])
            if len(corners) > 3:
                yield "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in corners) + "Z"


def _thinned(points: Sequence[Point]) -> list[Point]:
    kept = [points[0]]
    for x, y in points[1:]:
        if hypot(x - kept[-1][0], y - kept[-1][1]) >= STEP:
            kept.append((x, y))
    return kept


def _project(shapes: Shapes, point: Point) -> Point:
    """Longitude and latitude as units of the drawing, equal distances alike in the middle of the map."""
    (west, _), (_, north) = shapes.bounds
    scale = WIDTH / (shapes.bounds[1][0] - west)
    return ((point[0] - west) * scale, (north - point[1]) * scale / _narrow(shapes))


def _height(shapes: Shapes) -> float:
    return _project(shapes, (shapes.bounds[0][0], shapes.bounds[0][1]))[1]


def _narrow(shapes: Shapes) -> float:
    (_, south), (_, north) = shapes.bounds
    return cos(radians((south + north) / 2))


def _region(path: str, place: Place | None, opens: str) -> Html:
    shade = f"jp-class-{place.shade}" if place else "jp-class-0"
    if place is None or not opens:
        return element("path", css=shade, d=path)
    said = {"role": "button", "tabindex": "0", "aria_label": place.tip, "data_key": opens}
    return element("path", element("title", place.tip), css=shade, d=path, **said)


def _name(middle: Point, place: Place) -> Html:
    return element("text", place.label, x=f"{middle[0]:.0f}", y=f"{middle[1]:.0f}", aria_hidden="true")
