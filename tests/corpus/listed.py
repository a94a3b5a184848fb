"""Long tables: a region, an indicator and a figure in every line."""

from __future__ import annotations

from tests.corpus.case import Case
from tests.corpus.tables import ELDERLY, Rows
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
_BY_INDICATOR: Rows = [
    *ELDERLY,
    ["指标", "地区", "数值"],
    ["养老机构床位", "长沙市", 1200],
    [None, "株洲市", 800],
    ["护理型床位", "长沙市", 700],
    [None, "株洲市", 300],
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
        "long_by_indicator.csv",
        lambda: text(_BY_INDICATOR),
        """
        430100 elderly_beds 1200 C4; 430100 nursing_beds 700 C6; 430200 elderly_beds 800 C5;
        430200 nursing_beds 300 C7
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
