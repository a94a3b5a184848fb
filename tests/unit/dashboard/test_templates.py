import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from config.model import Config, Quarter
from config.workspace import Workspace, write_workspace
from dashboard.cli import app
from dashboard.usecases.desk import Desk
from dashboard.usecases.templates import earlier_of, template_file, template_units
from loaders.collect import collect
from loaders.intake.read import read_submission
from loaders.store.database import migrate, open_engine
from tests.conftest import REPOSITORY
from tests.unit.intake.workbooks import Grid, xlsx_sheets

NOW = dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC)
QUARTER = Quarter("2026Q3")


@pytest.fixture
def desk(hunan: Config, tmp_path: Path) -> Iterator[Desk]:
    engine = open_engine(f"sqlite:///{tmp_path / 'jiping.db'}")
    migrate(engine)
    yield Desk(Workspace(tmp_path, REPOSITORY / "config", str(engine.url)), hunan, engine)
    engine.dispose()


def hand_in(engine: Engine, config: Config, name: str, **sheets: Grid) -> str:
    receipt = collect(engine, config, name, xlsx_sheets(dict(sheets)), now=NOW)
    assert receipt.outcome != "rejected", [finding.message() for finding in receipt.findings]
    return receipt.receipt


def beds(quarter: str, *rows: list[object], unit: str = "张") -> Grid:
    return [
        [f"2026年第{quarter}季度养老服务情况表"],
        ["填报单位：养老服务处"],
        ["地区", f"养老机构床位（{unit}）"],
        *rows,
    ]


def tasks(quarter: str, *rows: list[object]) -> Grid:
    heads = ["重点工作", "进展情况", "完成进度（%）", "下季度打算"]
    return [[f"养老服务处2026年第{quarter}季度重点工作台账"], heads, *rows]


def test_last_quarters_newest_figures_stand_beside_the_cells_in_the_catalogues_unit(desk: Desk) -> None:
    hand_in(desk.engine, desk.config, "a.xlsx", 表=beds("二", ["芙蓉区", 1100], ["天心区", 900]))
    hand_in(desk.engine, desk.config, "b.xlsx", 表=beds("二", ["芙蓉区", 0.12], unit="万张"))

    earlier = earlier_of(desk, "elderly_care", QUARTER)

    name, content = template_file(desk, "elderly_care", "2026Q3")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["县市区指标"]
    column = next(cell.column for cell in sheet[5] if str(cell.value).startswith("养老机构床位（"))
    assert name == "养老服务处_2026年3季度_报送模板.xlsx"
    assert {key: figure.text for key, figure in earlier.previous.items()} == {
        ("430102", "elderly_beds"): "0.12",
        ("430103", "elderly_beds"): "900",
    }
    assert [(sheet.cell(row, 3).value, sheet.cell(row, column + 1).value) for row in (7, 8, 9)] == [
        ("芙蓉区", 1200),
        ("天心区", 900),
        ("岳麓区", None),
    ]


def test_a_value_that_was_reported_for_the_quarter_is_filled_in_with_its_receipt(desk: Desk) -> None:
    receipt = hand_in(desk.engine, desk.config, "a.xlsx", 表=beds("三", ["芙蓉区", 1150]))

    reported = earlier_of(desk, "elderly_care", QUARTER).reported

    _, content = template_file(desk, "elderly_care", "2026Q3")
    rows = read_submission("t.xlsx", content, desk.config).rows
    assert reported["430102", "elderly_beds"].source == f"养老服务处《a.xlsx》（回执 {receipt}）"
    assert [(row.region_code, row.value) for row in rows] == [("430102", 1150.0)]


def test_a_mark_that_came_later_takes_the_figure_out_of_the_template(desk: Desk) -> None:
    hand_in(desk.engine, desk.config, "a.xlsx", 表=beds("三", ["芙蓉区", 1150], ["天心区", 900]))
    hand_in(desk.engine, desk.config, "b.xlsx", 表=beds("三", ["芙蓉区", "/"], ["天心区", 901]))

    reported = earlier_of(desk, "elderly_care", QUARTER).reported

    assert {key[0]: figure.text for key, figure in reported.items()} == {"430103": "901"}


