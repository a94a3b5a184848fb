import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import narwhals as nw
import polars as pl

from config.model import Band, Care, Indicator, Scheme, SchemeItem, SchemeSection

CARE = Care(author="a", checker="b", reviewed=dt.date(2025, 1, 1))
VALUES_SCHEMA = {
    "region_code": pl.String,
    "quarter": pl.String,
    "indicator": pl.String,
    "value": pl.Float64,
    "status": pl.String,
    "submission_id": pl.Int64,
    "sheet": pl.String,
    "cell": pl.String,
}
Given = Mapping[tuple[str, str, str], float | str]


def indicator(code: str, **changes: Any) -> Indicator:
    fields: dict[str, Any] = {
        "name": code,
        "name_en": code,
        "definition": code,
        "definition_en": code,
        "unit": "个",
        "unit_en": "items",
        "decimals": 2,
        "direction": "higher",
        "measure": "stock",
        "owner": "office",
        "levels": ("county",),
        "roll_up": "sum",
        "why": code,
        "source": code,
        "care": CARE,
    }
    return Indicator(code=code, **(fields | changes))


def ratio(code: str, numerator: str, denominator: str, **changes: Any) -> Indicator:
    fields = {"measure": "ratio", "numerator": numerator, "denominator": denominator, "scale": 100.0}
    return indicator(code, **(fields | {"roll_up": "ratio_of_sums"} | changes))


def item(code: str, rule: str, full_marks: float, **changes: Any) -> SchemeItem:
    fields = {"name": code, "name_en": code, "indicator": code, "clause": "1", "owner": "office"}
    return SchemeItem(code=code, rule=rule, full_marks=full_marks, **(fields | changes))


def section(code: str, *items: SchemeItem) -> SchemeSection:
    return SchemeSection(code=code, name=code, name_en=code, full_marks=sum(i.full_marks for i in items), items=items)


def scheme(*sections: SchemeSection, **changes: Any) -> Scheme:
    fields: dict[str, Any] = {
        "code": "test",
        "name": "test",
        "name_en": "test",
        "valid_from": "2025Q1",
        "document": "test",
        "full_marks": sum(s.full_marks for s in sections),
        "precision": 2,
        "tie": "shared",
        "groups": ("counties",),
        "bands": (
            Band(code="good", name="good", name_en="good", at_least=80),
            Band(code="pass", name="pass", name_en="pass", at_least=60),
            Band(code="fail", name="fail", name_en="fail", at_least=0),
        ),
    }
    return Scheme(sections=sections, **(fields | changes))


def values(given: Given) -> nw.LazyFrame:
    rows = [
        {
            "region_code": region,
            "quarter": quarter,
            "indicator": code,
            "value": None if isinstance(value, str) else float(value),
            "status": value if isinstance(value, str) else "reported",
            "submission_id": 7,
            "sheet": "S",
            "cell": "B2",
        }
        for (region, quarter, code), value in given.items()
    ]
    return nw.from_native(pl.LazyFrame(rows, schema=VALUES_SCHEMA))


def regions(rows: Iterable[tuple[str, str, str, str]]) -> nw.LazyFrame:
    names = ["region_code", "parent_code", "level", "peer_group"]
    return nw.from_native(pl.LazyFrame(list(rows), schema=dict.fromkeys(names, pl.String), orient="row"))


def counties(*codes: str) -> nw.LazyFrame:
    return regions((code, "", "county", "counties") for code in codes)


def collect(frame: nw.LazyFrame) -> pl.DataFrame:
    return nw.to_native(frame).collect()


def rows(frame: nw.LazyFrame, *names: str) -> list[tuple[Any, ...]]:
    return collect(frame).select(names).rows()
