"""The template of a submitter for a quarter, with what the workspace knows already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from config.model import Config, Quarter
from config.wording import mark, translator
from dashboard.access.gate import NotAllowed, everyone, inner, needs
from dashboard.usecases.belonging import units_to_send
from dashboard.usecases.desk import Desk
from dashboard.usecases.names import name_of_submitter
from dashboard.usecases.owing import owed_units
from loaders.intake.outcome import EntryRow
from loaders.store.earlier import newest_figures
from loaders.store.ledgers import ledger_entries
from loaders.store.tables import LedgerEntry
from loaders.template.earlier import Earlier, Figure
from loaders.template.form import form_of
from loaders.template.making import template_of

Key = tuple[str, str]


@needs("submit")
def template_file(desk: Desk, unit: str, quarter: str) -> tuple[str, bytes]:
    """The name and the xlsx bytes of a unit's template.

    Last quarter's newest figures stand beside the cells, figures of this quarter that are reported already are filled
    in, and last quarter's open ledger lines are carried over. Raises NotAllowed for a unit that the person does not
    send for, known or not; KeyError for an unknown unit, or for a quarter outside the calendar; ValueError for a text
    that is no quarter.
    """
    if not desk.sight.unit("submit", unit):
        raise NotAllowed("submit")
    config, wanted = desk.config, Quarter(quarter)
    content = template_of(config, unit, wanted, earlier_of(desk, unit, wanted))
    return template_name(desk, unit, quarter), content


@everyone
def template_name(desk: Desk, unit: str, quarter: str) -> str:
    """What the template of a unit is called; it is a Chinese workbook in every language."""
    wanted = Quarter(quarter)
    return f"{name_of_submitter(desk.config, unit, 'zh_CN')}_{wanted.year}年{wanted.number}季度_报送模板.xlsx"


@needs("submit")
def template_units(desk: Desk, quarter: str, locale: str) -> dict[str, str]:
    """Whom the person sends for and who owes something for the quarter, by code: divisions, then prefectures."""
    own = units_to_send(desk)
    return {code: name for _, code, name in owed_units(desk.config, quarter, locale) if own is None or code in own}


@inner
def earlier_of(desk: Desk, unit: str, quarter: Quarter) -> Earlier:
    """What the workspace knows of what a unit owes for a quarter, and of the quarter before."""
    config, before = desk.config, quarter.shift(-1)
    meanings = _meanings(config, _owed_codes(config, unit, quarter))
    rows = newest_figures(desk.engine, (quarter.last_month, before.last_month), meanings)
    lines = ledger_entries(desk.engine, before, submitter=unit)
    return Earlier(
        previous=_figures(config, [row for row in rows if row.period == before.last_month], meanings),
        reported=_figures(config, [row for row in rows if row.period == quarter.last_month], meanings),
        entries=tuple(_line(row.LedgerEntry) for row in lines),
    )


def _line(entry: LedgerEntry) -> EntryRow:
    return EntryRow(entry.ledger, entry.title, entry.region_code, dict(entry.fields), entry.sheet, entry.cell)


def _owed_codes(config: Config, unit: str, quarter: Quarter) -> tuple[str, ...]:
    """The indicators that a division fills in, or the statistics of the form that a region fills in."""
    if unit in config.division:
        return tuple(indicator.code for indicator in config.owed_by(unit))
    form = form_of(config, quarter)
    return tuple(row.statistic for row in form.rows if row.statistic) if form else ()


def _meanings(config: Config, owed: Collection[str]) -> dict[str, tuple[str, ...]]:
    """For each stored code the owed codes that it tells: itself, and what it is linked to."""
    meanings: dict[str, tuple[str, ...]] = {code: (code,) for code in owed}
    for statistic in config.statistics:
        for code, other in ((statistic.code, statistic.indicator), (statistic.indicator, statistic.code)):
            if code and other in owed and other != code:
                meanings[code] = (*meanings.get(code, ()), other)
    return meanings


def _figures(config: Config, rows: Sequence[Row[Any]], meanings: Mapping[str, tuple[str, ...]]) -> dict[Key, Figure]:
    """The figures by (region, owed code); what was reported under the code itself goes before what is linked to it."""
    found: dict[Key, Figure] = {}
    for linked in (True, False):
        for row in rows:
            figure = Figure(row.text, row.unit, _source(config, row))
            told = {(row.region_code, code) for code in meanings[row.indicator] if (code != row.indicator) == linked}
            found.update(dict.fromkeys(told if row.text else (), figure))
    return found


def _source(config: Config, row: Row[Any]) -> str:
    name = name_of_submitter(config, row.submitter, "zh_CN")
    return translator()(
        mark("{submitter}: {file} (receipt {receipt})"), submitter=name, file=row.file_name, receipt=row.receipt
    )
