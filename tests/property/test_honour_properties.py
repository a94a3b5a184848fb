import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from config.model import HonourList
from tests.unit.metrics.test_honours import YEAR, drawn, listed, row

UNITS = "abcdefg"
figure = st.integers(5000, 10000).map(lambda cents: cents / 100)
unit_figures = st.lists(st.tuples(figure, st.booleans(), st.one_of(st.none(), figure)), min_size=2, max_size=2)
provinces = st.dictionaries(st.sampled_from(UNITS), unit_figures, min_size=1, max_size=7)
bars = st.sets(st.sampled_from(UNITS), max_size=3)
rules = st.builds(
    lambda places, near, rule, tie_by, least: listed(
        places={"g": places},
        near={"points": near, "places": 1},
        rule=rule,
        tie_by=tie_by,
        conditions=[{"measure": "mean_score", "at_least": least}],
        exclude=[{"kind": "veto"}],
    ),
    st.integers(1, 4),
    st.sampled_from([0, 1, 5]),
    st.sampled_from(["mean_score", "top_band_quarters", "improvement"]),
    st.sampled_from([[], ["mean_score"], ["top_band_quarters", "improvement"]]),
    st.sampled_from([0, 60, 80]),
)


def rows_of(province: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        row(unit, quarter, score, top_band=top, before=before)
        for unit, told in province.items()
        for quarter, (score, top, before) in zip(YEAR, told, strict=True)
    ]


@given(provinces, bars, rules, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_does_not_matter(
    province: dict[str, Any], barred: set[str], rule: HonourList, chance: random.Random
) -> None:
    rows, events = rows_of(province), [(unit, 0) for unit in sorted(barred)]
    mixed = chance.sample(rows, len(rows))

    assert drawn(rule, rows, events) == drawn(rule, mixed, events[::-1])


@given(provinces, bars, rules)
@settings(max_examples=40, deadline=None)
def test_nobody_is_named_who_is_barred_or_misses_a_condition(
    province: dict[str, Any], barred: set[str], rule: HonourList
) -> None:
    found = drawn(rule, rows_of(province), [(unit, 0) for unit in sorted(barred)])
    least = rule.conditions[0].at_least or 0

    for unit, one in found.items():
        if one["state"] == "named":
            assert unit not in barred
            assert one["mean_score"] >= least
            assert one["place"] <= rule.places["g"]
        assert (one["state"] == "barred") == (unit in barred)


@given(provinces, bars, st.integers(1, 4), st.sampled_from([0, 60, 80]))
@settings(max_examples=40, deadline=None)
def test_it_names_whom_counting_by_hand_names(
    province: dict[str, Any], barred: set[str], places: int, least: int
) -> None:
    conditions = [{"measure": "mean_score", "at_least": least}]
    rule = listed(places={"g": places}, conditions=conditions, exclude=[{"kind": "veto"}])
    found = drawn(rule, rows_of(province), [(unit, 0) for unit in sorted(barred)])

    cents = {unit: round(sum(score * 100 for score, *_ in told)) for unit, told in province.items()}
    runs = {unit: (both + 1) // 2 for unit, both in cents.items() if unit not in barred and both / 200 >= least}
    ahead = {unit: sum(other > mean for other in runs.values()) for unit, mean in runs.items()}

    named = {unit for unit, one in found.items() if one["state"] == "named"}
    assert named == {unit for unit, better in ahead.items() if better < places}


@given(provinces, st.integers(1, 500), rules, st.data())
@settings(max_examples=40, deadline=None)
def test_a_better_score_never_falls_behind(
    province: dict[str, Any], cents: int, rule: HonourList, data: st.DataObject
) -> None:
    unit = data.draw(st.sampled_from(sorted(province)))
    at = data.draw(st.integers(0, 1))
    score, top, before = province[unit][at]
    better = {**province, unit: [*province[unit]]}
    better[unit][at] = (score + cents / 100, top, before)

    was, now = drawn(rule, rows_of(province))[unit], drawn(rule, rows_of(better))[unit]

    if was["place"] is not None:
        assert now["place"] is not None
        assert now["place"] <= was["place"]
    if was["state"] == "named":
        assert now["state"] == "named"
