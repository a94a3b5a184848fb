import random
from collections.abc import Mapping
from functools import partial
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
import pytest

from config.model import Scheme, SchemeItem, SchemeSection
from metrics.confidence import intervals
from metrics.cube import Cube
from metrics.influence import influence
from metrics.revalue import Revaluation
from metrics.rules import RULES
from tests.golden.test_tree_oracle import CODES, card, random_case
from tests.golden.tree_oracle import Values
from tests.unit.metrics import builders as build

Frame = nw.DataFrame[Any]
FIXED = {"low": 10, "high": 90}
VARIANTS: list[tuple[str, dict[str, Any]]] = [
    ("completion", {"target": {"value": 60}, "parameters": {"cap": 1.2}}),
    ("step_deduction", {"parameters": {"threshold": 60, "step": 7, "per_step": 0.6}}),
    ("shortfall_per_item", {"parameters": {"expected": 80, "per_item": 0.1}}),
    ("tiers", {"parameters": {"bounds": [[80, 4], [50, 2.5]], "otherwise": 0.5}}),
    ("tiers", {"parameters": {"at_most": [[30, 4], [60, 2.5]], "otherwise": 0.5}}),
    ("per_event", {"parameters": {"per_event": 0.04}}),
    ("per_event", {"parameters": {"per_event": -0.5, "every": 15}}),
    ("by_results", {}),
    ("efficacy", {"parameters": FIXED}),
    ("efficacy", {"parameters": {"observed": True}}),
    ("by_rank", {"parameters": {"loss": 0.07}}),
    ("by_rank", {"parameters": {"loss": 0.01, "given": True}}),
    ("places", {"parameters": {"of": 12, "top": 3, "bottom": 3, "peers": True}}),
    ("votes", {}),
    ("as_given", {"parameters": {"full": 100}}),
    ("as_given", {"points": (2, 4), "parameters": {"full": 80}}),
    ("min_max", {"parameters": {"observed": True}}),
    ("min_max", {"parameters": {"observed": True}, "log": True}),
    ("min_max", {"parameters": {"observed": True}, "winsorise": True}),
    ("z_score", {}),
    ("z_score", {"winsorise": True, "log": True}),
    ("goalposts", {"parameters": FIXED | {"open": True}}),
    ("goalposts", {"parameters": FIXED, "log": True}),
    ("distance_to_target", {"parameters": {"observed": True}, "target": {"value": 70}, "log": True}),
    ("distance_to_target", {"parameters": {"observed": True, "open": True}, "target": {"value": 50}}),
    ("percentile", {}),
    ("borda", {}),
]
assert {rule for rule, _ in VARIANTS} == set(RULES)


def item_of(chance: random.Random, code: str, variant: tuple[str, dict[str, Any]]) -> SchemeItem:
    rule, fields = variant
    policy = chance.choice(["zero", "exclude", "group_median", "group_mean", "constant"])
    direction = "higher" if rule in ("goalposts", "places") else chance.choice(["higher", "lower"])
    given = fields | {"missing": policy, "constant": 40, "direction": direction, "error": chance.choice([0.05, 0.4])}
    return build.item(code, rule, chance.choice([5.0, 8.0]), weight=chance.choice([None, 2.0]), **given)


