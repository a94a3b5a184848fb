import random
from collections.abc import Mapping
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from config.model import Band, Indicator, Quarter, Scheme, SchemeSection, Veto
from metrics.gaps import gaps
from metrics.improve import improvements
from metrics.scorecard import Scorecard, measure, score
from tests.unit.metrics import builders as build

Q = "2025Q2"
EARLIER = [str(Quarter(Q).shift(-back)) for back in range(1, 10)]
COUNTED = ("places", "per_event")
RULES: dict[str, list[dict[str, Any]]] = {
    "completion": [{"target": {"value": 60}, "parameters": {"cap": 1.2}}, {"target": {"indicator": "goal"}}],
    "step_deduction": [{"parameters": {"threshold": 90, "step": 7, "per_step": 0.3}}],
    "tiers": [{"parameters": {"bounds": [[80, 4], [50, 2.5]], "otherwise": 0.5}}],
    "efficacy": [{"parameters": {"low": 10, "high": 90}}, {"parameters": {"observed": True, "base": 50}}],
    "min_max": [{"parameters": {"observed": True}}],
    "goalposts": [{"parameters": {"low": 5, "high": 95}}, {"parameters": {"low": 5, "high": 95}, "log": True}],
    "distance_to_target": [{"target": {"value": 70}, "parameters": {"observed": True}}],
    "by_results": [{}],
    "by_rank": [{"parameters": {"loss": 0.05}}],
    "places": [{"parameters": {"of": 8, "top": 3, "bottom": 2, "peers": True}}],
    "percentile": [{}],
    "borda": [{}],
    "z_score": [{}],
    "as_given": [{"parameters": {"full": 100}, "points": (1.0, 4.0)}],
    "per_event": [{"parameters": {"per_event": 0.1}}],
}
LOWER = ("completion", "efficacy", "min_max", "by_results", "by_rank", "percentile", "borda", "z_score", "places")
MISSING = ("zero", "exclude", "group_median", "group_mean", "previous", "constant")


def random_item(chance: random.Random, code: str) -> Any:
    rule = chance.choice(list(RULES))
    return build.item(
        code,
        rule,
        chance.choice([4.0, 5.0, 10.0]),
        **chance.choice(RULES[rule]),
        weight=chance.choice([None, 0.5, 2.0]),
        missing=chance.choice(MISSING),
        constant=40.0,
        direction=chance.choice(["lower", "higher"]) if rule in LOWER else "higher",
        winsorise=chance.random() < 0.3 and rule not in COUNTED,
    )


def random_sections(chance: random.Random) -> list[SchemeSection]:
    sections: list[SchemeSection] = []
    for number in range(chance.randint(2, 5)):
        regular = [section.code for section in sections if section.kind == "regular"]
        kind = chance.choice(["regular"] * 4 + ["bonus", "deduction"]) if sections else "regular"
        items = [random_item(chance, f"i{number}{k}") for k in range(3)]
        if kind == "deduction":
            rule = {"per_event": -0.5, "start": 0, "floor": -4}
            items = [build.item(f"i{number}0", "per_event", 4.0, parameters=rule, direction="lower")]
        fields = {"name": "s", "name_en": "s", "kind": kind, "items": tuple(items)}
        shape: dict[str, Any] = {
            "parent": chance.choice(["", *regular]),
            "combine": chance.choice(["sum", "arithmetic", "geometric", "harmonic"]),
            "full_marks": chance.choice([6.0, 30.0]),
            "weight": chance.choice([None, 3.0]),
            "cap": chance.choice([None, None, 5.0]),
        }
        sections.append(SchemeSection(code=f"s{number}", **fields, **shape))
    return sections


def random_scheme(chance: random.Random) -> Scheme:
    sections = random_sections(chance)
    bands = [Band(code=f"b{at}", name="b", name_en="b", at_least=at) for at in (0, 20, 35.5, 50, 60, 70, 85)]
    tie = chance.choice(["shared", "dense", "broken"])
    combine = chance.choice(["sum", "arithmetic", "geometric", "harmonic"])
    return build.scheme(
        *sections,
        full_marks=100,
        combine=combine,
        tie=tie,
        tie_break=sections[0].items[0].code if tie == "broken" else "",
        precision=chance.choice([0, 1, 2]),
        bands=tuple(bands),
        vetoes=(Veto(code="v", name="v", name_en="v", indicator="event", effect="bar", bars=("b60",), clause="1"),),
    )


