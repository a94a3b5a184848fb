"""What stands above a table: title, region, period, unit, division, from labelled cells and free text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from config.model import Config, Division, Reading, Region
from loaders.intake.cells import Cell, Sheet
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.periods import Period, closes_month, is_only_period, read_period
from loaders.intake.unitwords import free_units, is_strange_unit, split_units
from loaders.intake.words import tight, without_brackets

_LABELS = {
    "region": """编制单位 填报单位 报送单位 填表单位 上报单位 编报单位 单位名称 填报地区 报送地区 所属地区 地区名称 地区
        行政区划 区划名称 填报处室 责任处室 报送处室 处室 填报部门 报送部门""",
    "code": "地区编码 地区代码 行政区划代码 行政区划编码 区划代码 区划编码",
    "source": "来源 数据来源 资料来源 信息来源",
    "period": """统计时间 报告期 报告期别 数据时间 数据所属期 所属期 所属时期 统计期 统计时段 统计期间 统计月份 统计年月
        报表期 数据期 报告时期 截止时间 截至时间 数据截止时间 期别 时间 月份 季度 期间""",
    "unit": "单位 计量单位 金额单位 货币单位 资金单位 数量单位",
    "other": """表号 制表机关 制定机关 批转机关 批准机关 审批机关 备案机关 批准文号 文号 有效期至 有效期 填报日期
        填报时间 填表日期 填表时间 制表日期 制表时间 上报日期 上报时间 报出日期 发布日期 发布时间 编制日期 打印日期
        填报人 填表人 制表人 审核人 复核人 负责人 单位负责人 统计负责人 联系人 联系电话 电话 签发人 盖章""",
}
_ROLE = {label: role for role, labels in _LABELS.items() for label in labels.split()}
_LABEL = re.compile("(" + "|".join(sorted(_ROLE, key=len, reverse=True)) + r")(?:\([^()]*\))?[:：]")
_BARE_LABEL = re.compile(r"^(" + "|".join(sorted(_ROLE, key=len, reverse=True)) + r")(?:\([^()]*\))?[:：]?$")


def is_labelled(text: str) -> bool:
    """True for a cell such as `编制单位：衡阳市`, which belongs above a table and not to its head."""
    return bool(_LABEL.search(without_brackets(text)) or _LABEL.match(tight(text).lstrip("(")))


@dataclass(frozen=True)
class Said:
    """One reading of the title block: what it is, the cell, and the text that says it."""

    role: str
    text: str
    cell: Cell


@dataclass
class TitleBlock:
    """Everything that a sheet says above its table; regions and periods with the cells that say so, strongest first.

    `remarks` are the cells anywhere on the sheet that may speak of units.
    """

    title: str = ""
    text: str = ""
    regions: list[tuple[Region, Said]] = field(default_factory=list)
    title_regions: list[tuple[Region, Said]] = field(default_factory=list)
    source_regions: list[tuple[Region, Said]] = field(default_factory=list)
    unknown_regions: list[Said] = field(default_factory=list)
    periods: list[tuple[Period, Said]] = field(default_factory=list)
    title_periods: list[tuple[Period, Said]] = field(default_factory=list)
    divisions: list[tuple[Division, Said]] = field(default_factory=list)
    unit: str = ""
    unit_cell: Cell | None = None
    remarks: tuple[Cell, ...] = ()

    def completed_by(self, other: TitleBlock) -> TitleBlock:
        """This block with what it does not say itself taken from the block of the sheet's first table."""
        own_region = self.regions or self.title_regions or self.source_regions
        own_period = self.periods or self.title_periods
        return replace(
            self,
            title=other.title or self.title,
            text=f"{other.text}\n{self.text}",
            regions=self.regions if own_region else other.regions,
            title_regions=self.title_regions if own_region else other.title_regions,
            source_regions=self.source_regions if own_region else other.source_regions,
            periods=self.periods if own_period else other.periods,
            title_periods=self.title_periods if own_period else other.title_periods,
            divisions=self.divisions or other.divisions,
            unit=self.unit or other.unit,
            unit_cell=self.unit_cell or other.unit_cell,
        )


