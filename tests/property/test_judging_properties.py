import random

import narwhals as nw
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from config.model import Config
from metrics.judging import aligned, case_places, severities
from metrics.recusal import Ballot, counted, home_of, recused

Marks = list[tuple[str, str, float]]
UNITS = ("", "430100", "430121", "430102", "430400", "430481", "elderly_care", "office", "430000")


def placed(marks: Marks, least: int = 1, most: float = 2.0) -> list[dict[str, object]]:
    frame = pl.DataFrame(marks, schema=["judge", "case", "mark"], orient="row")
    rows = aligned(nw.from_native(frame.lazy()), most)
    return nw.to_native(case_places(rows, least)).collect().to_dicts()


def judged(marks: Marks) -> dict[str, dict[str, float]]:
    frame = pl.DataFrame(marks, schema=["judge", "case", "mark"], orient="row")
    rows = nw.to_native(severities(aligned(nw.from_native(frame.lazy())))).collect().to_dicts()
    return {row["judge"]: row for row in rows}


def order_of(rows: list[dict[str, object]]) -> list[str]:
    return [str(row["case"]) for row in rows]


qualities = st.lists(st.integers(10, 90), min_size=3, max_size=7, unique=True)


@settings(max_examples=25, deadline=None)
@given(qualities, st.lists(st.tuples(st.floats(0.3, 1.0), st.integers(-9, 9)), min_size=2, max_size=5))
def test_judges_who_agree_on_the_order_keep_it(quality: list[int], manners: list[tuple[float, int]]) -> None:
    marks = [
        (f"j{j}", f"c{c}", scale * value + shift)
        for j, (scale, shift) in enumerate(manners)
        for c, value in enumerate(quality)
    ]

    found = placed(marks)

    assert order_of(found) == [f"c{c}" for c in sorted(range(len(quality)), key=lambda c: -quality[c])]
    assert [row["rank"] for row in found] == list(range(1, len(quality) + 1))


@settings(max_examples=25, deadline=None)
@given(qualities, st.lists(st.integers(-20, 20), min_size=3, max_size=5), st.randoms(use_true_random=False))
def test_who_may_not_score_a_case_does_not_move_it_when_judges_differ_in_severity_alone(
    quality: list[int], shifts: list[int], chance: random.Random
) -> None:
    recusals = {(j, chance.randrange(len(quality))) for j in range(1, len(shifts))}
    marks = [
        (f"j{j}", f"c{c}", float(value + shift))
        for j, shift in enumerate(shifts)
        for c, value in enumerate(quality)
        if (j, c) not in recusals
    ]

    assert order_of(placed(marks)) == [f"c{c}" for c in sorted(range(len(quality)), key=lambda c: -quality[c])]
    effects = [judged(marks)[f"j{j}"]["effect"] for j in range(len(shifts))]
    assert all(abs((effects[j] - effects[0]) - (shifts[j] - shifts[0])) < 1e-3 for j in range(len(shifts)))


@settings(max_examples=20, deadline=None)
@given(st.integers(-15, 15), st.randoms(use_true_random=False))
def test_a_judge_who_is_so_much_more_severe_on_every_case_changes_no_difference(
    shift: int, chance: random.Random
) -> None:
    marks = [(f"j{j}", f"c{c}", float(chance.randrange(40, 80))) for j in range(3) for c in range(4)]
    moved = [(j, c, mark + shift if j == "j0" else mark) for j, c, mark in marks]

    before = {row["case"]: float(str(row["adjusted"])) for row in placed(marks)}
    after = {row["case"]: float(str(row["adjusted"])) for row in placed(moved)}

    steps = [after[case] - before[case] for case in before]
    assert max(steps) - min(steps) < 0.03


def test_a_case_with_too_few_judges_has_no_place() -> None:
    marks: Marks = [("a", "x", 80.0), ("b", "x", 70.0), ("a", "y", 90.0)]

    found = {str(row["case"]): row["rank"] for row in placed(marks, least=2)}

    assert found == {"x": 1, "y": None}


ballots = st.builds(
    lambda number, judge, units, points, phase: Ballot(
        number,
        judge,
        "c",
        frozenset(units),
        tuple(zip(("innovation", "effect", "spread"), points, strict=False)),
        phase,
    ),
    st.integers(0, 99),
    st.sampled_from(["zhang", "li", "wang"]),
    st.lists(st.sampled_from(UNITS), max_size=2),
    st.lists(st.integers(-1, 12).map(float), min_size=2, max_size=3),
    st.sampled_from(["scoring", "closed"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ballots, max_size=8), st.lists(st.sampled_from(UNITS), min_size=1, max_size=2))
def test_no_ballot_counts_of_who_is_recused_or_gave_it_out_of_time_or_out_of_bounds(
    hunan: Config, told: list[Ballot], touched: list[str]
) -> None:
    found = counted(hunan, told, touched, authors=["wang"])

    assert "wang" not in found
    for judge, one in found.items():
        assert one.judge == judge
        assert one.phase == "scoring"
        assert not recused(hunan, one.units, touched)
        assert not {home_of(hunan, unit) for unit in one.units} & {home_of(hunan, unit) for unit in touched} - {""}
        assert {code for code, _ in one.points} == {"innovation", "effect", "spread"}
        assert all(0 <= given <= 10 for _, given in one.points)


def test_a_prefecture_recuses_its_counties_and_their_neighbours_and_the_province_nobody(hunan: Config) -> None:
    assert recused(hunan, ["430121"], ["430102"])
    assert recused(hunan, ["430100"], ["430121"])
    assert recused(hunan, ["elderly_care"], ["430121", "elderly_care"])
    assert not recused(hunan, ["430481"], ["430121"])
    assert not recused(hunan, ["", "430000"], ["430121"])
