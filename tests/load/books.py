"""Workbooks as submitters hand them in: in order, and no two alike."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterator
from itertools import islice

import xlsxwriter

from config.model import Config, Indicator
from dashboard.demo.build import QUARTERS, SEED
from dashboard.demo.figures import Province
from dashboard.demo.forms import form_sheet
from dashboard.demo.warts import style_of
from dashboard.demo.workbooks import as_xlsx, division_sheets

DIVISION, PERIOD = "social_assistance", "2026-09"
_COLUMNS = 15
_FREE = 1_000_000.0


def division_book(config: Config, number: int) -> bytes:
    """One division's table of every county: the figures it owes and last quarter's beside them, drawn from `number`."""
    owed = [one for one in config.owed_by(DIVISION) if "county" in one.levels]
    heads = [(one, f"{one.name}（{one.unit}）") for one in owed]
    heads += [(one, f"{one.name}（上季度）（{one.unit}）") for one in owed]
    draw, buffer = random.Random(number), io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("指标数据")
        page.write(0, 0, f"{config.division[DIVISION].name}2026年第三季度指标数据")
        page.write(1, 0, f"填报单位：{config.division[DIVISION].name}")
        page.write_row(2, 0, ["地区", *(head for _, head in heads[:_COLUMNS])])
        counties = [region for region in config.regions if region.level == "county"]
        for row, county in enumerate(counties, 3):
            page.write_row(row, 0, [county.name, *(_figure(one, draw) for one, _ in heads[:_COLUMNS])])
    return buffer.getvalue()


def submitted(config: Config, count: int) -> list[bytes]:
    """What so many submitters send: the demonstration's forms of prefectures and workbooks of divisions, newest first.

    Every one is another submitter's or another quarter's. Raises ValueError when the demonstration has fewer.
    """
    books = list(islice(_demonstration(Province(config, QUARTERS, SEED)), count))
    if len(books) < count:
        raise ValueError(f"there are only {len(books)} workbooks")
    return books


def _demonstration(province: Province) -> Iterator[bytes]:
    config = province.config
    for quarter in reversed(QUARTERS):
        for division in config.divisions:
            if config.owed_by(division.code):
                style = style_of(division.code, quarter, SEED)
                yield as_xlsx(division_sheets(province, division.code, quarter, style, ()))
        for region in config.regions:
            if region.level == "prefecture":
                yield as_xlsx([form_sheet(province, region, quarter)])


def _figure(indicator: Indicator, draw: random.Random) -> float:
    lowest = max(0.0, indicator.minimum or 0.0)
    highest = _FREE if indicator.maximum is None else indicator.maximum
    figure = lowest + draw.random() * (min(highest, lowest + 5000) - lowest)
    return math.floor(figure) if indicator.whole else round(figure, 1)
