import datetime as dt
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from config.model import Config, Quarter
from config.workspace import Workspace
from dashboard.pack.contents import PackContents
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.packing import pack_contents
from dashboard.usecases.scoring import Scored, frames_of
from loaders.store.database import migrate, open_engine, writing
from loaders.store.tables import Submission
from loaders.store.writers import keep_raw

QUARTER = "2026Q2"
QUARTERS = tuple(Quarter(text) for text in ("2026Q1", QUARTER))


def amount(region: str, quarter: str, code: str) -> float:
    noise = zlib.crc32(f"{region} {quarter} {code}".encode()) % 1000 / 1000
    return round(60 + 40 * noise, 2) * int(quarter[5])


def values(config: Config) -> pl.DataFrame:
    rows = [
        (
            region.code,
            str(quarter),
            indicator.code,
            amount(region.code, quarter, indicator.code),
            "reported",
            1,
            "S",
            "B2",
        )
        for quarter in QUARTERS
        for region in config.regions
        for indicator in config.indicators
        if region.level in indicator.levels and not indicator.is_ratio and region.code != "430103"
    ]
    names = ("region_code", "quarter", "indicator", "value", "status", "submission_id", "sheet", "cell")
    return pl.DataFrame(rows, schema=list(names), orient="row")


def submission(number: int, submitter: str, sha256: str, *, late: bool) -> Submission:
    return Submission(
        receipt=f"R-{number}",
        kind="statutory_form" if submitter.isdigit() else "division_workbook",
        submitter=submitter,
        region_code=submitter if submitter.isdigit() else "",
        period="2026-06",
        quarter=QUARTER,
        file_name=f"=1+1 {submitter}.xlsx",
        sha256=sha256,
        received_at=dt.datetime(2026, 7, 3, 2, number, tzinfo=dt.UTC),
        channel="page",
        outcome="accepted",
        late=late,
        invented=True,
        rows=10,
    )


@pytest.fixture(scope="session")
def packed(hunan: Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Book]]:
    folder = tmp_path_factory.mktemp("pack")
    url = f"sqlite:///{folder / 'store.db'}"
    engine = open_engine(url)
    migrate(engine)
    with writing(engine) as session:
        sha256 = keep_raw(session, b"a workbook")
        session.add(submission(1, "430100", sha256, late=False))
        session.add(submission(2, "430200", sha256, late=True))
        session.add(submission(3, "elderly_care", sha256, late=True))
    desk = Desk(Workspace(folder, Path("config").resolve(), url, invented=True), hunan, engine)
    yield desk, Book(Scored("0123456789abcdef" * 4, frames_of(values(hunan), hunan)))
    engine.dispose()


@pytest.fixture(scope="session")
def contents(packed: tuple[Desk, Book]) -> PackContents:
    return pack_contents(*packed, QUARTER)


@pytest.fixture(scope="session")
def small(contents: PackContents) -> PackContents:
    return replace(contents, groups=contents.groups[:1], items=contents.items[:60])


@pytest.fixture(scope="session")
def english(packed: tuple[Desk, Book]) -> PackContents:
    drawn = pack_contents(*packed, QUARTER, "en")
    return replace(drawn, groups=drawn.groups[:1], items=drawn.items[:60])
