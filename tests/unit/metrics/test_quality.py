from fractions import Fraction
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from config.frames import VALUES
from config.wording import translator
from metrics.quality import FACTS, PARTS, as_values, quality_in_words, quality_parts
from metrics.scorecard import measure, score
from tests.unit.metrics import builders as build
from tests.unit.metrics.test_engines import as_polars, in_duckdb

Q = "2026Q1"
ENGLISH = translator("en")
TYPES = {"String": pl.String, "Int64": pl.Int64, "Float64": pl.Float64}
FAULTLESS: dict[str, Any] = {
    "unit": "u",
    "quarter": Q,
    "due_counties": 20,
    "missing_counties": 0,
    "days_late": 0,
    "logic_errors": 0,
    "reported_values": 100,
    "doubtful_values": 0,
    "corrections": 0,
    "workload_weight": 0.0,
    "analysis_points": 0.0,
}


def facts(*rows: dict[str, Any]) -> nw.LazyFrame:
    schema = {name: TYPES[dtype.__name__] for name, dtype in FACTS.items()}
    return nw.from_native(pl.LazyFrame([FAULTLESS | row for row in rows], schema=schema))


def points(**changes: Any) -> dict[str, float]:
    return dict(build.rows(quality_parts(facts(changes)), "part", "points"))


def test_a_faultless_unit_has_thirty_points() -> None:
    assert points() == {
        "collection": 5,
        "delivery": 5,
        "logic": 5,
        "plausibility": 15,
        "workload": 0,
        "analysis": 0,
        "total": 30,
    }


@pytest.mark.parametrize(
    ("missing", "due", "expected"),
    [(0, 20, 5), (1, 20, 4), (5, 100, 4), (6, 100, 2), (2, 20, 2), (10, 100, 2), (11, 100, 0), (20, 20, 0), (0, 0, 5)],
)
def test_missing_counties_cost_by_their_share_the_bounds_included(missing: int, due: int, expected: float) -> None:
    assert points(missing_counties=missing, due_counties=due)["collection"] == expected


@pytest.mark.parametrize(("days", "expected"), [(-2, 5), (0, 5), (1, 4), (2, 3), (3, 2), (4, 0), (90, 0), (None, 0)])
def test_each_day_late_costs_a_point_and_four_are_no_delivery(days: int | None, expected: float) -> None:
    assert points(days_late=days)["delivery"] == expected


@pytest.mark.parametrize(("errors", "expected"), [(0, 5), (1, 4), (4, 1), (5, 0), (60, 0)])
def test_each_logic_error_costs_a_point(errors: int, expected: float) -> None:
    assert points(logic_errors=errors)["logic"] == expected


@pytest.mark.parametrize(
    ("doubtful", "expected"), [(0, 15), (1, 12), (50, 12), (51, 9), (100, 9), (150, 6), (200, 3), (201, 0), (1000, 0)]
)
def test_doubtful_values_cost_by_their_share_the_bounds_included(doubtful: int, expected: float) -> None:
    assert points(doubtful_values=doubtful, reported_values=1000)["plausibility"] == expected


def test_who_delivered_nothing_has_no_points_for_the_quality_of_nothing() -> None:
    nothing = points(days_late=None, reported_values=0, missing_counties=20)
    empty = points(reported_values=0)

    assert nothing["total"] == 0
    assert (empty["delivery"], empty["logic"], empty["plausibility"]) == (5, 0, 0)


def test_workload_raises_what_was_earned_and_the_analysis_report_is_added_after() -> None:
    found = points(days_late=1, workload_weight=1.5, analysis_points=2)

    assert (found["workload"], found["analysis"]) == (4.35, 2)
    assert found["total"] == 35.35


def test_an_unknown_weight_or_report_counts_for_nothing() -> None:
    assert points(workload_weight=None, analysis_points=None)["total"] == 30


def exact(row: dict[str, Any]) -> Fraction:
    def by_share(part: int, whole: int, full: int, losses: list[tuple[int, int]]) -> int:
        share = Fraction(part, whole) * 100 if whole else Fraction(0)
        return full if not part else next((full - loss for bound, loss in losses if share <= bound), 0)

    collection = by_share(row["missing_counties"], row["due_counties"], 5, [(5, 1), (10, 3)])
    delivery = 0 if row["days_late"] is None or row["days_late"] >= 4 else 5 - row["days_late"]
    quality = 0
    if row["days_late"] is not None and row["reported_values"]:
        losses = [(5, 3), (10, 6), (15, 9), (20, 12)]
        quality = max(0, 5 - row["logic_errors"])
        quality += by_share(row["doubtful_values"], row["reported_values"], 15, losses)
    factor = 1 + Fraction(1, 10) * Fraction(str(row["workload_weight"]))
    return (collection + delivery + quality) * factor + Fraction(str(row["analysis_points"]))


