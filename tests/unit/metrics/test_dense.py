import random
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from config.frames import NODES, RANKING
from config.model import Scheme, Veto
from metrics.scorecard import Scorecard, measure, score
from tests.golden.test_tree_oracle import CATALOGUE as TREE_CATALOGUE
from tests.golden.test_tree_oracle import random_case
from tests.unit.metrics import builders as build
from tests.unit.metrics.random_province import CATALOGUE, QUARTERS, province, random_scheme

Q = "2025Q2"
INEXACT = ("points", "counted_marks", "lost", "weakest_lost", "coverage_share")
Given = dict[tuple[str, str, str], float | str]


def same(arrays: Scorecard, frames: Scorecard) -> None:
    assert arrays.arrays is not None
    for name, schema in (("nodes", NODES), ("ranking", RANKING)):
        found, expected = getattr(arrays, name), build.collect(getattr(frames, name))
        assert dict(found.collect_schema()) == dict(schema)
        exact = [column for column in schema if column not in INEXACT]
        assert len(expected) > 0
        assert_frame_equal(build.collect(found), expected, rel_tol=0, abs_tol=1e-9)
        assert_frame_equal(build.collect(found).select(exact), expected.select(exact), check_exact=True)


def both(
    values: Given, units: nw.LazyFrame, scheme: Scheme, catalogue: Any = CATALOGUE, quarters: Any = QUARTERS
) -> tuple[Scorecard, Scorecard]:
    measures = measure(build.values(values), units, catalogue, quarters).collect().lazy()
    arrays, frames = (
        score(measures, units, catalogue, scheme, quarters, lambda frame: frame.collect().lazy(), in_memory=in_memory)
        for in_memory in (True, False)
    )
    return arrays, frames


def in_province(seed: int, quarters: Any = QUARTERS, **changes: Any) -> tuple[Scorecard, Scorecard]:
    regions, values = province(seed, quarters)
    units = build.regions((r.code, r.parent_code, r.level, r.peer_group) for r in regions)
    return both(values, units, random_scheme(seed).model_copy(update=changes), CATALOGUE, quarters)


def on_arrays(scheme: Scheme) -> Scheme:
    sections = tuple(
        section.model_copy(
            update={
                "items": tuple(
                    item.model_copy(update={"rule": "percentile"}) if item.rule == "z_score" else item
                    for item in section.items
                )
            }
        )
        for section in scheme.sections
    )
    return scheme.model_copy(update={"sections": sections})


@pytest.mark.parametrize("seed", range(60))
def test_arrays_climb_trees_of_any_shape_as_frames_do(seed: int) -> None:
    scheme, values = random_case(seed)
    reported = {(unit, Q, code): value for unit, own in values.items() for code, value in own.items()}

    same(*both(reported, build.counties(*values), on_arrays(scheme), TREE_CATALOGUE, [Q]))


@pytest.mark.parametrize("seed", range(20))
def test_arrays_score_a_province_as_frames_do(seed: int) -> None:
    same(*in_province(seed))


def test_arrays_tell_movement_from_the_quarter_before_in_any_order_of_quarters() -> None:
    same(*in_province(5, ("2025Q3", "2024Q4", "2025Q2", "2025Q1")))


def test_arrays_hold_quarters_without_values() -> None:
    regions, values = province(7)
    units = build.regions((r.code, r.parent_code, r.level, r.peer_group) for r in regions)
    early = {key: value for key, value in values.items() if key[1] == QUARTERS[0]}

    same(*both(early, units, random_scheme(7)))


def test_arrays_leave_out_units_and_items_without_a_row() -> None:
    regions, values = province(8)
    units = build.regions((r.code, r.parent_code, r.level, r.peer_group) for r in regions)
    measures = measure(build.values(values), units, CATALOGUE, QUARTERS).collect()
    chance = random.Random(8)
    gone = [r.code for r in regions if chance.random() < 0.3]
    some = measures.filter(~nw.col("region_code").is_in(gone) & (nw.col("indicator") != "rate")).lazy()

    arrays, frames = (
        score(some, units, CATALOGUE, random_scheme(8), QUARTERS, in_memory=in_memory) for in_memory in (True, False)
    )

    assert gone
    same(arrays, frames)