def test_a_figure_that_a_division_reported_fills_the_linked_row_of_the_form_in(desk: Desk) -> None:
    grid = [["规划财务处2026年第三季度报表"], ["地区", "民政事业费累计支出（万元）"], ["衡阳市", 43210.5]]
    hand_in(desk.engine, desk.config, "a.xlsx", 表=grid)

    rows = read_submission("t.xlsx", template_file(desk, "430400", "2026Q3")[1], desk.config).rows

    assert [(row.indicator, row.official_code, row.text) for row in rows] == [
        ("total_spending", "JZH011310000", "43210.50")
    ]


def test_last_quarters_open_lines_are_carried_over(desk: Desk) -> None:
    hand_in(
        desk.engine,
        desk.config,
        "a.xlsx",
        重点工作=tasks("二", ["老年食堂", "已建 210 个", 42, "再建 180 个"], ["培训", "已完成", 100, ""]),
    )

    book = openpyxl.load_workbook(io.BytesIO(template_file(desk, "elderly_care", "2026Q3")[1]))

    sheet = book["重点工作"]
    heads = [str(cell.value).split("\n")[0] for cell in sheet[5]]
    line = {head: cell.value for head, cell in zip(heads, sheet[6], strict=True)}
    assert (line["重点工作"], line["上季度所报打算"], line["上季度完成进度"]) == ("老年食堂", "再建 180 个", "42%")
    assert (line["进展情况"], line["下季度打算"]) == (None, None)
    assert sheet.cell(7, 2).value is None


def test_a_yearly_ledger_begins_anew_in_the_first_quarter(desk: Desk) -> None:
    grid = tasks("四", ["老年食堂", "已建 210 个", 42, ""])
    grid[0][0] = str(grid[0][0]).replace("2026", "2025")  # type: ignore[index]
    hand_in(desk.engine, desk.config, "a.xlsx", 重点工作=grid)

    book = openpyxl.load_workbook(io.BytesIO(template_file(desk, "elderly_care", "2026Q1")[1]))

    assert len(earlier_of(desk, "elderly_care", Quarter("2026Q1")).entries) == 1
    assert book["重点工作"].cell(6, 2).value is None


def test_everybody_who_owes_something_has_a_template_divisions_first(desk: Desk) -> None:
    units = template_units(desk, "2026Q3", "zh_CN")

    codes = list(units)
    assert (codes[0], units[codes[0]]) == ("social_assistance", "社会救助处")
    assert [code for code in codes if code.isdigit()] == codes[-14:]
    assert units["430400"] == "衡阳市"
    assert template_units(
        replace(desk, config=desk.config.model_copy(update={"forms": ()})), "2026Q3", "en"
    ).keys() == set(codes[:-14])


@pytest.mark.parametrize(("unit", "quarter"), [("nobody", "2026Q3"), ("elderly_care", "2031Q1")])
def test_an_unknown_unit_or_quarter_is_told(desk: Desk, unit: str, quarter: str) -> None:
    with pytest.raises(KeyError):
        template_file(desk, unit, quarter)


def test_the_command_writes_one_template_or_all(tmp_path: Path) -> None:
    workspace = tmp_path / "w"
    write_workspace(workspace, REPOSITORY / "config")
    run, common = CliRunner(), ["-w", str(workspace), "--quarter", "2026Q3"]

    one = run.invoke(app, ["template", "--unit", "personnel", "--out", str(tmp_path / "a.xlsx"), *common])
    every = run.invoke(app, ["template", "--all", "--out", str(tmp_path / "all"), *common])

    assert (one.exit_code, every.exit_code) == (0, 0)
    assert (tmp_path / "a.xlsx").exists()
    assert len(list((tmp_path / "all").iterdir())) == 26
    assert str(tmp_path / "all" / "人事处_2026年3季度_报送模板.xlsx") in every.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["--quarter", "2026Q3"],
        ["--quarter", "2026Q3", "--unit", "personnel", "--all"],
        ["--quarter", "2026年3季度", "--unit", "personnel"],
        ["--quarter", "2031Q3", "--unit", "personnel"],
        ["--quarter", "2026Q3", "--unit", "nobody"],
    ],
)
def test_the_command_says_what_is_wrong(tmp_path: Path, arguments: list[str]) -> None:
    write_workspace(tmp_path, REPOSITORY / "config")

    result = CliRunner().invoke(app, ["template", "-w", str(tmp_path), *arguments])

    assert result.exit_code == 2
    assert result.output.strip()
