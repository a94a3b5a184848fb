"""Write a division's quarterly workbook the way its staff would: titles, merged heads, subtotals, notes, warts."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import xlsxwriter

from config.model import Config, Indicator, Quarter, Region
from dashboard.demo.figures import Province
from dashboard.demo.warts import Style, written_name, written_number

CASE_HEAD = ("标题", "地区", "业务条线", "主要做法", "成效", "对应指标")
NUMERALS = "一二三四"
WRITTEN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""What the workbooks say of when they were written, so that the demonstration is the same bytes whenever it is made."""
Cell = float | str | None


@dataclass
class Sheet:
    """A sheet before it is written: rows of cells, merged ranges (row, first column, last column), and its name."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """A highlight case as a division writes it down."""

    title: str
    region: str
    line: str
    what_was_done: str
    effect: str
    indicator: str


def division_sheets(
    province: Province, division: str, quarter: Quarter, style: Style, cases: Sequence[Case]
) -> list[Sheet]:
    """The sheets of a division's workbook: county indicators, prefecture indicators, highlight cases."""
    config = province.config
    top, lowest = config.province.scored_levels[0], config.province.scored_levels[-1]
    owed = config.owed_by(division)
    chance = random.Random(f"{province.seed} {division} {quarter}")
    sheets = []
    for name, indicators, level in (
        ("指标数据", [i for i in owed if lowest in i.levels], lowest),
        ("市州指标", [i for i in owed if lowest not in i.levels], top),
    ):
        if indicators:
            sheets.append(_table(name, province, division, quarter, style, indicators, level, chance))
    if cases:
        sheets.append(_case_sheet(config, division, quarter, cases))
    return sheets


def as_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as an xlsx workbook with merged heads and number formats."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": WRITTEN})
        head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1, "text_wrap": True})
        plain = book.add_format({"border": 1})
        whole, decimal = (book.add_format({"border": 1, "num_format": f}) for f in ("#,##0", "#,##0.0#"))
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.set_column(0, 0, 22)
            covered = {(row, column) for row, first, last in sheet.merged for column in range(first, last + 1)}
            for row, first, last in sheet.merged:
                page.merge_range(row, first, row, last, sheet.rows[row][first], head)
            for r, cells in enumerate(sheet.rows):
                for c, cell in enumerate(cells):
                    if cell is not None and (r, c) not in covered:
                        page.write(
                            r, c, cell, plain if isinstance(cell, str) else whole if cell == int(cell) else decimal
                        )
    return buffer.getvalue()


