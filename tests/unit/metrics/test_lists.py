import random
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from config.frames import LISTS
from config.model import Indicator, Lists, Scheme
from metrics.lists import lists, lower_items
from metrics.scorecard import measure, score
from tests.unit.metrics import builders as build
from tests.unit.metrics.test_engines import as_polars, in_duckdb

Q, NEXT = "2026Q1", "2026Q2"
CATALOGUE = [build.indicator("a"), build.indicator("delay", direction="lower"), build.indicator("storm")]


def listed(code: str, goal: float, **changes: Any) -> Any:
    fields = {"target": {"value": goal}, "listed": True, "parameters": {"cap": 1.5}}
    return build.item(code, "completion", 100, **(fields | changes))


def scheme_of(*items: Any, top: int = 2, bottom: int = 2, exempt: str = "storm", **changes: Any) -> Scheme:
    held = Lists(red_top=top, black_bottom=bottom, exempt=exempt)
    return build.scheme(build.section("s", *items), **({"lists": held} | changes))


def lists_of(
    given: dict[tuple[str, str, str], Any],
    scheme: Scheme,
    groups: dict[str, str] | None = None,
    catalogue: list[Indicator] = CATALOGUE,
) -> pl.DataFrame:
    units = list(dict.fromkeys(region for region, _, _ in given))
    regions = build.regions((unit, "", "county", (groups or {}).get(unit, "counties")) for unit in units)
    quarters = sorted({quarter for _, quarter, _ in given})
    measures = measure(build.values(given), regions, catalogue, quarters)
    items = score(measures, regions, catalogue, scheme, quarters).items
    return build.collect(lists(items, measures, scheme, lower_items(scheme, catalogue)))


def named(frame: pl.DataFrame) -> dict[str, str]:
    return dict(frame.select("region_code", "list").rows())


def in_quarter(values: dict[str, Any], code: str = "a", quarter: str = Q) -> dict[tuple[str, str, str], Any]:
    return {(unit, quarter, code): value for unit, value in values.items()}


def test_red_is_exceeded_and_among_the_first_and_black_missed_and_among_the_last() -> None:
    given = in_quarter({"p": 130, "q": 110, "r": 105, "s": 100, "t": 90, "u": 80, "v": 70})

    found = lists_of(given, scheme_of(listed("a", 100)))

    rows = found.select("region_code", "list", "value", "target", "rank", "ranked_units").rows()
    assert rows == [
        ("p", "red", 130, 100, 1, 7),
        ("q", "red", 110, 100, 2, 7),
        ("u", "black", 80, 100, 6, 7),
        ("v", "black", 70, 100, 7, 7),
    ]


def test_a_target_that_is_just_reached_is_neither_exceeded_nor_missed() -> None:
    given = in_quarter({"p": 0.3, "q": 0.1 + 0.2, "r": 0.31, "s": 0.29})

    for target in (0.3, 0.1 + 0.2):
        found = lists_of(given, scheme_of(listed("a", target), top=9, bottom=9))

        assert named(found) == {"r": "red", "s": "black"}


def test_ties_at_the_border_share_a_list() -> None:
    given = in_quarter({"p": 140, "q": 120, "r": 120, "s": 110, "t": 60, "u": 60, "v": 50})

    found = lists_of(given, scheme_of(listed("a", 100)))

    assert named(found) == {"p": "red", "q": "red", "r": "red", "t": "black", "u": "black", "v": "black"}


def test_equal_points_are_told_apart_by_value() -> None:
    given = in_quarter({"p": 190, "q": 170, "r": 180, "s": 100})

    found = lists_of(given, scheme_of(listed("a", 100, parameters={"cap": 1})))

    assert named(found) == {"p": "red", "r": "red"}


def test_equal_points_at_the_end_are_told_apart_by_value_too() -> None:
    given = in_quarter({"p": -5, "q": -9, "r": 50, "s": 100})

    found = lists_of(given, scheme_of(listed("a", 100), bottom=1))

    assert found.select("region_code", "list", "rank").rows() == [("q", "black", 4)]


def test_less_is_better_where_the_item_or_its_indicator_says_so() -> None:
    given = in_quarter({"p": 2, "q": 4, "r": 9, "s": 30, "t": 40}, "delay")

    found = lists_of(given, scheme_of(listed("delay", 10), top=1, bottom=1))

    assert named(found) == {"p": "red", "t": "black"}
    assert lower_items(scheme_of(listed("a", 1, direction="lower"))) == {"a"}
    assert lower_items(scheme_of(listed("delay", 1, direction="higher")), CATALOGUE) == frozenset()


def test_force_majeure_takes_a_unit_off_the_black_list_and_keeps_its_place() -> None:
    values = in_quarter({"p": 120, "q": 80, "r": 70, "s": 60})
    storm = in_quarter({"p": 1, "r": 0, "s": 2}, "storm")

    found = lists_of(values | storm, scheme_of(listed("a", 100)))

    assert found.select("region_code", "list", "rank").rows() == [("p", "red", 1), ("r", "black", 3)]


