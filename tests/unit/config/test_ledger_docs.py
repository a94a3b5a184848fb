import re
from typing import get_args

import pytest

from config.model import Config, Ledger, LedgerFieldType
from tests.conftest import REPOSITORY

PAGES = ("ledgers.md", "ledgers.zh-CN.md")


def page(name: str) -> str:
    return (REPOSITORY / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_page_names_every_kind_with_its_reporters(hunan: Config, name: str) -> None:
    rows = [line.strip("| ").split(" | ") for line in page(name).splitlines() if line.startswith("| ")]
    named = {cells[0]: cells[2] for cells in rows if len(cells) == 4}

    assert set(hunan.ledger) <= set(named)
    for code, ledger in hunan.ledger.items():
        prefectures = "prefectures" in named[code] or "市州" in named[code]
        assert prefectures == ("prefectures" in ledger.reported_by), code


@pytest.mark.parametrize("name", PAGES)
def test_the_page_names_every_type_and_every_key(name: str) -> None:
    named = set(re.findall(r"`([a-z_]+)`", page(name)))

    assert set(get_args(LedgerFieldType)) <= named
    assert set(Ledger.model_fields) - {"code", "name", "name_en", "help", "help_en", "fields"} <= named
