"""The sheets of figures by region: the indicators that a division owes, one sheet for each level."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from config.model import Config, Indicator, Region
from config.wording import mark
from loaders.intake.slots import slot_of_indicator
from loaders.template.earlier import Figures
from loaders.template.pairs import add_pair
from loaders.template.paper import HEAD_ROW, Paper
from loaders.template.prefilled import note_sources, sources_line
from loaders.template.validations import let_in_numbers, limits_of

FIRST_ROW = HEAD_ROW + 2
_ON_A_PAGE = 5
"""How many indicators, each with its two columns, stand on a printed page."""
_FIGURE_WIDTH = 10.5
_MEASURES = {
    "stock": mark("as at the end of the quarter"),
    "flow": mark("of this quarter alone"),
    "ytd_cumulative": mark("cumulative from 1 January"),
}


@dataclass(frozen=True)
class LevelTable:
    """The regions of one level, each with the name of the region above it (empty where that is the top), and the
    indicators that are filled in for them."""

    name: str
    regions: tuple[tuple[Region, str], ...]
    indicators: tuple[Indicator, ...]
    above: str = ""

    @property
    def lead(self) -> int:
        """How many columns name the region."""
        return 3 if self.above else 2


def owed_tables(config: Config, division: str) -> tuple[LevelTable, ...]:
    """What a division fills in, by level from the top down: nothing derived, nothing summed from the regions below."""
    owed = config.owed_by(division)
    tables = []
    for level in sorted(config.levels, key=lambda level: level.order):
        regions = tuple((region, _above(config, region)) for region in config.regions if region.level == level.code)
        indicators = tuple(indicator for indicator in owed if level.code in indicator.filled_levels)
        names = {other.code: other.name for other in config.levels}
        uppers = [config.region[region.parent_code].level for region, upper in regions if upper]
        if regions and indicators:
            tables.append(LevelTable(level.name, regions, indicators, names[uppers[0]] if uppers else ""))
    return tuple(tables)


def _above(config: Config, region: Region) -> str:
    top = region.parent_code in ("", config.province.top)
    return "" if top else config.region[region.parent_code].name


def add_figures(paper: Paper, table: LevelTable) -> Worksheet:
    """Write the sheet: hidden codes, regions, and for each indicator this quarter's cells beside last quarter's."""
    known: Figures = {
        key: figure
        for indicator in table.indicators
        for region, _ in table.regions
        if (figure := paper.earlier.reported.get(key := (region.code, indicator.code))) is not None
    }
    title = f"{paper.config.province.department}{paper.name}{paper.quarter_name}{table.name}指标报送表"
    hint = paper.say(
        mark("Fill in the tinted cells; grey ones show last quarter. No figure: —; not applicable: /; zero: 0.")
    )
    last = table.lead + 2 * len(table.indicators) - 1
    sheet = paper.sheet(
        f"{table.name}指标", title, (hint, sources_line(known.values(), paper.say)), 1, max(last, table.lead + 5)
    )
    paper.set_up_print(sheet, title)
    _write_places(paper, sheet, table)
    for number, indicator in enumerate(table.indicators):
        _write_indicator(paper, sheet, table, indicator, table.lead + 2 * number)
    columns = {indicator.code: table.lead + 2 * number for number, indicator in enumerate(table.indicators)}
    rows = {region.code: row for row, (region, _) in enumerate(table.regions, FIRST_ROW)}
    note_sources(sheet, known, {(region, code): (rows[region], columns[code]) for region, code in known}, paper.say)
    _frame(sheet, table, last)
    return sheet


def about_indicator(indicator: Indicator, paper: Paper) -> str:
    """The definition with its unit, its limits, and what time it is about."""
    return paper.say(
        mark("{definition} ({how}; {limits}; unit: {unit})"),
        definition=indicator.definition,
        how=measure_in_words(indicator.measure, paper),
        limits=limits_of(slot_of_indicator(indicator), paper.say),
        unit=indicator.unit,
    )


def measure_in_words(measure: str, paper: Paper) -> str:
    """What time a figure is about."""
    return paper.say(_MEASURES[measure])


def _write_places(paper: Paper, sheet: Worksheet, table: LevelTable) -> None:
    heads = ("地区代码", *((table.above,) if table.above else ()), table.name)
    for column, head in enumerate(heads):
        sheet.merge_range(HEAD_ROW, column, HEAD_ROW + 1, column, head, paper.style("head"))
    before = ""
    for row, (region, upper) in enumerate(table.regions, FIRST_ROW):
        sheet.write_string(row, 0, region.code, paper.style("place"))
        if table.above:
            sheet.write_string(row, 1, upper, paper.style("place_again" if upper == before else "place"))
        sheet.write_string(row, table.lead - 1, region.name, paper.style("place"))
        before = upper
    sheet.set_column(0, 0, 9, None, {"hidden": True})
    sheet.set_column(1, table.lead - 1, 14 if table.above else 18)


def _write_indicator(paper: Paper, sheet: Worksheet, table: LevelTable, indicator: Indicator, column: int) -> None:
    slot, about = slot_of_indicator(indicator), about_indicator(indicator, paper)
    head = f"{indicator.name}（{indicator.unit}）"
    sheet.merge_range(HEAD_ROW, column, HEAD_ROW, column + 1, head, paper.style("head"))
    sheet.write_comment(HEAD_ROW, column, about, {"x_scale": 2.2, "y_scale": 1.2, "font_size": 9, "author": ""})
    sheet.write_string(HEAD_ROW + 1, column, "本季度", paper.style("head"))
    sheet.write_string(HEAD_ROW + 1, column + 1, "上季度", paper.style("before_head"))
    decimals = 0 if indicator.whole else indicator.decimals
    for row, (region, _) in enumerate(table.regions, FIRST_ROW):
        add_pair(paper, sheet, (row, column), (region.code, indicator.code), slot, decimals)
    sheet.set_column(column, column + 1, _FIGURE_WIDTH)
    let_in_numbers(paper, sheet, (FIRST_ROW, column, FIRST_ROW + len(table.regions) - 1, column), slot, about)


def _frame(sheet: Worksheet, table: LevelTable, last: int) -> None:
    sheet.set_row(HEAD_ROW, 34)
    sheet.freeze_panes(FIRST_ROW, table.lead)
    sheet.repeat_rows(HEAD_ROW, HEAD_ROW + 1)
    sheet.repeat_columns(1, table.lead - 1)
    sheet.print_area(HEAD_ROW, 1, FIRST_ROW + len(table.regions) - 1, last)
    sheet.set_selection(FIRST_ROW, table.lead, FIRST_ROW, table.lead)
    if len(table.indicators) <= _ON_A_PAGE:
        sheet.fit_to_pages(1, 0)
        return
    sheet.set_print_scale(75)
    sheet.set_v_pagebreaks([table.lead + 2 * number for number in range(_ON_A_PAGE, len(table.indicators), _ON_A_PAGE)])