@pytest.mark.parametrize("policy", ["group_median", "group_mean", "constant"])
def test_a_stand_in_is_on_no_list_and_takes_no_place(policy: str) -> None:
    item = listed("a", 100, missing=policy, constant=200.0)
    given = in_quarter({"p": 120, "q": "not_reported", "r": 110, "s": 70, "t": 60})

    found = lists_of(given, scheme_of(item))

    assert found.select("region_code", "list", "rank", "ranked_units").rows() == [
        ("p", "red", 1, 4),
        ("r", "red", 2, 4),
        ("s", "black", 3, 4),
        ("t", "black", 4, 4),
    ]


def test_who_reported_nothing_or_has_no_target_is_on_no_list() -> None:
    goal = listed("a", 100, target={"indicator": "storm"})
    given = in_quarter({"p": 120, "q": "not_applicable", "r": "not_reported", "s": 5, "t": 70})
    goals = in_quarter({"p": 100, "q": 100, "r": 100, "t": 100}, "storm")

    found = lists_of(given | goals, scheme_of(goal, exempt=""))

    assert found.select("region_code", "list", "ranked_units").rows() == [("p", "red", 2), ("t", "black", 2)]


def test_lists_are_of_each_quarter_group_and_item() -> None:
    groups = {"p": "counties", "q": "counties", "r": "districts", "s": "districts"}
    given = {
        **in_quarter({"p": 120, "q": 90, "r": 130, "s": 80}),
        **in_quarter({"p": 90, "q": 120, "r": 80, "s": 70}, quarter=NEXT),
        **in_quarter({"p": 12, "q": 8, "r": 8, "s": 12}, "delay"),
    }
    items = (listed("a", 100), listed("delay", 10))

    found = lists_of(given, scheme_of(*items, top=1, bottom=1, groups=("counties", "districts")), groups)

    assert found.select("quarter", "peer_group", "node", "region_code", "list", "rank").rows() == [
        (Q, "counties", "a", "p", "red", 1),
        (Q, "counties", "a", "q", "black", 2),
        (Q, "counties", "delay", "q", "red", 1),
        (Q, "counties", "delay", "p", "black", 2),
        (Q, "districts", "a", "r", "red", 1),
        (Q, "districts", "a", "s", "black", 2),
        (Q, "districts", "delay", "r", "red", 1),
        (Q, "districts", "delay", "s", "black", 2),
        (NEXT, "counties", "a", "q", "red", 1),
        (NEXT, "counties", "a", "p", "black", 2),
        (NEXT, "districts", "a", "s", "black", 2),
    ]


@pytest.mark.parametrize("changes", [{"lists": None}, {}])
def test_without_lists_or_listed_items_there_is_an_empty_frame(changes: dict[str, Any]) -> None:
    item = listed("a", 100, listed=bool(changes))
    scheme = scheme_of(item, **changes)

    found = lists_of(in_quarter({"p": 120, "q": 80}), scheme)

    assert found.is_empty()
    assert dict(nw.from_native(found).schema) == dict(LISTS)


def naive(values: dict[str, float], target: float, lower: bool, scheme: Scheme, stormy: set[str]) -> dict[str, str]:
    held = scheme.lists
    assert held is not None

    def goodness(unit: str) -> tuple[float, float]:
        value = values[unit]
        done = target / value if lower and value else value / target
        points = 100 * min(1.5 if lower and not value else done, 1.5)
        return round(points, 6), -value if lower else value

    found = {}
    for unit, value in values.items():
        better = sum(goodness(other) > goodness(unit) for other in values)
        worse = sum(goodness(other) < goodness(unit) for other in values)
        exceeded, missed = (value < target, value > target) if lower else (value > target, value < target)
        if exceeded and better < held.red_top:
            found[unit] = "red"
        elif missed and worse < held.black_bottom and unit not in stormy:
            found[unit] = "black"
    return found


@pytest.mark.parametrize("lower", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_random_groups_against_counting_by_hand_in_any_order_of_rows(seed: int, lower: bool) -> None:
    chance = random.Random(seed)
    code = "delay" if lower else "a"
    scheme = scheme_of(listed(code, 10), top=chance.randint(1, 5), bottom=chance.randint(1, 4))
    values = {f"u{n:02d}": float(chance.randint(1, 20)) for n in range(chance.randint(1, 15))}
    stormy = {unit for unit in values if chance.random() < 0.2}
    given = in_quarter(values, code) | in_quarter(dict.fromkeys(stormy, 1.0), "storm")
    shuffled = list(given.items())
    chance.shuffle(shuffled)

    found, again = lists_of(given, scheme), lists_of(dict(shuffled), scheme)

    assert named(found) == naive(values, 10, lower, scheme, stormy)
    assert found.equals(again)


def test_another_engine_gives_the_same() -> None:
    given = in_quarter({"p": 130, "q": 110, "r": 110, "s": 80, "t": 70, "u": 60}) | in_quarter({"u": 1}, "storm")
    scheme, units = scheme_of(listed("a", 100)), build.counties("p", "q", "r", "s", "t", "u")
    measures = measure(build.values(given), units, CATALOGUE, [Q])
    items = score(measures, units, CATALOGUE, scheme, [Q]).items

    ours = as_polars(lists(items, measures, scheme, []))

    assert_frame_equal(ours, as_polars(lists(in_duckdb(items), in_duckdb(measures), scheme, [])))
    assert ours["region_code"].to_list() == ["p", "q", "r", "t"]
