from typing import Any

import narwhals as nw
import polars as pl
import pytest

from config.frames import GAPS
from config.model import Band, Scheme, Veto
from metrics.gaps import gaps
from tests.unit.metrics import builders as build

ITEM = build.item("a", "by_results", 100)


def scheme(**changes: Any) -> Scheme:
    return build.scheme(build.section("one", ITEM), **changes)


def band(code: str, at_least: float, **changes: Any) -> Band:
    return Band(code=code, name=code, name_en=code, at_least=at_least, **changes)


def ranking(totals: dict[str, float | None], tie: str = "shared", vetoes: dict[str, str] | None = None) -> nw.LazyFrame:
    known = [total for total in totals.values() if total is not None]
    above = {total: [other for other in known if other > total] for total in known}
    rows = {
        "region_code": list(totals),
        "quarter": "2025Q2",
        "peer_group": "counties",
        "published": list(totals.values()),
        "rank": [
            None if total is None else 1 + len(set(above[total]) if tie == "dense" else above[total])
            for total in totals.values()
        ],
        "veto": [(vetoes or {}).get(unit) for unit in totals],
    }
    types = {"published": pl.Float64, "rank": pl.Int64, "veto": pl.String}
    return nw.from_native(pl.LazyFrame(rows, schema_overrides=types))


def places(totals: dict[str, float | None], scheme: Scheme) -> dict[str, tuple[Any, ...]]:
    found = build.rows(gaps(ranking(totals, scheme.tie), scheme), "region_code", "to_next_place", "to_tie", "next_rank")
    return {row[0]: row[1:] for row in found}


def test_the_next_place_is_one_step_ahead_of_all_units_above() -> None:
    found = places({"w": 81.07, "x": 80.0, "y": 80.0, "z": 79.9, "n": None}, scheme())
    assert found == {"w": (None, None, None), "x": (1.08, 1.07, 1), "y": (1.08, 1.07, 1), "z": (0.11, 0.1, 2)}


@pytest.mark.parametrize(("tie", "place"), [("shared", 1), ("dense", 1), ("broken", 2)])
def test_one_step_ahead_may_be_level_with_the_unit_beyond(tie: str, place: int) -> None:
    found = places({"w": 80.01, "x": 80.0, "z": 79.0}, scheme(tie=tie, tie_break="a"))
    assert found["z"] == (1.01, 1.0, place)


@pytest.mark.parametrize("tie", ["shared", "dense"])
@pytest.mark.parametrize("precision", [0, 1, 2, 3])
def test_a_unit_with_so_many_more_points_holds_the_place(tie: str, precision: int) -> None:
    step = 10**-precision
    totals = {f"u{number}": round(60 + number * number % 11 * step, precision) for number in range(12)}
    declared = scheme(tie=tie, precision=precision)
    for unit, (more, level, place) in places(totals, declared).items():
        if more is None:
            assert totals[unit] == max(totals.values())
            continue
        raised = build.collect(ranking({**totals, unit: round(totals[unit] + more, precision)}, tie))
        assert raised.filter(pl.col("region_code") == unit)["rank"].to_list() == [place]
        assert round(totals[unit] + level, precision) in totals.values()


def bands(
    totals: dict[str, float | None], scheme: Scheme, vetoes: dict[str, str] | None = None
) -> list[tuple[Any, ...]]:
    told = gaps(ranking(totals, vetoes=vetoes), scheme)
    return sorted(build.rows(told, "region_code", "next_band", "to_next_band"))


def test_the_next_band_is_the_lowest_above_the_score() -> None:
    found = bands({"a": 90.0, "b": 80.0, "c": 79.99, "d": 12.5}, scheme())
    assert found == [("a", None, None), ("b", None, None), ("c", "good", 0.01), ("d", "pass", 47.5)]


def test_a_bound_between_two_published_scores_is_reached_by_the_upper_one() -> None:
    declared = scheme(bands=(band("good", 79.995), band("fail", 0)))
    assert bands({"a": 79.99}, declared) == [("a", "good", 0.01)]


def test_a_band_by_share_of_units_has_no_points_to_it() -> None:
    declared = scheme(bands=(band("best", 90, top_share=0.2), band("good", 80), band("fail", 0)))
    assert bands({"a": 85.0, "b": 70.0}, declared) == [("a", None, None), ("b", "good", 10.0)]


def test_barred_bands_are_passed_over_and_the_lowest_is_final() -> None:
    bar = Veto(code="bar", name="v", name_en="v", indicator="a", effect="bar", bars=("pass",), clause="1")
    sink = Veto(code="sink", name="v", name_en="v", indicator="a", effect="lowest", clause="1")
    found = bands({"a": 50.0, "b": 50.0, "c": 50.0}, scheme(vetoes=(bar, sink)), {"a": "bar", "b": "sink"})
    assert found == [("a", "good", 30.0), ("b", None, None), ("c", "pass", 10.0)]


def test_gaps_have_the_schema_of_the_border() -> None:
    assert dict(gaps(ranking({"a": 1.0}), scheme()).collect_schema()) == dict(GAPS)
