import csv
from pathlib import Path

import pytest

from config.model import Config
from config.reading import load_config
from dashboard.demo.published.build import build_published, sources
from loaders.intake.outcome import Told
from loaders.intake.read import read_submission
from tests.conftest import REPOSITORY

FILES = REPOSITORY / "dashboard" / "demo" / "published" / "files"
EXPECTED = Path(__file__).parent / "published"


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Config:
    folder = tmp_path_factory.mktemp("published")
    build_published(folder, empty=True)
    return load_config(folder / "config")


def expected(name: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for table in ("forms_expected.csv", "ningde_expected.csv"):
        with (EXPECTED / table).open(encoding="utf-8-sig", newline="") as file:
            rows.extend(row for row in csv.DictReader(file) if row["file"] == name)
    return rows


@pytest.mark.parametrize("source", sources(), ids=lambda source: source["name"])
def test_a_published_file_reads_row_for_row(country: Config, source: dict[str, str]) -> None:
    name = source["name"]
    told = Told(source.get("region_code", ""), source.get("period", ""))

    intake = read_submission(name, (FILES / name).read_bytes(), country, told)

    got = [
        {
            "file": name,
            "region_code": row.region_code,
            "period": row.period,
            "official_code": row.official_code,
            "indicator": country.item_name(row.indicator),
            "measure": row.measure,
            "column_role": row.column_role,
            "value": row.text,
            "unit": row.unit,
        }
        for row in intake.rows
    ]
    assert got == expected(name)
    assert intake.findings == ()


def test_cells_and_printed_text_are_kept(country: Config) -> None:
    with (EXPECTED / "forms_cells.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["file"].endswith("xlsx")]
    cells = {(row["file"], row["cell"], row["value"]) for row in rows}

    got = {
        (name, row.cell, row.text)
        for name in {file for file, _, _ in cells}
        for row in read_submission(name, (FILES / name).read_bytes(), country).rows
    }

    assert got == cells


def test_the_form_without_a_region_asks_for_it(country: Config) -> None:
    (name,) = [path.name for path in FILES.iterdir() if path.suffix == ".csv"]

    intake = read_submission(name, (FILES / name).read_bytes(), country)

    assert intake.asks == ("region",)
    assert [finding.rule for finding in intake.findings] == ["region_missing"]
