import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.intake.filename import plain_name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("养老服务处 2025年第三季度.xlsx", "养老服务处 2025年第三季度.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\王\\报表.xls", "报表.xls"),
        ("C:报表.xls", "C_报表.xls"),
        ("报\x00表\r\n.csv", "报表.csv"),
        ("报表\u202excod.xlsx", "报表xcod.xlsx"),
        ("\udcff报表.xlsx", "报表.xlsx"),
        ('a"b?.csv', "a_b_.csv"),
        ("..", "upload"),
        ("", "upload"),
        (".xlsx", "xlsx"),
        ("a. ", "a"),
        ("报" * 300 + ".xlsx", "报" * 60 + ".xlsx"),
        ("v1.2 final version", "v1.2 final version"),
    ],
)
def test_a_name_becomes_plain(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@given(st.text())
def test_any_name_is_short_seen_and_stays_as_it_is_the_second_time(name: str) -> None:
    plain = plain_name(name)

    assert 0 < len(plain.encode()) <= 230
    assert not set('/\\<>:"|?*\r\n\t\x00') & set(plain)
    assert plain_name(plain) == plain
