import random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from metrics.scorecard import Scorecard, measure, score
from metrics.terms import terms
from tests.golden.test_tree_oracle import CATALOGUE, CODES, Q, random_case
from tests.unit.metrics import builders as build

FRAMES = ("items", "nodes", "ranking")
examples = settings(max_examples=20, deadline=None)
seeds = st.integers(0, 10_000)


def rows_of(values: dict[str, dict[str, float | str]]) -> dict[tuple[str, str, str], float | str]:
    return {(unit, Q, code): value for unit, own in values.items() for code, value in own.items()}


def card(scheme: Any, given_rows: dict[tuple[str, str, str], Any], groups: dict[str, str]) -> Scorecard:
    units = build.regions((code, "", "county", group) for code, group in groups.items())
    return score(measure(build.values(given_rows), units, CATALOGUE, [Q]), units, CATALOGUE, scheme, [Q])


def counties(values: Any) -> dict[str, str]:
    return dict.fromkeys(values, "counties")


@examples
@given(seeds)
def test_the_order_of_rows_does_not_change_one_bit(seed: int) -> None:
    scheme, values = random_case(seed)
    rows = list(rows_of(values).items())
    random.Random(seed).shuffle(rows)

    sorted_card, shuffled = card(scheme, rows_of(values), counties(values)), card(scheme, dict(rows), counties(values))

    for name in FRAMES:
        assert_frame_equal(
            build.collect(getattr(sorted_card, name)), build.collect(getattr(shuffled, name)), check_exact=True
        )


@examples
@given(seeds)
def test_another_peer_group_changes_nothing(seed: int) -> None:
    scheme, values = random_case(seed)
    both = scheme.model_copy(update={"groups": ("counties", "others")})
    strangers = {f"x{unit}": own for unit, own in values.items()}
    groups = counties(values) | dict.fromkeys(strangers, "others")

    alone = card(scheme, rows_of(values), counties(values))
    beside = card(both, rows_of(values | strangers), groups)

    for name in FRAMES:
        kept = build.collect(getattr(beside, name)).filter(pl.col("peer_group") == "counties")
        assert_frame_equal(build.collect(getattr(alone, name)), kept, check_exact=True)


@examples
@given(seeds, st.sampled_from(CODES), st.floats(0.1, 60))
def test_a_better_value_never_scores_lower_nor_ranks_lower_where_units_do_not_depend(
    seed: int, code: str, more: float
) -> None:
    scheme, values = random_case(seed)
    relative = {term.item.code for term in terms(scheme, CATALOGUE) if term.curve.relative}
    alone = not relative
    unit = sorted(values)[0]
    if isinstance(values[unit].get(code), str | None):
        return
    better = {**values, unit: {**values[unit], code: float(values[unit][code]) + more}}

    before = build.collect(card(scheme, rows_of(values), counties(values)).ranking).filter(region_code=unit).to_dicts()
    after = build.collect(card(scheme, rows_of(better), counties(values)).ranking).filter(region_code=unit).to_dicts()

    assert after[0]["points"] >= before[0]["points"] - 1e-9
    if alone and before[0]["rank"]:
        assert after[0]["rank"] <= before[0]["rank"]


@examples
@given(seeds, st.sets(st.sampled_from(CODES)), st.floats(0.05, 1))
def test_what_does_not_apply_neither_helps_nor_hurts(seed: int, closed: set[str], share: float) -> None:
    scheme, _ = random_case(seed)
    level = {"rule": "completion", "target": {"value": 100}, "parameters": {}}
    sections = [
        section.model_copy(
            update={
                "cap": None,
                "items": tuple(
                    build.item(i.code, full_marks=i.full_marks, weight=i.weight, **level) for i in section.items
                ),
            }
        )
        for section in scheme.sections
        if section.kind == "regular"
    ]
    even = build.scheme(*sections, full_marks=100, combine=scheme.combine, precision=2)
    used = [item.code for item in even.items]
    kept = closed & set(used) if len(closed & set(used)) < len(used) else set()
    values: dict[str, Any] = {"u": {code: "not_applicable" if code in kept else share * 100 for code in used}}

    found = build.rows(card(even, rows_of(values), counties(values)).ranking, "points")

    assert found[0][0] == pytest.approx(share * 100, abs=1e-6)
