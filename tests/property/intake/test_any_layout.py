from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from config.reading import load_config
from loaders.intake.read import read_submission
from tests.conftest import REPOSITORY
from tests.unit.intake.workbooks import Value, text, xls, xlsx

REGIONS = {
    "430100": ("长沙市", "长 沙 市", "长沙", "湖南省长沙市", "430100", "430100000000"),
    "430200": ("株洲市", "株　洲　市", "株洲", "湖南省株洲市", "430200", "430200000000"),
    "430400": ("衡阳市", "衡 阳 市", "衡阳", "湖南省衡阳市", "430400", "430400000000"),
    "433100": ("湘西土家族苗族自治州", "湘西", "湘西州", "湖南省湘西土家族苗族自治州", "433100", "433100000000"),
}
COLUMNS = {
    "elderly_beds": ("养老机构床位", "养老机构床位（张）", "１．养老机构床位", "elderly_beds", "养老机构床位总数"),
    "nursing_beds": ("护理型床位", "护理型床位(张)", "其中：护理型床位", "护理型床位数", "护理型 床位/张"),
    "home_adaptations": ("适老化改造完成户数", "适老化改造完成户数（户）", "家庭适老化改造户数"),
}
FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")
Figures = dict[tuple[str, str], int]


def written(value: int, how: str) -> Value:
    ways: dict[str, Value] = {
        "number": value,
        "text": str(value),
        "thousands": f"{value:,}",
        "wide": f"{value:,}".translate(FULL_WIDTH),
        "spaced": f" {value} ",
    }
    return ways[how]


@st.composite
def layouts(draw: st.DrawFn) -> tuple[Figures, list[list[Value]], str]:
    regions = draw(st.permutations(list(REGIONS)).flatmap(lambda all_: st.integers(2, 4).map(lambda n: all_[:n])))
    columns = draw(st.permutations(list(COLUMNS)).flatmap(lambda all_: st.integers(1, 3).map(lambda n: all_[:n])))
    figures = {(region, column): 100 + draw(st.integers(0, 99_999)) for region in regions for column in columns}
    figures |= {(region, "nursing_beds"): 7 for region, column in figures if column == "nursing_beds"}
    spelling = draw(st.integers(0, 5))
    heads: list[Value] = [draw(st.sampled_from(COLUMNS[column])) for column in columns]
    numbered = draw(st.booleans())
    table: list[list[Value]] = [["序号", "地区", *heads] if numbered else ["地区", *heads]]
    if draw(st.booleans()):
        group: list[Value] = ["养老服务" if place == 0 else None for place in range(len(heads))]
        table.insert(0, [None, None, *group] if numbered else [None, *group])
        table[0], table[1] = merge_down(table[0], table[1], 2 if numbered else 1)
    for number, region in enumerate(regions, start=1):
        line = [written(figures[region, column], draw(st.sampled_from(WAYS))) for column in columns]
        table.append([number, REGIONS[region][spelling], *line] if numbered else [REGIONS[region][spelling], *line])
        if draw(st.booleans()):
            table.append([None])
    title = draw(
        st.sampled_from(["2025年第三季度养老服务情况表", "养老服务情况表（2025年9月）", "2025年1-9月养老服务情况"])
    )
    grid: list[list[Value]] = [[title], ["填报单位：养老服务处"], *table, ["注：以上数据截至期末。"]]
    return figures, grid, draw(st.sampled_from(KINDS))


HUNAN = load_config(REPOSITORY / "config")
WAYS = ("number", "text", "thousands", "wide", "spaced")
KINDS = ("xlsx", "xls", "utf-8", "utf-8-sig", "utf-16", "gb18030", "tsv")


def merge_down(group: list[Value], leaf: list[Value], fixed: int) -> tuple[list[Value], list[Value]]:
    return [*leaf[:fixed], *group[fixed:]], [*[None] * fixed, *leaf[fixed:]]


def packed(grid: Sequence[Sequence[Value]], kind: str) -> bytes:
    if kind in ("xlsx", "xls"):
        return (xlsx if kind == "xlsx" else xls)(grid)
    return text(grid, "utf-8" if kind == "tsv" else kind, "\t" if kind == "tsv" else ",")


@settings(max_examples=150, deadline=None)
@given(layout=layouts())
def test_any_layout_of_the_same_table_reads_the_same(layout: tuple[Figures, list[list[Value]], str]) -> None:
    figures, grid, kind = layout

    intake = read_submission("table", packed(grid, kind), HUNAN)

    assert {(row.region_code, row.indicator): row.value for row in intake.rows} == figures
    assert {row.period for row in intake.rows} == {"2025-09"}
    assert not intake.refused
