import pytest

from tests.matrix.__main__ import ROWS
from tests.matrix.seats import REFUSED, SEATS
from tests.matrix.tables import DOCS, TABLES, begin, read, written


@pytest.mark.parametrize("table", TABLES)
def test_both_languages_say_the_same(table: str) -> None:
    assert read("en", table) == read("zh", table)


@pytest.mark.parametrize("locale", list(DOCS))
@pytest.mark.parametrize("table", TABLES)
def test_the_tables_stand_as_make_access_writes_them(locale: str, table: str) -> None:
    text = DOCS[locale].read_text(encoding="utf-8")

    assert begin(table) + written(locale, table, list(ROWS[table]())) in text


@pytest.mark.parametrize("table", ["pages", "downloads"])
def test_nobody_gets_nothing(table: str) -> None:
    assert {cells[list(SEATS).index("nobody")] for cells in read("en", table).values()} == {REFUSED}
