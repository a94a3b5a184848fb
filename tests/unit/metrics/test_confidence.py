from statistics import NormalDist
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.model import Scheme
from config.wording import translator
from metrics.confidence import alike_words, interval_words, intervals, pairs
from metrics.noise import normal
from metrics.scorecard import measure, score
from tests.unit.metrics import builders as build

Q = "2025Q2"


def scheme_of(
    error: float = 0.0, noise: float = 0.1, codes: tuple[str, ...] = ("a", "b", "c"), **changes: Any
) -> Scheme:
    items = [build.item(code, "as_given", 10.0, parameters={"full": 100}, error=error) for code in codes]
    certainty = {"draws": 2_000, "weight_noise": noise} | changes.pop("certainty", {})
    return build.scheme(
        build.section("only", *items), certainty=certainty, precision=changes.pop("precision", 4), **changes
    )


def frames(scheme: Scheme, rows: list[tuple[float, ...]]) -> tuple[Any, Any]:
    codes = [item.code for item in scheme.items]
    given = {(f"u{n}", Q, code): one for n, row in enumerate(rows) for code, one in zip(codes, row, strict=True)}
    units, catalogue = build.counties(*(f"u{n}" for n in range(len(rows)))), [build.indicator(code) for code in codes]
    card = score(measure(build.values(given), units, catalogue, [Q]), units, catalogue, scheme, [Q])
    return card.items.collect("polars"), card.ranking.collect("polars")


