"""Tables of one region: one indicator a line, the region in the title, in the sheet's name, told, or asked."""

from __future__ import annotations

from loaders.intake.outcome import Told
from tests.corpus.case import Case
from tests.corpus.tables import ELDERLY, Rows
from tests.corpus.writers import Page, xls, xlsx

_ONE: Rows = [
    ["长沙市2025年第三季度养老服务情况表"],
    ["填报单位：养老服务处"],
    ["指标", "单位", "本期", "上期", "上年同期", "环比"],
    ["养老机构床位", "张", 1200, 1100, 1000, "9.1%"],
    ["护理型床位", "张", 700, 650, "/", "7.7%"],
]
_ONE_MONTHS: Rows = [
    ["长沙市2025年第三季度养老服务情况表"],
    ["填报单位：养老服务处"],
    ["指标", "7月", "8月", "9月"],
    ["养老机构床位", 1180, 1190, 1200],
]
_ONE_PANELS: Rows = [
    ["2025年第三季度养老服务情况表"],
    ["填报单位：养老服务处", None, "填报地区：株洲市"],
    ["指标", "数量", "指标", "数量"],
    ["养老机构床位", 800, "护理型床位", 300],
    ["特殊困难老年人数", 4, "适老化改造完成户数", 6],
]
_NOWHERE: Rows = [*ELDERLY, ["项目", "数量"], ["养老机构床位（张）", 1200], ["护理型床位（张）", 700]]
_PROVINCE: Rows = [
    ["全省2025年第三季度养老服务情况"],
    ELDERLY[1],
    ["指标", "2025年9月"],
    ["养老机构床位（万张）", 30.5],
]

CASES = (
    Case(
        "one_region.xlsx",
        lambda: xlsx(_ONE),
        """
        430100 elderly_beds 1000 E4 same_month_last_year 2024-09;
        430100 elderly_beds 1100 D4 previous_quarter 2025-06; 430100 elderly_beds 1200 C4;
        430100 elderly_beds 9.1 F4 change_pct 2025-09 %;
        430100 nursing_beds (not_applicable) E5 same_month_last_year 2024-09;
        430100 nursing_beds 650 D5 previous_quarter 2025-06; 430100 nursing_beds 7.7 F5 change_pct 2025-09 %;
        430100 nursing_beds 700 C5
        """,
        "",
    ),
    Case(
        "one_region.xls",
        lambda: xls(_ONE),
        """
        430100 elderly_beds 1000 E4 same_month_last_year 2024-09;
        430100 elderly_beds 1100 D4 previous_quarter 2025-06; 430100 elderly_beds 1200 C4;
        430100 elderly_beds 9.1 F4 change_pct 2025-09 %;
        430100 nursing_beds (not_applicable) E5 same_month_last_year 2024-09;
        430100 nursing_beds 650 D5 previous_quarter 2025-06; 430100 nursing_beds 7.7 F5 change_pct 2025-09 %;
        430100 nursing_beds 700 C5
        """,
        "",
    ),
    Case(
        "one_region_months.xlsx",
        lambda: xlsx(_ONE_MONTHS),
        """
        430100 elderly_beds 1190 C4 previous_month 2025-08; 430100 elderly_beds 1200 D4
        """,
        "note column_role_unknown B3",
    ),
    Case(
        "one_region_panels.xlsx",
        lambda: xlsx(_ONE_PANELS),
        """
        430200 elderly_beds 800 B4; 430200 elderly_in_difficulty 4 B5; 430200 home_adaptations 6 D5;
        430200 nursing_beds 300 D4
        """,
        "",
    ),
    Case(
        "one_region_a_sheet.xlsx",
        lambda: xlsx(Page(_NOWHERE, "长沙市"), Page(_NOWHERE, "株洲市")),
        """
        430100 elderly_beds 1200 长沙市!B4; 430100 nursing_beds 700 长沙市!B5; 430200 elderly_beds 1200 株洲市!B4;
        430200 nursing_beds 700 株洲市!B5
        """,
        "",
    ),
    Case("one_region_asked.xlsx", lambda: xlsx(_NOWHERE), "", "error region_missing A3"),
    Case(
        "one_region_told.xlsx",
        lambda: xlsx(_NOWHERE),
        "430100 elderly_beds 1200 B4; 430100 nursing_beds 700 B5",
        "",
        Told("430100"),
    ),
    Case("one_region_told_another.xlsx", lambda: xlsx(_ONE), "", "error region_contradiction A1", Told("430200")),
    Case("whole_province.xlsx", lambda: xlsx(_PROVINCE), "430000 elderly_beds 30.5 B4 万张", ""),
)