@pytest.mark.parametrize("seed", range(6))
def test_arrays_band_veto_and_break_ties_as_frames_do(seed: int) -> None:
    chance = random.Random(seed)
    fields = {"name": "v", "name_en": "v", "indicator": "petitions", "clause": "1"}
    bars = Veto(**fields, code="bars", effect="bar", bars=("good",), at_least=2)
    lowest = Veto(**fields, code="lowest", effect="lowest", at_least=3)
    out = Veto(**(fields | {"indicator": "local"}), code="out", effect="unranked", at_least=4)
    bands = tuple(
        band.model_copy(update={"top_share": share})
        for band, share in zip(random_scheme(seed).bands, (0.4, 0.7, None), strict=True)
    )
    vetoes = tuple(chance.sample([bars, lowest, out], 3))

    arrays, frames = in_province(
        seed, vetoes=vetoes, bands=bands, tie="broken", tie_break="i07", precision=0, full_marks=40
    )

    same(arrays, frames)
    board = build.collect(arrays.ranking)
    assert board["veto"].n_unique() > 1
    assert board["band"].n_unique() > 1


@pytest.mark.parametrize("tie", ["shared", "dense", "broken"])
def test_arrays_place_equal_scores_as_the_scheme_says(tie: str) -> None:
    codes = ("a", "b")
    catalogue = [build.indicator(code) for code in codes]
    pairs = [(90, 50), (50, 90), (50, 90), (90, "not_reported"), (10, 10), (90, 50)]
    values = {
        (f"u{n}", Q, code): value for n, pair in enumerate(pairs) for code, value in zip(codes, pair, strict=True)
    }
    items = [build.item(code, "completion", 50, target={"value": 100}) for code in codes]
    scheme = build.scheme(build.section("main", *items), tie=tie, tie_break="b")

    same(*both(values, build.counties(*(f"u{n}" for n in range(6))), scheme, catalogue, [Q]))


def test_arrays_take_a_groups_own_parameters_figures_inputs_and_levels() -> None:
    codes = ("a", "b", "c")
    catalogue = [build.indicator(code, levels=("county", "district"), roll_up="none") for code in codes]
    chance = random.Random(4)
    quarters = ("2025Q1", "2025Q2")
    units = [(f"u{n}", "", chance.choice(["county", "district"]), chance.choice(["p", "q", "r"])) for n in range(20)]
    values: Given = {
        (unit[0], quarter, code): chance.choice([round(chance.uniform(0, 120), 1), "not_reported", 50.0, 50.0])
        for unit in units
        for quarter in quarters
        for code in codes
    }
    own = {"p": {"parameters": {"cap": 1.5}, "target": {"value": 50}}, "q": {"target": {"indicator": "b"}}}
    made = {"indicator": "", "inputs": {"sum": {"a": 1, "b": 2}, "per": {"c": 1}}}
    items = (
        build.item("x1", "completion", 10, indicator="a", target={"value": 90}, by_group=own),
        build.item("x2", "efficacy", 5, indicator="b", figure="change", parameters={"low": -50, "high": 50}),
        build.item("x3", "completion", 5, target={"value": 4}, missing="exclude", **made),
        build.item("x4", "borda", 5, indicator="c", levels=("district",)),
        build.item("x5", "distance_to_target", 5, indicator="a", target={"value": 80}, parameters={"observed": True}),
    )
    scheme = build.scheme(build.section("main", *items), groups=("r", "q", "p", "nobody"))

    same(*both(values, build.regions(units), scheme, catalogue, quarters))


def complete() -> tuple[nw.LazyFrame, pl.DataFrame, Scheme]:
    chance = random.Random(11)
    units, quarters, codes = [f"u{n}" for n in range(9)], ["2024Q4", "2025Q1", "2025Q2"], ["a", "b", "c", "d"]
    values = {(u, quarter, code): chance.uniform(0, 100) for u in units for quarter in quarters for code in codes}
    measures = measure(
        build.values(values), build.counties(*units), [build.indicator(code) for code in codes], quarters
    )
    items = [build.item(code, "efficacy", 10, parameters={"low": 0, "high": 100}) for code in ("d", "b", "a")]
    return build.counties(*units), build.collect(measures), build.scheme(build.section("main", *items))


