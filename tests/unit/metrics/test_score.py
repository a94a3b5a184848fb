from typing import Any

import narwhals as nw
import pytest

from config.model import Scheme
from metrics.board import add_movement
from metrics.scorecard import Scorecard, measure, score
from tests.unit.metrics import builders as build

Q1, Q2 = "2025Q1", "2025Q2"
CATALOGUE = [build.indicator(code) for code in ("a", "b", "c", "goal")]


def full(code: str, marks: float, **changes: Any) -> Any:
    return build.item(code, "completion", marks, target={"value": 100}, **changes)


TWO = build.scheme(build.section("first", full("a", 30), full("b", 30)), build.section("second", full("c", 40)))


def card(given: build.Given, scheme: Scheme = TWO, quarters: tuple[str, ...] = (Q2,)) -> Scorecard:
    units = build.counties(*sorted({key[0] for key in given}))
    return score(measure(build.values(given), units, CATALOGUE, quarters), units, CATALOGUE, scheme, quarters)


def unit(**values: float | str) -> dict[tuple[str, str, str], float | str]:
    return {("u", Q2, code): value for code, value in values.items()}


def nodes(given: build.Given, scheme: Scheme = TWO) -> dict[str, Any]:
    return {row[0]: row[1:] for row in build.rows(card(given, scheme).nodes, "node", "points", "counted_marks")}


def test_items_add_up_to_sections_and_sections_to_the_total() -> None:
    assert nodes(unit(a=100, b=50, c=25)) == {"first": (45, 60), "second": (10, 40), "total": (55, 100)}


def test_what_does_not_apply_leaves_and_the_rest_of_its_section_is_scaled_up() -> None:
    found = nodes(unit(a="not_applicable", b=50, c=25))

    assert found == {"first": (30, 30), "second": (10, 40), "total": (40, 70)}


def test_when_a_section_leaves_the_other_sections_are_scaled_up() -> None:
    found = nodes(unit(a=100, b=50, c="not_applicable"))

    assert found == {"first": (45, 60), "second": (None, 0), "total": (75, 60)}


def test_a_unit_to_which_nothing_applies_is_not_ranked() -> None:
    given = unit(a="not_applicable", b="not_applicable", c="not_applicable") | {("v", Q2, "a"): 10}

    found = build.rows(card(given).ranking, "region_code", "published", "rank", "ranked_units", "band")

    assert found == [("v", 3, 1, 1, "fail"), ("u", None, None, 1, None)]


def test_missing_counts_as_none_or_leaves_as_the_item_says() -> None:
    lenient = build.scheme(build.section("first", full("a", 30, missing="exclude"), full("b", 30)))

    assert nodes(unit(b=50))["first"] == (15, 60)
    assert nodes(unit(b=50), lenient)["first"] == (30, 30)


def test_an_item_for_other_levels_leaves() -> None:
    higher = build.scheme(build.section("first", full("a", 30, levels=("prefecture",)), full("b", 30)))

    assert nodes(unit(a=100, b=50), higher)["first"] == (30, 30)


def test_a_target_that_does_not_apply_or_is_none_takes_the_item_away() -> None:
    item = build.item("a", "completion", 30, target={"indicator": "goal"})
    scheme = build.scheme(build.section("first", item, full("b", 30)))

    assert nodes(unit(a=5, b=50, goal=10), scheme)["first"] == (30, 60)
    assert nodes(unit(a=5, b=50, goal=0), scheme)["first"] == (30, 30)
    assert nodes(unit(a=5, b=50, goal="not_applicable"), scheme)["first"] == (30, 30)
    assert nodes(unit(a=5, b=50), scheme)["first"] == (15, 60)


def test_sections_are_scaled_to_the_full_marks_of_the_scheme() -> None:
    doubled = build.scheme(
        build.section("first", full("a", 30)), build.section("second", full("b", 20)), full_marks=100
    )

    assert nodes(unit(a=100, b=50), doubled)["total"] == (80, 50)


@pytest.mark.parametrize(("tie", "places"), [("shared", [1, 2, 2, 4]), ("dense", [1, 2, 2, 3])])
def test_ties_share_places_as_the_scheme_declares(tie: str, places: list[int]) -> None:
    values = {"p": 90.0, "q": 80.004, "r": 80.0, "s": 70.0}
    scheme = build.scheme(build.section("first", full("a", 100)), tie=tie)

    found = card({(code, Q2, "a"): value for code, value in values.items()}, scheme)

    assert build.rows(found.ranking, "region_code", "rank") == list(zip("pqrs", places, strict=True))


def test_scores_are_published_half_up_and_banded_as_published() -> None:
    scheme = build.scheme(build.section("first", full("a", 100)), precision=1)

    found = card({("u", Q2, "a"): 79.95, ("v", Q2, "a"): 79.94}, scheme)

    assert build.rows(found.ranking, "published", "band") == [(80, "good"), (79.9, "pass")]


def test_movement_is_taken_from_the_quarter_before() -> None:
    given = {("u", Q1, "a"): 50, ("v", Q1, "a"): 60, ("u", Q2, "a"): 70, ("v", Q2, "a"): 65}
    scheme = build.scheme(build.section("first", full("a", 100)))
    names = ("quarter", "region_code", "rank", "previous_rank", "rank_change", "previous_published")

    found = build.rows(card(given, scheme, (Q1, Q2)).ranking, *names)

    assert found == [
        (Q1, "v", 1, None, None, None),
        (Q1, "u", 2, None, None, None),
        (Q2, "u", 1, 2, 1, 50),
        (Q2, "v", 2, 1, -1, 60),
    ]


