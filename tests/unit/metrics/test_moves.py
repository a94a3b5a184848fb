import random

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.frames import MOVES
from metrics.moves import item_moves, moves
from tests.unit.metrics import builders as build

SCHEMA = {
    "region_code": pl.String,
    "quarter": pl.String,
    "peer_group": pl.String,
    "published": pl.Float64,
    "rank": pl.Int64,
}


def state(totals: dict[str, float | None], quarter: str = "2025Q2") -> nw.LazyFrame:
    known = [total for total in totals.values() if total is not None]
    rows = [
        (unit, quarter, "counties", total, None if total is None else 1 + sum(other > total for other in known))
        for unit, total in totals.items()
    ]
    return nw.from_native(pl.LazyFrame(rows, schema=SCHEMA, orient="row"))


def split(*totals: dict[str, float | None]) -> dict[str, tuple[int, ...]]:
    columns = ("region_code", "previous_rank", "rank", "by_correction", "by_scheme", "by_own", "by_others")
    return {row[0]: row[1:] for row in build.rows(moves(*map(state, totals)), *columns)}


def test_each_cause_has_its_own_places() -> None:
    before = {"a": 90.0, "b": 80.0, "c": 70.0, "d": 60.0}
    corrected = {**before, "d": 75.0}
    rescored = {"a": 70.0, "b": 80.0, "c": 65.0, "d": 75.0}
    after = {"a": 85.0, "b": 80.0, "c": 60.0, "d": 90.0}

    found = split(before, corrected, rescored, after)

    assert found["d"] == (4, 1, 1, 1, 1, 0)
    assert found["a"] == (1, 2, 0, -2, 2, -1)
    assert found["b"] == (2, 3, 0, 1, 0, -2)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_the_four_causes_add_up_and_own_is_what_the_unit_alone_would_do(seed: int) -> None:
    chance = random.Random(seed)
    units = [f"u{n}" for n in range(chance.randint(1, 9))]
    states = [{unit: chance.choice([None, *map(float, range(60, 66))]) for unit in units} for _ in range(4)]

    found = split(*states)

    for unit, (previous, rank, *causes) in found.items():
        if any(total[unit] is None for total in states):
            assert causes == [None] * 4
            continue
        assert sum(causes) == previous - rank
        alone = {**states[2], unit: states[3][unit]}
        place = 1 + sum(total is not None and total > alone[unit] for other, total in alone.items() if other != unit)
        held = 1 + sum(total is not None and total > states[2][unit] for total in states[2].values())
        assert causes[2] == held - place


def test_a_unit_that_is_new_has_no_split() -> None:
    found = split({"a": 1.0}, {"a": 1.0}, {"a": 1.0}, {"a": 1.0, "b": 2.0})

    assert found == {"b": (None, 1, None, None, None, None), "a": (1, 2, 0, 0, 0, -1)}


def test_items_tell_where_the_own_change_came_from() -> None:
    earlier = nw.from_native(pl.LazyFrame({"region_code": ["a", "a"], "node": ["x", "y"], "points": [1.0, 5.0]}))
    later = nw.from_native(pl.LazyFrame({"region_code": ["a", "a"], "node": ["x", "y"], "points": [4.0, 4.5]}))

    assert build.rows(item_moves(earlier, later), "node", "difference") == [("y", -0.5), ("x", 3)]


def test_moves_have_the_schema_of_the_border() -> None:
    one = state({"a": 1.0})

    assert dict(moves(one, one, one, one).collect_schema()) == dict(MOVES)


@pytest.mark.parametrize("shift", [0.0, 5.0])
def test_nobody_moves_when_nothing_changes(shift: float) -> None:
    totals = {"a": 3.0 + shift, "b": 3.0 + shift, "c": 1.0 + shift}

    assert {row[2:] for row in split(totals, totals, totals, totals).values()} == {(0, 0, 0, 0)}
