import math
from typing import Any

import pytest

from config.model import SchemeSection, Veto
from metrics.scorecard import Scorecard, measure, score
from metrics.shape import Tree
from tests.unit.metrics import builders as build

Q = "2025Q2"
CODES = ("a", "b", "c", "d")
CATALOGUE = [build.indicator(code) for code in (*CODES, "event")]


def full(code: str, marks: float = 1, **changes: Any) -> Any:
    return build.item(code, "completion", marks, target={"value": 100}, **changes)


def part(code: str, *items: Any, **changes: Any) -> SchemeSection:
    fields: dict[str, Any] = {"full_marks": sum(item.full_marks for item in items) or 1}
    return SchemeSection(code=code, name=code, name_en=code, items=items, **(fields | changes))


def card(given: dict[tuple[str, str], Any], *sections: SchemeSection, **changes: Any) -> Scorecard:
    values = {(unit, Q, code): value for (unit, code), value in given.items()}
    units = build.counties(*sorted({unit for unit, _ in given}))
    scheme = build.scheme(*sections, **changes)
    return score(measure(build.values(values), units, CATALOGUE, [Q]), units, CATALOGUE, scheme, [Q])


def points(given: dict[str, Any], *sections: SchemeSection, **changes: Any) -> dict[str, float | None]:
    found = card({("u", code): value for code, value in given.items()}, *sections, **changes)
    return dict(build.rows(found.nodes, "node", "points"))


def test_a_geometric_mean_is_the_root_of_the_product() -> None:
    found = points(
        {"a": 50, "b": 20, "c": 80}, part("g", full("a"), full("b"), full("c"), combine="geometric", full_marks=1)
    )

    assert found["g"] == pytest.approx((0.5 * 0.2 * 0.8) ** (1 / 3), abs=1e-9)


def test_a_weighted_geometric_mean_leaves_what_does_not_apply() -> None:
    items = (full("a", weight=3), full("b", weight=1), full("c", weight=5))

    found = points({"a": 50, "b": 20, "c": "not_applicable"}, part("g", *items, combine="geometric", full_marks=1))

    assert found["g"] == pytest.approx(math.exp((3 * math.log(0.5) + math.log(0.2)) / 4), abs=1e-9)


def test_nothing_in_one_part_makes_a_geometric_and_a_harmonic_mean_nothing() -> None:
    for combine in ("geometric", "harmonic"):
        found = points({"a": 0, "b": 90}, part("g", full("a"), full("b"), combine=combine, full_marks=1))

        assert found["g"] == 0


def test_a_harmonic_mean_is_the_weight_over_the_sum_of_inverses() -> None:
    items = (full("a", weight=2), full("b", weight=1))

    found = points({"a": 50, "b": 25}, part("h", *items, combine="harmonic", full_marks=10), full_marks=10)

    assert found["h"] == pytest.approx(10 * 3 / (2 / 0.5 + 1 / 0.25), abs=1e-9)


def test_sections_nest_to_any_depth_with_a_mean_of_their_own() -> None:
    sections = (
        part("top", full_marks=100, combine="arithmetic"),
        part("inner", full("a"), full("b"), parent="top", combine="geometric", weight=3),
        part("deep", parent="top", combine="arithmetic", weight=1),
        part("deepest", full("c"), full("d"), parent="deep", combine="arithmetic"),
    )

    found = points({"a": 50, "b": 50, "c": 100, "d": 0}, *sections, full_marks=100)

    assert found["deep"] == pytest.approx(0.5)
    assert found["top"] == found["total"] == pytest.approx(50)


def test_items_and_sections_may_stand_side_by_side() -> None:
    sections = (part("top", full("a", 40), full_marks=100), part("inner", full("b", 60), parent="top", full_marks=60))

    found = points({"a": 100, "b": 50}, *sections, full_marks=100)

    assert found == {"top": 70, "inner": 30, "total": 70}


def test_a_bonus_is_added_up_to_its_cap_and_not_scaled() -> None:
    bonus = part("bonus", build.item("b", "per_event", 5, parameters={"per_event": 2}), kind="bonus", full_marks=5)
    main = part("main", full("a", 60), full("c", 40))

    some = points({"a": 50, "b": 2, "c": "not_applicable"}, main, bonus, full_marks=100)
    many = points({"a": 50, "b": 9, "c": 50}, main, bonus, full_marks=100)
    none = points({"a": 50, "c": 50}, main, bonus, full_marks=100)

    assert (some["bonus"], some["total"]) == (4, 54)
    assert (many["bonus"], many["total"]) == (5, 55)
    assert (none["bonus"], none["total"]) == (None, 50)