def test_the_item_that_cost_most_is_named_the_first_among_equals() -> None:
    names = ("weakest_item", "weakest_lost", "coverage_share")

    assert build.rows(card(unit(a=50, b=50, c=90)).ranking, *names) == [("a", 15, 1)]
    assert build.rows(card(unit(a=100, b=100, c=100)).ranking, *names) == [(None, None, 1)]
    assert build.rows(card(unit(a=100, b="not_applicable")).ranking, *names) == [("c", 40, 0.5)]


def test_each_item_is_explained() -> None:
    names = ("node", "section", "rule", "status", "value", "target", "share", "full_marks", "points", "lost")

    found = build.rows(card(unit(a=50, b="withheld", c="not_applicable")).items, *names)

    assert found == [
        ("a", "first", "completion", "reported", 50, 100, 0.5, 30, 15, 15),
        ("b", "first", "completion", "withheld", None, 100, None, 30, 0, 30),
        ("c", "second", "completion", "not_applicable", None, 100, None, 40, None, None),
    ]


def test_goalposts_are_explained() -> None:
    item = build.item("a", "efficacy", 10, parameters={"observed": True}, target={"value": 7})
    scheme = build.scheme(build.section("first", item))

    found = card({("u", Q2, "a"): 3, ("v", Q2, "a"): 9}, scheme)

    assert build.rows(found.items, "target", "low", "high") == [(7, 3, 9), (7, 3, 9)]


def test_only_units_of_the_schemes_groups_are_scored() -> None:
    units = build.regions([("u", "", "county", "counties"), ("v", "", "county", ""), ("w", "", "county", "districts")])
    given = build.values({(code, Q2, "a"): 5 for code in "uvw"})

    found = score(measure(given, units, CATALOGUE, [Q2]), units, CATALOGUE, TWO, [Q2])

    assert build.rows(found.ranking, "region_code") == [("u",)]


def test_an_unknown_indicator_or_rule_is_a_programmers_mistake() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        card(unit(a=1), build.scheme(build.section("first", full("nowhere", 10))))
    with pytest.raises(KeyError, match="guess"):
        card(unit(a=1), build.scheme(build.section("first", build.item("a", "guess", 10))))


def test_a_target_that_was_not_reported_is_told_apart_from_a_missing_value() -> None:
    item = build.item("a", "completion", 30, target={"indicator": "goal"})
    scheme = build.scheme(build.section("first", item, full("b", 30)))

    found = card(unit(a=5, b=50), scheme)

    assert build.rows(found.items, "node", "status", "value", "points") == [
        ("a", "target_missing", 5, 0),
        ("b", "reported", 50, 15),
    ]
    assert build.rows(found.ranking, "coverage_share", "rank") == [(1, 1)]
    assert build.rows(card(unit(b=50), scheme).items, "status") == [("not_reported",), ("reported",)]


@pytest.mark.parametrize(("minimum", "places"), [(0, [1, 2, None]), (0.6, [1, None, None]), (1 / 3, [1, 2, None])])
def test_a_unit_with_too_few_values_is_not_ranked(minimum: float, places: list[int | None]) -> None:
    scheme = TWO.model_copy(update={"minimum_coverage": minimum})
    given = unit(a=100, b=100, c=100) | {("v", Q2, "a"): 90, ("w", Q2, "a"): "not_reported"}

    found = build.rows(card(given, scheme).ranking, "region_code", "published", "rank", "band", "ranked_units")

    ranked = sum(place is not None for place in places)
    assert found == [
        (code, published, place, band if place else None, ranked)
        for code, published, band, place in zip("uvw", (100, 27, 0), ("good", "fail", None), places, strict=True)
    ]


def test_the_minimum_coverage_itself_is_enough() -> None:
    items = [full(f"x{n}", 20) for n in range(5)]
    scheme = build.scheme(build.section("first", *items), minimum_coverage=0.6)
    catalogue = [build.indicator(item.code) for item in items]
    units = build.counties("u")
    values = build.values({("u", Q2, f"x{n}"): 10 for n in range(3)})

    found = score(measure(values, units, catalogue, [Q2]), units, catalogue, scheme, [Q2])

    assert build.rows(found.ranking, "coverage_share", "rank") == [(0.6, 1)]


def test_who_was_not_ranked_has_no_movement() -> None:
    given = unit(a=100, b=100, c=100) | {("u", Q1, "a"): 100}
    scheme = TWO.model_copy(update={"minimum_coverage": 0.6})

    found = build.rows(card(given, scheme, (Q1, Q2)).ranking, "rank", "previous_rank", "rank_change")

    assert found == [(None, None, None), (1, None, None)]


def test_a_section_without_any_value_has_no_points_but_counts_in_the_total() -> None:
    names = ("node", "points", "published", "lost", "counted_marks")

    assert build.rows(card(unit(a=100, b=50)).nodes, *names) == [
        ("first", 45, 45, 15, 60),
        ("second", None, None, 40, 40),
        ("total", 45, 45, 55, 100),
    ]


def test_movement_of_concatenated_boards_crosses_schemes() -> None:
    given = {("u", Q1, "a"): 50, ("v", Q1, "a"): 60, ("u", Q2, "a"): 70, ("v", Q2, "a"): 65}
    scheme = build.scheme(build.section("first", full("a", 100)))
    later = scheme.model_copy(update={"code": "later", "full_marks": 200})
    boards = nw.concat([card(given, scheme, (Q1,)).ranking, card(given, later, (Q2,)).ranking])
    names = ("quarter", "region_code", "published", "rank", "previous_rank", "rank_change", "previous_published")

    assert build.rows(add_movement(boards, (Q1, Q2)), *names) == [
        (Q1, "v", 60, 1, None, None, None),
        (Q1, "u", 50, 2, None, None, None),
        (Q2, "u", 140, 1, 2, 1, 50),
        (Q2, "v", 130, 2, 1, -1, 60),
    ]