def as_csv(sheet: Sheet, encoding: str = "gb18030") -> bytes:
    """One sheet as WPS saves it: CSV in GB18030 with CRLF."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([["" if cell is None else _plain(cell) for cell in row] for row in sheet.rows])
    return text.getvalue().encode(encoding)


def _table(
    name: str,
    province: Province,
    division: str,
    quarter: Quarter,
    style: Style,
    indicators: Sequence[Indicator],
    level: str,
    chance: random.Random,
) -> Sheet:
    config = province.config
    department = config.division[division].name
    sheet = Sheet(name)
    lead = 2 if style.codes else 1
    width = lead + len(indicators)
    sheet.rows.append(
        _wide(
            [f"{config.province.department}{department}{quarter.year}年第{NUMERALS[quarter.number - 1]}季度指标报送表"],
            width,
        )
    )
    sheet.merged.append((0, 0, width - 1))
    sheet.rows.append(_wide([f"填报单位：{department}", f"统计时间：{quarter.year}年{quarter.number * 3}月"], width))
    head = _head(sheet, indicators, style, lead)
    county_table = level == config.province.scored_levels[-1]
    for number, region in enumerate(_listed(config, level)):
        if style.repeat_header and county_table and number and number % 60 == 0:
            sheet.rows.extend(list(row) for row in head)
        sheet.rows.append(_row(province, region, quarter, indicators, style, chance))
    if county_table:
        sheet.rows.append(_total(province, quarter, indicators, style))
    sheet.rows.append(_wide(["注：本年累计指标按1月1日起累计；“/”表示不适用。"], width))
    sheet.rows.append(_wide(["填表人：演示", "审核人：演示"], width))
    return sheet


def _head(sheet: Sheet, indicators: Sequence[Indicator], style: Style, lead: int) -> list[list[Cell]]:
    first: list[Cell] = ["地区代码", "地区"] if style.codes else ["地区"]
    start = len(sheet.rows)
    if style.header == "one_row":
        sheet.rows.append([*first, *(f"{i.name}（{written_unit(i, style)}）" for i in indicators)])
    elif style.header == "unit_row":
        sheet.rows.append([*first, *(i.name for i in indicators)])
        sheet.rows.append([*([None] * lead), *(written_unit(i, style) for i in indicators)])
    else:
        sheet.rows.append([*first, "报送指标", *([None] * (len(indicators) - 1))])
        if len(indicators) > 1:
            sheet.merged.append((start, lead, lead + len(indicators) - 1))
        sheet.rows.append([*([None] * lead), *(f"{i.name}（{written_unit(i, style)}）" for i in indicators)])
    return sheet.rows[start:]


def written_unit(indicator: Indicator, style: Style) -> str:
    """The unit that the division writes: money now and then in 元 instead of 万元."""
    return "元" if style.scaled_money and indicator.unit == "万元" else indicator.unit


def _listed(config: Config, level: str) -> list[Region]:
    listed: list[Region] = []
    for prefecture in (r for r in config.regions if r.level == config.province.scored_levels[0]):
        listed.append(prefecture)
        if level != prefecture.level:
            listed.extend(config.children.get(prefecture.code, ()))
    return listed


def _row(
    province: Province,
    region: Region,
    quarter: Quarter,
    indicators: Sequence[Indicator],
    style: Style,
    chance: random.Random,
) -> list[Cell]:
    name = written_name(region.code, province.config, style)
    lead: list[Cell] = [region.code, name] if style.codes else [name]
    return [*lead, *(_cell(province.value(region.code, quarter, i.code), i, style, chance) for i in indicators)]


def _cell(value: float | None, indicator: Indicator, style: Style, chance: random.Random) -> Cell:
    if value is None:
        return "/"
    scaled = written_unit(indicator, style) != indicator.unit
    decimals = 0 if indicator.whole else indicator.decimals
    return written_number(value * 10_000 if scaled else value, 0 if scaled else decimals, style, chance)


def _total(province: Province, quarter: Quarter, indicators: Sequence[Indicator], style: Style) -> list[Cell]:
    config = province.config
    tops = [r for r in config.regions if r.level == config.province.scored_levels[0]]
    cells: list[Cell] = []
    for place, indicator in enumerate(indicators):
        parts = [province.value(r.code, quarter, indicator.code) for r in tops]
        known = [part for part in parts if part is not None]
        if indicator.roll_up != "sum" or not known:
            cells.append(None)
            continue
        slip = 10 if style.wrong_total and place == 0 else 0
        cells.append(_cell(sum(known) + slip, indicator, style, random.Random(0)))
    return [*([None] if style.codes else []), "全省合计", *cells]


def _case_sheet(config: Config, division: str, quarter: Quarter, cases: Sequence[Case]) -> Sheet:
    sheet = Sheet("亮点案例")
    sheet.rows.append(
        _wide([f"{config.division[division].name}{quarter.year}年第{NUMERALS[quarter.number - 1]}季度亮点案例"], 6)
    )
    sheet.rows.append(list(CASE_HEAD))
    for case in cases:
        sheet.rows.append([case.title, case.region, case.line, case.what_was_done, case.effect, case.indicator])
    return sheet


def _wide(cells: Sequence[Cell], width: int) -> list[Cell]:
    return [*cells, *([None] * (width - len(cells)))]


def _plain(cell: float | str) -> str:
    return cell if isinstance(cell, str) else f"{int(cell)}" if cell == int(cell) else f"{cell}"