def every_rule(seed: int) -> tuple[Scheme, dict[str, dict[str, float | str]]]:
    chance = random.Random(seed)
    items = [item_of(chance, code, v) for code, v in zip(CODES, chance.sample(VARIANTS, len(CODES)), strict=True)]
    kinds = [("sum", "regular"), ("arithmetic", "regular"), ("geometric", "regular"), ("sum", "bonus")]
    sections = [
        SchemeSection(
            code=f"s{n}", name="s", name_en="s", full_marks=30, combine=combine, kind=kind, items=tuple(items[n::4])
        )
        for n, (combine, kind) in enumerate(kinds)
    ]
    tie = chance.choice(["shared", "dense", "broken"])
    scheme = build.scheme(
        *sections,
        full_marks=100,
        tie=tie,
        precision=chance.choice([0, 1]),
        tie_break=CODES[0] if tie == "broken" else "",
    )
    values: dict[str, dict[str, float | str]] = {}
    for number in range(chance.choice([4, 9, 14])):
        own = {code: round(chance.uniform(1, 60) ** chance.choice([1, 1.5]), 1) for code in CODES}
        values[f"u{number}"] = {code: value for code, value in own.items() if chance.random() < 0.9}
        values[f"u{number}"] |= {code: "not_applicable" for code in CODES if chance.random() < 0.05}
    values["u0"]["i3"] = 900.0
    return scheme, values


def frames(scheme: Scheme, values: Values) -> tuple[Frame, Frame]:
    found = card(scheme, values)
    return found.items.collect("polars"), found.ranking.collect("polars")


def ranked(scheme: Scheme, values: Values) -> pl.DataFrame:
    board = frames(scheme, values)[1].to_native()
    return board.filter(pl.col("rank").is_not_null()).sort("region_code")


def cube_of(scheme: Scheme, values: Values) -> Cube:
    items = card(scheme, values).items.to_native().collect().sample(fraction=1, shuffle=True, seed=1)
    return Cube.of(nw.from_native(items, eager_only=True), scheme)


def changed(scheme: Scheme, **fields: Any) -> Scheme:
    return Scheme(**{name: getattr(scheme, name) for name in Scheme.model_fields} | fields)


def without(scheme: Scheme, code: str) -> Scheme:
    sections = [s.model_copy(update={"items": tuple(i for i in s.items if i.code != code)}) for s in scheme.sections]
    return changed(scheme, sections=tuple(sections))


def noiseless(scheme: Scheme) -> Scheme:
    return changed(scheme, certainty=scheme.certainty.model_copy(update={"draws": 7, "weight_noise": 0}))


def hardly_erring(scheme: Scheme) -> Scheme:
    sections = [
        s.model_copy(update={"items": tuple(i.model_copy(update={"error": 1e-300}) for i in s.items)})
        for s in scheme.sections
    ]
    return changed(scheme, sections=tuple(sections))


def ones(cube: Cube, draws: int = 1) -> tuple[Any, Any]:
    return np.ones((draws, len(cube.scheme.items))), np.ones((draws, len(cube.tree.nodes)))


CASES = [*map(partial(partial, random_case), range(40)), *map(partial(partial, every_rule), range(40))]


@pytest.mark.parametrize("case", CASES)
def test_the_cube_gives_the_totals_of_the_engine(case: Any) -> None:
    scheme, values = case()
    board, cube = card(scheme, values).ranking.to_native().collect().sort("region_code"), cube_of(scheme, values)
    totals = cube.totals(*ones(cube))[0]
    assert list(cube.units) == board["region_code"].to_list()
    known = board["points"].is_not_null().to_numpy()
    assert totals[known] == pytest.approx(board["points"].to_numpy()[known], abs=1e-6)
    assert np.isnan(totals[~known]).all()


@pytest.mark.parametrize("seed", range(12))
def test_leaving_an_item_out_is_scoring_without_it(seed: int) -> None:
    scheme, values = random_case(seed)
    board = ranked(scheme, values)
    found = pl.DataFrame(influence(cube_of(scheme, values).only(set(board["region_code"]))))
    compared = 0
    for item in scheme.items[:6]:
        expected = ranked(without(scheme, item.code), values)
        if expected["region_code"].to_list() != board["region_code"].to_list():
            continue
        of_item = found.filter(pl.col("node") == item.code)
        assert of_item["rank"].to_list() == board["rank"].to_list()
        assert of_item["rank_without"].to_list() == expected["rank"].to_list()
        compared += 1
    assert compared > 0