def found_for(scheme: Scheme, rows: list[tuple[float, ...]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = intervals(*frames(scheme, rows), scheme).rows(named=True)
    return found


rows_of_values = st.lists(st.tuples(*[st.integers(0, 100).map(float)] * 3), min_size=1, max_size=7)


@settings(max_examples=25, deadline=None)
@given(rows_of_values)
def test_without_noise_every_place_is_certain_and_only_equals_are_alike(rows: list[tuple[float, ...]]) -> None:
    for row in found_for(scheme_of(noise=0), rows):
        equals = sum(sum(other) == sum(rows[int(row["region_code"][1:])]) for other in rows) - 1
        assert row["rank_low"] == row["rank"] == row["rank_high"] == row["rank_mean"]
        assert row["alike"] == equals


@settings(max_examples=25, deadline=None)
@given(rows_of_values, st.sampled_from([0.0, 0.2]), st.randoms())
def test_the_order_of_rows_and_a_second_run_change_nothing(rows: Any, error: float, chance: Any) -> None:
    scheme = scheme_of(error)
    items, ranking = frames(scheme, rows)
    order = list(range(len(items)))
    chance.shuffle(order)

    once, again = intervals(items, ranking, scheme), intervals(items[order], ranking[::-1], scheme)

    assert once.rows() == again.rows()


@settings(max_examples=25, deadline=None)
@given(rows_of_values, st.sampled_from([0.0, 0.2]))
def test_an_interval_lies_within_the_places_of_the_group(rows: Any, error: float) -> None:
    for row in found_for(scheme_of(error), rows):
        assert 1 <= row["rank_low"] <= row["rank_high"] <= len(rows)
        assert 1 <= row["rank_mean"] <= len(rows)
        assert 0 <= row["alike"] < len(rows)


def test_a_unit_that_is_better_everywhere_is_never_overtaken_by_weights() -> None:
    found = found_for(scheme_of(noise=0.9), [(90, 80, 70), (60, 60, 60), (50, 59, 40)])

    assert [(row["rank_low"], row["rank_high"], row["alike"]) for row in found] == [(1, 1, 0), (2, 2, 0), (3, 3, 0)]


def test_another_seed_draws_other_numbers() -> None:
    rows = [(90.0, 10.0, 55.0), (10.0, 90.0, 50.0), (50.0, 50.0, 50.0)]
    one, other = (found_for(scheme_of(certainty={"seed": seed}), rows) for seed in (1, 2))

    assert [row["rank_mean"] for row in one] != [row["rank_mean"] for row in other]


def test_two_units_swap_as_often_as_the_normal_distribution_says() -> None:
    first, second, error, draws = 50.0, 48.0, 0.1, 40_000
    scheme = scheme_of(error, 0, ("a",), certainty={"draws": draws}, precision=6)
    swap = NormalDist().cdf((second - first) / (error * (first**2 + second**2) ** 0.5))

    found = found_for(scheme, [(first,), (second,)])

    three_errors = 3 * (swap * (1 - swap) / draws) ** 0.5
    assert found[0]["rank_mean"] - 1 == pytest.approx(swap, abs=three_errors)
    assert found[1]["rank_mean"] - 1 == pytest.approx(1 - swap, abs=three_errors)
    assert (found[0]["rank_low"], found[0]["rank_high"], found[0]["alike"]) == (1, 2, 1)


def test_units_whose_order_is_turned_in_fewer_draws_than_the_tail_are_really_different() -> None:
    error = 0.1
    apart = NormalDist().inv_cdf(0.05) * error * -(2**0.5) * 50
    scheme = scheme_of(error, 0, ("a",), certainty={"draws": 20_000}, precision=6)

    further, nearer = (found_for(scheme, [(50 + gap / 2,), (50 - gap / 2,)]) for gap in (apart * 1.1, apart * 0.9))

    assert [row["alike"] for row in further] == [0, 0]
    assert [row["alike"] for row in nearer] == [1, 1]


def test_pairs_name_who_is_alike_both_ways_and_as_often_as_counted() -> None:
    scheme = scheme_of(0.1)
    given_frames = frames(scheme, [(70, 60, 50), (69, 61, 50), (20, 10, 30), (22, 10, 30)])

    found = pairs(*given_frames, scheme).to_native()

    assert found.select("region_code", "other").rows() == [("u0", "u1"), ("u1", "u0"), ("u2", "u3"), ("u3", "u2")]
    counted = {row["region_code"]: row["alike"] for row in intervals(*given_frames, scheme).rows(named=True)}
    assert counted == dict.fromkeys(("u0", "u1", "u2", "u3"), 1)
    assert found["rank"].to_list() == [
        given_frames[1].to_native().filter(region_code=u)["rank"][0] for u in found["region_code"]
    ]


def test_pandas_frames_give_the_same_on_pandas() -> None:
    scheme = scheme_of(0.1)
    items, ranking = frames(scheme, [(70, 60, 50), (69, 61, 50), (20, 10, 30)])
    as_pandas = [
        nw.from_native(pd.DataFrame(frame.to_dict(as_series=False)), eager_only=True) for frame in (items, ranking)
    ]

    found = intervals(*as_pandas, scheme)

    assert found.implementation.is_pandas()
    assert found.rows() == intervals(items, ranking, scheme).rows()


def test_normal_numbers_are_normal() -> None:
    drawn = normal(np.random.Generator(np.random.SFC64(1)), (1_000, 1_000))

    assert drawn.mean() == pytest.approx(0, abs=0.004)
    assert drawn.std() == pytest.approx(1, abs=0.003)
    for level in (0.001, 0.05, 0.3, 0.9, 0.999):
        assert (drawn < NormalDist().inv_cdf(level)).mean() == pytest.approx(level, abs=0.002)


def test_the_sentence_names_the_range_or_that_the_place_is_stable() -> None:
    say = translator("en")
    row = {"rank": 5, "rank_low": 4, "rank_high": 8, "alike": 3}
    sure = {"rank": 1, "rank_low": 1, "rank_high": 1, "alike": 0}

    assert interval_words(row, say) == "Place 5, reasonable range 4–8"
    assert interval_words(sure, say) == "Place 1, stable"
    assert alike_words(row, say) == "3 units of the group are not really different in rank"
    assert alike_words(sure, say) == "The order against every other unit of the group is clear"


def test_nobody_ranked_gives_no_rows() -> None:
    scheme = scheme_of(minimum_coverage=1.0)
    items, ranking = frames(scheme, [(1, 2, 3)])
    none = ranking.with_columns(rank=nw.lit(None, nw.Int64))

    assert intervals(items, none, scheme).to_native().shape == (0, 8)
    assert pairs(items, none, scheme).to_native().schema["other"] == pl.String
