import csv
import io
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from typer.testing import CliRunner
from xlsxwriter import Workbook

from config.sheet.writing import _OPTIONS as SCHEME_OPTIONS
from dashboard import cli
from dashboard.demo.published.build import FOLDER, build_published
from dashboard.pack.workbook import _OPTIONS as PACK_OPTIONS
from dashboard.usecases.desk import open_desk
from dashboard.usecases.loading import take_in
from dashboard.usecases.values_files import _TEXTS_AS_TEXTS as VALUES_OPTIONS
from loaders.outgoing import NUMBER, RISKY, inert


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@sum(a1)", "\tx", "\r=1", "-", "=HYPERLINK(1)", "-1a"])
def test_what_begins_like_a_formula_is_made_text(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "5", "-5", "-5.30", "+1", "-.5", "-5%", "1e5", "长沙市", "a=b", "'=1"])
def test_numbers_and_other_texts_stay(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize("text", ["=1+1", "-5.3", "-a", "@x", "\tx", "报表", ""])
def test_frames_judge_a_text_alike(text: str) -> None:
    frame = pl.DataFrame({"text": [text]})

    risky = frame.select(pl.col("text").str.contains(RISKY) & ~pl.col("text").str.contains(NUMBER)).item()

    assert risky == (inert(text) != text)


def test_the_values_of_a_file_named_like_a_formula_open_harmlessly(tmp_path: Path) -> None:
    build_published(tmp_path / "w", empty=True)
    plain = (FOLDER / "files" / "民政事业统计季报表_2020年3月.csv").read_bytes()
    take_in(open_desk(tmp_path / "w"), "=cmd' _C calc'!A0.csv", plain, region="530000")

    printed = CliRunner().invoke(cli.app, ["values", "--csv", "-w", str(tmp_path / "w")]).stdout

    rows = list(csv.DictReader(io.StringIO(printed)))
    assert {row["source_file"] for row in rows} == {"'=cmd' _C calc'!A0.csv"}
    assert "679" in {row["value"] for row in rows}


@pytest.mark.parametrize("options", [SCHEME_OPTIONS, PACK_OPTIONS, VALUES_OPTIONS])
def test_no_workbook_of_ours_writes_a_text_as_a_formula(options: dict[str, bool]) -> None:
    buffer = io.BytesIO()
    with Workbook(buffer, options) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "=1+1")
        sheet.merge_range(1, 0, 1, 2, '=HYPERLINK("x")')

    cells = openpyxl.load_workbook(buffer).worksheets[0]

    assert [cells["A1"].data_type, cells["A2"].data_type] == ["s", "s"]