@st.composite
def any_facts(draw: st.DrawFn) -> dict[str, Any]:
    due, values = draw(st.integers(0, 130)), draw(st.integers(0, 5000))
    return {
        "due_counties": due,
        "missing_counties": draw(st.integers(0, due) | st.integers(0, due // 8)),
        "days_late": draw(st.none() | st.integers(0, 6)),
        "logic_errors": draw(st.integers(0, 7)),
        "reported_values": values,
        "doubtful_values": draw(st.integers(0, values) | st.integers(0, values // 4)),
        "corrections": draw(st.integers(0, 9)),
        "workload_weight": draw(st.integers(0, 50)) / 10,
        "analysis_points": draw(st.integers(0, 20)) / 4,
    }


@given(st.lists(any_facts(), min_size=1, max_size=6))
def test_the_total_is_the_formula_in_exact_fractions_and_the_parts_add_up(given_facts: list[dict[str, Any]]) -> None:
    rows = [{**row, "unit": f"u{number}"} for number, row in enumerate(given_facts)]

    found = build.collect(quality_parts(facts(*rows)))

    totals = dict(found.filter(pl.col("part") == "total").select("unit", "points").rows())
    parts = dict(found.filter(pl.col("part") != "total").group_by("unit").agg(pl.col("points").sum()).rows())
    for row in rows:
        assert totals[row["unit"]] == float(exact(row))
        assert parts[row["unit"]] == pytest.approx(totals[row["unit"]], abs=1e-9)


@given(any_facts(), st.sampled_from(["missing_counties", "days_late", "logic_errors", "doubtful_values"]))
def test_one_fault_more_never_raises_the_total(row: dict[str, Any], fault: str) -> None:
    worse = {**row, fault: None if row[fault] is None else row[fault] + 1}

    assert points(**worse)["total"] <= points(**row)["total"]


@given(st.lists(any_facts(), min_size=2, max_size=5), st.randoms())
def test_the_order_of_rows_does_not_matter(given_facts: list[dict[str, Any]], chance: Any) -> None:
    rows = [{**row, "unit": f"u{number}"} for number, row in enumerate(given_facts)]
    shuffled = chance.sample(rows, len(rows))

    assert build.collect(quality_parts(facts(*rows))).equals(build.collect(quality_parts(facts(*shuffled))))


def test_parts_and_values_have_their_schemas_and_name_what_is_lacking() -> None:
    assert dict(quality_parts(facts({})).collect_schema()) == dict(PARTS)
    assert dict(as_values(facts({})).collect_schema()) == dict(VALUES)
    with pytest.raises(ValueError, match="days_late"):
        quality_parts(facts({}).drop("days_late"))


def sentences(**changes: Any) -> list[str]:
    rows = build.collect(quality_parts(facts(changes))).to_dicts()
    return [quality_in_words(row, ENGLISH) for row in rows]


def test_every_part_is_told_with_its_numbers() -> None:
    given_facts = {"missing_counties": 1, "days_late": 2, "logic_errors": 1, "doubtful_values": 7, "corrections": 3}

    assert sentences(**given_facts, workload_weight=1.5, analysis_points=2) == [
        "Counties missing: 1 of 20; 4 of 5 points.",
        "Days late: 2; each costs 1 point, from the 4th on all are lost: 3 of 5 points.",
        "Logic errors: 1; each costs 1 point: 4 of 5 points.",
        "Doubtful values: 7 of 100; 9 of 15 points.",
        "Workload weight 1.5: each 1 of it raises the 20 points by 10%, by 3 in all.",
        "Analysis report: 2 points.",
        "Reporting quality: 25 points. Files that corrected figures afterwards: 3; not deducted.",
    ]


def test_what_came_in_time_and_what_did_not_come_are_told_so() -> None:
    assert sentences()[1] == "Delivered in time: 5 of 5 points."
    assert sentences(days_late=None, reported_values=0)[1:4] == [
        "Nothing was delivered: 0 of 5 points.",
        "Nothing was delivered: 0 of 5 points.",
        "Nothing was delivered: 0 of 15 points.",
    ]


def test_a_scheme_can_score_the_quality_and_the_corrections() -> None:
    catalogue = [build.indicator("reporting_quality"), build.indicator("reporting_corrections", direction="lower")]
    scheme = build.scheme(
        build.section(
            "s",
            build.item("reporting_quality", "completion", 60, target={"value": 30}),
            build.item("reporting_corrections", "per_event", 40, parameters={"per_event": -10, "start": 40}),
        )
    )
    values = as_values(facts({"unit": "p", "corrections": 1}, {"unit": "q", "days_late": 4}))
    units = build.counties("p", "q")

    card = score(measure(values, units, catalogue, [Q]), units, catalogue, scheme, [Q])

    assert build.rows(card.ranking, "region_code", "points", "rank") == [("p", 90, 1), ("q", 90, 1)]


def test_another_engine_gives_the_same() -> None:
    ours = facts({"unit": "p", "missing_counties": 1, "workload_weight": 1.5}, {"unit": "q", "days_late": None})

    for judge in (quality_parts, as_values):
        assert_frame_equal(as_polars(judge(ours)), as_polars(judge(in_duckdb(ours))))
