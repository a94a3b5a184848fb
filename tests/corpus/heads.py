"""Wide tables: heads of one to three rows, groups, units in the head, and tables turned round."""

from __future__ import annotations

from tests.corpus.case import Case
from tests.corpus.tables import ASSISTANCE, BEDS, BEDS_READ, ELDERLY, Rows, beds
from tests.corpus.writers import Page, ods, text, xls, xlsx

_GROUPED: Rows = [
    *ELDERLY,
    ["地区", "养老机构床位", None, None, "护理型床位", None, None],
    [None, "本季度", "上季度", "环比（%）", "本季度", "上季度", "环比（%）"],
    ["长沙市", 1200, 1100, 9.1, 700, 600, 16.7],
    ["株洲市", 800, 800, 0, 300, 300, 0],
]
_DEEP: Rows = [
    *ELDERLY,
    ["序号", "地区", "养老机构", None, None, "居家"],
    [None, None, "床位", None, "隐患", "适老化"],
    [None, None, "养老机构床位", "护理型床位", "养老机构未整改隐患数", "适老化改造完成户数"],
    [None, None, "张", "张", "个", "户"],
    ["甲", "乙", 1, 2, 3, 4],
    [1, "长沙市", 1200, 700, 0, 5],
    [2, "株洲市", 800, 300, 1, 6],
    ["审核人：张三", None, None, "填表人：李四"],
]
_TURNED: Rows = [
    *ELDERLY,
    ["序号", "指标", "单位", "长沙市", "株洲市", "合计"],
    [1, "养老机构床位", "张", 1200, 800, 2000],
    [2, "护理型床位", "张", 700, 300, 1000],
]
_TURNED_ROLES: Rows = [
    *ELDERLY,
    ["指标", "单位", "长沙市", None, "株洲市", None],
    [None, None, "本期", "上年同期", "本期", "上年同期"],
    ["养老机构床位", "张", 1200, 1100, 800, 700],
    ["适老化改造完成户数", "户", 9, 7, 6, 5],
]
_IN_HEADS: Rows = [
    *ELDERLY,
    ["地区", "养老机构床位/万张", "护理型床位（张）", "养老机构床位（上季度）"],
    ["长沙市", 0.12, 700, 1100],
    ["株洲市", 0.08, 300, 790],
]
_SHARES: Rows = [*ASSISTANCE, ["地区", "临时救助按时办结率（‰）"], ["长沙市", 953], ["株洲市", 990]]

CASES = (
    Case("wide.xlsx", lambda: xlsx(beds(*BEDS)), BEDS_READ, ""),
    Case("wide.xls", lambda: xls(beds(*BEDS)), BEDS_READ, ""),
    Case("wide.ods", lambda: ods(beds(*BEDS)), BEDS_READ, ""),
    Case(
        "grouped.xlsx",
        lambda: xlsx(Page(_GROUPED, merged=["B3:D3", "E3:G3", "A3:A4"])),
        """
        430100 elderly_beds 1100 C5 previous_quarter 2025-06; 430100 elderly_beds 1200 B5;
        430100 elderly_beds 9.1 D5 change_pct 2025-09 %; 430100 nursing_beds 16.7 G5 change_pct 2025-09 %;
        430100 nursing_beds 600 F5 previous_quarter 2025-06; 430100 nursing_beds 700 E5;
        430200 elderly_beds 0 D6 change_pct 2025-09 %; 430200 elderly_beds 800 B6;
        430200 elderly_beds 800 C6 previous_quarter 2025-06; 430200 nursing_beds 0 G6 change_pct 2025-09 %;
        430200 nursing_beds 300 E6; 430200 nursing_beds 300 F6 previous_quarter 2025-06
        """,
        "",
    ),
    Case(
        "grouped_not_merged.csv",
        lambda: text(_GROUPED),
        """
        430100 elderly_beds 1100 C5 previous_quarter 2025-06; 430100 elderly_beds 1200 B5;
        430100 elderly_beds 9.1 D5 change_pct 2025-09 %; 430100 nursing_beds 16.7 G5 change_pct 2025-09 %;
        430100 nursing_beds 600 F5 previous_quarter 2025-06; 430100 nursing_beds 700 E5;
        430200 elderly_beds 0 D6 change_pct 2025-09 %; 430200 elderly_beds 800 B6;
        430200 elderly_beds 800 C6 previous_quarter 2025-06; 430200 nursing_beds 0 G6 change_pct 2025-09 %;
        430200 nursing_beds 300 E6; 430200 nursing_beds 300 F6 previous_quarter 2025-06
        """,
        "",
    ),
    Case(
        "three_head_rows.xlsx",
        lambda: xlsx(Page(_DEEP, merged=["C3:E3", "C4:D4", "A3:A5", "B3:B5", "A1:F1"])),
        """
        430100 elderly_beds 1200 C8; 430100 elderly_home_hazards 0 E8; 430100 home_adaptations 5 F8;
        430100 nursing_beds 700 D8; 430200 elderly_beds 800 C9; 430200 elderly_home_hazards 1 E9;
        430200 home_adaptations 6 F9; 430200 nursing_beds 300 D9
        """,
        "",
    ),
    Case(
        "turned.xlsx",
        lambda: xlsx(_TURNED),
        """
        430000 elderly_beds 2000 F4; 430000 nursing_beds 1000 F5; 430100 elderly_beds 1200 D4;
        430100 nursing_beds 700 D5; 430200 elderly_beds 800 E4; 430200 nursing_beds 300 E5
        """,
        "",
    ),
    Case(
        "turned_roles.xlsx",
        lambda: xlsx(Page(_TURNED_ROLES, merged=["A3:A4", "C3:D3", "E3:F3"])),
        """
        430100 elderly_beds 1100 D5 same_month_last_year 2024-09; 430100 elderly_beds 1200 C5;
        430100 home_adaptations 7 D6 same_month_last_year 2024-09; 430100 home_adaptations 9 C6;
        430200 elderly_beds 700 F5 same_month_last_year 2024-09; 430200 elderly_beds 800 E5;
        430200 home_adaptations 5 F6 same_month_last_year 2024-09; 430200 home_adaptations 6 E6
        """,
        "",
    ),
    Case(
        "turned_roles.csv",
        lambda: text(_TURNED_ROLES, "gb18030"),
        """
        430100 elderly_beds 1100 D5 same_month_last_year 2024-09; 430100 elderly_beds 1200 C5;
        430100 home_adaptations 7 D6 same_month_last_year 2024-09; 430100 home_adaptations 9 C6;
        430200 elderly_beds 700 F5 same_month_last_year 2024-09; 430200 elderly_beds 800 E5;
        430200 home_adaptations 5 F6 same_month_last_year 2024-09; 430200 home_adaptations 6 E6
        """,
        "",
    ),
    Case(
        "units_in_heads.xlsx",
        lambda: xlsx(_IN_HEADS),
        """
        430100 elderly_beds 0.12 B4 万张; 430100 elderly_beds 1100 D4 previous_quarter 2025-06;
        430100 nursing_beds 700 C4; 430200 elderly_beds 0.08 B5 万张;
        430200 elderly_beds 790 D5 previous_quarter 2025-06; 430200 nursing_beds 300 C5
        """,
        "",
    ),
    Case(
        "per_mille.xlsx",
        lambda: xlsx(_SHARES),
        """
        430100 temporary_assistance_timely_rate 953 B4 ‰; 430200 temporary_assistance_timely_rate 990 B5 ‰
        """,
        "",
    ),
)
