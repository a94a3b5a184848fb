import pytest

from config.wording import translator
from dashboard.pack.phrases import (
    archive_name,
    bulletin_name,
    file_stem,
    listed,
    numeral,
    quarter_phrase,
    workbook_name,
)


@pytest.mark.parametrize(("number", "chinese"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (31, "三十一")])
def test_chapters_are_counted_in_the_language(number: int, chinese: str) -> None:
    assert numeral(number, "zh_CN") == chinese
    assert numeral(number, "en") == str(number)


def test_names_are_listed_in_the_language() -> None:
    assert listed(["长沙市", "株洲市", "湘潭市"], translator()) == "长沙市、株洲市、湘潭市"
    assert listed(["Changsha", "Zhuzhou"], translator("en")) == "Changsha, Zhuzhou"


def test_files_are_named_after_the_quarter() -> None:
    assert workbook_name("2026Q3", "zh_CN") == "2026年第三季度综合排名.xlsx"
    assert bulletin_name("2026Q3", "zh_CN") == "2026年第三季度工作情况通报.docx"
    assert archive_name("2026Q3", "zh_CN") == "2026年第三季度通报材料.zip"
    assert quarter_phrase("2025Q4", translator("en")) == "the fourth quarter of 2025"


@pytest.mark.parametrize(
    ("name", "safe"), [("../../etc/passwd", "etc passwd"), ('a<b>:"c"|?*', "a b c"), ("\x00\n", "pack"), ("..", "pack")]
)
def test_a_file_name_is_safe(name: str, safe: str) -> None:
    assert file_stem(name) == safe
