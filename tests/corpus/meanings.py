"""What cannot be matched by itself, and the same workbooks when the submitter has said what it means."""

from __future__ import annotations

from loaders.intake.outcome import NOTHING, Told
from tests.corpus.case import Case
from tests.corpus.tables import BEDS, BEDS_READ, ELDERLY, Rows, beds
from tests.corpus.writers import Page, xlsx

_HEADS: Rows = [
    *ELDERLY,
    ["地区", "养老机构床位", "能护的床（张）", "麻将桌数"],
    *[[*row, 9] for row in BEDS],
]
_TOLD_HEADS = Told(meanings=(("column", "能护的床", "nursing_beds"), ("column", "麻将桌数", NOTHING)))
_OLD = Told(meanings=(("column", "能护的床", "no_longer_there"), ("column", "未出现", "elderly_beds")))
_MONEY: Rows = [*ELDERLY, ["地区", "养老机构床位", "能护的床（万元）"], *BEDS]
_NAMES: Rows = beds(*BEDS, ["潭城", 600, 250], ["高新区", 7, 1])
_TOLD_NAMES = Told(meanings=(("region", "潭城", "430300"), ("region", "高新区", NOTHING)))
_LINES: Rows = [*ELDERLY, ["地区", "指标", "数值"], ["长沙市", "能护的床", 700], ["株洲市", "养老机构床位", 800]]
_DATED: Rows = [*ELDERLY, ["地区", "能护的床", None], [None, "9月", "6月"], ["长沙市", 700, 600], ["株洲市", 300, 200]]
_AGAIN = Told(meanings=(("column", "能护的床", "elderly_beds"),))

CASES = (
    Case(
        "meaning_of_heads.xlsx",
        lambda: xlsx(_HEADS),
        BEDS_READ,
        "note meaning_applied C3; note meaning_applied D3",
        _TOLD_HEADS,
    ),
    Case(
        "meaning_no_longer_known.xlsx",
        lambda: xlsx(_HEADS),
        "430100 elderly_beds 1200 B4; 430200 elderly_beds 800 B5",
        """
        warning column_unknown C3; warning column_unknown D3; warning meaning_unknown C3
        """,
        _OLD,
    ),
    Case(
        "meaning_with_another_unit.xlsx",
        lambda: xlsx(_MONEY),
        "430100 elderly_beds 1200 B4; 430200 elderly_beds 800 B5",
        "error unit_mismatch C3; note meaning_applied C3",
        _TOLD_HEADS,
    ),
    Case(
        "meaning_of_names.xlsx",
        lambda: xlsx(_NAMES),
        """
        430100 elderly_beds 1200 B4; 430100 nursing_beds 700 C4; 430200 elderly_beds 800 B5;
        430200 nursing_beds 300 C5; 430300 elderly_beds 600 B6; 430300 nursing_beds 250 C6
        """,
        "note meaning_applied A6; note meaning_applied A7",
        _TOLD_NAMES,
    ),
    Case(
        "meaning_of_lines.xlsx",
        lambda: xlsx(_LINES),
        "430100 nursing_beds 700 C4; 430200 elderly_beds 800 C5",
        "note meaning_applied B4",
        _TOLD_HEADS,
    ),
    Case(
        "meaning_of_dated_columns.xlsx",
        lambda: xlsx(Page(_DATED, merged=["B3:C3"])),
        """
        430100 nursing_beds 600 C5 previous_quarter 2025-06; 430100 nursing_beds 700 B5;
        430200 nursing_beds 200 C6 previous_quarter 2025-06; 430200 nursing_beds 300 B6
        """,
        "note meaning_applied B4; note meaning_applied C4",
        _TOLD_HEADS,
    ),
    Case(
        "meaning_given_twice.xlsx",
        lambda: xlsx(_HEADS),
        "430100 elderly_beds 1200 B4; 430200 elderly_beds 800 B5",
        """
        error column_twice C3; note meaning_applied C3; warning column_unknown D3
        """,
        _AGAIN,
    ),
)
