"""Columns and lines that name a period: months and quarters, over and under their indicators, and changes."""

from __future__ import annotations

from tests.corpus.case import Case
from tests.corpus.tables import ELDERLY, UNTITLED, Rows
from tests.corpus.writers import Page, xls, xlsx

_MONTHS: Rows = [
    *ELDERLY,
    ["地区", "养老机构床位", None, None],
    [None, "7月", "8月", "9月"],
    ["长沙市", 1180, 1190, 1200],
    ["株洲市", 790, 795, 800],
]
_OVER: Rows = [
    *ELDERLY,
    ["地区", "8月", None, "9月", None],
    [None, "养老机构床位", "护理型床位", "养老机构床位", "护理型床位"],
    ["长沙市", 1190, 690, 1200, 700],
    ["株洲市", 795, 295, 800, 300],
]
_TITLED: Rows = [
    ["2025年第三季度养老机构床位情况表（单位：万张）"],
    ["填报单位：养老服务处"],
    ["地区", "7月", "8月", "9月"],
    ["长沙市", 0.118, 0.119, 0.12],
    ["株洲市", 0.079, 0.0795, 0.08],
]
_QUARTERS: Rows = [
    ["2025年养老机构床位情况表"],
    ["填报单位：养老服务处", "统计时间：2025年9月"],
    ["地区", "一季度", "二季度", "三季度", "四季度"],
    ["长沙市", 1000, 1100, 1200, None],
    ["株洲市", 600, 700, 800, None],
]
_DATED: Rows = [
    *UNTITLED,
    ["地区", "养老机构床位", None],
    [None, "2025年6月", "2025年9月"],
    ["长沙市", 1100, 1200],
    ["株洲市", 700, 800],
]
_SINCE_JANUARY: Rows = [
    *ELDERLY,
    ["地区", "适老化改造完成户数", None],
    [None, "9月", "1-9月"],
    ["长沙市", 3, 20],
    ["株洲市", 5, 40],
]
_FLOW: Rows = [
    *ELDERLY,
    ["地区", "特殊困难老年人探访人数", None],
    [None, "8月", "9月"],
    ["长沙市", 30, 31],
    ["株洲市", 20, 21],
]
_BESIDE: Rows = [*ELDERLY, ["地区", "养老机构床位", "环比", "同比"], ["长沙市", 1200, 3.2, 5.1], ["株洲市", 800, 1, 2]]
_LINES: Rows = [
    *ELDERLY,
    ["地区", "期别", "养老机构床位", "护理型床位"],
    ["长沙市", "本期", 1200, 700],
    [None, "上年同期", 1100, 600],
    ["株洲市", "本期", 800, 300],
    [None, "上年同期", 750, 250],
]
_FILED: Rows = [
    *ELDERLY,
    ["地区", "时间", "养老机构床位", "护理型床位"],
    ["长沙市", "2025年10月8日", 1200, 700],
    ["株洲市", "2025年10月9日", 800, 300],
]
_OLD_MONTHS: Rows = [*ELDERLY, ["地区", "养老机构床位", None], [None, "3月", "4月"], ["长沙市", 1, 2], ["株洲市", 3, 4]]

CASES = (
    Case(
        "months_under_an_indicator.xlsx",
        lambda: xlsx(Page(_MONTHS, merged=["B3:D3", "A3:A4"])),
        """
        430100 elderly_beds 1190 C5 previous_month 2025-08; 430100 elderly_beds 1200 D5;
        430200 elderly_beds 795 C6 previous_month 2025-08; 430200 elderly_beds 800 D6
        """,
        "note column_role_unknown B4",
    ),
    Case(
        "months_over_indicators.xlsx",
        lambda: xlsx(Page(_OVER, merged=["B3:C3", "D3:E3"])),
        """
        430100 elderly_beds 1190 B5 previous_month 2025-08; 430100 elderly_beds 1200 D5;
        430100 nursing_beds 690 C5 previous_month 2025-08; 430100 nursing_beds 700 E5;
        430200 elderly_beds 795 B6 previous_month 2025-08; 430200 elderly_beds 800 D6;
        430200 nursing_beds 295 C6 previous_month 2025-08; 430200 nursing_beds 300 E6
        """,
        "",
    ),
    Case(
        "months_indicator_in_title.xlsx",
        lambda: xlsx(_TITLED),
        """
        430100 elderly_beds 0.119 C4 previous_month 2025-08 万张; 430100 elderly_beds 0.12 D4 万张;
        430200 elderly_beds 0.0795 C5 previous_month 2025-08 万张; 430200 elderly_beds 0.08 D5 万张
        """,
        "note column_role_unknown B3; warning figure_from_title B3",
    ),
    Case(
        "quarters_of_the_year.xls",
        lambda: xls(_QUARTERS),
        """
        430100 elderly_beds 1100 C4 previous_quarter 2025-06; 430100 elderly_beds 1200 D4;
        430200 elderly_beds 700 C5 previous_quarter 2025-06; 430200 elderly_beds 800 D5
        """,
        "note column_role_unknown B3; warning figure_from_title B3",
    ),
    Case(
        "dated_columns_alone.xlsx",
        lambda: xlsx(Page(_DATED, merged=["B3:C3"])),
        """
        430100 elderly_beds 1100 B5 previous_quarter 2025-06; 430100 elderly_beds 1200 C5;
        430200 elderly_beds 700 B6 previous_quarter 2025-06; 430200 elderly_beds 800 C6
        """,
        "",
    ),
    Case(
        "month_beside_since_january.xlsx",
        lambda: xlsx(Page(_SINCE_JANUARY, merged=["B3:C3"])),
        """
        430100 home_adaptations 20 C5; 430200 home_adaptations 40 C6
        """,
        "note column_role_unknown B4",
    ),
    Case(
        "one_month_of_a_flow.xlsx",
        lambda: xlsx(Page(_FLOW, merged=["B3:C3"])),
        "430100 elderly_visited 31 C5; 430200 elderly_visited 21 C6",
        "note column_role_unknown B4; warning month_of_flow C4",
    ),
    Case(
        "only_other_months.xlsx",
        lambda: xlsx(Page(_OLD_MONTHS, merged=["B3:C3"])),
        "",
        """
        error no_current_column B4; note column_role_unknown B4; note column_role_unknown C4
        """,
    ),
    Case(
        "changes_beside.xlsx",
        lambda: xlsx(_BESIDE),
        """
        430100 elderly_beds 1200 B4; 430100 elderly_beds 3.2 C4 change_pct 2025-09 %;
        430200 elderly_beds 1 C5 change_pct 2025-09 %; 430200 elderly_beds 800 B5
        """,
        "note column_role_unknown D3",
    ),
    Case(
        "periods_down_the_lines.xlsx",
        lambda: xlsx(Page(_LINES, merged=["A4:A5", "A6:A7"])),
        """
        430100 elderly_beds 1100 C5 same_month_last_year 2024-09; 430100 elderly_beds 1200 C4;
        430100 nursing_beds 600 D5 same_month_last_year 2024-09; 430100 nursing_beds 700 D4;
        430200 elderly_beds 750 C7 same_month_last_year 2024-09; 430200 elderly_beds 800 C6;
        430200 nursing_beds 250 D7 same_month_last_year 2024-09; 430200 nursing_beds 300 D6
        """,
        "",
    ),
    Case(
        "days_of_filling_in.xlsx",
        lambda: xlsx(_FILED),
        """
        430100 elderly_beds 1200 C4; 430100 nursing_beds 700 D4; 430200 elderly_beds 800 C5; 430200 nursing_beds 300 D5
        """,
        "warning column_unknown B3",
    ),
)
