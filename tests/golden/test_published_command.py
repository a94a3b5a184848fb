import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.demo.published.build import FOLDER

GOLDEN = Path(__file__).parent / "published"
FILES = FOLDER / "files"
CSV_FORM = "民政事业统计季报表_2020年3月.csv"
TOLD = {CSV_FORM: ["--region", "530000"]}
COLUMNS = ("region_code", "period", "official_code", "indicator", "measure", "column_role", "value", "unit")


def jiping(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "jiping"), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def expected() -> list[tuple[str, ...]]:
    rows = []
    for name in ("forms_expected.csv", "ningde_expected.csv"):
        with (GOLDEN / name).open(encoding="utf-8-sig", newline="") as file:
            rows += [(row["file"], *(row[column] for column in COLUMNS)) for row in csv.DictReader(file)]
    return rows


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "workspace"
    made = jiping("demo", "--published", "--empty", "--workspace", folder)
    assert made.returncode == 0, made.stderr
    return folder


def test_published_files_are_read_row_for_row(workspace: Path) -> None:
    for file in sorted(FILES.iterdir()):
        result = jiping("load", "--workspace", workspace, *TOLD.get(file.name, []), "--json", file)

        assert result.returncode == 0, result.stderr
        [report] = json.loads(result.stdout)
        assert report["outcome"] == "accepted", report["findings"]
        assert report["rows"] == sum(row[0] == file.name for row in expected())

    stored = list(csv.DictReader(jiping("values", "--workspace", workspace, "--csv").stdout.splitlines()))
    assert sorted((row["source_file"], *(row[c] for c in COLUMNS)) for row in stored) == sorted(expected())
    assert {row["status"] for row in stored} == {"reported"}


def test_a_region_that_the_file_does_not_name_is_asked_for(workspace: Path) -> None:
    [report] = json.loads(jiping("load", "--workspace", workspace, "--json", FILES / CSV_FORM).stdout)

    assert report["outcome"] == "rejected"
    assert report["receipt"] is None
    assert [finding["rule"] for finding in report["findings"]] == ["region_missing"]
    assert "--region" in report["findings"][0]["remedy"]


def test_what_is_told_against_the_file_is_refused(workspace: Path) -> None:
    form = next(file for file in FILES.iterdir() if file.name.startswith("衡阳市"))

    [region] = json.loads(jiping("load", "-w", workspace, "--region", "430100", "--json", form).stdout)
    [period] = json.loads(jiping("load", "-w", workspace, "--period", "2023-03", "--json", form).stdout)

    assert (region["outcome"], period["outcome"]) == ("rejected", "rejected")
    assert "region_contradiction" in [finding["rule"] for finding in region["findings"]]
    assert "period_contradiction" in [finding["rule"] for finding in period["findings"]]


def test_the_batch_goes_on_after_bad_files(workspace: Path, tmp_path: Path) -> None:
    good = next(file for file in FILES.iterdir() if file.name.startswith("四川省"))
    damaged, empty, picture, missing = (tmp_path / name for name in ("坏.xlsx", "空.xlsx", "图.xlsx", "没有.xlsx"))
    damaged.write_bytes(good.read_bytes()[:2000])
    empty.write_bytes(b"")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)

    result = jiping("load", "--workspace", workspace, "--json", damaged, empty, picture, missing, good)

    assert result.returncode == 0, result.stderr
    reports = json.loads(result.stdout)
    assert [report["file"] for report in reports] == ["坏.xlsx", "空.xlsx", "图.xlsx", "没有.xlsx", good.name]
    assert [report["outcome"] for report in reports] == ["rejected"] * 4 + ["accepted"]
    assert all(report["findings"][0]["message"] and report["findings"][0]["remedy"] for report in reports[:4])


def test_the_published_workspace_is_made_with_its_figures(tmp_path: Path) -> None:
    made = jiping("demo", "--published", "--workspace", tmp_path / "full")

    stored = jiping("values", "--workspace", tmp_path / "full", "--csv").stdout.splitlines()
    assert made.returncode == 0, made.stderr
    assert len(stored) == len(expected()) + 1


def test_a_workspace_is_never_overwritten(workspace: Path) -> None:
    again = jiping("demo", "--published", "--workspace", workspace)

    assert again.returncode == 2
    assert "已是工作区" in again.stderr
