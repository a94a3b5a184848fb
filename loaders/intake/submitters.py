"""Which division submits a workbook, and which of its columns are another division's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from config.model import Config
from loaders.intake.report import Report
from loaders.intake.tablecolumns import Table
from loaders.intake.tables import Recognised


def submitter_of(recognised: Recognised, tables: Sequence[Table], config: Config, report: Report) -> str:
    """The division: as the workbook says, else the one owner of its columns. Findings: submitter_missing (error),
    submitter_guessed and foreign_indicator (warnings)."""
    said = [(division, said, sheet) for sheet, block in recognised.blocks for division, said in block.divisions]
    owners = _owners(tables, config)
    if not said:
        names = [config.division[code].name for code in owners if code in config.division]
        if len(owners) != 1:
            report.add("submitter_missing", choices="、".join(names) or "—")
        else:
            report.add("submitter_guessed", name=names[0] if names else "—")
        return next(iter(owners)) if len(owners) == 1 else ""
    division, first, _ = said[0]
    other = next((one for one in said if one[0].code != division.code), None)
    if other is not None:
        report.add(
            "submitter_contradiction",
            other[2],
            other[1].cell,
            one=other[0].name,
            other=division.name,
            where=first.cell.address,
        )
    _note_foreign(tables, division.code, config, report)
    return division.code


def region_of_ledgers(recognised: Recognised, config: Config) -> str:
    """The region that reports a file of nothing but ledgers: the one that its sheets are labelled or titled with, where
    they name no division; empty for every other file."""
    blocks = [found.block for found in recognised.ledgers]
    if recognised.regions or recognised.highlights or any(block.divisions for block in blocks):
        return ""
    labelled = {region.code for block in blocks for region, _ in block.regions}
    titled = {region.code for block in blocks for region, _ in block.title_regions}
    named = (labelled or titled) - {config.province.top}
    return next(iter(named)) if len(named) == 1 else ""


def _owners(tables: Sequence[Table], config: Config) -> Mapping[str, int]:
    codes = [slot.indicator for table in tables for slot in table.slots.values() if slot.indicator in config.indicator]
    return Counter(config.indicator[code].owner for code in codes)


def _note_foreign(tables: Sequence[Table], division: str, config: Config, report: Report) -> None:
    for table in tables:
        for head in table.heads:
            indicator = config.indicator.get(table.slots[head.column].indicator) if head.column in table.slots else None
            if indicator is not None and indicator.owner != division and not indicator.is_ratio:
                owner = config.division.get(indicator.owner)
                report.add(
                    "foreign_indicator",
                    table.found.sheet.name,
                    head.cell,
                    name=indicator.name,
                    owner=owner.name if owner else indicator.owner,
                )
