import datetime as dt
import io
import json
import random
from collections.abc import Callable
from dataclasses import asdict

import openpyxl
import pytest

from config.model import Config
from loaders.intake.outcome import Intake, Told
from loaders.intake.sentences import SENTENCES
from loaders.workshop.workshop import Workshop
from tests.faults.mutations import damaged, misbuilt
from tests.faults.test_bad_files import GOOD, OLD
from tests.unit.intake.workbooks import PREFECTURES, elderly, ods, saved, text

EACH = 60


def dressed() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(GOOD))
    sheet = book.worksheets[0]
    for address, value, code in (
        ("B4", 12.5, '0.00"万元"'),
        ("C4", 0.5, "0%"),
        ("C5", dt.date(2025, 9, 30), "yyyy-mm-dd"),
        ("C6", "=1+1", "General"),
    ):
        sheet[address] = value
        sheet[address].number_format = code
    sheet.merge_cells("A1:C1")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    return saved(book)


FILES: dict[str, tuple[bytes, Callable[[bytes, random.Random], bytes]]] = {
    "xlsx": (GOOD, misbuilt),
    "xlsx with everything": (dressed(), misbuilt),
    "xlsx bytes": (GOOD, damaged),
    "ods": (ods(elderly(PREFECTURES)), misbuilt),
    "xls": (OLD, damaged),
    "csv": (text(elderly(PREFECTURES), "gb18030"), damaged),
    "tsv": (text(elderly(PREFECTURES), "utf-16", "\t"), damaged),
}


def can_be_kept(intake: Intake) -> bool:
    kept = json.dumps(asdict(intake), ensure_ascii=False, default=str).encode()
    return b"\\u0000" not in kept and all(f.message("en") and f.remedy() for f in intake.findings)


@pytest.mark.parametrize("kind", FILES)
def test_no_damage_makes_the_reader_fail(hunan: Config, kind: str) -> None:
    content, change = FILES[kind]
    workshop = Workshop(hunan, processes=1)
    for seed in range(EACH):
        intake = workshop.read("a.xlsx", change(content, random.Random(seed)), hunan, Told())

        rules = {finding.rule for finding in intake.findings}
        assert not rules & {"file_breaks_reader", "file_too_slow", "reader_busy"}, seed
        assert rules <= SENTENCES.keys()
        assert can_be_kept(intake), seed
    workshop.close()
