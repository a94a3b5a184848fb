import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from config.schemefile import read_scheme
from dashboard.scheme_cli import scheme_app
from tests.conftest import REPOSITORY

EXAMPLES = sorted((REPOSITORY / "docs" / "examples").glob("*.toml"))
HUNAN = REPOSITORY / "config" / "schemes" / "hunan_2026.toml"


def jiping_scheme(*words: str | Path) -> Result:
    return CliRunner().invoke(scheme_app, [str(word) for word in words])


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "hunan_2026.toml"
    text = HUNAN.read_text("utf-8").replace("full_marks = 16", "full_marks = 17").replace('"efficacy"', '"magic"', 1)
    path.write_text(text, "utf-8")
    return path


def test_sound_schemes_pass_and_say_how_much_they_hold() -> None:
    result = jiping_scheme("check", *EXAMPLES, HUNAN)

    assert result.exit_code == 0, result.output
    assert sum(str(file) in result.stdout for file in (*EXAMPLES, HUNAN)) == len(EXAMPLES) + 1
    assert "index_50.toml  sections[2].items[2].rule" in result.stdout


def test_every_fault_of_every_file_is_printed(wrong: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("code = \n", "utf-8")

    result = jiping_scheme("check", broken, wrong, HUNAN)

    assert result.exit_code == 1
    for place in (
        "broken.toml  line[1]",
        "hunan_2026.toml  sections[1].full_marks",
        "hunan_2026.toml  sections[1].items[1].rule",
        "hunan_2026.toml  full_marks",
        str(HUNAN),
    ):
        assert place in result.stdout


def test_with_a_config_names_are_compared(tmp_path: Path) -> None:
    alone = jiping_scheme("check", EXAMPLES[0])
    compared = jiping_scheme("check", EXAMPLES[0], "--config", REPOSITORY / "config")

    assert alone.exit_code == 0
    assert compared.exit_code == 1
    assert "hdi.toml  groups" in compared.stdout


def test_a_scheme_goes_to_excel_and_back(tmp_path: Path) -> None:
    workbook, again = tmp_path / "scheme.xlsx", tmp_path / "again.toml"

    there = jiping_scheme("to-excel", HUNAN, workbook, "--config", REPOSITORY / "config")
    back = jiping_scheme("from-excel", workbook, again)

    assert (there.exit_code, back.exit_code) == (0, 0), there.output + back.output
    assert read_scheme(again) == read_scheme(HUNAN)
    assert jiping_scheme("check", workbook).exit_code == 0
    assert "hunan_2026" not in jiping_scheme("show", workbook, "--language", "en").stderr


def test_a_wrong_workbook_writes_nothing(tmp_path: Path) -> None:
    workbook, out = tmp_path / "scheme.xlsx", tmp_path / "out.toml"
    jiping_scheme("to-excel", HUNAN, workbook)
    book = openpyxl.load_workbook(workbook)
    book.worksheets[0]["C4"] = "两分"
    book.save(workbook)

    result = jiping_scheme("from-excel", workbook, out)

    assert result.exit_code == 1
    assert "!C4" in result.stderr
    assert "两分" in result.stderr
    assert not out.exists()


def test_show_prints_the_tree_in_words() -> None:
    result = jiping_scheme("show", HUNAN, "--language", "en")

    assert result.exit_code == 0
    assert "- **Social assistance (16 points)**" in result.stdout
    assert "720 gets full marks, 560 gets 60% of them" in result.stdout


def test_schema_is_the_file_of_the_documentation() -> None:
    result = jiping_scheme("schema")

    assert json.loads(result.stdout) == json.loads((REPOSITORY / "docs" / "scheme.schema.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "words", [("check", "none.toml"), ("show", str(HUNAN), "--language", "fr"), ("to-excel", "none.toml", "a.xlsx")]
)
def test_what_is_not_there_ends_in_one_sentence(words: tuple[str, ...], tmp_path: Path) -> None:
    result = jiping_scheme(*words)

    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_a_version_may_bear_its_name_in_the_file(tmp_path: Path) -> None:
    copy = tmp_path / "hunan_2026@1.toml"
    shutil.copy(HUNAN, copy)

    assert jiping_scheme("check", copy).exit_code == 0
