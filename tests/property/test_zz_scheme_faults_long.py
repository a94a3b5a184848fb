import copy
import io
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from config.schemefile import check_scheme_content, read_scheme
from config.sheet.reading import check_scheme_workbook
from config.sheet.writing import scheme_workbook
from tests.conftest import REPOSITORY

FILES = [
    REPOSITORY / "docs" / "examples" / f"{name}.toml" for name in ("reporting_quality", "ningbo_2020", "judges_votes")
]
CONTENTS = [tomllib.loads(file.read_text("utf-8")) for file in FILES]
JUNK = st.sampled_from(
    [5, -1, 0.5, "x", "", True, [], {}, [1, 2], [[1, 2]], {"x": 1}, {"x": {}}, ["x"], [{}], "2026Q9"]
)
READ_BACK = REPOSITORY / "docs" / "examples" / "reporting_quality.toml"
BOOK = scheme_workbook(read_scheme(READ_BACK))
SHOWN = {"评分细则": (1, 2)}
"""Rows that only show what another sheet says."""


def ways(content: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    return [way for key, inner in members for way in ((*above, key), *ways(inner, (*above, key)))]


def damaged(content: dict[str, Any], way: tuple[Any, ...], junk: Any) -> None:
    inner: Any = content
    for step in way[:-1]:
        inner = inner[step] if isinstance(inner, list) or step in inner else inner
    if isinstance(inner, list | dict):
        try:
            inner[way[-1]] = junk
        except (IndexError, TypeError):
            return


@settings(deadline=None, max_examples=300)
@given(st.data(), st.sampled_from(CONTENTS))
def test_no_damage_is_too_odd_to_be_told_at_its_key(data: st.DataObject, whole: dict[str, Any]) -> None:
    content = copy.deepcopy(whole)
    for way, junk in data.draw(st.lists(st.tuples(st.sampled_from(ways(content)), JUNK), min_size=1, max_size=4)):
        try:
            damaged(content, way, copy.deepcopy(junk))
        except (KeyError, IndexError, TypeError):
            continue

    scheme, problems = check_scheme_content(content, "s.toml")

    assert (scheme is None) == bool(problems)
    assert all(problem.sentence("en") and problem.sentence() for problem in problems)


def places() -> list[tuple[str, str]]:
    book = openpyxl.load_workbook(io.BytesIO(BOOK))
    return [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if not isinstance(cell, openpyxl.cell.cell.MergedCell)
        and cell.row not in SHOWN.get(sheet.title, ())
        and not (sheet.title == "总则" and cell.column == 3)
    ]


PLACES = places()


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(["改", "x = 9", 77, -3, "是", "—", "2031Q4", None]))
def test_a_changed_cell_is_never_passed_over(place: tuple[str, str], value: object) -> None:
    sheet, cell = place
    book = openpyxl.load_workbook(io.BytesIO(BOOK))
    before = book[sheet][cell].value
    book[sheet][cell].value = value

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scheme.xlsx"
        book.save(path)
        scheme, problems = check_scheme_workbook(path)

    same = value == before or (value is None and before in (None, ""))
    assert bool(problems) == (scheme is None)
    left_out = value is None or (value == "—" and sheet == "评分细则" and cell[0] in "AB")
    assert same or left_out or problems or scheme != read_scheme(READ_BACK), (place, value, before)
