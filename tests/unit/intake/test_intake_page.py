import re
from pathlib import Path

import pytest
import typer

from config.model import Severity
from dashboard.api.receiving import MAX_FILES
from dashboard.cli import app
from dashboard.jobs import DRAFTS_STAY
from loaders.intake import refusal, report
from loaders.workshop.workshop import MEGABYTES, SECONDS
from tests.conftest import REPOSITORY

DOCS = [REPOSITORY / "docs" / name for name in ("intake.md", "intake.zh-CN.md")]
READMES = [REPOSITORY / "README.md", REPOSITORY / "README.zh-CN.md"]
COMMANDS = typer.main.get_command(app)


def limits(page: str) -> list[float]:
    table = re.split(r"^## (?:Limits|上限)$", page, flags=re.MULTILINE)[1]
    second = [line.split("|")[2] for line in table.splitlines() if line.startswith("| ")][1:]
    return [float(number.replace(",", "")) for text in second for number in re.findall(r"\d[\d,.]*\d|\d", text)]


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.name)
def test_the_page_names_the_limits_of_the_code(file: Path) -> None:
    page = file.read_text(encoding="utf-8")
    packed = [refusal.MAX_UNPACKED / refusal.MEGABYTE, refusal.MAX_PARTS, refusal.MAX_RATIO]

    assert limits(page) == [
        refusal.MAX_BYTES / refusal.MEGABYTE,
        *packed,
        refusal.RATIO_FROM / refusal.MEGABYTE,
        refusal.MAX_CELLS,
        refusal.MAX_BLANK_CELLS,
        refusal.MAX_SHEETS,
        SECONDS,
        MEGABYTES,
        MAX_FILES,
        report._MOST,
    ]
    assert re.search(rf"{DRAFTS_STAY.days} (?:days|天)", page)


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.name)
def test_the_page_names_commands_options_severities_and_files_that_are_there(file: Path) -> None:
    page = file.read_text(encoding="utf-8")
    told = re.findall(r"jiping (\w+)((?: make)?[^`\n]*)", page)

    for name, rest in told:
        options = {option for one in COMMANDS.commands[name].params for option in one.opts}
        assert set(re.findall(r"--[a-z]+", rest)) <= options
    assert {name for name, _ in told} == {"load", "template", "token", "watch"}
    assert [one for one in Severity if one.value not in page] == []
    assert [one for one in re.findall(r"`(config/[^`]+)`", page) if not (REPOSITORY / one).exists()] == []
    assert [one for one in re.findall(r"\]\(([^)]+)\)", page) if not (REPOSITORY / "docs" / one).exists()] == []


def test_both_readmes_lead_to_the_page() -> None:
    for readme, file in zip(READMES, DOCS, strict=True):
        assert f"docs/{file.name}" in readme.read_text(encoding="utf-8")
