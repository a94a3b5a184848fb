"""Long tables: a region, an indicator and a figure in every line."""

from __future__ import annotations

from tests.corpus.case import Case
from tests.corpus.tables import ELDERLY, UNTITLED, Rows
from tests.corpus.writers import Page, ods, text, xls, xlsx

_PLAIN: Rows = [
    *ELDERLY,
    ["地区", "指标", "数值"],
    ["长沙市", "养老机构床位", 1200],
    ["长沙市", "护理型床位", 700],
    ["株洲市", "养老机构床位", "８００"],
    ["株洲市", "护理型床位", "—"],
]
_READ = """
    430100 elderly_beds 1200 C4; 430100 nursing_beds 700 C5; 430200 elderly_beds 800 C6;
    430200 nursing_beds (not_reported) C7
    """
_ROLES: Rows = [
    *ELDERLY,
    ["序号", "地区", "指标", "本期", "上年同期", "同比"],
    [1, "长沙市", "养老机构床位", 1200, 1000, "20%"],
    [2, None, "护理型床位", 700, 600, "16.67%"],
    [3, "株洲市", "养老机构床位", 800, 700, "14.3%"],
    [4, None, "护理型床位", 300, 200, "50%"],
    [5, "合计", "养老机构床位", 2000, 1700, "17.6%"],
    [6, None, "护理型床位", 1001, 800, "25%"],
]
_ROLES_READ = """
        430000 elderly_beds 17.6 F8 change_pct 2025-09 %;
        430000 elderly_beds 1700 E8 same_month_last_year 2024-09; 430000 elderly_beds 2000 D8;
        430000 nursing_beds 1001 D9; 430000 nursing_beds 25 F9 change_pct 2025-09 %;
        430000 nursing_beds 800 E9 same_month_last_year 2024-09;
        430100 elderly_beds 1000 E4 same_month_last_year 2024-09; 430100 elderly_beds 1200 D4;
        430100 elderly_beds 20 F4 change_pct 2025-09 %; 430100 nursing_beds 16.67 F5 change_pct 2025-09 %;
        430100 nursing_beds 600 E5 same_month_last_year 2024-09; 430100 nursing_beds 700 D5;
        430200 elderly_beds 14.3 F6 change_pct 2025-09 %; 430200 elderly_beds 700 E6 same_month_last_year 2024-09;
        430200 elderly_beds 800 D6; 430200 nursing_beds 200 E7 same_month_last_year 2024-09;
        430200 nursing_beds 300 D7; 430200 nursing_beds 50 F7 change_pct 2025-09 %
        """
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
_BY_INDICATOR: Rows = [
    *ELDERLY,
    ["指标", "地区", "数值"],
    ["养老机构床位", "长沙市", 1200],
    [None, "株洲市", 800],
    ["护理型床位", "长沙市", 700],
    [None, "株洲市", 300],
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
_PAGES: Rows = [
    *ELDERLY,
    ["地区", "指标", "数值", "备注"],
    ["长沙市", "养老机构床位", 1200, "已核"],
    ["地区", "指标", "数值", "备注"],
    ["株洲市", "养老机构床位", 800, None],
    ["注：含农村敬老院", None, 5, None],
]
_TWICE: Rows = [*_PLAIN, ["长沙市", "养老机构床位", 1201]]
_STRANGE: Rows = [*_PLAIN, ["长沙市", "麻将桌数", 5], ["南京市", "护理型床位", 3]]
_DONE: Rows = [*ELDERLY, ["地区", "指标", "完成情况"], *_PLAIN[3:]]
_HEADLESS: Rows = [*ELDERLY, ["地区", "指标", "结果如下"], *_PLAIN[3:]]

CASES = (
    Case(
        "long.xlsx",
        lambda: xlsx(_PLAIN),
        _READ,
        "",
    ),
    Case(
        "long.xls",
        lambda: xls(_PLAIN),
        _READ,
        "",
    ),
    Case(
        "long.ods",
        lambda: ods(_PLAIN),
        _READ,
        "",
    ),
    Case(
        "long_utf16.csv",
        lambda: text(_PLAIN, "utf-16"),
        _READ,
        "",
    ),
    Case(
        "long_roles_merged.xlsx",
        lambda: xlsx(Page(_ROLES, merged=["B4:B5", "B6:B7", "B8:B9"])),
        _ROLES_READ,
        "warning total_mismatch D9",
    ),
    Case(
        "long_roles_blank.tsv",
        lambda: text(_ROLES, "gb18030", "\t"),
        _ROLES_READ,
        "warning total_mismatch D9",
    ),
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
        "long_by_indicator.csv",
        lambda: text(_BY_INDICATOR),
        """
        430100 elderly_beds 1200 C4; 430100 nursing_beds 700 C6; 430200 elderly_beds 800 C5;
        430200 nursing_beds 300 C7
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
    Case(
        "long_next_page.xlsx",
        lambda: xlsx(_PAGES),
        "430100 elderly_beds 1200 C4; 430200 elderly_beds 800 C6",
        "note rows_skipped A7",
    ),
    Case(
        "long_figure_twice.xlsx",
        lambda: xlsx(_TWICE),
        _READ,
        "error value_twice C8",
    ),
    Case(
        "long_unknown_names.xlsx",
        lambda: xlsx(_STRANGE),
        _READ,
        "error region_unknown A9; warning column_unknown B8",
    ),
    Case(
        "long_no_value_head.xlsx",
        lambda: xlsx(_HEADLESS),
        "",
        "error no_current_column A3; note column_role_unknown C3",
    ),
    Case("long_done.xlsx", lambda: xlsx(_DONE), _READ),
)
