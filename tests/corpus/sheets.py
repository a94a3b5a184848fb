"""The same table on several sheets: a month, a quarter or a prefecture each; and blocks of one indicator each."""

from __future__ import annotations

from tests.corpus.case import Case
from tests.corpus.tables import ELDERLY, UNTITLED, Rows
from tests.corpus.writers import Page, xlsx

_YEAR: Rows = [["2025年养老服务情况表"], ELDERLY[1]]
_BLOCKS: Rows = [
    *ELDERLY,
    ["养老机构床位"],
    ["地区", "8月", "9月"],
    ["长沙市", 1190, 1200],
    ["株洲市", 790, 800],
    [None],
    ["护理型床位"],
    ["地区", "8月", "9月"],
    ["长沙市", 690, 700],
    ["株洲市", 290, 300],
]


def _period(name: str, beds: int) -> Page:
    return Page([*_YEAR, ["地区", "养老机构床位"], ["长沙市", beds], ["株洲市", 800]], name)


def _dated(name: str, beds: int) -> Page:
    lines: Rows = [["长沙市", "养老机构床位", beds], ["株洲市", "养老机构床位", 800]]
    return Page([*UNTITLED, ["地区", "指标", "数值"], *lines], name)


def _prefecture(name: str, county: str) -> Page:
    return Page([*ELDERLY, ["县市区", "养老机构床位"], [county, 5], ["合计", 5]], name)


CASES = (
    Case(
        "a_sheet_a_month.xlsx",
        lambda: xlsx(*(_period(f"{month}月", 1200 + month) for month in (7, 8, 9))),
        """
        430100 elderly_beds 1207 7月!B4 current 2025-07; 430100 elderly_beds 1208 8月!B4 current 2025-08;
        430100 elderly_beds 1209 9月!B4; 430200 elderly_beds 800 7月!B5 current 2025-07;
        430200 elderly_beds 800 8月!B5 current 2025-08; 430200 elderly_beds 800 9月!B5
        """,
        "",
    ),
    Case(
        "a_sheet_a_quarter.xlsx",
        lambda: xlsx(_period("二季度", 1100), _period("三季度", 1200)),
        """
        430100 elderly_beds 1100 二季度!B4 current 2025-06; 430100 elderly_beds 1200 三季度!B4;
        430200 elderly_beds 800 三季度!B5; 430200 elderly_beds 800 二季度!B5 current 2025-06
        """,
        "",
    ),
    Case(
        "long_sheets_dated.xlsx",
        lambda: xlsx(_dated("2025年8月", 1190), _dated("2025年9月", 1200)),
        """
        430100 elderly_beds 1190 2025年8月!C4 current 2025-08; 430100 elderly_beds 1200 2025年9月!C4;
        430200 elderly_beds 800 2025年8月!C5 current 2025-08; 430200 elderly_beds 800 2025年9月!C5
        """,
        "",
    ),
    Case(
        "a_sheet_a_prefecture.xlsx",
        lambda: xlsx(_prefecture("长沙市", "芙蓉区"), _prefecture("株洲市", "荷塘区")),
        """
        430102 elderly_beds 5 长沙市!B4; 430100 elderly_beds 5 长沙市!B5;
        430202 elderly_beds 5 株洲市!B4; 430200 elderly_beds 5 株洲市!B5
        """,
    ),
    Case(
        "blocks_of_one_indicator.xlsx",
        lambda: xlsx(_BLOCKS),
        """
        430100 elderly_beds 1190 B5 previous_month 2025-08; 430100 elderly_beds 1200 C5;
        430100 nursing_beds 690 B10 previous_month 2025-08; 430100 nursing_beds 700 C10;
        430200 elderly_beds 790 B6 previous_month 2025-08; 430200 elderly_beds 800 C6;
        430200 nursing_beds 290 B11 previous_month 2025-08; 430200 nursing_beds 300 C11
        """,
        "warning figure_from_title B4; warning figure_from_title B9",
    ),
)
