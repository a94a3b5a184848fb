"""The one region that a table without a column of regions is about."""

from __future__ import annotations

from config.model import Region
from loaders.intake.cells import Cell, Sheet
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.outcome import Told
from loaders.intake.report import Report
from loaders.intake.titleblock import TitleBlock
from loaders.intake.words import tight


def own_region(
    sheet: Sheet, block: TitleBlock, head: Cell, gazetteer: Gazetteer, told: Told, report: Report
) -> Cell | None:
    """A cell that bears the region's name, at the address that says so (that of `head` where none does).

    What stands above the table goes before the name of the sheet before what was told. Findings (errors):
    region_missing, region_contradiction, region_unknown.
    """
    said = _said(sheet, block, gazetteer)
    wanted = gazetteer.coded(told.region_code) if told.region_code else None
    if told.region_code and wanted is None:
        report.add("region_unknown", read=told.region_code, nearest=gazetteer.nearest_code(told.region_code) or "—")
        return None
    if len({region.code for region, _ in said}) > 1:
        (one, _), (other, cell) = said[0], next(pair for pair in said if pair[0].code != said[0][0].code)
        report.add("region_contradiction", sheet.name, cell, one=_shown(other), other=_shown(one), where="")
        return None
    if said and wanted is not None and said[0][0].code != wanted.code:
        report.add(
            "region_contradiction", sheet.name, said[0][1], one=_shown(said[0][0]), other=_shown(wanted), where=""
        )
        return None
    if not said and wanted is None:
        report.add("region_missing", sheet.name, head)
        return None
    region, cell = said[0] if said else (wanted, None)
    assert region is not None
    return (cell or head)._replace(kind="text", text=region.name)


def _said(sheet: Sheet, block: TitleBlock, gazetteer: Gazetteer) -> list[tuple[Region, Cell | None]]:
    """Its own cells before the title before the source, then a word such as 全省, then the name of the sheet."""
    said = block.regions or block.title_regions or block.source_regions
    if said:
        return [(region, one.cell) for region, one in said]
    config = gazetteer.config
    top = config.region[config.province.top]
    words = [word for level in config.levels if level.code == top.level for word in level.total_words]
    if any(tight(word) in block.text for word in words):
        return [(top, None)]
    named = gazetteer.named(sheet.name)
    return [(named[0], None)] if len(named) == 1 else []


def _shown(region: Region) -> str:
    return f"{region.name}（{region.code}）"
