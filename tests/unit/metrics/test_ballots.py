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
from metrics.ballots import BALLOTS, FAULTS, ballot_faults, ballot_in_words, ballot_values
from metrics.scorecard import measure, score
from tests.unit.metrics import builders as build
from tests.unit.metrics.test_engines import as_polars, in_duckdb

Q = "2026Q1"
TYPES = {"String": pl.String, "Int64": pl.Int64, "Float64": pl.Float64}
MARKS = {"excellent": 100, "good": 80, "pass": 60, "fail": 40}
Vote = tuple[str, str, str, Any]


def ballots(*votes: Vote, full: float | None = None) -> nw.LazyFrame:
    rows = [
        {
            "judge": judge,
            "ballot_class": ballot_class,
            "unit": unit,
            "quarter": Q,
            "indicator": "review",
            "grade": given_for if isinstance(given_for, str) else None,
            "score": None if isinstance(given_for, str) else given_for,
            "full_marks": None if isinstance(given_for, str) else full,
        }
        for judge, ballot_class, unit, given_for in votes
    ]
    schema = {name: TYPES[dtype.__name__] for name, dtype in BALLOTS.items()}
    return nw.from_native(pl.LazyFrame(rows, schema=schema))


def scores(*votes: Vote, full: float | None = None) -> dict[str, float | None]:
    return dict(build.rows(ballot_values(ballots(*votes, full=full)), "region_code", "value"))


def faults(*votes: Vote, full: float | None = None, **terms: Any) -> list[tuple[str, str, str]]:
    return build.rows(ballot_faults(ballots(*votes, full=full), **terms), "judge", "unit", "fault")


def test_a_votes_weigh_sixty_and_b_votes_forty_of_a_hundred() -> None:
    leaders = [("a1", "A", "u", "excellent"), ("a2", "A", "u", "good")]
    others = [("b1", "B", "u", "good"), ("b2", "B", "u", "pass"), ("b3", "B", "u", "fail")]

    assert scores(*leaders, *others) == {"u": 0.6 * 90 + 0.4 * 60}


def test_scores_count_as_a_share_of_their_full_marks() -> None:
    assert scores(("a", "A", "u", 18.0), ("b", "B", "u", 10.0), full=20) == {"u": 0.6 * 90 + 0.4 * 50}


def test_abstentions_are_no_valid_votes() -> None:
    votes = [("a1", "A", "u", "good"), ("a2", "A", "u", ""), ("b1", "B", "u", "pass"), ("b2", "B", "u", None)]

    assert scores(*votes) == {"u": 72}
    assert faults(*votes) == []


def test_a_class_without_a_valid_vote_leaves_and_without_any_nothing_is_reported() -> None:
    found = ballot_values(ballots(("a", "A", "u", "good"), ("b", "B", "u", ""), ("a", "A", "v", "")))

    assert build.rows(found, "region_code", "value", "status") == [("u", 80, "reported"), ("v", None, "not_reported")]


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("uvw"), st.sampled_from([*MARKS, ""])), max_size=25))
def test_the_score_is_the_formula_in_exact_fractions(drawn: list[tuple[str, str, str]]) -> None:
    votes = [(f"j{number}", *vote) for number, vote in enumerate(drawn)]
    expected: dict[str, float | None] = {}
    for unit in sorted({unit for _, unit, _ in drawn}):
        means, weights = Fraction(0), Fraction(0)
        for ballot_class, weight in (("A", Fraction(3, 5)), ("B", Fraction(2, 5))):
            own = [MARKS[grade] for one, other, grade in drawn if (one, other) == (ballot_class, unit) and grade]
            if own:
                means, weights = means + weight * Fraction(sum(own), len(own)), weights + weight
        expected[unit] = float(means / weights) if weights else None

    found = scores(*votes)

    assert found == {unit: pytest.approx(value, abs=1e-6) for unit, value in expected.items()}


def test_all_units_with_one_score_is_a_breach_and_the_votes_count() -> None:
    votes = [("a", "A", unit, 8.0) for unit in "uvw"] + [("b", "B", "u", 8.0), ("b", "B", "v", 9.0)]

    assert faults(*votes, full=10) == [("a", "", "identical")]
    assert faults(*votes, full=10, spread_from=4) == []
    assert faults(*votes, ("a", "A", "x", 99.0), full=10) == [("a", "", "identical"), ("a", "x", "range")]
    assert scores(*votes, full=10)["w"] == 80


