"""The workspace's map files: which there are, their address, and where the middle of each shape is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from config.model import Config, MapLayer
from dashboard.access.gate import everyone
from dashboard.usecases.desk import Desk

Point = tuple[float, float]
"""Longitude and latitude in degrees."""


def layer_of(config: Config, level: str) -> MapLayer | None:
    """The map of a level, or None."""
    return next((layer for layer in config.maps if layer.level == level), None)


@dataclass(frozen=True)
class Shapes:
    """A map file made ready for drawing: its GeoJSON, the hash of that, the middle of each shape by region code, and
    the corners (south-west, north-east) of them all.
    """

    geojson: bytes
    version: str
    middles: Mapping[str, Point]
    bounds: tuple[Point, Point]


@everyone
def shapes_of(desk: Desk, layer: MapLayer) -> Shapes | None:
    """The shapes of a map, None where its file is missing; the file is read anew after it was replaced."""
    file = desk.workspace.config_folder / layer.file
    return _read(file, layer.key, file.stat().st_mtime_ns) if file.exists() else None


def shapes_address(layer: MapLayer, shapes: Shapes) -> str:
    """The address of a map, which changes with its content, so that a browser may keep it for good."""
    return f"/geo/{layer.level}.geojson?v={shapes.version}"


@lru_cache(maxsize=16)
def _read(file: Path, key: str, _changed: int) -> Shapes:
    collection = json.loads(file.read_text(encoding="utf-8"))
    for feature in collection["features"]:
        geometry = feature["geometry"]
        geometry["coordinates"] = _wound(geometry["coordinates"], geometry["type"])
    drawn = json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
    places = {str(f["properties"].get(key)): middle(f["geometry"]) for f in collection["features"]}
    return Shapes(drawn, hashlib.sha256(drawn).hexdigest()[:12], places, _bounds(collection["features"]))


def _bounds(features: Sequence[Mapping[str, Any]]) -> tuple[Point, Point]:
    points = [point for f in features for part in _parts(f["geometry"]) for point in part[0]]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return (min(longitudes), min(latitudes)), (max(longitudes), max(latitudes))


def _parts(geometry: Mapping[str, Any]) -> Sequence[Any]:
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def _wound(coordinates: Sequence[Any], kind: str) -> list[Any]:
    """Outer rings clockwise, holes the other way: on a globe the direction says which side is inside, and Plotly's
    projections (d3-geo) hold to the opposite of RFC 7946; a ring the other way fills the whole map but the region.
    """
    if kind == "MultiPolygon":
        return [_wound(part, "Polygon") for part in coordinates]
    return [ring if (_moments(ring)[0] < 0) == (place == 0) else ring[::-1] for place, ring in enumerate(coordinates)]


def middle(geometry: Mapping[str, Any]) -> Point:
    """The centre of mass of the outer ring of a Polygon, or of the largest one of a MultiPolygon (shoelace formula)."""
    area, x, y = max((_moments(part[0]) for part in _parts(geometry)), key=lambda moments: abs(moments[0]))
    return (x / area, y / area)


def _moments(ring: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """Three times the doubled signed area of a closed ring (positive anticlockwise), and its two moments; a moment by
    the first figure is a coordinate of the centre.
    """
    area = x = y = 0.0
    for (x0, y0, *_), (x1, y1, *_) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area += 3 * cross
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    return area, x, y
