"""Faults in honest tables: each is a finding at its cell, and the others are read all the same."""

from __future__ import annotations

import datetime as dt

from tests.corpus.case import Case
from tests.corpus.tables import BEDS, BEDS_READ, ELDERLY, HEAD, UNTITLED, Rows, beds
from tests.corpus.writers import Page, xlsx

_WORDS: Rows = beds(["长沙市", "约一千", 1], ["株洲市", "12-15", "1,23"], ["湘潭市", "NaN", "1e400"])
_SIGNS: Rows = beds(["长沙市", -5, 3.5], ["株洲市", "（5）", True], ["湘潭市", dt.date(2025, 9, 1), "#REF!"])
_RANGE: Rows = [
    ["2025年第三季度社会救助情况表"],
    ["填报单位：社会救助处"],
    ["地区", "临时救助按时办结率"],
    ["长沙市", 120],
    ["株洲市", "95.3元"],
]
_UNITS: Rows = [
    *ELDERLY,
    ["地区", "养老机构床位（百张）", "护理型床位（万元）"],
    *BEDS,
]
_UNKNOWN: Rows = [*ELDERLY, ["地区", "养老机构床位", "护理型床位", "麻将桌数"], *[[*row, 9] for row in BEDS]]
_TWICE: Rows = [*ELDERLY, ["地区", "养老机构床位", "养老机构床位数"], *BEDS]
_FOREIGN: Rows = [*ELDERLY, ["地区", "养老机构床位", "低保对象人数"], *BEDS]
_DERIVED: Rows = [*ELDERLY, ["地区", "养老机构床位", "护理型床位占比（%）"], ["长沙市", 1200, 58], ["株洲市", 9, 137]]
_PARTS: Rows = beds(["长沙市", 100, 150], BEDS[1])
_TWO_PERIODS: Rows = [["2025年第三季度养老服务情况表"], [*ELDERLY[1], "统计时间：2025年6月"], *HEAD, *BEDS]
_EARLY: Rows = [["2019年第三季度养老服务情况表"], ELDERLY[1], *HEAD, *BEDS]
_TWO_DIVISIONS: Rows = [["2025年第三季度情况表（社会救助处）"], ELDERLY[1], *HEAD, *BEDS]
_NO_DIVISION: Rows = [ELDERLY[0], ["地区", "养老机构床位", "低保对象人数"], *BEDS]
_STRANGE: Rows = [*ELDERLY, ["地区", "床位甲", "床位乙"], *BEDS]
_EMPTY: Rows = beds(["长沙市"], ["株洲市"])
_OTHER: Rows = beds(["长沙市", 1201, 700], BEDS[1])

CASES = (
    Case(
        "no_numbers.xlsx",
        lambda: xlsx(_WORDS),
        "430100 nursing_beds 1 C4",
        """
        error not_a_number B4; error not_a_number B5; error not_a_number B6; error not_a_number C5;
        error not_a_number C6
        """,
    ),
    Case(
        "signs_dates_and_errors.xlsx",
        lambda: xlsx(_SIGNS),
        """
        430100 elderly_beds -5 B4; 430100 nursing_beds 3.5 C4; 430200 elderly_beds -5 B5
        """,
        """
        error date_not_number B6; error error_cell C6; error negative B4; error negative B5;
        error not_a_number C5; error not_whole C4; warning part_over_whole C4
        """,
    ),
    Case(
        "out_of_range.xlsx",
        lambda: xlsx(_RANGE),
        """
        430100 temporary_assistance_timely_rate 120 B4; 430200 temporary_assistance_timely_rate 95.3 B5 元
        """,
        "error above_maximum B4; error unit_mismatch B5",
    ),
    Case("units_that_do_not_fit.xlsx", lambda: xlsx(_UNITS), "", "error unit_mismatch C3; error unit_unknown B3"),
    Case("column_unknown.xlsx", lambda: xlsx(_UNKNOWN), BEDS_READ, "warning column_unknown D3"),
    Case(
        "column_twice.xlsx",
        lambda: xlsx(_TWICE),
        "430100 elderly_beds 1200 B4; 430200 elderly_beds 800 B5",
        "error column_twice C3",
    ),
    Case(
        "another_divisions_column.xlsx",
        lambda: xlsx(_FOREIGN),
        """
        430100 dibao_recipients 700 C4; 430100 elderly_beds 1200 B4; 430200 dibao_recipients 300 C5;
        430200 elderly_beds 800 B5
        """,
        "warning foreign_indicator C3",
    ),
    Case(
        "calculated_rate.xlsx",
        lambda: xlsx(_DERIVED),
        "430100 elderly_beds 1200 B4; 430200 elderly_beds 9 B5",
        "error above_maximum C5; note column_derived C3",
    ),
    Case(
        "part_over_whole.xlsx",
        lambda: xlsx(_PARTS),
        """
        430100 elderly_beds 100 B4; 430100 nursing_beds 150 C4; 430200 elderly_beds 800 B5;
        430200 nursing_beds 300 C5
        """,
        "warning part_over_whole C4",
    ),
    Case("two_periods.xlsx", lambda: xlsx(_TWO_PERIODS), BEDS_READ, "error period_contradiction A1"),
    Case("no_period.xlsx", lambda: xlsx([*UNTITLED, *HEAD, *BEDS]), BEDS_READ, "error period_missing"),
    Case("period_before_the_calendar.xlsx", lambda: xlsx(_EARLY), BEDS_READ, "error period_unknown A1"),
    Case(
        "two_divisions.xlsx",
        lambda: xlsx(_TWO_DIVISIONS),
        BEDS_READ,
        """
        error submitter_contradiction A2; warning foreign_indicator B3; warning foreign_indicator C3
        """,
    ),
    Case(
        "no_division.xlsx",
        lambda: xlsx(_NO_DIVISION),
        """
        430100 dibao_recipients 700 C3; 430100 elderly_beds 1200 B3; 430200 dibao_recipients 300 C4;
        430200 elderly_beds 800 B4
        """,
        "error submitter_missing",
    ),
    Case(
        "no_column_known.xlsx",
        lambda: xlsx(_STRANGE),
        "",
        """
        error no_column_recognised B3; warning column_unknown B3; warning column_unknown C3
        """,
    ),
    Case("template_left_empty.xlsx", lambda: xlsx(_EMPTY), "", "error no_values"),
    Case(
        "two_sheets_differ.xlsx",
        lambda: xlsx(Page(beds(*BEDS), "一"), Page(_OTHER, "二")),
        BEDS_READ,
        """
        error value_twice 二!B4; note value_repeated 二!B5; note value_repeated 二!C4; note value_repeated 二!C5
        """,
    ),
)
