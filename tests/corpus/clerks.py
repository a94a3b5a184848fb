"""Tables as clerks really keep them: subtotals that open their group, footnote marks, units said anywhere."""

from __future__ import annotations

from tests.corpus.case import Case
from tests.corpus.tables import BEDS, BEDS_READ, CHARITY, ELDERLY, HEAD, Rows, beds
from tests.corpus.writers import Page, xlsx

_SUBTOTAL_FIRST: Rows = [
    *ELDERLY,
    ["序号", "市州", "县市区", "养老机构床位"],
    [1, "长沙市", "小计", 30],
    [2, None, "芙蓉区", 10],
    [3, None, "天心区", 20],
    [4, "株洲市", "小计", 5],
    [5, None, "荷塘区", 5],
    [None, "总计", None, 35],
]
_SUBTOTAL_FIRST_READ = """
    430100 elderly_beds 30 D4; 430102 elderly_beds 10 D5; 430103 elderly_beds 20 D6; 430200 elderly_beds 5 D7;
    430202 elderly_beds 5 D8; 430000 elderly_beds 35 D9
    """
_ONE_COLUMN: Rows = [
    *ELDERLY,
    ["县市区", "养老机构床位"],
    ["合计", 35],
    ["小计", 30],
    ["芙蓉区", 10],
    ["天心区", 20],
    ["小计", 5],
    ["荷塘区", 5],
]
_KINDS: Rows = [
    ["长沙市2025年第三季度养老服务情况表"],
    ELDERLY[1],
    ["县市区", "养老机构床位"],
    ["芙蓉区", 10],
    ["天心区", 20],
    ["市辖区小计", 30],
    ["长沙县", 5],
    ["县市小计", 5],
]
_TOTAL_BESIDE: Rows = [
    *ELDERLY,
    ["市州", "县市区", "养老机构床位"],
    ["长沙市", "合计", 30],
    [None, "芙蓉区", 10],
    [None, "天心区", 20],
    ["株洲市", "全市", 5],
    [None, "荷塘区", 5],
]
_FOOTNOTES: Rows = [
    *ELDERLY,
    ["市州", "养老机构床位①", "护理型床位（注1）"],
    ["长沙市*", 1200, 700],
    ["株洲市[1]", 800, 300],
    ["注：*含望城区。"],
]
_PREFIXED: Rows = [
    *ELDERLY,
    ["县市区", "养老机构床位"],
    ["长沙芙蓉区", 2],
    ["湘西州吉首市", 6],
    ["邵阳城步县", 8],
    ["江华县", 9],
    ["湘西自治州", 7],
]
_BLANK_LINES: Rows = [*ELDERLY, [None], *HEAD, [None], BEDS[0], [None], BEDS[1]]
_AVERAGE: Rows = beds(*BEDS, ["全省平均", 1000, 500])
_PERIOD_WORDS: Rows = [
    *ELDERLY,
    ["地区", "本季度养老机构床位", "养老机构床位上年同期", "养老机构床位同比增长", "上季度适老化改造完成户数"],
    ["长沙市", 100, 40, 150, 7],
]
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
_HEADLESS: Rows = [
    *ELDERLY,
    ["地区", "养老机构床位", None, "护理型床位"],
    ["长沙市", 1200, 5, 700],
    ["株洲市", 800, 6, 300],
]
_SUM_WORDS: Rows = beds(*BEDS, ["全省汇总", 2000, 1000])
_AMOUNTS: Rows = [
    *CHARITY,
    ["市州", "项目", "金额"],
    ["长沙市", "慈善捐赠收入（元）", 100],
    ["长沙市", "福彩累计销量（亿元）", 1],
]
_TURNED_SIGNED: Rows = [
    *ELDERLY,
    ["指标", "长沙市", "株洲市"],
    ["养老机构床位", 1200, 800],
    ["护理型床位", 700, 300],
    ["填表人：张三", None, "联系电话：84502000"],
]
_TURNED_NOTE: Rows = [*CHARITY, ["指标", "长沙市"], ["慈善捐赠收入", 1], ["注：以亿元为单位"]]
_LONG_NOTE: Rows = [
    *CHARITY,
    ["市州", "指标", "数值"],
    ["长沙市", "慈善捐赠收入", 1],
    ["长沙市", "福彩累计销量", 2],
    ["注：单位均为亿元"],
]
_EMPTY_TOTAL: Rows = [*ELDERLY, ["地区", "养老机构床位"], ["合计"], ["长沙市", 1200], ["株洲市", 800]]

