"""Write the statutory form of a prefecture: the rows and codes of the form version in force, cumulative amounts."""

from __future__ import annotations

import random

from config.model import FormRow, Quarter, Region
from dashboard.demo.figures import Province
from dashboard.demo.workbooks import Cell, Sheet

FORM = "jzh01_2024"
SHARES = {
    "welfare_spending": 0.22,
    "child_welfare_spending": 0.045,
    "orphan_allowance_spending": 0.016,
    "unattended_children_allowance_spending": 0.026,
    "elderly_welfare_spending": 0.05,
    "disability_welfare_spending": 0.11,
    "assistance_spending": 0.70,
    "dibao_spending": 0.47,
    "urban_dibao_spending": 0.11,
    "urban_dibao_grants": 0.109,
    "urban_dibao_temporary_subsidy": 0.001,
    "rural_dibao_spending": 0.36,
    "rural_dibao_grants": 0.358,
    "rural_dibao_temporary_subsidy": 0.002,
    "hardship_support_spending": 0.17,
    "urban_hardship_support_spending": 0.03,
}
COUNTS = {"towns": 8.2, "townships": 3.1, "ethnic_townships": 0.6, "subdistricts": 3.3}


def form_sheet(province: Province, region: Region, quarter: Quarter) -> Sheet:
    """The form of one prefecture and quarter; half of the prefectures keep every number as text."""
    config = province.config
    form = next(form for form in config.forms if form.code == FORM)
    chance = random.Random(f"{province.seed} form {region.code}")
    as_text = chance.random() < 0.5
    sheet = Sheet("JZH01表")
    sheet.rows += [
        [f"{quarter.year}年{region.name}民政统计季报表", None, None, None, None, None],
        [None, None, None, None, "表    号：JZH01 表", None],
        [f"编制单位：{region.name}", None, None, None, "制表机关：民    政    部", None],
        [
            f"地区编码：{region.code}000000",
            None,
            f"{quarter.year}年{quarter.number * 3:02d}月",
            None,
            "批准机关：国 家 统 计 局",
            None,
        ],
        ["指标名称", "单位", "代码", "数量", "上季度", "环比"],
        [None, None, None, "1", "2", "3"],
    ]
    sheet.merged.append((0, 0, 5))
    for row in form.rows:
        now, before = (_amount(province, region, q, row) for q in (quarter, quarter.shift(-1)))
        sheet.rows.append(_row(row, now, before, as_text))
    return sheet


def _row(row: FormRow, now: float | None, before: float | None, as_text: bool) -> list[Cell]:
    decimals = 1 if row.unit == "万元" else 0
    change = None if not now or not before else round((now / before - 1) * 100, 2) or None
    cells: list[Cell] = [
        _written(now, decimals, as_text),
        _written(before, decimals, as_text),
        _written(change, 2, as_text),
    ]
    return ["    " * row.depth + row.label, row.unit if decimals else None, row.official_code, *cells]


def _written(value: float | None, decimals: int, as_text: bool) -> Cell:
    if value is None:
        return None
    return f"{value:,.{decimals}f}" if as_text else round(float(value), decimals)


def _amount(province: Province, region: Region, quarter: Quarter, row: FormRow) -> float | None:
    counties = len(province.config.children.get(region.code, ()))
    if row.statistic in COUNTS:
        return float(round(COUNTS[row.statistic] * counties))
    if row.statistic == "township_divisions":
        return float(sum(round(share * counties) for share in COUNTS.values()))
    total = province.value(region.code, quarter, "civil_affairs_spending")
    if total is None:
        return None
    if row.statistic == "total_spending":
        return total
    share = SHARES.get(row.statistic)
    return None if share is None else round(total * share, 1)
