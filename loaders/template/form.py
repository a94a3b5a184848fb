"""The sheet of the statutory form: the rows and codes of the version in force, for one region."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from config.model import Config, Form, FormRow, Quarter, Region
from config.wording import mark
from loaders.intake.slots import slot_of_statistic
from loaders.template.earlier import Figures
from loaders.template.figures import measure_in_words
from loaders.template.pairs import add_pair
from loaders.template.paper import HEAD_ROW, Paper
from loaders.template.prefilled import note_sources, sources_line
from loaders.template.validations import let_in_numbers, limits_of

FIRST_ROW = HEAD_ROW + 1
_HEADS = (("指标名称", 42), ("计量单位", 10), ("代码", 18), ("本季度", 16), ("上季度", 16))
_FIGURES = 3


def form_of(config: Config, quarter: Quarter) -> Form | None:
    """The version of the quarterly form that is in force, with codes before one without; None where there is none."""
    forms = [form for form in config.forms if form.layout == "rows" and form.in_force(quarter.last_month)]
    return max(forms, key=lambda form: (form.coded, "季" in form.title, form.valid_from), default=None)


def add_form(paper: Paper, form: Form, region: Region) -> Worksheet:
    """Write the sheet: every row as printed with its code and unit, this quarter's cell beside last quarter's."""
    known: Figures = {
        key: figure
        for row in form.rows
        if (figure := paper.earlier.reported.get(key := (region.code, row.statistic))) is not None
    }
    title = f"{paper.quarter.year}年{region.name}{form.title}"
    hint = paper.say(mark("Fill in the tinted cells; amounts are cumulative from 1 January. No figure: —; zero: 0."))
    hints = (hint, sources_line(known.values(), paper.say))
    sheet = paper.sheet(f"{form.number or form.title}表"[:31], title, hints, 0, len(_HEADS) - 1)
    sheet.write_string(1, _FIGURES, f"地区编码：{region.code.ljust(12, '0')}", paper.style("meta"))
    if form.number:
        sheet.write_string(2, _FIGURES, f"表号：{form.number}表", paper.style("meta"))
    for column, (head, width) in enumerate(_HEADS):
        sheet.write_string(HEAD_ROW, column, head, paper.style("before_head" if head == "上季度" else "head"))
        sheet.set_column(column, column, width)
    for number, row in enumerate(form.rows, FIRST_ROW):
        _write_row(paper, sheet, number, row, region)
    places = {(region.code, row.statistic): (number, _FIGURES) for number, row in enumerate(form.rows, FIRST_ROW)}
    note_sources(sheet, known, places, paper.say)
    _frame(sheet, FIRST_ROW + len(form.rows) - 1)
    return sheet


def _write_row(paper: Paper, sheet: Worksheet, number: int, row: FormRow, region: Region) -> None:
    sheet.write_string(number, 0, row.label, paper.style("place", indent=1 + 2 * row.depth, bold=row.section))
    sheet.write_string(number, 1, row.unit, paper.style("place_again"))
    sheet.write_string(number, 2, row.official_code, paper.style("place_again"))
    if not row.statistic:
        sheet.write_blank(number, _FIGURES, None, paper.style("before"))
        sheet.write_blank(number, _FIGURES + 1, None, paper.style("before"))
        return
    statistic = paper.config.statistic[row.statistic]
    slot = slot_of_statistic(statistic, row.unit)
    add_pair(paper, sheet, (number, _FIGURES), (region.code, row.statistic), slot, 0 if slot.whole else 2)
    about = paper.say(
        mark("{name} ({how}; {limits}; unit: {unit})"),
        name=statistic.name,
        how=measure_in_words(statistic.measure, paper),
        limits=limits_of(slot, paper.say),
        unit=slot.unit,
    )
    let_in_numbers(paper, sheet, (number, _FIGURES, number, _FIGURES), slot, about)


def _frame(sheet: Worksheet, last_row: int) -> None:
    sheet.set_row(HEAD_ROW, 24)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 0, last_row, len(_HEADS) - 1)
    sheet.fit_to_pages(1, 0)
    sheet.set_selection(FIRST_ROW, _FIGURES, FIRST_ROW, _FIGURES)
