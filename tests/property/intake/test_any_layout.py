from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from config.reading import load_config
from loaders.intake.read import read_submission
from loaders.intake.slots import in_unit
from tests.conftest import REPOSITORY
from tests.unit.intake.workbooks import Value, ods, text, xls, xlsx

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
SCALED = {"elderly_beds": "养老机构床位（万张）", "nursing_beds": "护理型床位/万张"}
FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
HUNAN = load_config(REPOSITORY / "config")
WAYS = ("number", "text", "thousands", "wide", "spaced")
KINDS = ("xlsx", "xls", "ods", "utf-8", "utf-8-sig", "utf-16", "gb18030", "tsv")
TITLES = ("2025年第三季度养老服务情况表", "养老服务情况表（2025年9月）", "2025年1-9月养老服务情况")
Figures = dict[tuple[str, str], int]
Lines = list[list[Value]]


@dataclass(frozen=True)
class Table:
    figures: Figures
    regions: list[str]
    columns: list[str]
    heads: dict[str, str]
    names: dict[str, str]
    way: str


def written(value: float, how: str) -> Value:
    plain = f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    ways: dict[str, Value] = {
        "number": value,
        "text": plain,
        "thousands": f"{value:,}",
        "wide": f"{value:,}".translate(FULL_WIDTH),
        "spaced": f" {plain} ",
    }
    return ways[how]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    regions = draw(st.permutations(list(REGIONS)).flatmap(lambda all_: st.integers(2, 4).map(lambda n: all_[:n])))
    columns = draw(st.permutations(list(COLUMNS)).flatmap(lambda all_: st.integers(1, 3).map(lambda n: all_[:n])))
    figures = {(region, column): 100 + draw(st.integers(0, 99_999)) for region in regions for column in columns}
    figures |= {(region, "nursing_beds"): 7 for region, column in figures if column == "nursing_beds"}
    spelling = draw(st.integers(0, 5))
    heads = {column: draw(st.sampled_from(COLUMNS[column])) for column in columns}
    heads |= {column: SCALED[column] for column in columns if column in SCALED and draw(st.integers(0, 3)) == 0}
    names = {region: REGIONS[region][spelling] for region in regions}
    return Table(figures, regions, columns, heads, names, draw(st.sampled_from(WAYS)))


def cell(table: Table, region: str, column: str) -> Value:
    value = table.figures[region, column]
    return written(value / 10_000 if "万" in table.heads[column] else value, table.way)


def wide(table: Table, draw: st.DrawFn) -> Lines:
    numbered, grouped = draw(st.booleans()), draw(st.integers(0, 2))
    fixed: list[Value] = ["序号", "地区"] if numbered else ["地区"]
    leaves: list[Value] = [table.heads[column] for column in table.columns]
    groups: Lines = [[f"养老服务{depth}", *[None] * (len(leaves) - 1)] for depth in range(grouped)]
    rows = [*groups, leaves]
    lines: Lines = [[*(fixed if place == 0 else [None] * len(fixed)), *row] for place, row in enumerate(rows)]
    for number, region in enumerate(table.regions, start=1):
        line = [cell(table, region, column) for column in table.columns]
        lines.append([number, table.names[region], *line] if numbered else [table.names[region], *line])
        lines.extend([[None]] if draw(st.booleans()) else [])
    return lines


def turned(table: Table, draw: st.DrawFn) -> Lines:
    lines: Lines = [["指标", *[table.names[region] for region in table.regions]]]
    for column in table.columns:
        lines.append([table.heads[column], *[cell(table, region, column) for region in table.regions]])
    return [[number or "序号", *line] for number, line in enumerate(lines)] if draw(st.booleans()) else lines


def long(table: Table, draw: st.DrawFn) -> Lines:
    pairs = draw(st.permutations(sorted(table.figures)))
    dated, united = draw(st.booleans()), draw(st.booleans())
    more: list[Value] = [*(["时期"] if dated else []), *(["单位"] if united else [])]
    lines: Lines = [["地区", "指标", *more, "数值"]]
    for region, column in pairs:
        unit = "万张" if "万" in table.heads[column] else HUNAN.indicator[column].unit
        said: list[Value] = [*(["2025年9月"] if dated else []), *([unit] if united else [])]
        lines.append([table.names[region], table.heads[column], *said, cell(table, region, column)])
    return lines


def panels(table: Table, draw: st.DrawFn) -> Lines:
    head: list[Value] = ["地区", *[table.heads[column] for column in table.columns]]
    half = (len(table.regions) + 1) // 2
    lines: Lines = [[*head, *head]]
    for left, right in zip(table.regions[:half], [*table.regions[half:], ""], strict=False):
        line = [[table.names[r], *[cell(table, r, c) for c in table.columns]] for r in (left, right) if r]
        lines.append([value for part in line for value in part])
    return lines


def dated(table: Table, draw: st.DrawFn) -> Lines:
    month = draw(st.sampled_from(["9月", "三季度", "2025年9月", "本期"]))
    heads = [[table.heads[column], month] for column in table.columns]
    upper, lower = (0, 1) if draw(st.booleans()) else (1, 0)
    lines: Lines = [["地区", *[head[upper] for head in heads]], [None, *[head[lower] for head in heads]]]
    for region in table.regions:
        lines.append([table.names[region], *[cell(table, region, column) for column in table.columns]])
    return lines


LAYOUTS = (wide, turned, long, panels, dated)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[Figures, Lines, str]:
    table, layout = draw(tables()), draw(st.sampled_from(LAYOUTS))
    title, kind = draw(st.sampled_from(TITLES)), draw(st.sampled_from(KINDS))
    grid: Lines = [[title], ["填报单位：养老服务处"], *layout(table, draw), ["注：以上数据截至期末。"]]
    return table.figures, grid, kind


def packed(grid: Sequence[Sequence[Value]], kind: str) -> bytes:
    books = {"xlsx": xlsx, "xls": xls, "ods": ods}
    if kind in books:
        return books[kind](grid)
    return text(grid, "utf-8" if kind == "tsv" else kind, "\t" if kind == "tsv" else ",")


@settings(max_examples=250, deadline=None)
@given(layout=layouts())
def test_any_layout_of_the_same_table_reads_the_same(layout: tuple[Figures, Lines, str]) -> None:
    figures, grid, kind = layout

    intake = read_submission("table", packed(grid, kind), HUNAN)

    units = {row.indicator: HUNAN.indicator[row.indicator].unit for row in intake.rows}
    read = {
        (row.region_code, row.indicator): in_unit(Decimal(row.text), row.unit, units[row.indicator], HUNAN.reading)
        for row in intake.rows
    }
    assert read == figures
    assert {(row.period, row.column_role) for row in intake.rows} == {("2025-09", "current")}
    assert not intake.refused