CASES = (
    Case(
        "subtotal_first_merged.xlsx",
        lambda: xlsx(Page(_SUBTOTAL_FIRST, merged=["B4:B6", "B7:B8"])),
        _SUBTOTAL_FIRST_READ,
    ),
    Case("subtotal_first.xlsx", lambda: xlsx(_SUBTOTAL_FIRST), _SUBTOTAL_FIRST_READ),
    Case(
        "subtotal_first_one_column.xlsx",
        lambda: xlsx(_ONE_COLUMN),
        """
        430000 elderly_beds 35 B4; 430100 elderly_beds 30 B5; 430102 elderly_beds 10 B6; 430103 elderly_beds 20 B7;
        430200 elderly_beds 5 B8; 430202 elderly_beds 5 B9
        """,
    ),
    Case(
        "subtotals_of_kinds.xlsx",
        lambda: xlsx(_KINDS),
        "430102 elderly_beds 10 B4; 430103 elderly_beds 20 B5; 430121 elderly_beds 5 B7",
    ),
    Case(
        "total_beside_its_prefecture.xlsx",
        lambda: xlsx(_TOTAL_BESIDE),
        """
        430100 elderly_beds 30 C4; 430102 elderly_beds 10 C5; 430103 elderly_beds 20 C6; 430200 elderly_beds 5 C7;
        430202 elderly_beds 5 C8
        """,
    ),
    Case("footnotes.xlsx", lambda: xlsx(_FOOTNOTES), BEDS_READ),
    Case(
        "regions_behind_short_names.xlsx",
        lambda: xlsx(_PREFIXED),
        """
        430102 elderly_beds 2 B4; 433101 elderly_beds 6 B5; 430529 elderly_beds 8 B6; 431129 elderly_beds 9 B7;
        433100 elderly_beds 7 B8
        """,
    ),
    Case(
        "blank_lines.xlsx",
        lambda: xlsx(_BLANK_LINES),
        """
        430100 elderly_beds 1200 B6; 430100 nursing_beds 700 C6; 430200 elderly_beds 800 B8;
        430200 nursing_beds 300 C8
        """,
    ),
    Case("average.xlsx", lambda: xlsx(_AVERAGE), BEDS_READ, "note average_not_stored A6"),
    Case(
        "months_of_the_quarter_in_the_title.xlsx",
        lambda: xlsx([["2025年7—9月养老服务情况表"], ELDERLY[1], *HEAD, *BEDS]),
        BEDS_READ,
    ),
    Case(
        "period_words_in_heads.xlsx",
        lambda: xlsx(_PERIOD_WORDS),
        """
        430100 elderly_beds 100 B4; 430100 elderly_beds 40 C4 same_month_last_year 2024-09;
        430100 elderly_beds 150 D4 change_pct 2025-09 %
        """,
        "warning column_unknown E3",
    ),
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
        "column_without_head.xlsx",
        lambda: xlsx(_HEADLESS),
        """
        430100 elderly_beds 1200 B4; 430100 nursing_beds 700 D4; 430200 elderly_beds 800 B5; 430200 nursing_beds 300 D5
        """,
        "note column_headless C4",
    ),
    Case(
        "total_in_other_words.xlsx",
        lambda: xlsx(_SUM_WORDS),
        f"{BEDS_READ}; 430000 elderly_beds 2000 B6; 430000 nursing_beds 1000 C6",
    ),
    Case(
        "long_amounts.xlsx",
        lambda: xlsx(_AMOUNTS),
        "430100 charity_income 100 C4 元; 430100 lottery_sales 1 C5 亿元",
    ),
    Case(
        "turned_with_signatures.xlsx",
        lambda: xlsx(_TURNED_SIGNED),
        """
        430100 elderly_beds 1200 B4; 430100 nursing_beds 700 B5; 430200 elderly_beds 800 C4; 430200 nursing_beds 300 C5
        """,
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
    Case(
        "total_left_empty.xlsx",
        lambda: xlsx(_EMPTY_TOTAL),
        "430100 elderly_beds 1200 B5; 430200 elderly_beds 800 B6",
    ),
)