def test_a_deduction_takes_away_down_to_its_floor() -> None:
    petitions = build.item("b", "per_event", 10, points=(-10, 0), parameters={"per_event": -2.5})
    deduction = part("deduction", petitions, kind="deduction", full_marks=6)

    found = points({"a": 80, "b": 1}, part("main", full("a", 100)), deduction, full_marks=100)
    most = points({"a": 80, "b": 9}, part("main", full("a", 100)), deduction, full_marks=100)

    assert (found["deduction"], found["total"]) == (-2.5, 77.5)
    assert (most["deduction"], most["total"]) == (-6, 74)


def test_a_range_of_points_is_what_the_item_can_get() -> None:
    found = points({"a": 50, "b": 100}, part("main", full("a", 100, points=(90, 110)), full_marks=100))

    assert found["main"] == 100


def test_a_section_may_have_a_cap_of_its_own() -> None:
    capped = part("main", full("a", 100), full_marks=100, cap=70, floor=20)

    assert points({"a": 90}, capped)["total"] == 70
    assert points({"a": 9}, capped)["total"] == 20


def test_parents_in_a_circle_are_no_tree() -> None:
    scheme = build.scheme(part("one", full("a"), parent="two"), part("two", full("b"), parent="one"))

    with pytest.raises(ValueError, match="one"):
        Tree.of(scheme)


def test_what_was_lost_in_the_most_costly_item_is_told_first_in_order_among_equals() -> None:
    found = card(
        {("u", "a"): 40, ("u", "b"): 40, ("u", "c"): 90}, part("main", full("a", 20), full("b", 20), full("c", 60))
    )

    assert build.rows(found.ranking, "weakest_item", "weakest_lost") == [("a", 12)]


def veto(effect: str, **changes: Any) -> Veto:
    fields = {"code": f"v_{effect}", "name": "v", "name_en": "v", "indicator": "event", "clause": "1"}
    return Veto(**(fields | changes), effect=effect)


@pytest.mark.parametrize(
    ("effect", "changes", "expected"),
    [
        ("bar", {"bars": ("good",)}, (1, "pass")),
        ("lowest", {}, (1, "fail")),
        ("unranked", {}, (None, None)),
    ],
)
def test_a_veto_bars_a_band_sets_the_lowest_or_takes_the_unit_out(effect: str, changes: Any, expected: Any) -> None:
    given = {("u", "a"): 95, ("u", "event"): 1, ("v", "a"): 85, ("v", "event"): 0}

    found = card(given, part("main", full("a", 100)), vetoes=(veto(effect, **changes),))

    by_unit = {row[0]: row[1:] for row in build.rows(found.ranking, "region_code", "rank", "band", "veto", "published")}
    assert by_unit["u"] == (*expected, f"v_{effect}", 95)
    assert by_unit["v"] == (1 if effect == "unranked" else 2, "good", None, 85)


def test_ties_are_broken_by_the_named_item_and_shared_where_that_is_equal_too() -> None:
    given = {
        **{("p", "a"): 90, ("p", "b"): 50},
        **{("q", "a"): 50, ("q", "b"): 90},
        **{("r", "a"): 50, ("r", "b"): 90},
        **{("s", "a"): 10, ("s", "b"): 10},
    }

    found = card(given, part("main", full("a", 50), full("b", 50)), tie="broken", tie_break="b")

    assert sorted(build.rows(found.ranking, "region_code", "rank")) == [("p", 3), ("q", 1), ("r", 1), ("s", 4)]


def test_a_band_for_the_first_share_of_a_group_goes_by_place_and_by_score() -> None:
    bands = (
        {"code": "top", "name": "top", "name_en": "top", "at_least": 80, "top_share": 0.4},
        {"code": "rest", "name": "rest", "name_en": "rest", "at_least": 0},
    )
    given = {(f"u{number}", "a"): value for number, value in enumerate((95, 90, 85, 70, 60))}

    found = card(given, part("main", full("a", 100)), bands=bands)

    assert [row[0] for row in build.rows(found.ranking, "band")] == ["top", "top", "rest", "rest", "rest"]


def test_a_peer_group_may_have_parameters_and_a_target_of_its_own() -> None:
    own = {"others": {"parameters": {"cap": 2}, "target": {"value": 50}}}
    units = build.regions([("u", "", "county", "counties"), ("v", "", "county", "others")])
    values = build.values({("u", Q, "a"): 80, ("v", Q, "a"): 80})
    scheme = build.scheme(part("main", full("a", 100, by_group=own)), groups=("counties", "others"))

    found = score(measure(values, units, CATALOGUE, [Q]), units, CATALOGUE, scheme, [Q])

    assert sorted(build.rows(found.items, "region_code", "target", "points")) == [("u", 100, 80), ("v", 50, 160)]
