"""Parts over wholes among the figures of a division's table: the numerator of a rate may not exceed its denominator."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from config.model import Config, Indicator
from loaders.intake.outcome import ValueRow
from loaders.intake.report import Report
from loaders.intake.slots import in_unit, same_kind


def check_shares(rows: Iterable[ValueRow], config: Config, report: Report) -> None:
    """Warn where a ratio that cannot pass 100 % would, region by region."""
    rates: dict[str, list[Indicator]] = {}
    for indicator in config.indicators:
        if indicator.is_ratio and indicator.scale == 100 and indicator.maximum is not None and indicator.maximum <= 100:
            rates.setdefault(indicator.numerator, []).append(indicator)
    by_figure = {
        (row.region_code, row.period, row.indicator): row for row in rows if row.text and row.column_role == "current"
    }
    for (region, period, code), part in by_figure.items():
        for rate in rates.get(code, ()):
            whole = by_figure.get((region, period, rate.denominator))
            if whole is not None:
                _check(part, whole, rate, config, report)


def check_fractions(rows: Iterable[ValueRow], report: Report) -> None:
    """An error where a column in per cent holds nothing above one: 0.953 was most likely meant as 95.3 %."""
    columns: dict[tuple[str, str], list[ValueRow]] = {}
    for row in rows:
        if row.unit == "%" and row.text and row.column_role != "change_pct":
            columns.setdefault((row.indicator, row.column_role), []).append(row)
    for column in columns.values():
        numbers = [Decimal(row.text) for row in column]
        first = next((row for row, number in zip(column, numbers, strict=True) if 0 < number < 1), None)
        if first is not None and max(numbers) <= 1 and not any(row.read.endswith(("%", "％")) for row in column):
            report.add("share_as_fraction", first.sheet, first.cell, first.read)


def _check(part: ValueRow, whole: ValueRow, rate: Indicator, config: Config, report: Report) -> None:
    if not same_kind(part.unit, whole.unit, config.reading):
        return
    if in_unit(Decimal(part.text), part.unit, whole.unit, config.reading) > Decimal(whole.text):
        names = {"part": config.item_name(part.indicator), "whole": config.item_name(whole.indicator)}
        report.add("part_over_whole", part.sheet, part.cell, part.read, total=whole.read, where=whole.cell, **names)
