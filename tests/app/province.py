import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from config.model import Indicator, Quarter, Region, Status
from config.workspace import REPOSITORY, write_workspace
from dashboard.usecases.desk import Desk, open_desk
from loaders.intake.outcome import Intake, ValueRow
from loaders.store.database import writing
from loaders.store.tables import Submission
from loaders.store.writers import keep_raw, keep_submission

QUARTERS = tuple(str(Quarter("2024Q4").shift(n)) for n in range(8))
SHEET = "指标数据"


def made_up_workspace(folder: Path, quarters: tuple[str, ...] = QUARTERS, *, invented: bool = True) -> Desk:
    write_workspace(folder, REPOSITORY / "config", invented=invented)
    desk = open_desk(folder)
    divisions = sorted({indicator.owner for indicator in desk.config.indicators})
    for quarter in quarters:
        for division in divisions:
            submit(desk, division, quarter, tuple(division_rows(desk, division, quarter)))
    return desk


def submit(desk: Desk, submitter: str, quarter: str, rows: tuple[ValueRow, ...], publisher: str = "") -> Submission:
    name = f"{submitter}-{quarter}.xlsx"
    with writing(desk.engine) as session:
        submission = Submission(
            receipt=f"{submitter}{quarter}",
            kind="division_workbook",
            submitter=submitter,
            region_code="",
            period=Quarter(quarter).last_month,
            quarter=quarter,
            file_name=name,
            sha256=keep_raw(session, name.encode()),
            received_at=dt.datetime(2026, 10, 9, 2, 30, tzinfo=dt.UTC),
            channel="test",
            outcome="accepted",
            late=False,
            invented=True,
            rows=len(rows),
            publisher=publisher,
            published="2026-10-20" if publisher else "",
            source_url="https://example.org/<table>" if publisher else "",
            source_note="附表 <3>" if publisher else "",
        )
        return keep_submission(session, submission, Intake("division_workbook", rows=rows))


def division_rows(desk: Desk, division: str, quarter: str) -> Iterator[ValueRow]:
    indicators = [i for i in desk.config.indicators if i.owner == division and not i.is_ratio]
    for column, indicator in enumerate(indicators):
        for line, region in enumerate(desk.config.regions):
            if region.level == indicator.levels[-1]:
                value = amount(desk, indicator, region, quarter)
                yield row_of(indicator, region, quarter, value, f"{chr(67 + column)}{line + 3}")


def row_of(indicator: Indicator, region: Region, quarter: str, value: float | None, cell: str) -> ValueRow:
    return ValueRow(
        region_code=region.code,
        period=Quarter(quarter).last_month,
        official_code="",
        indicator=indicator.code,
        measure=indicator.measure,
        column_role="current",
        value=value,
        text="" if value is None else f"{value:.{indicator.decimals}f}",
        unit=indicator.unit,
        status=Status.NOT_REPORTED if value is None else Status.REPORTED,
        sheet=SHEET,
        cell=cell,
        read="" if value is None else str(value),
    )


def amount(desk: Desk, indicator: Indicator, region: Region, quarter: str) -> float | None:
    chance = random.Random(f"{indicator.code} {region.code} {quarter}")
    if chance.random() < 0.01:
        return None
    size = 200 + int(region.code) % 97 * 20
    below = next((i.denominator for i in desk.config.indicators if i.numerator == indicator.code), "")
    if below:
        skill = random.Random(region.code).uniform(0.55, 0.9)
        size = int(size * min(skill + 0.1 * chance.random() + QUARTERS.index(quarter) * 0.01, 0.995))
    if indicator.measure in ("flow", "ytd_cumulative") and not below:
        size = size * (Quarter(quarter).number if indicator.measure == "ytd_cumulative" else 1) // 4
    limit = indicator.maximum if indicator.maximum is not None else size
    return float(min(size, limit))
