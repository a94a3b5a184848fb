import random
from decimal import Decimal
from typing import Any

import pytest

from config.model import Scheme, SchemeItem, SchemeSection
from metrics.scorecard import Scorecard, measure, score
from tests.golden.tree_oracle import Group, Values
from tests.unit.metrics import builders as build

Q = "2025Q2"
CODES = [f"i{number}" for number in range(24)]
CATALOGUE = [build.indicator(code) for code in CODES]
RULES: dict[str, dict[str, Any]] = {
    "completion": {"target": {"value": 60}, "parameters": {"cap": 1.2}},
    "step_deduction": {"parameters": {"threshold": 90, "step": 7, "per_step": 0.3}},
    "tiers": {"parameters": {"bounds": [[80, 4], [50, 2.5]], "otherwise": 0.5}},
    "efficacy": {"parameters": {"low": 10, "high": 90}},
    "min_max": {"parameters": {"observed": True}},
    "goalposts": {"parameters": {"low": 5, "high": 95}},
    "by_results": {},
    "by_rank": {"parameters": {"loss": 0.05}},
    "percentile": {},
    "borda": {},
    "z_score": {},
    "as_given": {"parameters": {"full": 100}},
}


def random_item(chance: random.Random, code: str, marks: float) -> SchemeItem:
    rule = chance.choice(list(RULES))
    weight, missing = chance.choice([None, 0.5, 2.0]), chance.choice(["zero", "exclude"])
    return build.item(code, rule, marks, **RULES[rule], weight=weight, missing=missing, direction="higher")


def random_sections(chance: random.Random) -> list[SchemeSection]:
    sections: list[SchemeSection] = []
    codes = iter(CODES)
    for number in range(chance.randint(2, 7)):
        regular = [section.code for section in sections if section.kind == "regular"]
        parent = chance.choice(["", *regular])
        kind = chance.choice(["regular"] * 4 + ["bonus"]) if sections else "regular"
        items = tuple(random_item(chance, next(codes), chance.choice([4.0, 5.0, 10.0])) for _ in range(3))
        combine = chance.choice(["sum", "arithmetic", "geometric", "harmonic"])
        sections.append(
            SchemeSection(
                code=f"s{number}",
                name="s",
                name_en="s",
                parent=parent,
                kind=kind,
                combine=combine,
                full_marks=chance.choice([6.0, 30.0]),
                weight=chance.choice([None, 3.0]),
                items=items,
                cap=chance.choice([None, None, 5.0]),
            )
        )
    return sections


def random_case(seed: int) -> tuple[Scheme, dict[str, dict[str, float | str]]]:
    chance = random.Random(seed)
    combine, tie = chance.choice(["sum", "arithmetic", "geometric", "harmonic"]), chance.choice(["shared", "dense"])
    scheme = build.scheme(
        *random_sections(chance), full_marks=100, combine=combine, tie=tie, precision=chance.choice([0, 1, 2])
    )
    values: dict[str, dict[str, float | str]] = {}
    for number in range(chance.randint(3, 9)):
        values[f"u{number}"] = {code: round(chance.uniform(0, 100), 1) for code in CODES if chance.random() < 0.9}
        values[f"u{number}"] |= {code: "not_applicable" for code in CODES if chance.random() < 0.05}
    return scheme, values


def card(scheme: Scheme, values: Values, in_memory: bool = False) -> Scorecard:
    given = {(unit, Q, code): value for unit, own in values.items() for code, value in own.items()}
    units = build.counties(*values)
    return score(
        measure(build.values(given), units, CATALOGUE, [Q]), units, CATALOGUE, scheme, [Q], in_memory=in_memory
    )


@pytest.mark.parametrize("in_memory", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_trees_of_any_shape_give_what_plain_arithmetic_gives(seed: int, in_memory: bool) -> None:
    scheme, values = random_case(seed)
    plainly = Group(scheme, values)

    found = card(scheme, values, in_memory)

    for unit, node, points in build.rows(found.nodes, "region_code", "node", "points"):
        expected = plainly.node(unit, node)
        if points is not None and expected is not None:
            assert points == pytest.approx(float(expected), abs=1e-7), (seed, unit, node)
    board = build.rows(found.ranking, "region_code", "published", "rank")
    assert {unit: Decimal(str(published)) for unit, published, _ in board if published is not None} == {
        unit: plainly.published(unit) for unit in values if plainly.published(unit) is not None
    }
    ranked = [unit for unit, _, rank in board if rank is not None]
    assert {unit: rank for unit, _, rank in board if rank is not None} == plainly.ranks(ranked)
