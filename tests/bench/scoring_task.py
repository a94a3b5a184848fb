"""The task of bench_score: measures of 120 indicators to score and rank, in three groups, under a scheme of all rules.

The scheme has the mix of rules of config/schemes/hunan_2026.toml. Its figures are drawn at random.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle, islice

import numpy as np
import polars as pl

from config.model import Quarter, Scheme, SchemeItem

GROUPS = ("prefectures", "districts", "counties")
INDICATORS, SECTIONS = 120, 12
_SHARES = (0.1, 0.27, 0.63)
_STATUSES = ("reported", "not_reported", "not_applicable")
_NOT_REPORTED, _NOT_APPLICABLE = 0.02, 0.01
_MARKS = (0.5, 1.0, 2.0, 1.5, 1.0)


@dataclass(frozen=True)
class Size:
    """So many regions over so many quarters."""

    name: str
    regions: int
    quarters: tuple[str, ...]

    @property
    def values(self) -> int:
        """The number of values, missing ones included."""
        return self.regions * len(self.quarters) * INDICATORS


def _quarters(count: int) -> tuple[str, ...]:
    return tuple(str(Quarter("2017Q1").shift(back)) for back in range(count))


PROVINCE = Size("a provincial quarter", 136, _quarters(1))
NATION = Size("a national quarter", 2_844, _quarters(1))
TEN_YEARS = Size("forty national quarters", 2_844, _quarters(40))


@dataclass(frozen=True)
class Idiom:
    """One item in the scheme's round of fifteen, and the range that the values of its indicator are drawn from."""

    rule: str
    low: float
    high: float
    decimals: int = 2
    lower: bool = False
    target: dict[str, object] | None = None
    parameters: dict[str, object] | None = None


IDIOMS = (
    Idiom("completion", 20, 120, target={"value": 90.0, "annual": True}, parameters={"cap": 1.0}),
    Idiom("efficacy", 40, 70, parameters={"low": 45, "high": 65}),
    Idiom("step_deduction", 90, 100, target={"value": 98.0}, parameters={"threshold": 98, "step": 1, "per_step": 0.1}),
    Idiom("tiers", 50, 100, parameters={"bounds": [[98, 0.5], [95, 0.45], [90, 0.4], [80, 0.3]], "otherwise": 0.1}),
    Idiom("completion", 0, 40, lower=True, target={"value": 15.0}),
    Idiom("per_event", 0, 4, decimals=0, parameters={"per_event": 0.1}),
    Idiom("completion", 0, 150, target={"value": 100.0, "by_group": {"prefectures": 120.0, "districts": 110.5}}),
    Idiom("efficacy", 0, 14, lower=True, parameters={"low": 12, "high": 0}),
    Idiom("by_rank", 0, 100, parameters={"loss": 0.002}),
    Idiom("completion", 0, 160, target={"indicator": "i000"}, parameters={"cap": 1.2}),
    Idiom("shortfall_per_item", 0, 6, decimals=0, parameters={"expected": 4, "per_item": 0.1}),
    Idiom("efficacy", 10, 90, parameters={"observed": True, "base": 50}),
    Idiom("step_deduction", 0, 2, lower=True, parameters={"threshold": 0.3, "step": 0.1, "per_step": 0.05}),
    Idiom("completion", 50, 110, target={"value": 100.0}),
    Idiom("by_results", 1, 300),
)


def _idioms() -> list[Idiom]:
    return list(islice(cycle(IDIOMS), INDICATORS))


@lru_cache(maxsize=1)
def scheme() -> Scheme:
    """120 items in 12 sections, each about an indicator of its own; a fifth leave the total where they are missing."""
    items = [_item(order, idiom) for order, idiom in enumerate(_idioms())]
    each = INDICATORS // SECTIONS
    sections = []
    for n in range(SECTIONS):
        own = tuple(items[n * each : (n + 1) * each])
        marks = sum(item.full_marks for item in own)
        sections.append({"code": f"s{n:02d}", "name": "", "name_en": "", "full_marks": marks, "items": own})
    whole = sum(item.full_marks for item in items)
    names = {"code": "bench", "name": "", "name_en": "", "valid_from": "2017Q1", "document": ""}
    return Scheme.model_validate(
        {**names, "full_marks": whole, "precision": 2, "tie": "shared", "groups": GROUPS, "bands": ()}
        | {"sections": sections}
    )


def _item(order: int, idiom: Idiom) -> SchemeItem:
    return SchemeItem.model_validate(
        {
            "code": f"x{order:03d}",
            "name": "",
            "name_en": "",
            "indicator": f"i{order:03d}",
            "rule": idiom.rule,
            "full_marks": _MARKS[order % len(_MARKS)],
            "direction": "lower" if idiom.lower else "higher",
            "target": idiom.target,
            "parameters": idiom.parameters or {},
            "missing": "exclude" if order % 5 == 3 else "zero",
            "clause": "",
            "owner": "",
        }
    )


def regions(size: Size) -> pl.DataFrame:
    """REGIONS: a tenth prefectures, 27 in a hundred districts, the rest counties."""
    groups = np.random.default_rng(2).choice(GROUPS, size.regions, p=_SHARES)
    codes = [f"{430000 + n}" for n in range(size.regions)]
    frame = pl.DataFrame({"region_code": codes, "peer_group": groups})
    return frame.with_columns(parent_code=pl.lit(""), level=pl.lit("county"))


def measures(size: Size) -> pl.DataFrame:
    """Region, quarter, indicator, value and status as text and a number, sorted by the first three, as MEASURES."""
    chance, units = np.random.default_rng(1), size.regions * len(size.quarters)
    values = np.column_stack([_drawn(chance, idiom, units) for idiom in _idioms()]).ravel()
    luck = chance.random(size.values)
    status = np.where(luck < _NOT_APPLICABLE, 2, np.where(luck < _NOT_APPLICABLE + _NOT_REPORTED, 1, 0))
    order = np.arange(size.values)
    codes = regions(size)["region_code"].to_list()
    return pl.DataFrame(
        {
            "region_code": _named(codes, order // (len(size.quarters) * INDICATORS)),
            "quarter": _named(size.quarters, order // INDICATORS % len(size.quarters)),
            "indicator": _named([f"i{n:03d}" for n in range(INDICATORS)], order % INDICATORS),
            "value": pl.Series(np.where(status == 0, values, np.nan)).fill_nan(None),
            "status": _named(_STATUSES, status),
        }
    )


def _drawn(chance: np.random.Generator, idiom: Idiom, count: int) -> np.ndarray:
    return chance.uniform(idiom.low, idiom.high, count).round(idiom.decimals)


def _named(names: Iterable[str], numbers: np.ndarray) -> pl.Series:
    return pl.Series(list(names))[numbers]


def time_progress(quarter: str) -> float:
    """The share of the year that is over at the end of the quarter (序时进度)."""
    return int(quarter[-1]) / 4


def digest(ranked: Iterable[tuple[str, str, float, int]]) -> str:
    """One short text for region, quarter, published score and rank of all units in any order, to compare contenders."""
    return hashlib.sha256("\n".join(_lines(ranked)).encode()).hexdigest()


def _lines(ranked: Iterable[tuple[str, str, float, int]]) -> Iterator[str]:
    for region, quarter, published, rank in sorted(ranked):
        yield f"{region},{quarter},{published:.4f},{rank}"
