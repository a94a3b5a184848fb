"""Titles and tables that many cases of the corpus share."""

from __future__ import annotations

from tests.corpus.writers import Value

Rows = list[list[Value]]

ELDERLY: Rows = [["2025年第三季度养老服务情况表"], ["填报单位：养老服务处"]]
ASSISTANCE: Rows = [["2025年第三季度社会救助情况表"], ["填报单位：社会救助处"]]
CHARITY: Rows = [["2025年第三季度慈善社工情况表"], ["填报单位：慈善事业促进和社会工作处"]]
UNTITLED: Rows = [["养老服务情况表"], ["填报单位：养老服务处"]]
BEDS: Rows = [["长沙市", 1200, 700], ["株洲市", 800, 300]]
BEDS_READ = (
    "430100 elderly_beds 1200 B4; 430100 nursing_beds 700 C4; 430200 elderly_beds 800 B5; 430200 nursing_beds 300 C5"
)
"""What a plain table of BEDS gives."""
HEAD: Rows = [["地区", "养老机构床位", "护理型床位"]]


def beds(*rows: list[Value]) -> Rows:
    """A plain table of beds of the third quarter with these lines."""
    return [*ELDERLY, *HEAD, *rows]
