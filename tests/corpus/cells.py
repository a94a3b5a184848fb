"""What stands in cells: digits of any width, percents, units, marks."""

from __future__ import annotations

from tests.corpus.case import Case
from tests.corpus.tables import ASSISTANCE, CHARITY, Rows, beds
from tests.corpus.writers import text, xlsx

_DIGITS: Rows = beds(["长沙市", "１，２００", " 700 "], ["株洲市", "1 800", "300张"], ["湘潭市", "'600", "2.5e2"])
_MARKS: Rows = beds(["长沙市", 0, "—"], ["株洲市", None, "/"], ["湘潭市", 5, "无"], ["衡阳市", "不适用", "保密"])
_MONEY: Rows = [
    *CHARITY,
    ["地区", "慈善捐赠收入", "福彩累计销量（亿元）"],
    ["长沙市", "1.2亿元", "1.5"],
    ["株洲市", "3,400万", 0.8],
    ["湘潭市", "￥５６７８", "…"],
]
_TABLE_UNIT: Rows = [*CHARITY, ["单位：亿元"], ["地区", "慈善捐赠收入"], ["长沙市", 1.25], ["株洲市", 0.5]]
_SHARE_TEXTS: Rows = [*ASSISTANCE, ["地区", "临时救助按时办结率"], ["长沙市", "95.3％"], ["株洲市", "0.95%"]]
_ROUNDED: Rows = [*CHARITY, ["地区", "慈善捐赠收入"], ["长沙市", 0.1 + 0.2], ["株洲市", 5]]
_STRANGE_UNIT: Rows = [*CHARITY, ["单位：百万元"], ["地区", "慈善捐赠收入"], ["长沙市", 1.25], ["株洲市", 0.5]]
_UNIT_COLUMN: Rows = [*CHARITY, ["地区", "单位", "慈善捐赠收入"], ["长沙市", "亿元", 1.25], ["株洲市", "万元", 50]]

CASES = (
    Case(
        "digits.xlsx",
        lambda: xlsx(_DIGITS),
        """
        430100 elderly_beds 1200 B4; 430100 nursing_beds 700 C4; 430200 elderly_beds 1800 B5;
        430200 nursing_beds 300 C5; 430300 elderly_beds 600 B6; 430300 nursing_beds 250 C6
        """,
        "",
    ),
    Case(
        "digits_gb18030.csv",
        lambda: text(_DIGITS, "gb18030"),
        """
        430100 elderly_beds 1200 B4; 430100 nursing_beds 700 C4; 430200 elderly_beds 1800 B5;
        430200 nursing_beds 300 C5; 430300 elderly_beds 600 B6; 430300 nursing_beds 250 C6
        """,
        "",
    ),
    Case(
        "marks.xlsx",
        lambda: xlsx(_MARKS),
        """
        430100 elderly_beds 0 B4; 430100 nursing_beds (not_reported) C4; 430200 nursing_beds (not_applicable) C5;
        430300 elderly_beds 5 B6; 430300 nursing_beds (not_reported) C6; 430400 elderly_beds (not_applicable) B7;
        430400 nursing_beds (withheld) C7
        """,
        "warning mark_doubtful C6",
    ),
    Case(
        "marks_utf16.tsv",
        lambda: text(_MARKS, "utf-16", "\t"),
        """
        430100 elderly_beds 0 B4; 430100 nursing_beds (not_reported) C4; 430200 nursing_beds (not_applicable) C5;
        430300 elderly_beds 5 B6; 430300 nursing_beds (not_reported) C6; 430400 elderly_beds (not_applicable) B7;
        430400 nursing_beds (withheld) C7
        """,
        "warning mark_doubtful C6",
    ),
    Case(
        "money.xlsx",
        lambda: xlsx(_MONEY),
        """
        430100 charity_income 1.2 B4 亿元; 430100 lottery_sales 1.5 C4 亿元; 430200 charity_income 3400 B5;
        430200 lottery_sales 0.8 C5 亿元; 430300 charity_income 5678 B6; 430300 lottery_sales (not_reported) C6 亿元
        """,
        "",
    ),
    Case(
        "unit_of_the_table.xlsx",
        lambda: xlsx(_TABLE_UNIT),
        """
        430100 charity_income 1.25 B5 亿元; 430200 charity_income 0.5 B6 亿元
        """,
        "",
    ),
    Case(
        "percent_texts.csv",
        lambda: text(_SHARE_TEXTS, "utf-8-sig"),
        """
        430100 temporary_assistance_timely_rate 95.3 B4; 430200 temporary_assistance_timely_rate 0.95 B5
        """,
        "",
    ),
    Case(
        "sums_of_fractions.xlsx", lambda: xlsx(_ROUNDED), "430100 charity_income 0.3 B4; 430200 charity_income 5 B5", ""
    ),
    Case("unknown_unit_of_the_table.xlsx", lambda: xlsx(_STRANGE_UNIT), "", "error unit_unknown A3"),
    Case(
        "unit_of_each_line.xlsx",
        lambda: xlsx(_UNIT_COLUMN),
        "430100 charity_income 1.25 C4 亿元; 430200 charity_income 50 C5",
    ),
)
