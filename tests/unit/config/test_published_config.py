import csv
import shutil
import tomllib
from pathlib import Path

import pytest

from config.model import Config
from config.reading import load_config

REPOSITORY = Path(__file__).parents[3]
PUBLISHED = REPOSITORY / "dashboard" / "demo" / "published"
GOLDEN = REPOSITORY / "tests" / "golden" / "published"


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def workspace(tmp_path: Path) -> Config:
    folder = tmp_path / "config"
    shutil.copytree(PUBLISHED / "config", folder)
    shutil.copytree(REPOSITORY / "config" / "forms", folder / "forms")
    shutil.copy(REPOSITORY / "config" / "reading.toml", folder / "reading.toml")
    shutil.copy(REPOSITORY / "config" / "regions" / "former.csv", folder / "regions" / "former.csv")
    statistics = folder / "forms" / "statistics.csv"
    lines = statistics.read_text("utf-8").splitlines()
    statistics.write_text("\n".join(line.rpartition(",")[0] for line in lines), "utf-8")
    return load_config(folder)


def test_the_workspace_knows_the_country_and_the_counties_of_hunan_and_ningde(workspace: Config) -> None:
    levels = [region.level for region in workspace.regions]

    counts = {level.code: levels.count(level.code) for level in workspace.levels}

    assert counts == {"country": 1, "province": 31, "prefecture": 333, "county": 132}
    assert workspace.region["350900DQ"].parent_code == "350900"


def test_no_two_regions_share_a_short_name(workspace: Config) -> None:
    short_names = [region.short_name for region in workspace.regions]

    assert len(set(short_names)) == len(short_names)


@pytest.mark.parametrize("expected", ["forms_expected.csv", "ningde_expected.csv"])
def test_every_expected_region_period_and_unit_is_known(workspace: Config, expected: str) -> None:
    rows = rows_of(GOLDEN / expected)

    assert {row["region_code"] for row in rows} <= set(workspace.region)
    assert {row["unit"] for row in rows} <= set(workspace.reading.units)


def test_every_file_has_its_source_and_every_source_its_file() -> None:
    sources = tomllib.loads((PUBLISHED / "sources.toml").read_text("utf-8"))["file"]
    expected = {row["file"] for name in ("forms_expected.csv", "ningde_expected.csv") for row in rows_of(GOLDEN / name)}

    names = [source["name"] for source in sources]

    assert len(set(names)) == len(names)
    assert all({"publisher", "title", "published", "url", "notes", "ours"} <= set(source) for source in sources)
    assert set(names) == {file.name for file in (PUBLISHED / "files").iterdir()} == expected


def test_region_and_period_are_told_only_where_the_file_lacks_them() -> None:
    sources = tomllib.loads((PUBLISHED / "sources.toml").read_text("utf-8"))["file"]

    told = {source["name"]: source.get("region_code") for source in sources if {"region_code", "period"} & set(source)}

    files = rows_of(GOLDEN / "forms_files.csv")
    assert told == {row["file"]: row["region_code"] for row in files if "NOT IN THE FILE" in row["region_from"]}
