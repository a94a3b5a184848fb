import csv
import io
import json
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.demo.published.build import FOLDER, build_published
from dashboard.usecases import values_files
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.loading import take_in
from dashboard.usecases.values import COLUMNS, PROVENANCE, ValuesProblem, Wanted, values_frame, wanted_on_page
from dashboard.usecases.values_files import FORMS, bytes_of, write_contract, write_csv_for_excel
from dashboard.usecases.values_meanings import MEANINGS
from loaders.store import readers


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "workspace"
    build_published(folder)
    return folder


@pytest.fixture(scope="module")
def desk(published: Path) -> Desk:
    return open_desk(published)


def values(workspace: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(app, ["values", "-w", str(workspace), *map(str, words)])


def test_the_contract_is_what_the_reader_of_rows_gives(desk: Desk) -> None:
    rows = list(csv.reader(io.StringIO(bytes_of(values_frame(desk, Wanted()), write_contract).decode())))

    expected = [
        (
            *(row.region_code, row.period, row.official_code, desk.config.item_name(row.indicator), row.measure),
            *(row.column_role, row.text, row.unit, row.status, row.file_name),
        )
        for row in readers.current_values(desk.engine)
    ]
    assert tuple(rows[0]) == COLUMNS
    assert [tuple(row) for row in rows[1:]] == expected


def test_the_command_writes_every_form_and_all_say_the_same(published: Path, tmp_path: Path) -> None:
    parquet, xlsx = tmp_path / "v.parquet", tmp_path / "v.xlsx"

    plain, as_csv = values(published), values(published, "--csv")
    full = values(published, "--csv", "--provenance")
    files = values(published, "--json", "--parquet", parquet, "--xlsx", xlsx)

    contract = list(csv.DictReader(io.StringIO(as_csv.stdout)))
    wide = list(csv.DictReader(io.StringIO(full.stdout)))
    listed = json.loads(files.stdout)
    typed = pl.read_parquet(parquet)
    sheet = openpyxl.load_workbook(xlsx).worksheets[0]
    assert plain.stdout == as_csv.stdout
    assert [{name: row[name] for name in COLUMNS} for row in wide] == contract
    assert [row["text"] for row in listed] == [row["value"] for row in contract] == typed["text"].to_list()
    assert [row["value"] for row in listed] == typed["value"].to_list()
    assert [cell.value for cell in sheet["G"][1:]] == typed["value"].to_list()
    assert {row["publisher"] for row in listed} == {row["publisher"] for row in wide} != {""}
    assert files.stderr == ""


def test_parquet_has_types(desk: Desk) -> None:
    frame = pl.read_parquet(io.BytesIO(bytes_of(values_frame(desk, Wanted()), FORMS["parquet"].write)))

    assert frame.schema["value"] == pl.Float64
    assert frame.schema["received_at"] == pl.Datetime("us", "UTC")
    assert frame.schema["late"] == pl.Boolean
    assert tuple(frame.columns) == (*COLUMNS, "text", *PROVENANCE)
    assert set(MEANINGS) == set(frame.columns)


def test_values_of_a_month_a_quarter_and_a_region_are_chosen(published: Path, desk: Desk) -> None:
    month = values_frame(desk, wanted_on_page(desk.config, "2023-06"))
    quarter = values_frame(desk, wanted_on_page(desk.config, "2023Q2"))
    unknown = values(published, "--quarter", "2023")
    region = json.loads(values(published, "--json", "--region", "430400").stdout)

    every = values_frame(desk, Wanted())
    months = ("2023-04", "2023-05", "2023-06")
    assert month.equals(every.filter(period="2023-06"))
    assert quarter.equals(every.filter(pl.col("period").is_in(months)))
    assert 0 < month.height < quarter.height
    assert unknown.exit_code == 2
    assert "不是季度" in unknown.stderr
    assert {row["region"] for row in region} == {"衡阳市"}


def test_a_later_submission_takes_the_place_and_a_missing_value_stays_missing(tmp_path: Path) -> None:
    build_published(tmp_path / "w", empty=True)
    opened = open_desk(tmp_path / "w")
    plain = FOLDER / "files" / "民政事业统计季报表_2020年3月.csv"
    lines = plain.read_bytes()
    take_in(opened, "一.csv", lines, region="530000")
    take_in(opened, "二.csv", lines.replace(b'"404,423.1"', b'"404,999.9"'), region="530000")

    spending = values_frame(opened, wanted_on_page(opened.config, "2020Q1", "total_spending")).to_dicts()

    assert [(row["value"], row["text"], row["source_file"]) for row in spending] == [(404999.9, "404999.9", "二.csv")]


def test_a_negative_figure_stays_a_number_in_csv(desk: Desk) -> None:
    frame = values_frame(desk, Wanted()).head(1).with_columns(value=pl.lit(-2.5), text=pl.lit("-2.5"))

    [row] = csv.DictReader(io.StringIO(bytes_of(frame, write_contract).decode()))

    assert row["value"] == "-2.5"


def test_csv_for_excel_begins_with_the_mark_of_utf8(desk: Desk) -> None:
    assert bytes_of(values_frame(desk, Wanted()), write_csv_for_excel).startswith(b"\xef\xbb\xbfregion_code,")


def test_more_rows_than_a_sheet_holds_are_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values_files, "MOST_ROWS", 10)

    with pytest.raises(ValuesProblem, match="too_many_rows"):
        bytes_of(values_frame(desk, Wanted()), FORMS["xlsx"].write)