class Case:
    """A random scheme with random values of ten quarters; measures of the last can be changed and scored again."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)
        self.scheme = random_scheme(chance)
        self.catalogue = [
            build.indicator(code, measure=chance.choice(["stock", "ytd_cumulative"]), decimals=1)
            for code in self.scheme.indicators
        ]
        self.units = [f"u{number}" for number in range(chance.randint(4, 9))]
        given = dict[tuple[str, str, str], float | str]()
        for unit in self.units:
            for quarter in (*EARLIER, Q):
                given |= {(unit, quarter, code): value for code, value in self._values(chance).items()}
        self.regions = build.counties(*self.units)
        measures = measure(build.values(given), self.regions, self.catalogue, [*EARLIER, Q])
        self.measures: pl.DataFrame = build.collect(measures)

    def _values(self, chance: random.Random) -> dict[str, float | str]:
        values: dict[str, float | str] = {}
        counted = [item.indicator for item in self.scheme.items if item.rule in COUNTED]
        for code in self.scheme.indicators:
            value = chance.choice([round(chance.uniform(0, 100), 1), 50.0, 80.0, round(chance.uniform(40, 60), 1)])
            value = value * 10 if chance.random() < 0.05 else value
            value = float(chance.randint(0, 8)) if code in counted else value
            value = float(chance.random() < 0.2) if code == "event" else value
            drawn = chance.random()
            if drawn < 0.85:
                values[code] = value
            elif drawn < 0.9:
                values[code] = "not_applicable"
        return values

    def scored(self, changes: Mapping[tuple[str, str], float] | None = None) -> Scorecard:
        measures = self.measures
        for (unit, code), value in (changes or {}).items():
            changed = (pl.col("region_code") == unit) & (pl.col("quarter") == Q) & (pl.col("indicator") == code)
            measures = measures.with_columns(
                value=pl.when(changed).then(pl.lit(value)).otherwise("value"),
                status=pl.when(changed).then(pl.lit("reported")).otherwise("status"),
            )
        quarters = [EARLIER[0], Q]
        return score(nw.from_native(measures.lazy()), self.regions, self.catalogue, self.scheme, quarters)

    def total(self, unit: str, code: str, value: float) -> tuple[float, float]:
        """Points and published total of the unit if it alone had the value, by the engine itself."""
        board = build.collect(self.scored({(unit, code): value}).ranking)
        row = board.filter((pl.col("region_code") == unit) & (pl.col("quarter") == Q))
        return row["points"][0], row["published"][0]


def found(case: Case) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    card = case.scored()
    board = build.collect(card.ranking).filter(pl.col("quarter") == Q)
    items = build.collect(card.items).filter(pl.col("quarter") == Q)
    measures = case.measures.filter(pl.col("quarter") != Q).sample(fraction=1, shuffle=True, seed=3)
    frames = [nw.from_native(frame, eager_only=True) for frame in (items.sample(fraction=1, shuffle=True), measures)]
    told = improvements(*frames, nw.from_native(board, eager_only=True), case.scheme, case.catalogue).to_native()
    return told, board, items


def feasible(case: Case, unit: str, indicator: Indicator, lower: bool) -> float | None:
    backs = [4, 8] if indicator.measure == "ytd_cumulative" else range(1, 9)
    of_indicator = case.measures.filter(pl.col("indicator") == indicator.code)
    now = of_indicator.filter(pl.col("quarter") == Q)["value"].drop_nulls().sort(descending=lower).to_list()
    known = [now[3 * (len(now) - 1) // 4]] if now else []
    own = of_indicator.filter(
        (pl.col("region_code") == unit) & pl.col("quarter").is_in([EARLIER[b - 1] for b in backs])
    )
    known += own["value"].drop_nulls().to_list()
    return None if not known else min(known) if lower else max(known)


@pytest.mark.parametrize("seed", range(12))
def test_the_engine_run_again_on_changed_values_gives_the_same(seed: int) -> None:
    case, chance = Case(seed), random.Random(seed)
    told, board, items = found(case)
    goals = board.join(build.collect(gaps(nw.from_native(board.lazy()), case.scheme)), on="region_code")
    by_unit = {row["region_code"]: row for row in goals.to_dicts()}
    kept = {(row["region_code"], row["node"]): row for row in told.to_dicts()}
    cells = items.filter(pl.col("region_code").is_in(list(by_unit)) & (pl.col("status") != "not_applicable")).to_dicts()
    for cell in chance.sample(cells, min(8, len(cells))):
        unit, code = cell["region_code"], cell["node"]
        item = next(one for one in case.scheme.items if one.code == code)
        indicator = next(one for one in case.catalogue if one.code == item.indicator)
        lower = item.direction == "lower"
        best = feasible(case, unit, indicator, lower)
        row, base = kept.get((unit, code)), by_unit[unit]
        worse = best is None or (
            cell["value"] is not None and (best >= cell["value"] if lower else best <= cell["value"])
        )
        if worse:
            assert row is None
            continue
        points, published = case.total(unit, item.indicator, best)
        if row is None:
            assert points - base["points"] < 1e-8
            continue
        assert row["value"] == cell["value"]
        assert row["feasible"] == best
        assert row["gain"] == pytest.approx(points - base["points"], abs=1e-7)
        bound = {"needed_for_place": base["to_next_place"], "needed_for_band": base["to_next_band"]}
        for name, lack in bound.items():
            goal = None if lack is None else round(base["published"] + lack, case.scheme.precision)
            assert (row[name] is None) == (goal is None or published < goal), (unit, code, name)
            if row[name] is not None:
                check_least(case, unit, item.indicator, row, row[name], goal, lower)


def check_least(case: Case, unit: str, code: str, row: Any, needed: float, goal: float, lower: bool) -> None:
    assert case.total(unit, code, needed)[1] >= goal
    before = round(needed + (0.1 if lower else -0.1), 1)
    start = row["value"]
    if start is not None and needed != row["feasible"] and (before < start if lower else before > start):
        assert case.total(unit, code, before)[1] < goal


@pytest.mark.parametrize("seed", range(6))
def test_the_order_is_by_effort_and_then_by_gain(seed: int) -> None:
    told, _, _ = found(Case(seed))
    ordered = told.sort("region_code", "effort", "gain", descending=[False, False, True], nulls_last=True)
    assert told.sort("region_code", "order")["node"].to_list() == ordered["node"].to_list()
    assert told["effort"].drop_nulls().is_between(0, 1).all()
    assert (told["gain"] > 0).all()
    assert told["effort"].is_null().to_list() == told["needed_for_place"].is_null().to_list()
