"""The task of bench_score: the measures of one provincial quarter, to be scored and ranked under Hunan's scheme."""

from __future__ import annotations

import random
from functools import lru_cache

import polars as pl

from config.model import Config, Indicator, Scheme
from config.reading import load_config
from config.workspace import REPOSITORY

QUARTER = "2026Q3"
TIME_PROGRESS = 0.75
Ranks = list[tuple[str, float, int]]


@lru_cache(maxsize=1)
def config() -> Config:
    """Hunan."""
    return load_config(REPOSITORY / "config")


def scheme() -> Scheme:
    """The scheme in force in the quarter."""
    return config().scheme_for(QUARTER)[0]


def measures() -> pl.DataFrame:
    """Region, quarter, indicator, value and status for the scored regions and the scheme's indicators."""
    chance = random.Random(1)
    chosen = scheme()
    codes = sorted({i.indicator for i in chosen.items} | {i.target.indicator for i in chosen.items if i.target} - {""})
    rows = [
        (region.code, QUARTER, code, *_value(chance, config().indicator[code]))
        for region in config().regions
        if region.peer_group in chosen.groups
        for code in codes
        if region.level in config().indicator[code].levels
    ]
    return pl.DataFrame(rows, schema=["region_code", "quarter", "indicator", "value", "status"], orient="row")


def _value(chance: random.Random, indicator: Indicator) -> tuple[float | None, str]:
    if (luck := chance.random()) < 0.03:
        return None, "not_applicable" if luck < 0.01 else "not_reported"
    return round(chance.uniform(0, 100), 2), "reported"


def regions() -> pl.DataFrame:
    """The scored regions with their peer groups, as REGIONS."""
    rows = [(r.code, r.parent_code, r.level, r.peer_group) for r in config().regions if r.peer_group]
    return pl.DataFrame(rows, schema=["region_code", "parent_code", "level", "peer_group"], orient="row")