def numbered(measures: pl.DataFrame) -> pl.DataFrame:
    return measures.with_row_index("row")


@pytest.mark.parametrize(
    "changed",
    [
        lambda rows: rows,
        lambda rows: rows.sort("quarter", "region_code", "indicator"),
        lambda rows: rows.sort("region_code", "indicator", "quarter"),
        lambda rows: rows.sort(
            pl.when(pl.col("row") == 30).then(31).when(pl.col("row") == 31).then(30).otherwise("row")
        ),
        lambda rows: rows.sort(
            pl.when(pl.col("row") == 30).then(80).when(pl.col("row") == 80).then(30).otherwise("row")
        ),
        lambda rows: rows.sort(
            pl.when(pl.col("row") == 11).then(12).when(pl.col("row") == 12).then(11).otherwise("row")
        ),
        lambda rows: rows.filter(pl.col("row") != 40),
        lambda rows: rows.filter(pl.col("row") != 0),
        lambda rows: rows.filter(pl.col("region_code") != "u3"),
        lambda rows: rows.filter(pl.col("indicator") != "b"),
        lambda rows: rows.filter(pl.col("quarter") != "2025Q1"),
        lambda rows: rows.sort("region_code", "quarter", "indicator", descending=[True, True, True]),
    ],
)
@pytest.mark.parametrize("quarters", [("2025Q1", "2025Q2"), ("2025Q2",), ("2025Q2", "2024Q4")])
def test_arrays_read_rows_in_any_order_complete_or_not(changed: Any, quarters: tuple[str, ...]) -> None:
    units, measures, scheme = complete()
    given = nw.from_native(changed(numbered(measures)).drop("row").lazy())

    arrays, frames = (score(given, units, (), scheme, quarters, in_memory=in_memory) for in_memory in (True, False))

    same(arrays, frames)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_rows_does_not_matter_to_arrays(seed: int) -> None:
    regions, values = province(seed)
    units = build.regions((r.code, r.parent_code, r.level, r.peer_group) for r in regions)
    measures = measure(build.values(values), units, CATALOGUE, QUARTERS).collect()
    mixed = nw.from_native(measures.to_native().sample(fraction=1, shuffle=True, seed=seed).lazy())
    backwards = build.regions((r.code, r.parent_code, r.level, r.peer_group) for r in regions[::-1])

    plain = score(measures.lazy(), units, CATALOGUE, random_scheme(seed), QUARTERS, in_memory=True)
    shuffled = score(mixed, backwards, CATALOGUE, random_scheme(seed), QUARTERS, in_memory=True)

    assert build.collect(plain.nodes).equals(build.collect(shuffled.nodes))
    assert build.collect(plain.ranking).equals(build.collect(shuffled.ranking))


@pytest.mark.parametrize(
    "changes", [{"missing": "group_mean"}, {"log": True}, {"winsorise": True}, {"rule": "z_score", "parameters": {}}]
)
def test_what_arrays_do_not_know_is_left_to_frames(changes: dict[str, Any]) -> None:
    catalogue = [build.indicator("a")]
    values = {(f"u{n}", Q, "a"): value for n, value in enumerate((5.0, 7.0, 9.0, "not_reported"))}
    item = build.item("a", "efficacy", 10, parameters={"low": 1, "high": 10}).model_copy(update=changes)
    scheme = build.scheme(build.section("main", item))

    asked, frames = both(values, build.counties(*(f"u{n}" for n in range(4))), scheme, catalogue, [Q])

    assert asked.arrays is None
    assert_frame_equal(build.collect(asked.ranking), build.collect(frames.ranking))


def test_items_are_scored_on_frames_when_asked_for() -> None:
    arrays, frames = in_province(2)

    assert isinstance(build.collect(arrays.items), pl.DataFrame)
    assert_frame_equal(build.collect(arrays.items), build.collect(frames.items))
