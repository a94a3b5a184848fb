"""The explaining sheet (填报说明): who, which quarter, until when, how to fill in, what each figure means."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from config.model import Form, Indicator
from config.wording import mark
from loaders.intake.slots import slot_of_indicator
from loaders.template.figures import LevelTable, measure_in_words
from loaders.template.paper import Paper, height_of
from loaders.template.validations import limits_of

NAME = "填报说明"
_WIDTHS = (26.0, 12.0, 54.0, 14.0, 14.0, 19.0, 26.0)
_FIGURE_HEADS = ("填报指标", "单位", "口径", "填到哪一级", "数据期间", "取值范围", "数据来源")
_LEDGER_HEADS = ("台账", "栏目", "填什么", "是否必填")
_HOW = (
    mark("Fill in the tinted cells only; everything else is locked. Grey cells show last quarter for comparison."),
    mark("No figure here: write —. Not applicable: write /. Zero: write 0. A blank counts as not reported."),
    mark("The word 无 is let in, but may as well mean zero; you will be asked. Better write — or 0."),
    mark("Write figures in the unit of the head, without the unit; percentages as 95.3 or 95.3%."),
    mark("Figures outside their limits are refused as they are typed, and stand in red where they were pasted."),
    mark("Darker cells were filled in from what is reported already; overwrite what is not right."),
    mark("Choose a cell to see what it means; the heads carry the definitions as comments."),
    mark("Do not rename sheets or heads. WPS, Excel and LibreOffice may save it as xlsx, xls or ods."),
)


def add_guide(paper: Paper, tables: Sequence[LevelTable], form: Form | None) -> Worksheet:
    """Write the sheet; nothing on it looks like a table that the intake would read."""
    sheet = paper.book.add_worksheet(NAME)
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    paper.set_up_print(sheet, paper.config.province.department)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, f"{paper.name}{paper.quarter_name}{NAME}", paper.style("title"))
    row = _write_facts(paper, sheet, 2, form)
    row = _write_how(paper, sheet, row + 1)
    row = _write_figures(paper, sheet, row + 1, tables) if tables else row
    _write_ledgers(paper, sheet, row + 1)
    return sheet


def _write_facts(paper: Paper, sheet: Worksheet, row: int, form: Form | None) -> int:
    window = paper.config.calendar.window(paper.quarter)
    facts = [
        (mark("Who reports"), _who(paper)),
        (mark("Quarter"), paper.quarter_name),
        (mark("Open from"), f"{window.opens:%Y-%m-%d %H:%M}"),
        (mark("Deadline"), f"{window.closes:%Y-%m-%d %H:%M}"),
        (mark("Hand in"), paper.say(mark("On the page “Upload”: choose this file, look at the findings, submit."))),
    ]
    if form is not None:
        facts.append((mark("Statutory form"), f"{form.number} {form.title}（{form.version}）"))
    for place, (label, text) in enumerate(facts, row):
        sheet.write_string(place, 0, paper.say(label), paper.style("place", bold=True))
        _write_wide(paper, sheet, place, 1, text)
    return row + len(facts)


def _who(paper: Paper) -> str:
    """The submitter; a region with its code, so that its name alone does not look like a line of a table."""
    return f"{paper.name}（{paper.submitter}）" if paper.submitter in paper.config.region else paper.name


def _write_how(paper: Paper, sheet: Worksheet, row: int) -> int:
    sheet.write_string(row, 0, paper.say(mark("How to fill in")), paper.style("title", font_size=12))
    for number, message in enumerate(_HOW, 1):
        _write_wide(paper, sheet, row + number, 0, f"{number}. {paper.say(message)}")
    return row + len(_HOW) + 1


def _write_wide(paper: Paper, sheet: Worksheet, row: int, column: int, text: str) -> None:
    sheet.merge_range(row, column, row, len(_WIDTHS) - 1, "", paper.style("place"))
    sheet.write_string(row, column, text, paper.style("place"))
    sheet.set_row(row, 20)


def _write_figures(paper: Paper, sheet: Worksheet, row: int, tables: Sequence[LevelTable]) -> int:
    levels: dict[str, list[str]] = {}
    indicators: dict[str, Indicator] = {}
    for table in tables:
        for indicator in table.indicators:
            levels.setdefault(indicator.code, []).append(table.name)
            indicators[indicator.code] = indicator
    sheet.write_string(row, 0, paper.say(mark("What the figures mean")), paper.style("title", font_size=12))
    lines = [_figure_line(paper, indicator, "、".join(levels[code])) for code, indicator in indicators.items()]
    return _write_lines(paper, sheet, row + 1, _FIGURE_HEADS, lines)


def _figure_line(paper: Paper, indicator: Indicator, levels: str) -> tuple[str, ...]:
    limits = limits_of(slot_of_indicator(indicator), paper.say)
    how = measure_in_words(indicator.measure, paper)
    return (indicator.name, indicator.unit, indicator.definition, levels, how, limits, indicator.source)


def _write_ledgers(paper: Paper, sheet: Worksheet, row: int) -> None:
    ledgers = paper.config.ledgers_of(paper.submitter)
    if not ledgers:
        return
    needed = {True: paper.say(mark("required")), False: paper.say(mark("optional"))}
    lines = [
        (ledger.name, field.name, field.guide("zh_CN"), needed[field.required])
        for ledger in ledgers
        for field in ledger.fields
    ]
    sheet.write_string(row, 0, paper.say(mark("What the ledgers ask for")), paper.style("title", font_size=12))
    _write_lines(paper, sheet, row + 1, _LEDGER_HEADS, lines)


def _write_lines(paper: Paper, sheet: Worksheet, row: int, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> int:
    for column, head in enumerate(heads):
        sheet.write_string(row, column, head, paper.style("head"))
    for number, line in enumerate(lines, row + 1):
        for column, text in enumerate(line):
            sheet.write_string(number, column, text, paper.style("told", indent=1, valign="vcenter"))
        sheet.set_row(number, height_of([(text, width - 2) for text, width in zip(line, _WIDTHS, strict=False)]))
    return row + len(lines) + 1
