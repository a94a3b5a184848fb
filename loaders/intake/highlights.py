"""The sheet of highlight cases (亮点案例) in a division's workbook."""

from __future__ import annotations

from dataclasses import dataclass

from config.model import Config
from loaders.intake.cells import Cell, Sheet
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.outcome import HighlightRow
from loaders.intake.report import Report
from loaders.intake.words import is_note, key_of, listed, tight, without_brackets

_HEADS = {
    "title": listed("标题 案例名称 案例标题 亮点名称 案例 亮点 名称 亮点案例 题目"),
    "region": listed("地区 所在地区 市州 单位 报送地区 所属地区 地区名称 县市区"),
    "line": listed("业务条线 条线 业务领域 业务 领域 业务线"),
    "done": listed("主要做法 做法 具体做法 工作做法 做法举措 主要举措 举措"),
    "effect": listed("成效 取得成效 工作成效 主要成效 效果 实效"),
    "indicator": listed("对应指标 相关指标 指标 关联指标 支撑指标 指标名称"),
}
_HEAD_OF = {head: name for name, heads in _HEADS.items() for head in heads}
_SEARCHED_ROWS = 20


@dataclass(frozen=True)
class HighlightTable:
    """Where the head of the cases is, and the column of each part."""

    head: int
    columns: dict[str, int]


def find_highlights(sheet: Sheet) -> HighlightTable | None:
    """The table of cases on the sheet: a head with at least a title and what was done or its effect."""
    for row, cells in sheet.rows.items():
        if row > _SEARCHED_ROWS:
            return None
        columns: dict[str, int] = {}
        for column, cell in cells:
            name = _HEAD_OF.get(key_of(without_brackets(cell.text)))
            if name is not None:
                columns.setdefault(name, column)
        if "title" in columns and columns.keys() & {"done", "effect"} and len(columns) >= 3:
            return HighlightTable(row, columns)
    return None


def read_highlights(
    sheet: Sheet, table: HighlightTable, gazetteer: Gazetteer, own_line: str, report: Report
) -> list[HighlightRow]:
    """The cases below the head; a line without title and text is passed over.

    `own_line` is the submitting division's line, taken where the sheet names none. Findings: highlight_incomplete,
    highlight_region_unknown (errors), highlight_line_unknown, highlight_indicator_unknown (warnings).
    """
    cases: list[HighlightRow] = []
    for row, cells in sheet.rows.items():
        parts = {name: sheet.covering(row, column) for name, column in table.columns.items()}
        texts = {name: cell.text.strip() if cell is not None else "" for name, cell in parts.items()}
        if (
            row <= table.head
            or is_note(cells[0][1].text)
            or not any(texts.get(name) for name in ("title", "done", "effect"))
        ):
            continue
        cell = parts.get("title") or cells[0][1]
        if key_of(texts.get("title", "")) in _HEAD_OF and key_of(texts.get("region", "")) in _HEAD_OF:
            continue
        if not texts.get("title") or not (texts.get("done") or texts.get("effect")):
            report.add("highlight_incomplete", sheet.name, cell)
            continue
        region = _region(sheet, parts.get("region"), cell, gazetteer, report)
        line = _line(sheet, parts.get("line"), gazetteer.config, own_line, report)
        indicator = _indicator(sheet, parts.get("indicator"), gazetteer.config, report)
        if region:
            done, effect = texts.get("done", ""), texts.get("effect", "")
            cases.append(HighlightRow(texts["title"], region, line, done, effect, indicator, sheet.name, cell.address))
    return cases


def _region(sheet: Sheet, cell: Cell | None, title: Cell, gazetteer: Gazetteer, report: Report) -> str:
    if cell is None:
        report.add("highlight_region_unknown", sheet.name, title, "", nearest="—")
        return ""
    named = gazetteer.named(cell.text, gazetteer.config.province.top)
    coded = gazetteer.coded(cell.text)
    mentioned = gazetteer.mentioned(cell.text)
    if coded is not None or len(named) == 1 or len(mentioned) == 1:
        return coded.code if coded is not None else (named or mentioned)[0].code
    report.add("highlight_region_unknown", sheet.name, cell, nearest=gazetteer.nearest(cell.text) or "—")
    return ""


def _line(sheet: Sheet, cell: Cell | None, config: Config, own_line: str, report: Report) -> str:
    if cell is None:
        return own_line
    text = key_of(cell.text)
    names = {
        key_of(category.name): category.code
        for f in config.frameworks
        if f.code == "eight_lines"
        for v in f.versions
        for category in v.categories
    }
    names |= {code: code for code in names.values()}
    names |= {key_of(division.name): division.line for division in config.divisions if division.line}
    found = names.get(text) or next(
        (code for name, code in names.items() if text and (text in name or name in text)), ""
    )
    if not found:
        report.add("highlight_line_unknown", sheet.name, cell)
    return found or own_line


def _indicator(sheet: Sheet, cell: Cell | None, config: Config, report: Report) -> str:
    if cell is None:
        return ""
    text = key_of(without_brackets(cell.text))
    for indicator in config.indicators:
        if text in {key_of(name) for name in (indicator.code, indicator.name, *indicator.aliases)} or key_of(
            cell.text
        ) == key_of(indicator.name):
            return indicator.code
    report.add("highlight_indicator_unknown", sheet.name, cell, read=tight(cell.text))
    return ""