def read_title_block(sheet: Sheet, above: int, gazetteer: Gazetteer, config: Config) -> TitleBlock:
    """Read the rows above row `above`, and labelled periods and regions beside or below the table's head."""
    block = TitleBlock()
    rows = [(row, cells) for row, cells in sheet.rows.items() if row < above]
    block.title = next(
        (
            cell.text.strip()
            for _, cells in rows
            for _, cell in cells
            if cell.kind == "text" and len(tight(cell.text)) > 3
        ),
        "",
    )
    block.remarks = tuple(cell for cell in sheet.cells.values() if cell.kind == "text" and "单位" in cell.text)
    block.text = "\n".join(tight(cell.text) for _, cells in rows for _, cell in cells)
    for _, cells in rows:
        for said in _row_says([cell for _, cell in cells]):
            _take(said, block, gazetteer, config)
    return block


def _row_says(cells: list[Cell]) -> list[Said]:
    said: list[Said] = []
    waiting: str = ""
    for cell in cells:
        bare = tight(cell.text)
        alone = _BARE_LABEL.match(bare)
        if alone:
            waiting = _ROLE[alone.group(1)]
        elif (
            waiting and not _LABEL.search(bare) and (waiting == "period" or not is_only_period(bare) or bare.isdigit())
        ):
            said.append(Said(waiting, bare, cell))
            waiting = ""
        else:
            said.extend(_labelled(bare, cell))
            waiting = ""
    return said


def _labelled(bare: str, cell: Cell) -> list[Said]:
    labels = list(_LABEL.finditer(bare))
    first = labels[0].start() if labels else len(bare)
    said = [Said("free", bare[:first], cell)] if bare[:first].strip("(（") else []
    ends = [*(after.start() for after in labels[1:]), len(bare)]
    for label, end in zip(labels, ends, strict=False):
        value = bare[label.end() : end].strip("()（）;；,，")
        if value:
            said.append(Said(_ROLE[label.group(1)], value, cell))
    return said


def _take(said: Said, block: TitleBlock, gazetteer: Gazetteer, config: Config) -> None:
    if said.role == "code":
        region = gazetteer.coded(said.text)
        block.regions.append((region, said)) if region else block.unknown_regions.append(said)
    elif said.role == "region" or (said.role == "unit" and not _says_unit(said.text, config.reading)):
        _take_unit_name(said, block, gazetteer, config)
    elif said.role == "unit":
        _take_unit(said.text, said.cell, block)
    elif said.role == "source":
        block.source_regions.extend((region, said) for region in gazetteer.mentioned(said.text)[:1])
    elif said.role == "period":
        _take_period(said, block.periods)
    elif said.role == "free":
        _take_free(said, block, gazetteer, config)


def _says_unit(text: str, reading: Reading) -> bool:
    return any(part in reading.units or is_strange_unit(part, reading) for part in split_units(text))


def _take_unit(text: str, cell: Cell, block: TitleBlock) -> None:
    """Add what one cell says of the table's units to what others said: 单位：人 here, 单位：万元 there."""
    block.unit = f"{block.unit}、{text}" if block.unit else text
    block.unit_cell = block.unit_cell or cell


def _take_unit_name(said: Said, block: TitleBlock, gazetteer: Gazetteer, config: Config) -> None:
    division = _division_in(said.text, config)
    named = gazetteer.named(said.text) or gazetteer.mentioned(said.text)
    if division is not None:
        block.divisions.append((division, said))
    elif len(named) == 1:
        block.regions.append((named[0], said))
    elif not named and said.role == "region":
        block.unknown_regions.append(said)


def _division_in(text: str, config: Config) -> Division | None:
    named = [division for division in config.divisions if tight(division.name) in text]
    return max(named, key=lambda division: len(division.name), default=None)


def _take_free(said: Said, block: TitleBlock, gazetteer: Gazetteer, config: Config) -> None:
    if said.cell.date is not None or is_only_period(said.text):
        if _whole_month(said):
            _take_period(said, block.periods)
        return
    units = free_units(said.text, config.reading)
    if units:
        _take_unit("、".join(units), said.cell, block)
    division = _division_in(said.text, config)
    if division is not None:
        block.divisions.append((division, said))
    _take_period(said, block.title_periods)
    mentioned = gazetteer.mentioned(said.text)
    if len(mentioned) == 1:
        block.title_regions.append((mentioned[0], said))


def _whole_month(said: Said) -> bool:
    """A lone day is taken for a period only when it closes a month; otherwise it is the day of filling in."""
    dated = said.cell.date is not None and "日" in said.text
    return closes_month(said.cell.date.isoformat() if dated and said.cell.date is not None else said.text)


def _take_period(said: Said, readings: list[tuple[Period, Said]]) -> None:
    period = read_period(said.cell.date.strftime("%Y-%m") if said.cell.date is not None else said.text)
    if period is not None:
        readings.append((period, said))
