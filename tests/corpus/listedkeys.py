"""Long tables with units, periods, codes and upper regions in columns of their own."""

from __future__ import annotations

from tests.corpus.case import Case
from tests.corpus.tables import ELDERLY, UNTITLED, Rows
from tests.corpus.writers import text, xlsx

_UNITS: Rows = [
    *ELDERLY,
    ["地区", "指标名称", "计量单位", "数值"],
    ["长沙市", "养老机构床位", "万张", 0.12],
    ["长沙市", "适老化改造完成户数", "户", 5],
    ["株洲市", "养老机构床位总数", "张", "1,300"],
    ["株洲市", "适老化改造完成户数（户）", None, 6],
]
_WRONG_UNITS: Rows = [
    *ELDERLY,
    ["地区", "指标名称", "计量单位", "数值"],
    ["长沙市", "养老机构床位", "万元", 12],
    ["长沙市", "护理型床位", "百张", 7],
    ["株洲市", "养老机构床位（百张）", None, 8],
    ["株洲市", "护理型床位", "张", 300],
]
_PERIODS: Rows = [
    UNTITLED[1],
    ["地区", "指标名称", "单位", "时期", "数值"],
    ["长沙市", "养老机构床位", "张", "2025年第三季度", 1200],
    ["长沙市", "养老机构床位", "张", "2025年第二季度", 1100],
    ["株洲市", "养老机构床位", "张", "2025Q3", 800],
    ["株洲市", "养老机构床位", "张", "2025Q2", 700],
]
_CODES: Rows = [
    *ELDERLY,
    ["行政区划代码", "指标代码", "数量"],
    [430100, "elderly_beds", 1200],
    ["430200000000", "elderly_beds", 800],
    ["430200000000", "nursing_beds", 300],
]
_UPPER: Rows = [
    *ELDERLY,
    ["市州", "县市区", "指标", "数值"],
    ["长沙市", "芙蓉区", "养老机构床位", 12],
    [None, None, "护理型床位", 6],
    [None, "天心区", "养老机构床位", 13],
    [None, "小计", "养老机构床位", 25],
    ["株洲市", "荷塘区", "养老机构床位", 7],
]

CASES = (
    Case(
        "long_units.xlsx",
        lambda: xlsx(_UNITS),
        """
        430100 elderly_beds 0.12 D4 万张; 430100 home_adaptations 5 D5; 430200 elderly_beds 1300 D6;
        430200 home_adaptations 6 D7
        """,
        "",
    ),
    Case(
        "long_wrong_units.xlsx",
        lambda: xlsx(_WRONG_UNITS),
        "430200 nursing_beds 300 D7",
        """
        error unit_mismatch C4; error unit_unknown B6; error unit_unknown C5
        """,
    ),
    Case(
        "long_periods.xlsx",
        lambda: xlsx(_PERIODS),
        """
        430100 elderly_beds 1100 E4 previous_quarter 2025-06; 430100 elderly_beds 1200 E3;
        430200 elderly_beds 700 E6 previous_quarter 2025-06; 430200 elderly_beds 800 E5
        """,
        "",
    ),
    Case(
        "long_codes.xlsx",
        lambda: xlsx(_CODES),
        """
        430100 elderly_beds 1200 C4; 430200 elderly_beds 800 C5; 430200 nursing_beds 300 C6
        """,
        "",
    ),
    Case(
        "long_upper_regions.csv",
        lambda: text(_UPPER),
        """
        430100 elderly_beds 25 D7; 430102 elderly_beds 12 D4; 430102 nursing_beds 6 D5; 430103 elderly_beds 13 D6;
        430202 elderly_beds 7 D8
        """,
        "",
    ),
)