def test_one_unit_alone_and_grades_cannot_be_spread() -> None:
    grades = [("b", "B", unit, "good") for unit in "uvw"]

    assert faults(("a", "A", "u", 8.0), *grades, full=10) == []


@pytest.mark.parametrize(("full", "breach"), [(5, False), (10, False), (10.5, True), (20, True)])
def test_above_ten_points_there_are_no_decimals(full: float, breach: bool) -> None:
    votes = [("a", "A", "u", 4.5), ("a", "A", "v", 4.0)]

    assert faults(*votes, full=full) == ([("a", "u", "decimals")] if breach else [])
    assert scores(*votes, full=full)["u"] == pytest.approx(450 / full, abs=1e-6)


def test_the_bound_for_decimals_is_the_departments_own() -> None:
    assert faults(("a", "A", "u", 4.5), full=10, whole_above=5) == [("a", "u", "decimals")]


def test_every_void_vote_is_named_at_once_and_none_counts() -> None:
    votes: list[Vote] = [
        ("a1", "C", "u", 5.0),
        ("a2", "A", "u", 11.0),
        ("a3", "A", "u", -1.0),
        ("a4", "A", "u", float("nan")),
        ("a5", "A", "u", "splendid"),
        ("a6", "A", "u", 5.0),
        ("a6", "A", "u", 6.0),
        ("a7", "A", "u", 7.0),
    ]

    assert faults(*votes, full=10) == [
        ("a1", "u", "class"),
        ("a2", "u", "range"),
        ("a3", "u", "range"),
        ("a4", "u", "range"),
        ("a5", "u", "grade"),
        ("a6", "u", "twice"),
        ("a6", "u", "twice"),
    ]
    assert scores(*votes, full=10) == {"u": 70}


def test_a_score_without_full_marks_or_beside_a_grade_is_void() -> None:
    both = ballots(("a", "A", "u", 5.0), full=10).with_columns(grade=nw.lit("good"))

    assert faults(("a", "A", "u", 5.0)) == [("a", "u", "range")]
    assert build.rows(ballot_faults(both), "fault") == [("both",)]
    assert build.rows(ballot_values(both), "value") == [(None,)]


def test_faults_are_told_with_what_was_read() -> None:
    votes: list[Vote] = [
        ("甲", "A", "u", 15.5),
        ("甲", "A", "v", 12.0),
        ("乙", "X", "u", "good"),
        ("丙", "B", "u", "fine"),
    ]
    alike: list[Vote] = [("丁", "B", "u", 15.0), ("丁", "B", "v", 15.0), ("戊", "B", "u", 21.0)]

    rows = build.collect(ballot_faults(ballots(*votes, *alike, full=20))).to_dicts()

    assert sorted(ballot_in_words(row, translator("en")) for row in rows) == sorted(
        [
            "甲 on u: 15.5 has decimals; above 10 points give whole points.",
            "乙: X is no class of votes; the classes are A, B. The vote does not count.",
            "丙 on u: fine is no grade; the grades are excellent, good, pass, fail. The vote does not count.",
            "丁: all 2 units got the same score, 15. Scores must be spread.",
            "戊 on u: 21 is not between 0 and 20. The vote does not count.",
        ]
    )


def test_values_and_faults_have_their_schemas_and_the_rule_of_votes_scores_them() -> None:
    votes = ballots(("a", "A", "u", "excellent"), ("b", "B", "u", "good"), ("a", "A", "v", "good"))
    scheme = build.scheme(build.section("s", build.item("review", "votes", 50)))
    catalogue, units = [build.indicator("review")], build.counties("u", "v")

    card = score(measure(ballot_values(votes), units, catalogue, [Q]), units, catalogue, scheme, [Q])

    assert build.rows(card.items, "region_code", "points") == [("u", 46), ("v", 40)]
    assert dict(ballot_values(votes).collect_schema()) == dict(VALUES)
    assert dict(ballot_faults(votes).collect_schema()) == dict(FAULTS)
    with pytest.raises(ValueError, match="full_marks"):
        ballot_values(votes.drop("full_marks"))


def test_another_engine_gives_the_same() -> None:
    votes = [
        ("a", "C", "u", 5.0),
        ("b", "A", "u", 11.0),
        ("c", "B", "u", 7.0),
        ("c", "B", "v", 7.0),
        ("d", "A", "v", "good"),
    ]
    ours = ballots(*votes, full=10)

    for count in (ballot_values, ballot_faults):
        assert_frame_equal(as_polars(count(ours)), as_polars(count(in_duckdb(ours))))
