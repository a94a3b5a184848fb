from typing import Any, Literal

import narwhals as nw
import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.model import Scheme
from metrics.cube import Cube
from metrics.rank import break_ties, lexicographic, places, rank_published, value_places
from metrics.rounding import LEAST_WHOLE, half_up, half_up_whole
from metrics.shape import Tree
from metrics.winsorising import winsorised
from tests.unit.metrics import builders as build

scores = st.lists(st.integers(-300, 11_000), min_size=1, max_size=40)
values = st.lists(st.none() | st.floats(-1e9, 1e9, allow_nan=False).map(lambda one: round(one, 3)), min_size=1)


def board(**columns: list[Any]) -> Any:
    return nw.from_native(pl.LazyFrame(columns).with_columns(quarter=pl.lit("q"), peer_group=pl.lit("g")))


@given(scores, st.sampled_from(["shared", "dense"]))
def test_places_of_an_array_are_those_of_a_frame(given_scores: list[int], tie: Literal["shared", "dense"]) -> None:
    on_frames = board(published=given_scores).select(rank_published(tie)).collect()["rank"].to_list()

    assert places(np.array([given_scores]), tie)[0].tolist() == on_frames


@given(st.lists(st.tuples(st.integers(0, 4), st.none() | st.integers(0, 3).map(float)), min_size=1, max_size=30))
def test_broken_ties_of_an_array_are_those_of_a_frame(rows: list[tuple[int, float | None]]) -> None:
    published, by = [row[0] for row in rows], [row[1] for row in rows]
    frame = board(published=published, by=pl.Series(by, dtype=pl.Float64))  # type: ignore[arg-type]

    on_frames = frame.with_columns(rank_published("broken")).select(break_ties("by")).collect()["rank"].to_list()

    apart = np.array([np.nan if one is None else one for one in by])
    assert places(lexicographic(np.array([published]), apart))[0].tolist() == on_frames


@given(values, st.booleans())
def test_places_of_values_are_those_of_a_frame(numbers: list[float | None], middle: bool) -> None:
    x = pl.Series(numbers, dtype=pl.Float64)

    on_frames = x.rank("average" if middle else "min", descending=True).cast(pl.Float64).to_list()

    found = value_places(np.array([[np.nan if one is None else one for one in numbers]]), middle)[0]
    assert [None if np.isnan(one) else one for one in found.tolist()] == on_frames


def test_a_missing_score_comes_last() -> None:
    assert half_up_whole(np.array([np.nan]), 2).tolist() == [LEAST_WHOLE]
    assert places(half_up_whole(np.array([[-5.0, np.nan, 7.25]]), 6)).tolist() == [[2, 3, 1]]


@given(st.lists(st.decimals(-1000, 1000, places=4, allow_nan=False).map(float), min_size=1), st.integers(0, 4))
def test_rounding_of_an_array_is_that_of_a_frame(points: list[float], precision: int) -> None:
    frame = nw.from_native(pl.LazyFrame({"points": points})).select(half_up(nw.col("points"), precision)).collect()

    whole = half_up_whole(np.array(points), precision)

    assert (whole / 10**precision).tolist() == pytest.approx(frame["points"].to_list(), abs=1e-12)


def test_only_the_extreme_on_the_side_of_the_skew_is_brought_in() -> None:
    plain = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, np.nan]
    odd = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 900.0, np.nan]
    found = winsorised(np.array([plain, odd, [-one for one in odd]]))
    brought_in = [*odd[:8], 8.0, np.nan]
    np.testing.assert_array_equal(found, [plain, brought_in, [-one for one in brought_in]])


def two_sections() -> Scheme:
    first = build.section("a", build.item("x", "as_given", 6.0), build.item("y", "as_given", 4.0))
    return build.scheme(first, build.section("b", build.item("z", "as_given", 10.0)))


def cube(shares: list[list[float]], counts: list[list[float]] | None = None) -> Cube:
    scheme, given_shares = two_sections(), np.array(shares)
    there = np.ones_like(given_shares) if counts is None else np.array(counts)
    units = tuple(f"u{number}" for number in range(len(shares)))
    return Cube(units, scheme, Tree.of(scheme), given_shares * there, there)


def test_factors_weigh_items_within_their_section_and_sections_within_the_whole() -> None:
    one = cube([[1.0, 0.0, 0.5]])
    items, nodes = np.array([[1.0, 1, 1], [1, 3, 1], [0, 1, 1], [1, 1, 1]]), np.ones((4, 3))
    nodes[3, 0] = 3

    assert one.totals(items, nodes)[:, 0].tolist() == pytest.approx([11.0, 20 / 3 * 0.5 + 5, 5.0, (6 * 3 + 5) / 2])


def test_what_does_not_count_is_scaled_up_and_nothing_at_all_has_no_points() -> None:
    found = cube([[1.0, 0.0, 0.5]] * 3, [[1, 0, 1], [0, 0, 1], [0, 0, 0]]).totals(np.ones((1, 3)), np.ones((1, 3)))[0]

    assert found[:2].tolist() == pytest.approx([15.0, 10.0])
    assert np.isnan(found[2])


def test_drawn_shares_take_the_place_of_the_cubes_own() -> None:
    drawn = {1: lambda: (np.array([[0.5], [1.0]]), np.array([[True], [False]]))}

    found = cube([[1.0, 0.0, 0.5]]).totals(np.ones((2, 3)), np.ones((2, 3)), drawn)

    assert found[:, 0].tolist() == pytest.approx([13.0, 15.0])
