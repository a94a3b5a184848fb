from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from config.wording import translator
from metrics.lights import CONSEQUENCES, consequence_in_words, consequences, light
from tests.unit.metrics import builders as build
from tests.unit.metrics.test_engines import as_polars, in_duckdb

TASK = {
    "done": pl.Boolean,
    "days_left": pl.Int64,
    "progress": pl.Float64,
    "time_progress": pl.Float64,
    "poor_quality": pl.Boolean,
}
FINE: dict[str, Any] = {"done": False, "days_left": 30, "progress": 0.5, "time_progress": 0.5, "poor_quality": False}


def lights(*tasks: dict[str, Any], **terms: Any) -> list[str | None]:
    frame = nw.from_native(pl.LazyFrame([FINE | task for task in tasks], schema=TASK))
    return [row[0] for row in build.rows(frame.select(light(**terms)), "light")]


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ({}, None),
        ({"days_left": 8}, None),
        ({"days_left": 7}, "blue"),
        ({"days_left": 0}, "blue"),
        ({"days_left": -1}, "red"),
        ({"progress": 0.49}, "yellow"),
        ({"progress": 0.1 + 0.2, "time_progress": 0.3}, None),
        ({"progress": 0.3, "time_progress": 0.1 + 0.2}, None),
        ({"poor_quality": True}, "yellow"),
        ({"progress": 0.49, "days_left": 2}, "yellow"),
        ({"progress": 0.49, "days_left": -2}, "red"),
        ({"poor_quality": True, "days_left": -2}, "red"),
        ({"done": True, "days_left": -2}, None),
        ({"done": True, "progress": 0.1, "days_left": 2}, None),
        ({"done": True, "poor_quality": True}, "yellow"),
        ({"days_left": None, "progress": None, "time_progress": None, "poor_quality": None, "done": None}, None),
        ({"done": None, "days_left": -1}, "red"),
    ],
)
def test_the_light_of_a_task(task: dict[str, Any], expected: str | None) -> None:
    assert lights(task) == [expected]


def test_how_soon_and_how_far_behind_are_the_departments_own() -> None:
    assert lights({"days_left": 12}, due_soon=14) == ["blue"]
    assert lights({"progress": 0.45}, behind_by=0.05) == [None]
    assert lights({"progress": 0.44}, behind_by=0.05) == ["yellow"]


def test_the_columns_may_have_other_names() -> None:
    frame = nw.from_native(pl.LazyFrame([FINE | {"days_left": -1}], schema=TASK).rename({"days_left": "left"}))

    assert build.rows(frame.select(light(days_left="left")), "light") == [("red",)]


def followed(shown: list[tuple[str, str, str | None]], **terms: Any) -> list[tuple[Any, ...]]:
    schema = dict.fromkeys(("unit", "quarter", "light"), pl.String)
    tasks = nw.from_native(pl.LazyFrame(shown, schema=schema, orient="row"))
    return build.rows(consequences(tasks, **terms), *CONSEQUENCES)


def test_two_yellows_bring_a_letter_and_a_red_an_interview() -> None:
    shown = [("p", "2026Q1", colour) for colour in ("yellow", "yellow", "red", "blue", None)]
    shown += [("q", "2026Q1", "yellow"), ("q", "2026Q2", "yellow"), ("r", "2026Q1", "blue")]

    assert followed(shown) == [
        ("p", "2026Q1", "interview", 1, -2),
        ("p", "2026Q1", "letter", 2, -1),
    ]


def test_what_lights_cost_is_the_departments_own() -> None:
    shown = [("p", "2026Q1", "yellow")] * 3 + [("p", "2026Q1", "red")] * 2

    assert followed(shown, yellows=3, yellow_points=-0.5, red_points=-1) == [
        ("p", "2026Q1", "interview", 2, -2),
        ("p", "2026Q1", "letter", 3, -0.5),
    ]


@given(st.lists(st.tuples(st.sampled_from("pqr"), st.sampled_from(["yellow", "red", "blue", None])), max_size=30))
def test_consequences_against_counting_by_hand(shown: list[tuple[str, str | None]]) -> None:
    expected = []
    for unit in sorted({unit for unit, _ in shown}):
        own = [colour for other, colour in shown if other == unit]
        red, yellow = own.count("red"), own.count("yellow")
        if red:
            expected.append((unit, "Q", "interview", red, -2.0 * red))
        if yellow >= 2:
            expected.append((unit, "Q", "letter", yellow, -1.0 * (yellow // 2)))

    assert followed([(unit, "Q", colour) for unit, colour in shown]) == expected


def test_consequences_are_told() -> None:
    rows = [dict(zip(CONSEQUENCES, row, strict=True)) for row in followed([("p", "Q", "yellow"), ("p", "Q", "yellow")])]

    assert [consequence_in_words(row, translator("en")) for row in rows] == [
        "Yellow lights: 2; a letter of reminder and −1 points."
    ]


def test_another_engine_gives_the_same() -> None:
    tasks = [FINE | {"days_left": -1}, FINE | {"poor_quality": True}, FINE | {"poor_quality": True}, FINE]
    ours = nw.from_native(pl.LazyFrame(tasks, schema=TASK).with_columns(unit=pl.lit("p"), quarter=pl.lit("Q")))
    shown, theirs = (frame.with_columns(light()) for frame in (ours, in_duckdb(ours)))

    assert_frame_equal(as_polars(consequences(shown)), as_polars(consequences(theirs)))
