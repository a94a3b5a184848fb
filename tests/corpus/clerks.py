"""Tables as clerks really keep them: subtotals that open their group, footnote marks, blank lines, covers."""

from __future__ import annotations

from tests.corpus.case import Case
from tests.corpus.tables import BEDS, BEDS_READ, ELDERLY, HEAD, UNTITLED, Rows, beds
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
    [
        "地区",
        "本季度养老机构床位",
        "养老机构床位上年同期",
        "养老机构床位同比增长",
        "上季度适老化改造完成户数",
        "上年同期适老化改造完成户数",
    ],
    ["长沙市", 100, 40, 150, 7, 6],
]
_HEADLESS: Rows = [
    *ELDERLY,
    ["地区", "养老机构床位", None, "护理型床位"],
    ["长沙市", 1200, 5, 700],
    ["株洲市", 800, 6, 300],
]
_SUM_WORDS: Rows = beds(*BEDS, ["全省汇总", 2000, 1000])
_TURNED_SIGNED: Rows = [
    *ELDERLY,
    ["指标", "长沙市", "株洲市"],
    ["养老机构床位", 1200, 800],
    ["护理型床位", 700, 300],
    ["填表人：张三", None, "联系电话：84502000"],
]
_EMPTY_TOTAL: Rows = [*ELDERLY, ["地区", "养老机构床位"], ["合计"], ["长沙市", 1200], ["株洲市", 800]]
_COVER: Rows = [["湖南省民政厅"], ["2025年第三季度养老服务统计资料"], ["二〇二五年十月"]]

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
        430100 elderly_beds 150 D4 change_pct 2025-09 %; 430100 home_adaptations 6 F4 same_month_last_year 2024-09
        """,
        "warning column_unknown E3",
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
        "turned_with_signatures.xlsx",
        lambda: xlsx(_TURNED_SIGNED),
        """
        430100 elderly_beds 1200 B4; 430100 nursing_beds 700 B5; 430200 elderly_beds 800 C4; 430200 nursing_beds 300 C5
        """,
    ),
    Case(
        "total_left_empty.xlsx",
        lambda: xlsx(_EMPTY_TOTAL),
        "430100 elderly_beds 1200 B5; 430200 elderly_beds 800 B6",
    ),
    Case(
        "period_on_the_cover.xlsx",
        lambda: xlsx(Page(_COVER, "封面"), Page([*UNTITLED, *HEAD, *BEDS], "表1")),
        BEDS_READ,
    ),
    Case(
        "period_on_the_cover_and_above_the_table.xlsx",
        lambda: xlsx(Page([["2025年第二季度以来"]], "说明"), Page(beds(*BEDS), "表1")),
        BEDS_READ,
    ),
)
