from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from config.model import HonourList
from loaders.store.readers import polars_schema
from metrics.honours import EVENTS, FIGURES, honours, missed, with_places

Rows = dict[str, dict[str, Any]]
YEAR = ("2025Q1", "2025Q2")


def listed(**said: Any) -> HonourList:
    given = {"code": "l", "name": "名单", "name_en": "List", "places": {"g": 2}} | said
    return HonourList.model_validate(given)


def row(unit: str, quarter: str, score: float | None, **said: Any) -> dict[str, Any]:
    empty = {"group": "g", "composite": None, "rank": 1, "top_band": False, "before": None}
    return empty | {"unit": unit, "quarter": quarter, "score": score} | said


def year(scores: Mapping[str, Sequence[float]], **said: Any) -> list[dict[str, Any]]:
    return [row(unit, q, s, **said) for unit, told in scores.items() for q, s in zip(YEAR, told, strict=True)]


def drawn(rule: HonourList, rows: Sequence[dict[str, Any]], events: Sequence[tuple[str, int]] = ()) -> Rows:
    figures = nw.from_native(pl.DataFrame(rows, schema=polars_schema(FIGURES)).lazy())
    barring = [{"unit": unit, "exclusion": place} for unit, place in events]
    told = nw.from_native(pl.DataFrame(barring, schema=polars_schema(EVENTS)).lazy())
    found = honours(figures, told, rule).to_native().collect().to_dicts()
    return {one["unit"]: one for one in found}


def states(found: Rows) -> dict[str, str]:
    return {unit: one["state"] for unit, one in found.items()}


def test_the_best_by_their_mean_are_named_and_the_line_is_the_last_of_them() -> None:
    found = drawn(listed(near={"points": 1}), year({"a": (90, 94), "b": (91, 91), "c": (90, 90.5), "d": (80, 80)}))

    assert states(found) == {"a": "named", "b": "named", "c": "near", "d": "behind"}
    assert found["c"] | {"line": 91.0, "gap": 0.75, "place": 3, "mean_score": 90.25} == found["c"]


def test_means_are_compared_at_the_declared_decimals_and_ties_at_the_line_are_all_named() -> None:
    found = drawn(listed(decimals=1), year({"a": (90, 90), "b": (80.01, 80.01), "c": (80.04, 80.04), "d": (70, 70)}))

    assert states(found) == {"a": "named", "b": "named", "c": "named", "d": "behind"}


def test_a_tie_is_told_apart_by_one_measure_after_the_other() -> None:
    rows = [*year({"a": (90, 90)}), *year({"b": (80, 80)}, rank=3), *year({"c": (80, 80)}, rank=2)]
    rows += year({"d": (80, 80)}, rank=3, top_band=True)

    by_rank = drawn(listed(tie_by=["mean_rank"]), rows)
    by_both = drawn(listed(places={"g": 3}, tie_by=["mean_rank", "top_band_quarters"]), rows)

    assert states(by_rank) == {"a": "named", "c": "named", "b": "near", "d": "near"}
    assert [by_both[unit]["place"] for unit in "acdb"] == [1, 2, 3, 4]


def test_of_places_the_lower_is_the_better() -> None:
    rows = [*year({"a": (70, 70)}, rank=1), *year({"b": (90, 90)}, rank=5), *year({"c": (80, 80)}, rank=2)]

    found = drawn(listed(rule="mean_rank", near={"points": 3}), rows)

    assert states(found) == {"a": "named", "c": "named", "b": "near"}
    assert (found["b"]["line"], found["b"]["gap"]) == (2.0, 3.0)


def test_what_bars_counts_its_times_and_the_next_one_moves_up() -> None:
    rule = listed(exclude=[{"kind": "veto"}, {"kind": "black_list", "times": 2}])
    rows = year({"a": (95, 95), "b": (94, 94), "c": (93, 93), "d": (92, 92)})

    found = drawn(rule, rows, [("a", 0), ("b", 1), ("b", 1), ("c", 1)])

    assert states(found) == {"a": "barred", "b": "barred", "c": "named", "d": "named"}
    assert found["a"]["place"] is None


def test_a_condition_that_is_missed_near_the_line_is_said_so() -> None:
    rule = listed(conditions=[{"measure": "top_band_quarters", "at_least": 1}], places={"g": 1})
    rows = [*year({"a": (95, 95), "c": (60, 60)}), *year({"b": (90, 90)}, top_band=True)]

    found = drawn(rule, rows)

    assert states(found) == {"a": "near", "b": "named", "c": "unmet"}
    assert missed(rule, found["a"]) == (0,)
    assert missed(rule, found["b"]) == ()
    assert missed(listed(conditions=[{"measure": "mean_score", "at_most": 80}]), found["b"]) == (0,)


def test_a_unit_without_a_place_in_a_quarter_that_counts_is_incomplete() -> None:
    rows = [*year({"a": (90, 90), "b": (80, 80)}), row("c", YEAR[0], 99.0), row("c", YEAR[1], 99.0, rank=None)]

    assert states(drawn(listed(), rows)) == {"a": "named", "b": "named", "c": "incomplete"}


def test_improvement_is_against_the_quarters_that_were_released_last_year() -> None:
    rows = [
        *(row("a", YEAR[0], 90.0), row("a", YEAR[1], 92.0, before=80.0)),
        *(row("b", YEAR[0], 70.0), row("b", YEAR[1], 75.0, before=60.0)),
        *(row("c", YEAR[0], 99.0), row("c", YEAR[1], 99.0)),
    ]

    found = drawn(listed(rule="improvement", places={"g": 1}), rows)

    assert states(found) == {"b": "named", "a": "behind", "c": "incomplete"}
    assert (found["a"]["improvement"], found["b"]["improvement"]) == (12.0, 15.0)


def test_each_section_of_a_group_has_places_of_its_own() -> None:
    rows = [one | {"group": f"g/{line}"} for line in ("x", "y") for one in year({"a": (90, 90), "b": (80, 80)})]

    figures = nw.from_native(pl.DataFrame(rows, schema=polars_schema(FIGURES)).lazy())
    events = nw.from_native(pl.DataFrame([], schema=polars_schema(EVENTS)).lazy())
    found = honours(with_places(figures), events, listed(places={"g": 1})).to_native().collect()

    assert found.select("group", "unit", "state", "mean_rank").rows() == [
        ("g/x", "a", "named", 1.0),
        ("g/x", "b", "behind", 2.0),
        ("g/y", "a", "named", 1.0),
        ("g/y", "b", "behind", 2.0),
    ]


@pytest.mark.parametrize("rows", [[], [row("a", YEAR[0], None, rank=None)]])
def test_without_figures_nobody_is_named(rows: list[dict[str, Any]]) -> None:
    assert "named" not in states(drawn(listed(), rows)).values()
