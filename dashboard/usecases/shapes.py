"""The workspace's map files: which there are, their address, their bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from config.model import Config, MapLayer
from dashboard.usecases.desk import Desk


def layer_of(config: Config, level: str) -> MapLayer | None:
    """The map of a level, or None."""
    return next((layer for layer in config.maps if layer.level == level), None)


def shapes_file(desk: Desk, layer: MapLayer) -> Path:
    """Where the map file lies; its path is relative to the config folder."""
    return desk.workspace.config_folder / layer.file


def shapes_address(desk: Desk, layer: MapLayer) -> str:
    """The address of the map file, which changes with its content, so that a browser may keep it for good."""
    return f"/geo/{layer.level}.geojson?v={_hash(shapes_file(desk, layer))}"


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.exists() else "none"
