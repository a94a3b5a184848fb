import csv
import datetime as dt
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from config.workspace import write_workspace
from dashboard.cli import app
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.scoring import scored
from loaders.collect import collect
from tests.conftest import REPOSITORY

TOWNSHIPS = {"430921100": "南洲镇", "430921101": "华阁镇", "430921102": "明山头镇"}
SETTINGS = {
    "province.toml": """
title = "南县季评"
title_en = "Nan County"
department = "南县民政局"
department_en = "Nan County Bureau of Civil Affairs"
top = "430921"
scored_levels = ["township"]
""",
    "regions/levels.toml": """
[[level]]
code = "county"
name = "县"
name_en = "County"
order = 0
[[level]]
code = "township"
name = "乡镇"
name_en = "Township"
order = 1
""",
    "regions/groups.toml": """
[[group]]
code = "townships"
name = "乡镇组"
name_en = "Townships"
level = "township"
""",
    "divisions.toml": """
[[division]]
code = "assistance"
name = "社会救助股"
name_en = "Social assistance section"
kind = "business"
line = "social_assistance"
order = 1
""",
    "calendar.toml": """
timezone = "Asia/Shanghai"
first = "2025Q1"
last = "2026Q4"
opens_day = 1
closes_day = 10
""",
    "schemes/nan_2026.toml": """
code = "nan_2026"
name = "2026年乡镇考核"
name_en = "Townships 2026"
valid_from = "2026Q1"
document = "测试办法"
full_marks = 10
precision = 2
tie = "shared"
groups = ["townships"]
[[bands]]
code = "good"
name = "好"
name_en = "Good"
at_least = 8
[[bands]]
code = "plain"
name = "一般"
name_en = "Plain"
at_least = 0
[[sections]]
code = "assistance"
name = "社会救助"
name_en = "Social assistance"
full_marks = 10
[[sections.items]]
code = "visits"
name = "入户走访率"
name_en = "Visits"
indicator = "visit_rate"
full_marks = 10
rule = "completion"
target = { value = 90 }
clause = "第一条"
owner = "assistance"
""",
}
INDICATOR = """
code = "{code}"
name = "{name}"
name_en = "{code}"
definition = "{name}"
definition_en = "{code}"
unit = "{unit}"
unit_en = "{unit}"
direction = "higher"
owner = "assistance"
line = "social_assistance"
levels = ["township"]
why = "测试"
source = "测试"
{rest}
[care]
author = "甲"
checker = "乙"
reviewed = 2026-01-01
"""
AMOUNT = 'measure = "stock"\nroll_up = "sum"\nwhole = true\ndecimals = 0'
RATIO = (
    'measure = "ratio"\nroll_up = "ratio_of_sums"\nscale = 100\nnumerator = "visited"\ndenominator = "families"'
    "\nminimum = 0\nmaximum = 100\ndecimals = 2"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    config = tmp_path / "config"
    files = dict(SETTINGS)
    for code, name, unit, rest in (
        ("families", "低保家庭数", "户", AMOUNT),
        ("visited", "已走访家庭数", "户", AMOUNT),
        ("visit_rate", "入户走访率", "%", RATIO),
    ):
        files[f"indicators/social_assistance/{code}.toml"] = INDICATOR.format(
            code=code, name=name, unit=unit, rest=rest
        )
    columns = "code,name,name_en,short_name,level,parent_code,peer_group,center_lon,center_lat\n"
    regions = "".join(f"{code},{name},{name},{name},township,430921,townships,,\n" for code, name in TOWNSHIPS.items())
    files["regions/nan.csv"] = f"{columns}430921,南县,Nan County,南县,county,,,,\n{regions}"
    for name, content in files.items():
        (config / name).parent.mkdir(parents=True, exist_ok=True)
        (config / name).write_text(content, encoding="utf-8")
    shutil.copy(REPOSITORY / "config" / "reading.toml", config / "reading.toml")
    write_workspace(tmp_path / "workspace", config)
    return open_desk(tmp_path / "workspace")


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["南县民政局社会救助股2026年第三季度报表"])
    sheet.append(["乡镇", "低保家庭数（户）", "已走访家庭数（户）"])
    for name, families, visited in zip(TOWNSHIPS.values(), (100, 80, 50), (90, 60, 40), strict=True):
        sheet.append([name, families, visited])
    sheet.append(["合计", 230, 190])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_county_over_its_townships_is_only_another_folder(desk: Desk) -> None:
    now = dt.datetime(2026, 10, 5, tzinfo=dt.UTC)

    receipt = collect(desk.engine, desk.config, "救助股.xlsx", workbook(), now=now)

    assert receipt.outcome == "accepted", [finding.message() for finding in receipt.findings]
    board = scored(desk).frames["ranking"].sort("rank").to_dicts()
    assert [(TOWNSHIPS[row["region_code"]], row["published"], row["rank"], row["band"]) for row in board] == [
        ("南洲镇", 10.0, 1, "good"),
        ("明山头镇", 8.89, 2, "good"),
        ("华阁镇", 8.33, 3, "good"),
    ]


def test_the_command_loads_and_prints_in_that_workspace(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "救助股.xlsx"
    file.write_bytes(workbook())
    where = ["--workspace", str(desk.workspace.folder)]

    loaded = CliRunner().invoke(app, ["load", *where, "--json", str(file)])
    printed = CliRunner().invoke(app, ["values", *where, "--csv"])

    [report] = json.loads(loaded.stdout)
    rows = list(csv.DictReader(io.StringIO(printed.stdout)))
    assert (report["outcome"], report["rows"], report["period"]) == ("accepted", 8, "2026-09")
    assert [row["value"] for row in rows if row["region_code"] == "430921"] == ["230", "190"]
