from typing import Any

import narwhals as nw
import pytest

from config.frames import IMPROVEMENTS
from config.model import Scheme
from config.wording import translator
from metrics.advice import gap_words, improvement_words
from metrics.improve import improvements
from metrics.scorecard import measure, score
from tests.unit.metrics import builders as build

Q, EARLIER = "2025Q2", ["2024Q2", "2025Q1"]
ROW = {
    "value": 80.0,
    "needed_for_place": 83.5,
    "feasible": 90.0,
    "feasible_from": "peers",
    "gain": 1.25,
    "next_rank": 3,
}
ITEM = build.item("a", "efficacy", 10, parameters={"low": 0, "high": 100})


def scheme(*items: Any) -> Scheme:
    return build.scheme(build.section("one", *items), full_marks=100)


def told(scheme: Scheme, given: dict[tuple[str, str, str], float], **indicator: Any) -> dict[tuple[str, str], Any]:
    catalogue = [build.indicator(code, **indicator) for code in scheme.indicators]
    units = build.counties(*sorted({unit for unit, _, _ in given}))
    measures = measure(build.values(given), units, catalogue, [*EARLIER, Q])
    card = score(measures, units, catalogue, scheme, [Q])
    frames = [build.collect(frame) for frame in (card.items, measures, card.ranking)]
    found = improvements(*(nw.from_native(frame, eager_only=True) for frame in frames), scheme, catalogue)
    assert found.schema == dict(IMPROVEMENTS)
    return {(row["region_code"], row["node"]): row for row in found.iter_rows(named=True)}


def test_the_example_worked_by_hand() -> None:
    # Base 60: 60 + 0.4 x value points, so one tenth of a point is 0.25 of value.
    given = {(unit, Q, "a"): value for unit, value in (("x", 50.0), ("y", 60.0), ("z", 40.0), ("w", 70.0))}
    found = told(scheme(ITEM), given | {("z", "2025Q1", "a"): 65.0})
    z = found["z", "a"]
    assert (z["value"], z["feasible"], z["feasible_from"], z["order"]) == (40.0, 65.0, "history", 1)
    assert z["gain"] == pytest.approx(10.0)
    # 0.4 x 50.02 = 20.008 is published as 20.01, one step ahead of x; the good band (80) is at 50.
    assert z["needed_for_place"] == pytest.approx(50.02)
    assert z["needed_for_band"] == pytest.approx(49.99)
    assert z["effort"] == pytest.approx(10.02 / 25)
    assert found["x", "a"]["feasible_from"] == "peers"
    assert found["x", "a"]["feasible"] == 60.0
    assert found["x", "a"]["needed_for_place"] is None
    assert ("w", "a") not in found


def test_a_cumulative_item_looks_back_on_the_same_quarter_only() -> None:
    given = {(unit, Q, "a"): value for unit, value in (("x", 50.0), ("y", 40.0))}
    given |= {("y", "2025Q1", "a"): 99.0, ("y", "2024Q2", "a"): 45.0}
    assert told(scheme(ITEM), given)["y", "a"]["feasible"] == 99.0
    assert told(scheme(ITEM), given, measure="ytd_cumulative")["y", "a"]["feasible"] == 45.0


def test_a_missing_value_begins_at_the_worst_of_the_peers() -> None:
    b = build.item("b", "efficacy", 10, parameters={"low": 0, "high": 100})
    given = {(unit, Q, code): 50.0 for unit in ("x", "y", "z") for code in ("a", "b")} | {("z", Q, "a"): 20.0}
    del given["z", Q, "b"]
    row = told(scheme(ITEM, b), given)["z", "b"]
    assert (row["value"], row["feasible"], row["feasible_from"]) == (None, 50.0, "peers")
    assert row["gain"] == pytest.approx(40.0)
    assert row["needed_for_place"] is row["effort"] is None


def test_improvements_in_words() -> None:
    say = translator("en")
    said = improvement_words(ROW, ITEM, say, locale="en")
    assert said == "Bring “a” from 80 to 83.5 (the upper quartile of the group 90): enough for place 3."
    far = improvement_words(ROW | {"needed_for_place": None}, ITEM, say, build.indicator("a"), "en")
    assert far == "Bring “a” from 80.00 to 90.00 (the upper quartile of the group): 1.25 points more."
    silent = improvement_words(ROW | {"value": None, "feasible_from": "history"}, ITEM, say, locale="en")
    assert silent == "Report “a”, at least 83.5 (the unit's own best so far 90): enough for place 3."
    falling = improvement_words(ROW | {"value": 95.0}, ITEM, say, locale="en")
    assert falling == "Bring “a” down from 95 to 83.5 (the upper quartile of the group 90): enough for place 3."


def test_gaps_in_words() -> None:
    say, bands = translator("en"), {"good": "Good"}
    row = {"to_next_place": 0.21, "next_rank": 4, "to_next_band": 1.5, "next_band": "good"}
    assert gap_words(row, say, bands) == "0.21 points to place 4, 1.5 points to “Good”."
    assert gap_words(row | {"next_band": None}, say, bands) == "0.21 points to place 4."
    assert gap_words(row | {"to_next_place": None}, say, bands) == "1.5 points to “Good”."
    assert gap_words(row | {"to_next_place": None, "next_band": None}, say, bands) == ""
