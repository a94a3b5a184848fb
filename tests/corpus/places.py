"""Regions by every name, totals and subtotals, panels side by side and one below the other."""

from __future__ import annotations

from tests.corpus.case import Case
from tests.corpus.tables import BEDS, BEDS_READ, ELDERLY, HEAD, Rows, beds
from tests.corpus.writers import Page, text, xlsx

_SPELLINGS: Rows = beds(
    ["长　沙 市", 1, 0],
    ["株洲", 2, 0],
    ["湖南省湘潭市", 3, 0],
    [430400, 4, 0],
    ["430500000000", 5, 0],
    ["湘西州", 6, 0],
)
_BUREAUS: Rows = [
    *ELDERLY,
    ["单位名称", "养老机构床位"],
    ["芙蓉区民政局", 5],
    ["其中：天心区", 6],
    ["宁乡县", 7],
    ["邵东县", 8],
]
_UPPER: Rows = [
    *ELDERLY,
    ["市州", "县市区", "养老机构床位", "护理型床位"],
    ["长沙市", "芙蓉区", 10, 4],
    [None, "天心区", 20, 6],
    [None, "小计", 30, 10],
    ["株洲市", "荷塘区", 5, 1],
    [None, "小计", 5, 1],
    ["合计", None, 35, 11],
]
_TOTAL_FIRST: Rows = beds(["全省", 2000, 1000], *BEDS)
_WRONG_TOTAL: Rows = beds(*BEDS, ["合　计", 2000, 1010])
_OWN_SHARE: Rows = beds(["市本级", 5, 1], ["芙蓉区", 10, 4], ["天心区", 20, 6], ["合计", 35, 11])
_PANELS: Rows = [
    *ELDERLY,
    ["序号", "县市区", "养老机构床位", None, "序号", "县市区", "养老机构床位"],
    [1, "芙蓉区", 10, None, 4, "荷塘区", 5],
    [2, "天心区", 20, None, 5, "芦淞区", 6],
    ["合计", None, 41],
]
_NEXT_PAGE: Rows = beds(BEDS[0], *HEAD, BEDS[1], ["注：数据截至9月30日。"])
_CODED: Rows = [
    *ELDERLY,
    ["区划代码", "地区", "养老机构床位"],
    [430100, "株洲市", 5],
    [430200, "株洲市", 6],
]
_BELOW: Rows = [
    *ELDERLY,
    ["地区", "养老机构床位"],
    ["长沙市", 1200],
    ["株洲市", 800],
    ["合计", 2000],
    [None],
    ["续表"],
    ["地区", "护理型床位"],
    ["长沙市", 700],
    ["株洲市", 300],
    ["合计", 1000],
]


