"""The map: shapes from the workspace's own GeoJSON, fetched once by address and drawn as SVG; nothing from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

from config.model import MapLayer
from config.wording import mark
from dashboard.parts.markup import element, show
from dashboard.parts.session import desk, locale, say
from dashboard.usecases.shapes import layer_of, shapes_address

_SCRIPT = (Path(__file__).parent / "map.js").read_text(encoding="utf-8")
_mount: Any = component("jiping_map", html='<div class="jp jp-map"></div>', js=_SCRIPT, isolate_styles=False)


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
    chosen: str = "",
    label: str = "",
) -> str | None:
    """A map of the regions of a level; the code of the region that was just opened. Nothing where there are no shapes.

    legend is (shade, name) from the best class to the least.
    """
    layer = layer_of(desk().config, level)
    if layer is None:
        return None
    data = {
        "url": shapes_address(desk(), layer),
        "key": layer.key,
        "places": {code: [place.shade, place.label, place.tip] for code, place in places.items()},
        "chosen": chosen,
        "label": label,
    }
    opened = _mount(key=key, data=data, on_opened_change=_rerun).opened
    _below(layer, legend)
    return None if opened is None else str(opened)


def _below(layer: MapLayer, legend: Sequence[tuple[int, str]]) -> None:
    names = [element("span", element("i", css=f"jp-class-{shade}"), name) for shade, name in legend]
    note = layer.note_en if locale() == "en" else layer.note
    number = say()(mark("Map approval number: {number}"), number=layer.approval_number) if layer.approval_number else ""
    show(element("div", *names, css="jp-key"), element("p", number or note, css="jp-note"))


def _rerun() -> None:
    """Opening needs no callback of its own: the page runs again and reads what was opened."""
