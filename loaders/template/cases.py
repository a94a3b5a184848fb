"""The sheet of highlight cases (亮点案例), with the head that the intake knows."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from config.model import Config
from config.wording import mark
from loaders.template.choices import Choices
from loaders.template.paper import HEAD_ROW, Paper
from loaders.template.validations import length_validation, list_validation

FIRST_ROW = HEAD_ROW + 1
_LINES = 8
_HEADS = (("标题", 24), ("地区", 13), ("业务条线", 18), ("主要做法", 44), ("成效", 34), ("对应指标", 24))
_LONGEST = {"标题": 60, "主要做法": 2000, "成效": 1000}
_GUIDES = {
    "标题": mark("What it is, in one line."),
    "地区": mark("The region where it was done, by its full name."),
    "业务条线": mark("The business line that it belongs to."),
    "主要做法": mark("What was done: by whom, how, since when."),
    "成效": mark("What it has brought, in figures that can be checked."),
    "对应指标": mark("The indicator that it has moved."),
}


def add_cases(paper: Paper, choices: Choices) -> Worksheet:
    """Write the sheet with lines to fill in and lists to choose from."""
    title = f"{paper.name}{paper.quarter_name}亮点案例"
    hint = paper.say(mark("One case a line; leave the sheet empty where there is none this quarter."))
    sheet = paper.sheet("亮点案例", title, (hint,), 0, len(_HEADS) - 1)
    lists = {
        "地区": choices.source("regions", [region.name for region in paper.config.regions]),
        "业务条线": choices.source("lines", _lines(paper.config)),
        "对应指标": choices.source("indicators", _indicators(paper.config, paper.submitter)),
    }
    for column, (head, width) in enumerate(_HEADS):
        sheet.write_string(HEAD_ROW, column, head, paper.style("head"))
        sheet.set_column(column, column, width)
        about = paper.say(_GUIDES[head])
        rule = (
            length_validation(_LONGEST[head], head, about, paper.say)
            if head in _LONGEST
            else list_validation(lists[head], head, about, paper.say, strict=False)
        )
        sheet.data_validation(FIRST_ROW, column, FIRST_ROW + _LINES - 1, column, rule)
    for row in range(FIRST_ROW, FIRST_ROW + _LINES):
        sheet.set_row(row, 64)
        for column in range(len(_HEADS)):
            sheet.write_blank(row, column, None, paper.style("answer"))
    _frame(sheet)
    return sheet


def _lines(config: Config) -> list[str]:
    frames = [framework for framework in config.frameworks if framework.code == "eight_lines"]
    return [category.name for category in frames[0].versions[-1].categories] if frames else []


def _indicators(config: Config, division: str) -> list[str]:
    """The indicators of the division, those that are evaluated rather than counted first."""
    own = [indicator for indicator in config.indicators if indicator.owner == division and not indicator.computed]
    return [indicator.name for indicator in sorted(own, key=lambda indicator: indicator.direction == "neutral")]


def _frame(sheet: Worksheet) -> None:
    sheet.set_row(HEAD_ROW, 24)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 0, FIRST_ROW + _LINES - 1, len(_HEADS) - 1)
    sheet.fit_to_pages(1, 0)
    sheet.set_selection(FIRST_ROW, 0, FIRST_ROW, 0)
