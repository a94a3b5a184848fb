import random
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from config.model import Scheme
from metrics.influence import INFLUENCE, SUMMARY, influences, summary
from metrics.scorecard import Scorecard, measure, score
from tests.unit.metrics import builders as build

QUARTERS = ["2025Q1", "2025Q2"]
CODES = ["a", "b", "c", "d"]


def scheme(tie: str = "shared", kept: str = "abcd") -> Scheme:
    made = {
        "a": build.item("a", "efficacy", 10, parameters={"low": 0, "high": 10}),
        "b": build.item("b", "by_results", 10, missing="exclude"),
        "c": build.item("c", "efficacy", 10, parameters={"low": 0, "high": 10}, missing="exclude"),
        "d": build.item("d", "by_rank", 2, parameters={"loss": 0.1}),
    }
    sections = [
        build.section(name, *(made[code] for code in codes if code in kept)).model_copy(update={"full_marks": marks})
        for name, codes, marks in (("one", "ab", 20.0), ("two", "cd", 12.0))
    ]
    tie_break = "a" if tie == "broken" and "a" in kept else ""
    tie = "shared" if tie == "broken" and not tie_break else tie
    groups = ("counties", "districts")
    return build.scheme(*sections, tie=tie, tie_break=tie_break, groups=groups)


def card(scheme: Scheme, seed: int = 0) -> Scorecard:
    chance = random.Random(seed)
    rows = [(f"u{n}", "", "county", chance.choice(["counties", "districts"])) for n in range(12)]
    given: dict[tuple[str, str, str], float | str] = {}
    for unit, _, _, _ in rows:
        for quarter in QUARTERS:
            given |= {(unit, quarter, code): float(chance.randint(0, 6)) for code in CODES if chance.random() < 0.9}
    catalogue, units = [build.indicator(code) for code in CODES], build.regions(rows)
    return score(measure(build.values(given), units, catalogue, QUARTERS), units, catalogue, scheme, QUARTERS)


def told(scheme: Scheme, seed: int = 0) -> pl.DataFrame:
    found = card(scheme, seed)
    items, board = (eager(build.collect(frame)) for frame in (found.items, found.ranking))
    return influences(items, board, scheme).to_native()


def eager(frame: pl.DataFrame) -> nw.DataFrame[Any]:
    return nw.from_native(frame, eager_only=True)


@pytest.mark.parametrize("tie", ["shared", "dense", "broken"])
@pytest.mark.parametrize("code", CODES)
def test_places_without_an_item_are_those_of_the_scheme_without_it(tie: str, code: str) -> None:
    compared = 0
    for seed in range(4):
        found = told(scheme(tie), seed).filter(pl.col("node") == code)
        left = card(scheme(tie, "abcd".replace(code, "")), seed)
        expected = build.collect(left.ranking).select("region_code", "quarter", expected="rank")
        both = found.join(expected, on=["region_code", "quarter"], how="left")
        same = both.filter(pl.col("rank_without") != pl.col("expected"))
        assert same.is_empty(), (seed, same)
        compared += both.height
    assert compared >= 40


def test_the_place_with_all_items_is_that_of_the_ranking() -> None:
    board = build.collect(card(scheme("broken")).ranking).filter(pl.col("rank").is_not_null())
    found = told(scheme("broken"))
    both = found.join(board, on=["region_code", "quarter", "peer_group"], suffix="_told")
    assert found.schema == pl.Schema(
        dict.fromkeys(list(INFLUENCE)[:4], pl.String) | {"rank": pl.Int64, "rank_without": pl.Int64}
    )
    assert both.height == found.height == board.height * len(CODES)
    assert both["rank"].to_list() == both["rank_told"].to_list()


def test_a_unit_with_nothing_left_has_no_place_and_the_others_close_up() -> None:
    alone = build.scheme(
        build.section("one", build.item("b", "by_results", 10), build.item("c", "by_results", 5, missing="exclude"))
    )
    given = {("x", "2025Q1", "b"): "not_applicable", ("x", "2025Q1", "c"): 9.0}
    given |= {(unit, "2025Q1", code): value for unit, value in (("y", 5.0), ("z", 3.0)) for code in ("b", "c")}
    catalogue, units = [build.indicator(code) for code in ("b", "c")], build.counties("x", "y", "z")
    found = score(measure(build.values(given), units, catalogue, ["2025Q1"]), units, catalogue, alone, ["2025Q1"])
    items, board = (eager(build.collect(frame)) for frame in (found.items, found.ranking))

    without_c = influences(items, board, alone).filter(nw.col("node") == nw.lit("c")).to_native()

    assert without_c.select("region_code", "rank", "rank_without").rows() == [("x", 1, None), ("y", 2, 1), ("z", 3, 2)]


def test_the_summary_agrees_with_polars() -> None:
    found = told(scheme())
    shift = (pl.col("rank") - pl.col("rank_without")).abs()
    expected = found.group_by("quarter", "peer_group", "node").agg(
        pl.len().alias("units"),
        shift.mean().alias("mean_shift"),
        (shift > 0).mean().alias("moved_share"),
        pl.corr("rank", "rank_without", method="spearman").alias("rank_correlation"),
    )

    given = summary(eager(found)).to_native()

    assert given.columns == list(SUMMARY)
    both = given.join(expected, on=["quarter", "peer_group", "node"], suffix="_expected")
    assert both.height == expected.height == 16
    for name in ("units", "mean_shift", "moved_share", "rank_correlation"):
        assert both[name].to_list() == pytest.approx(both[f"{name}_expected"].to_list()), name
    order = given.sort("quarter", "peer_group", "mean_shift", descending=[False, False, True], maintain_order=True)
    assert order["node"].to_list() == given["node"].to_list()


def test_the_summary_has_no_correlation_where_all_share_a_place() -> None:
    rows = {
        "region_code": ["x", "y"],
        "quarter": "2025Q1",
        "peer_group": "g",
        "node": "a",
        "rank": 1,
        "rank_without": [1, 2],
    }
    assert summary(eager(pl.DataFrame(rows))).to_native()["rank_correlation"].to_list() == [None]