@pytest.mark.parametrize("case", CASES)
def test_without_any_noise_the_interval_is_the_published_place(case: Any) -> None:
    scheme, values = case()
    board = ranked(scheme, values)
    for own in (scheme, hardly_erring(scheme)):
        if all(item.error < 1e-9 for item in own.items):
            found = intervals(*frames(own, values), noiseless(own)).to_native()
            assert found["region_code"].to_list() == board["region_code"].to_list()
            assert found["rank_low"].to_list() == found["rank_high"].to_list() == board["rank"].to_list()
            assert found["rank"].to_list() == board["rank"].to_list()


def numbers(frame: Frame, name: str) -> dict[tuple[str, str], float]:
    return {
        (unit, code): one
        for unit, code, one in zip(*(frame[n].to_list() for n in ("region_code", "node", name)), strict=True)
    }


@pytest.mark.parametrize("seed", range(60))
def test_reported_values_have_the_shares_that_the_engine_gave(seed: int) -> None:
    scheme, values = every_rule(seed)
    items, _ = frames(scheme, values)
    given, shares, points = Revaluation.of(items, scheme), numbers(items, "share"), numbers(items, "points")

    for column, item in enumerate(scheme.items):
        found = given.shares(column, given.values[None, :, column])
        _, counts = given.counted(column, found)
        for place, unit in enumerate(given.units):
            expected = shares[unit, item.code]
            assert np.isnan(found[0, place]) == (expected is None), (item.rule, unit)
            assert expected is None or found[0, place] == pytest.approx(expected, abs=1e-9), (item, unit)
            assert counts[0, place] == (points[unit, item.code] is not None)


def perturbed(values: Values, given: Revaluation, codes: list[str], seed: int) -> tuple[Values, Mapping[int, Any]]:
    chance = np.random.default_rng(seed)
    moved: dict[str, dict[str, float | str]] = {unit: dict(own) for unit, own in values.items()}
    by_column = {}
    for column, code in enumerate(codes):
        drawn = np.round(given.moved(column, chance.normal(0, 1, (1, len(given.units)))), 6)
        by_column[column] = drawn
        for place, unit in enumerate(given.units):
            if given.reported(column)[place]:
                moved[unit][code] = float(drawn[0, place])
    return moved, by_column


@pytest.mark.parametrize("seed", range(40))
def test_a_draw_of_values_is_the_engine_on_those_values(seed: int) -> None:
    scheme, values = every_rule(seed)
    items, _ = frames(scheme, values)
    cube, given = Cube.of(items, scheme), Revaluation.of(items, scheme)
    for again in range(3):
        moved, by_column = perturbed(values, given, [item.code for item in scheme.items], seed * 10 + again)
        shares = {column: given.shares(column, drawn) for column, drawn in by_column.items()}
        drawn = {column: partial(given.counted, column, own) for column, own in shares.items()}
        totals = cube.totals(*ones(cube), drawn)
        found = cube.ranked(totals, shares[cube.tie_column] if scheme.tie == "broken" else None)[0]

        board = card(scheme, moved).ranking.to_native().collect().sort("region_code")

        assert totals[0] == pytest.approx(board["points"].to_numpy(), abs=1e-6, nan_ok=True)
        if board["rank"].null_count() == 0:
            assert found.tolist() == board["rank"].to_list()


@pytest.mark.parametrize("seed", range(12))
def test_units_without_a_rank_have_no_interval_but_still_set_goalposts(seed: int) -> None:
    scheme, values = every_rule(seed)
    gone = next(iter(values))
    values[gone] = {CODES[5]: 99.0}
    strict = changed(noiseless(hardly_erring(scheme)), minimum_coverage=0.5)
    board = ranked(strict, values)

    found = intervals(*frames(strict, values), strict).to_native()

    assert gone not in board["region_code"].to_list()
    assert found["region_code"].to_list() == board["region_code"].to_list()
    assert found["rank_low"].to_list() == found["rank_high"].to_list() == board["rank"].to_list()
