"""亮灯 of lines: the engine's one rule over what is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import narwhals as nw
import polars as pl

from metrics.lights import DUE_SOON, light
from metrics.pacing import Pace

Light = Literal["", "blue", "yellow", "red"]
_ASKED = {
    "done": pl.Boolean(),
    "days_left": pl.Int64(),
    "progress": pl.Float64(),
    "time_progress": pl.Float64(),
    "poor_quality": pl.Boolean(),
}


def lights_of(paces: Sequence[Pace], due_soon: int = DUE_SOON) -> list[Light]:
    """The light of each line, empty where it has none; due soon from `due_soon` days before its due date."""
    rows = [
        {
            "done": pace.closed,
            "days_left": pace.days_left,
            "progress": pace.done,
            "time_progress": pace.expected,
            "poor_quality": None,
        }
        for pace in paces
    ]
    asked = nw.from_native(pl.DataFrame(rows, schema=_ASKED, orient="row"))
    return [lit or "" for lit in asked.select(light(due_soon=due_soon)).to_native()["light"].to_list()]
