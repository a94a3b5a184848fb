"""A file that is a statutory form, from its recognised sheets to the intake."""

from __future__ import annotations

from config.model import Config
from loaders.intake.entries import entries_of
from loaders.intake.gazetteer import Gazetteer
from loaders.intake.outcome import Ask, Intake, Told, ValueRow
from loaders.intake.periods import Period
from loaders.intake.report import Report
from loaders.intake.rowsform import Filing, read_rows_form
from loaders.intake.settling import settle_period, settle_region
from loaders.intake.tables import Recognised
from loaders.intake.titleblock import TitleBlock
from loaders.intake.versions import Match, choose_version


def read_statutory(recognised: Recognised, told: Told, gazetteer: Gazetteer, config: Config, report: Report) -> Intake:
    """The rows of the form on all its sheets, and the lines of ledgers beside it.

    Region and period are asked for where nobody says them.

    Findings beside those of the lines: form_unknown, no_values (errors), form_version (warning).
    """
    blocks = [(one.sheet.name, one.block) for one in recognised.forms]
    period = settle_period(blocks, told, config, report)
    region = settle_region(blocks, told, gazetteer, report)
    entries = entries_of(recognised, region.code if region else "", period, gazetteer, report)
    rows: list[ValueRow] = []
    title = ""
    for one in recognised.forms:
        month = period.text if period else ""
        for panel in one.panels:
            match = choose_version(config, panel.lines, one.block.text, month)
            if match is None:
                report.add("form_unknown", one.sheet.name, panel.lines[0].label if panel.lines else None)
                continue
            title = title or one.block.title or match.form.title
            if not match.in_force:
                report.add(
                    "form_version", one.sheet.name, read=match.form.title, version=match.form.version, period=month
                )
            filing = Filing(one.sheet, region.code if region else "", month, _monthly(one.block, match, period))
            rows.extend(read_rows_form(filing, panel, match, config, report))
    if not any(row.column_role == "current" for row in rows) and not any(finding.cell for finding in report.findings):
        report.add("no_values", recognised.forms[0].sheet.name)
    missing: dict[str, Ask] = {"region_missing": "region", "period_missing": "period"}
    asks = tuple(ask for rule, ask in missing.items() if report.said(rule))
    code = region.code if region else ""
    month = period.text if period else ""
    return Intake("statutory_form", title, code, code, month, tuple(rows), entries=entries, asks=asks)


def _monthly(block: TitleBlock, match: Match, period: Period | None) -> bool:
    """A form is monthly when it calls itself so; else when its title names no quarter and it bears a month."""
    for text in (block.text, match.form.title):
        if "季报" in text or "季度" in text.replace("上季度", ""):
            return False
        if "月报" in text or "月份报表" in text:
            return True
    return period is not None and not period.quarterly
