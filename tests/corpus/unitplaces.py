"""Units said anywhere: in a cell of their own, a title, a remark, with a currency, beside changes."""

from __future__ import annotations

from tests.corpus.case import Case
from tests.corpus.tables import CHARITY, ELDERLY, Rows
from tests.corpus.writers import Page, xlsx

_BARE_UNIT: Rows = [*CHARITY, [None, None, "（亿元）"], ["地区", "慈善捐赠收入", "福彩累计销量"], ["长沙市", 1, 3]]
_CURRENCY: Rows = [*CHARITY, ["货币单位：人民币元"], ["地区", "慈善捐赠收入"], ["长沙市", 1]]
_FOREIGN: Rows = [*CHARITY, ["单位：美元"], ["地区", "慈善捐赠收入"], ["长沙市", 1]]
_TITLE_UNIT: Rows = [["2025年第三季度慈善捐赠情况表（亿元）"], CHARITY[1], ["地区", "慈善捐赠收入"], ["长沙市", 1]]
_NOTE_UNIT: Rows = [*CHARITY, ["地区", "慈善捐赠收入"], ["长沙市", 1], ["注：本表金额单位为亿元。"]]
_NOTE_SAME: Rows = [*CHARITY, ["地区", "慈善捐赠收入"], ["长沙市", 1], ["注：本表金额单位为万元。"]]
_TWO_UNITS: Rows = [
    *CHARITY,
    ["单位：万人", None, "金额单位：亿元"],
    ["地区", "慈善捐赠收入", "实名注册志愿者数"],
    ["长沙市", 1, 3],
]
_REMARKED: Rows = [
    *CHARITY,
    ["地区", "慈善捐赠收入（元，保留两位小数）", "福彩累计销量（单位为人民币亿元）"],
    ["长沙市", 5, 1],
]
_CHANGE_UNITS: Rows = [
    *ELDERLY,
    ["指标", "计量单位", "长沙市", None],
    [None, None, "本季度", "环比%"],
    ["养老机构床位", "张", 1200, 9.1],
    ["护理型床位", "张", 700, 16.7],
]
_LED_UNIT: Rows = [
    *CHARITY,
    ["地区", "慈善捐赠收入（亿元）", "上年同期", "同比"],
    ["长沙市", 1, 0.9, 11.1],
    ["株洲市", 2, 1.8, 11.1],
]
_AMOUNTS: Rows = [
    *CHARITY,
    ["市州", "项目", "金额"],
    ["长沙市", "慈善捐赠收入（元）", 100],
    ["长沙市", "福彩累计销量（亿元）", 1],
]
_TURNED_NOTE: Rows = [*CHARITY, ["指标", "长沙市"], ["慈善捐赠收入", 1], ["注：以亿元为单位"]]
_LONG_NOTE: Rows = [
    *CHARITY,
    ["市州", "指标", "数值"],
    ["长沙市", "慈善捐赠收入", 1],
    ["长沙市", "福彩累计销量", 2],
    ["注：单位均为亿元"],
]

CASES = (
    Case(
        "unit_in_a_cell_of_its_own.xlsx",
        lambda: xlsx(_BARE_UNIT),
        "430100 charity_income 1 B5 亿元; 430100 lottery_sales 3 C5 亿元",
    ),
    Case("unit_with_currency.xlsx", lambda: xlsx(_CURRENCY), "430100 charity_income 1 B5 元"),
    Case("unit_foreign.xlsx", lambda: xlsx(_FOREIGN), "", "error unit_unknown A3"),
    Case("unit_in_the_title.xlsx", lambda: xlsx(_TITLE_UNIT), "430100 charity_income 1 B4 亿元"),
    Case(
        "unit_in_a_remark.xlsx",
        lambda: xlsx(_NOTE_UNIT),
        "430100 charity_income 1 B4",
        "error unit_contradiction A5",
    ),
    Case("unit_in_a_remark_the_same.xlsx", lambda: xlsx(_NOTE_SAME), "430100 charity_income 1 B4"),
    Case(
        "units_in_two_cells.xlsx",
        lambda: xlsx(_TWO_UNITS),
        "430100 charity_income 1 B5 亿元; 430100 volunteers_registered 3 C5 万人",
    ),
    Case(
        "units_with_remarks.xlsx",
        lambda: xlsx(_REMARKED),
        "430100 charity_income 5 B4 元; 430100 lottery_sales 1 C4 亿元",
    ),
    Case(
        "units_beside_changes.xlsx",
        lambda: xlsx(Page(_CHANGE_UNITS, merged=["A3:A4", "B3:B4", "C3:D3"])),
        """
        430100 elderly_beds 1200 C5; 430100 elderly_beds 9.1 D5 change_pct 2025-09 %; 430100 nursing_beds 700 C6;
        430100 nursing_beds 16.7 D6 change_pct 2025-09 %
        """,
    ),
    Case(
        "unit_of_the_columns_it_leads.xlsx",
        lambda: xlsx(_LED_UNIT),
        """
        430100 charity_income 1 B4 亿元; 430100 charity_income 0.9 C4 same_month_last_year 2024-09 亿元;
        430100 charity_income 11.1 D4 change_pct 2025-09 %; 430200 charity_income 2 B5 亿元;
        430200 charity_income 1.8 C5 same_month_last_year 2024-09 亿元;
        430200 charity_income 11.1 D5 change_pct 2025-09 %
        """,
    ),
    Case(
        "long_amounts.xlsx",
        lambda: xlsx(_AMOUNTS),
        "430100 charity_income 100 C4 元; 430100 lottery_sales 1 C5 亿元",
    ),
    Case(
        "unit_in_a_remark_below_a_turned_table.xlsx",
        lambda: xlsx(_TURNED_NOTE),
        "430100 charity_income 1 B4",
        "error unit_contradiction A5",
    ),
    Case(
        "unit_in_a_remark_below_a_long_table.xlsx",
        lambda: xlsx(_LONG_NOTE),
        "430100 charity_income 1 C4; 430100 lottery_sales 2 C5",
        "error unit_contradiction A6",
    ),
)
