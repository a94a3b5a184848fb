import pytest

from config.model import Config, Severity
from loaders.annotating import annotated
from loaders.intake.outcome import Finding
from loaders.intake.read import read_submission
from tests.unit.annotating.copies import LIST, MISTAKES, NAME, annotate, finding, listed, opened, told
from tests.unit.intake import workbooks as made


def test_the_list_stands_in_front_the_gravest_first_with_links_and_reasons(hunan: Config) -> None:
    content = made.xlsx([["甲", 5]], title="表's")
    note = Finding("sheet_hidden", Severity.NOTE, "备用")
    warning = finding("B1", Severity.WARNING, "表's")

    copy = opened(annotate(content, [note, warning, finding("A1", sheet="表's")], reasons={warning.key: "已核实"}))

    sheet = copy.worksheets[0]
    rows = listed(made.saved(copy))
    assert (sheet.title, copy.active.title, sheet.freeze_panes) == (LIST, LIST, "A6")
    assert [(row[0], row[2], row[6]) for row in rows] == [
        ("✕ 错误", "A1", None),
        ("！ 提醒", "B1", "已核实"),
        ("· 附注", None, None),
    ]
    assert [link.location for link in sheet._hyperlinks] == ["'表''s'!A1", "'表''s'!B1"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.print_title_rows) == (
        "landscape",
        0,
        "$5:$5",
    )


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", b"<html><table>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_file_that_cannot_be_opened_gives_the_list_alone(content: bytes, hunan: Config) -> None:
    intake = read_submission(NAME, content, hunan)

    copy = annotate(content, intake.findings)

    assert opened(copy).sheetnames == [LIST]
    assert [row[4] for row in listed(copy)] == [found.message() for found in intake.findings]


def test_a_sheet_that_only_bears_the_lists_name_is_the_submitters_own(hunan: Config) -> None:
    content = made.xlsx(made.elderly(made.PREFECTURES), title=LIST)

    copy = opened(annotate(content, [finding("A1", sheet=LIST)]))

    assert len(read_submission(NAME, content, hunan).rows) == 6
    assert copy.sheetnames == [f"{LIST} 2", LIST]


def test_the_list_is_passed_over_in_silence_in_every_language(hunan: Config) -> None:
    intake = read_submission(NAME, made.xlsx(made.elderly(MISTAKES)), hunan)
    copy = annotate(made.xlsx(made.elderly(MISTAKES)), intake.findings, locale="en")
    book = opened(copy)
    book["List of findings"].append(["长沙市", 1, 2, 3, 4, 5, 6, 7])

    again = read_submission(NAME, made.saved(book), hunan)

    assert told(again) == told(intake)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("养老服务处.xls", "养老服务处_问题批注.xlsx"),
        ("../../etc/passwd", "passwd_问题批注.xlsx"),
        (r"C:\报表\a:b?.csv", "ab_问题批注.xlsx"),
        ("表_问题批注.xlsx", "表_问题批注.xlsx"),
        ("\u202egnp.xlsx", "gnp_问题批注.xlsx"),
        ("...", "工作簿_问题批注.xlsx"),
        ("长" * 300 + ".xlsx", "长" * 100 + "_问题批注.xlsx"),
    ],
)
def test_the_name_tells_the_file_and_is_safe(name: str, safe: str) -> None:
    assert annotated(name, made.xlsx([[1]]), [])[0] == safe