CASES = (
    Case(
        "regions_spelled.xlsx",
        lambda: xlsx(_SPELLINGS),
        """
        430100 elderly_beds 1 B4; 430100 nursing_beds 0 C4; 430200 elderly_beds 2 B5; 430200 nursing_beds 0 C5;
        430300 elderly_beds 3 B6; 430300 nursing_beds 0 C6; 430400 elderly_beds 4 B7; 430400 nursing_beds 0 C7;
        430500 elderly_beds 5 B8; 430500 nursing_beds 0 C8; 433100 elderly_beds 6 B9; 433100 nursing_beds 0 C9
        """,
        "",
    ),
    Case(
        "regions_former_and_bureaus.xlsx",
        lambda: xlsx(_BUREAUS),
        """
        430102 elderly_beds 5 B4; 430103 elderly_beds 6 B5; 430182 elderly_beds 7 B6; 430582 elderly_beds 8 B7
        """,
        "note region_former A6; note region_former A7",
    ),
    Case(
        "subtotals_merged.xlsx",
        lambda: xlsx(Page(_UPPER, merged=["A4:A6", "A7:A8", "A9:B9"])),
        """
        430000 elderly_beds 35 C9; 430000 nursing_beds 11 D9; 430100 elderly_beds 30 C6;
        430100 nursing_beds 10 D6; 430102 elderly_beds 10 C4; 430102 nursing_beds 4 D4; 430103 elderly_beds 20 C5;
        430103 nursing_beds 6 D5; 430200 elderly_beds 5 C8; 430200 nursing_beds 1 D8; 430202 elderly_beds 5 C7;
        430202 nursing_beds 1 D7
        """,
        "",
    ),
    Case(
        "subtotals.csv",
        lambda: text(_UPPER),
        """
        430000 elderly_beds 35 C9; 430000 nursing_beds 11 D9; 430100 elderly_beds 30 C6;
        430100 nursing_beds 10 D6; 430102 elderly_beds 10 C4; 430102 nursing_beds 4 D4; 430103 elderly_beds 20 C5;
        430103 nursing_beds 6 D5; 430200 elderly_beds 5 C8; 430200 nursing_beds 1 D8; 430202 elderly_beds 5 C7;
        430202 nursing_beds 1 D7
        """,
        "",
    ),
    Case(
        "total_first.xlsx",
        lambda: xlsx(_TOTAL_FIRST),
        """
        430000 elderly_beds 2000 B4; 430000 nursing_beds 1000 C4; 430100 elderly_beds 1200 B5;
        430100 nursing_beds 700 C5; 430200 elderly_beds 800 B6; 430200 nursing_beds 300 C6
        """,
        "",
    ),
    Case(
        "total_that_differs.xlsx",
        lambda: xlsx(_WRONG_TOTAL),
        """
        430000 elderly_beds 2000 B6; 430000 nursing_beds 1010 C6; 430100 elderly_beds 1200 B4;
        430100 nursing_beds 700 C4; 430200 elderly_beds 800 B5; 430200 nursing_beds 300 C5
        """,
        "warning total_mismatch C6",
    ),
    Case(
        "own_share.xlsx",
        lambda: xlsx(_OWN_SHARE),
        """
        430100 elderly_beds 35 B7; 430100 nursing_beds 11 C7; 430102 elderly_beds 10 B5; 430102 nursing_beds 4 C5;
        430103 elderly_beds 20 B6; 430103 nursing_beds 6 C6
        """,
        "warning own_share_not_stored A4",
    ),
    Case(
        "panels_with_one_total.xlsx",
        lambda: xlsx(_PANELS),
        """
        430000 elderly_beds 41 C6; 430102 elderly_beds 10 C4; 430103 elderly_beds 20 C5; 430202 elderly_beds 5 G4;
        430203 elderly_beds 6 G5
        """,
        "",
    ),
    Case(
        "head_on_the_next_page.xlsx",
        lambda: xlsx(_NEXT_PAGE),
        """
        430100 elderly_beds 1200 B4; 430100 nursing_beds 700 C4; 430200 elderly_beds 800 B6;
        430200 nursing_beds 300 C6
        """,
        "",
    ),
    Case(
        "tables_below_each_other.xlsx",
        lambda: xlsx(_BELOW),
        """
        430000 elderly_beds 2000 B6; 430000 nursing_beds 1000 B12; 430100 elderly_beds 1200 B4;
        430100 nursing_beds 700 B10; 430200 elderly_beds 800 B5; 430200 nursing_beds 300 B11
        """,
        "",
    ),
    Case("region_unknown.xlsx", lambda: xlsx(beds(*BEDS, ["株州市", 3, 1])), BEDS_READ, "error region_unknown A6"),
    Case(
        "region_ambiguous.xlsx",
        lambda: xlsx(beds(["雨花", 3, 1], ["长沙", 3, 1], ["浏阳", 2, 1])),
        """
        430111 elderly_beds 3 B4; 430111 nursing_beds 1 C4; 430181 elderly_beds 2 B6; 430181 nursing_beds 1 C6
        """,
        "error region_ambiguous A5",
    ),
    Case("region_twice.xlsx", lambda: xlsx(beds(*BEDS, ["长沙", 3, 1])), BEDS_READ, "error region_twice A6"),
    Case(
        "line_without_region.xlsx", lambda: xlsx(beds(*BEDS, [None, 17, 3])), BEDS_READ, "warning row_without_region B6"
    ),
    Case(
        "name_against_code.xlsx",
        lambda: xlsx(_CODED),
        "430100 elderly_beds 5 C4; 430200 elderly_beds 6 C5",
        "error region_mismatch B4",
    ),
)
