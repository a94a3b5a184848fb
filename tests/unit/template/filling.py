import datetime as dt
import io
from collections.abc import Iterator

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from config.model import Config, Indicator, Quarter
from loaders.intake.outcome import EntryRow
from loaders.template.earlier import Earlier, Figure
from loaders.template.making import template_of

QUARTER = Quarter("2026Q3")
HEAD, FIRST = 5, 7
Values = dict[tuple[str, str, str], float]

ENTRIES = (
    EntryRow(
        "key_tasks", "建设社区老年食堂", "430100",
        {"target": "新建 500 个", "progress": "已建 210 个", "done_share": "42", "plan": "再建", "unit": "养老服务处"},
        "重点工作", "B6",
    ),
    EntryRow("key_tasks", "培训护理员", "", {"progress": "已培训 1 万人次", "done_share": "100"}, "重点工作", "B7"),
    EntryRow(
        "rectifications", "床位补贴发放不及时", "",
        {"source": "2025年审计", "measure": "按季发放", "due": "2026-12-31", "state": "under_way"}, "整改台账", "C6",
    ),
    EntryRow(
        "rectifications", "消防设施过期", "",
        {"source": "2025年检查", "measure": "更换", "due": "2026-03-31", "state": "closed"}, "整改台账", "C7",
    ),
)  # fmt: skip


def figure(indicator: Indicator, number: int) -> float:
    low, high, whole = indicator.minimum or 0, indicator.maximum, indicator.whole or not indicator.decimals
    if high is None:
        return low + number if whole else low + number + 0.25
    share = (50 + number % 40) / 100
    return round(low + (high - low) * share, 0 if whole else indicator.decimals)


def earlier(config: Config) -> Earlier:
    previous = {
        (region.code, indicator.code): Figure(f"{figure(indicator, number + 3):g}", indicator.unit)
        for indicator in config.indicators
        for number, region in enumerate(config.regions)
        if not (indicator.is_ratio or indicator.computed)
    }
    previous |= {
        (region.code, statistic.code): Figure("12", statistic.unit)
        for statistic in config.statistics
        for region in config.regions
    }
    return Earlier(previous=previous, entries=ENTRIES)


def opened(config: Config, submitter: str, before: Earlier | None = None) -> openpyxl.Workbook:
    content = template_of(config, submitter, QUARTER, before or earlier(config))
    return openpyxl.load_workbook(io.BytesIO(content))


def tables(book: openpyxl.Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.title.endswith("指标")]


def inputs(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows(min_row=HEAD + 1):
        yield from (cell for cell in row if not cell.protection.locked)


def fill_figures(config: Config, book: openpyxl.Workbook) -> Values:
    by_name = {indicator.name: indicator for indicator in config.indicators}
    filled: Values = {}
    for sheet in tables(book):
        for number, cell in enumerate(inputs(sheet)):
            head = str(sheet.cell(HEAD, cell.column).value).rpartition("（")[0]
            region, indicator = str(sheet.cell(cell.row, 1).value), by_name[head]
            cell.value = figure(indicator, number)
            filled[region, indicator.code, "current"] = float(cell.value)
            before = sheet.cell(cell.row, cell.column + 1)
            filled[region, indicator.code, "previous_quarter"] = float(before.value)
    return filled


def fill_ledgers(book: openpyxl.Workbook) -> None:
    tasks, mending = book["重点工作"], book["整改台账"]
    _answer(tasks, FIRST - 1, {"进展情况": "已建 390 个", "完成进度": 78, "下季度打算": "全部建成"})
    _answer(
        tasks, FIRST, {"重点工作": "家庭适老化改造", "年度目标": "3 万户", "进展情况": "已改 2 万户", "完成进度": 66.7}
    )
    _answer(mending, FIRST - 1, {"进展": "已完成待销号", "佐证": "财函〔2026〕12号"})
    new = {"问题": "台账不全", "整改措施": "补录", "整改时限": dt.datetime(2026, 11, 30), "进展": "整改中"}
    _answer(mending, FIRST, new)


def _column(sheet: Worksheet, head: str) -> int:
    heads = [str(cell.value or "").split("\n")[0].removesuffix("（%）") for cell in sheet[HEAD]]
    return heads.index(head) + 1


def _answer(sheet: Worksheet, row: int, answers: dict[str, object]) -> None:
    for head, answer in answers.items():
        sheet.cell(row, _column(sheet, head)).value = answer  # type: ignore[assignment]
