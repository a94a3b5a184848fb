"""Lights (亮灯) of tasks: blue due soon, yellow behind time progress or of poor quality, red overdue; what follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from config.frames import Schema
from config.wording import Say, mark
from metrics.rounding import NOISE
from metrics.words import plain

BLUE, YELLOW, RED = "blue", "yellow", "red"
DUE_SOON = 7
"""Days before the due date from which an open task is blue; the published rule only says "soon"."""

YELLOWS, YELLOW_POINTS, RED_POINTS = 2, -1.0, -2.0
"""Two yellows -> letter and -1; red -> -2 and an interview 约谈 (domain.md, lights)."""

LETTER, INTERVIEW = "letter", "interview"
CONSEQUENCES: Schema = {
    "unit": nw.String,
    "quarter": nw.String,
    "consequence": nw.String,
    "lights": nw.Int64,
    "points": nw.Float64,
}
"""One row per unit, quarter and consequence (`letter`, `interview`): of how many lights, and the points it takes."""

SENTENCES = {
    LETTER: mark("Yellow lights: {lights}; a letter of reminder and {points} points."),
    INTERVIEW: mark("Red lights: {lights}; an interview and {points} points."),
}


def light(
    done: str = "done",
    days_left: str = "days_left",
    progress: str = "progress",
    time_progress: str = "time_progress",
    poor_quality: str = "poor_quality",
    *,
    due_soon: int = DUE_SOON,
    behind_by: float = 0.0,
) -> nw.Expr:
    """The light of a task as a Narwhals expression over the named columns; null where it has none. Alias `light`.

    done, poor_quality: truth values; days_left: whole days to the due date, negative when it is past; progress and
    time_progress (序时进度): shares, 0 to 1, of the same period. A null says that nothing of the kind is known. Red
    goes before yellow, yellow before blue: an open task past its due date is red; an open one whose progress is behind
    time progress by more than `behind_by` (a share), or any of poor quality, yellow; an open one due within `due_soon`
    days blue.
    """
    is_open, left = ~nw.col(done).fill_null(value=False), nw.col(days_left)
    behind = nw.col(time_progress) - nw.col(progress) > behind_by + NOISE
    red = is_open & (left < 0).fill_null(value=False)
    yellow = (is_open & behind.fill_null(value=False)) | nw.col(poor_quality).fill_null(value=False)
    blue = is_open & (left <= due_soon).fill_null(value=False)
    soon = nw.when(blue).then(nw.lit(BLUE))
    return nw.when(red).then(nw.lit(RED)).otherwise(nw.when(yellow).then(nw.lit(YELLOW)).otherwise(soon)).alias("light")


def consequences(
    tasks: nw.LazyFrame,
    *,
    yellows: int = YELLOWS,
    yellow_points: float = YELLOW_POINTS,
    red_points: float = RED_POINTS,
) -> nw.LazyFrame:
    """Tasks with unit, quarter and light to CONSEQUENCES, by quarter, unit and consequence.

    Every full `yellows` yellow lights of a unit in a quarter take `yellow_points`, every red one `red_points`; a unit
    gets one letter and one interview a quarter, whose `lights` count all of that colour.
    """
    counted = tasks.with_columns(
        _yellow=_one(nw.col("light") == nw.lit(YELLOW)), _red=_one(nw.col("light") == nw.lit(RED))
    )
    units = counted.group_by("unit", "quarter").agg(nw.col("_yellow").sum(), nw.col("_red").sum())
    rules = ((LETTER, "_yellow", yellows, yellow_points), (INTERVIEW, "_red", 1, red_points))
    rows = [
        units.filter(nw.col(lights) >= least).select(
            "unit",
            "quarter",
            consequence=nw.lit(name),
            lights=nw.col(lights).cast(nw.Int64),
            points=(nw.col(lights) // least).cast(nw.Float64) * points,
        )
        for name, lights, least, points in rules
    ]
    return nw.concat(rows).sort("quarter", "unit", "consequence").select(*CONSEQUENCES)


def consequence_in_words(row: Mapping[str, Any], say: Say) -> str:
    """The sentence for one row of CONSEQUENCES."""
    kind = row["consequence"]
    return say(SENTENCES[kind], lights=row["lights"], points=plain(row["points"]))


def _one(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
