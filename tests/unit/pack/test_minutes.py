import datetime as dt
import io

import docx
import pytest

from config.wording import translator
from dashboard.pack.minutes import minutes_document, minutes_name
from dashboard.usecases.meetings.reports import ItemLine, MeetingReport
from dashboard.usecases.meetings.results import VoteResult
from metrics.meeting import Comment, Guest, Text

AT = dt.datetime(2026, 10, 20, 9, 0, tzinfo=dt.UTC)
SAID = Comment(4, "i1", "赵厅长", "zhao", "逐县核对", AT)


def item(
    key: str, title: str, *, text: str = "", score: float | None = None, said: tuple[Comment, ...] = ()
) -> ItemLine:
    result = None if score is None else VoteResult(score, 7, (), ())
    texts = (Text(key, "王五", text, AT),) if text else ()
    return ItemLine(key, 1, title, "", 8, 60.0, False, "closed", 7, 7, True, {}, False, result, said, texts)


def report(*items: ItemLine, summary: str = "") -> MeetingReport:
    return MeetingReport(
        number="HY-2026Q3-1",
        title="2026年第三季度工作点评会",
        kind_name="季度工作点评会",
        quarter="2026Q3",
        day=AT.date(),
        stage="ended",
        on="",
        items=items,
        comments=(),
        guests={"zhao": Guest("赵厅长", there=True), "qian": Guest("钱副厅长", there=False)},
        summaries=(Text("", "王五", summary, AT),) if summary else (),
        began=AT,
        ended=AT + dt.timedelta(hours=2),
        signed_in=False,
        ballot_class="",
    )


def lines_of(found: MeetingReport, locale: str = "zh_CN") -> tuple[list[str], list[list[str]], str]:
    content = minutes_document(found, {"i1": ["起草的事实"]}, ["起草的总结"], "未发布 · 演示数据", "民政厅", AT, locale)
    document = docx.Document(io.BytesIO(content))
    tables = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return [one.text for one in document.paragraphs], tables, document.sections[0].header.paragraphs[0].text


def test_what_nobody_wrote_stands_as_the_drafted_facts() -> None:
    lines, _, head = lines_of(report(item("i1", "养老服务处", said=(SAID,))))

    assert "起草的事实" in lines
    assert "起草的总结" in lines
    assert "到会人员（1人）：赵厅长。" in lines
    assert head.endswith("未发布 · 演示数据")
    assert not any("逐县核对" in line for line in lines)


def test_what_the_office_wrote_takes_their_place_and_leaves_no_comment_out_or_twice() -> None:
    left_out, _, _ = lines_of(
        report(item("i1", "养老服务处", text="会议认为进度偏慢。", said=(SAID,)), summary="总结讲话")
    )
    told, _, _ = lines_of(report(item("i1", "养老服务处", text="赵厅长：逐县核对", said=(SAID,))))

    assert "会议认为进度偏慢。" in left_out
    assert "总结讲话" in left_out
    assert "起草的事实" not in left_out
    assert [line for line in left_out if "逐县核对" in line] == ["赵厅长：逐县核对"]
    assert [line for line in told if "逐县核对" in line] == ["赵厅长：逐县核对"]


def test_votes_stand_in_a_table_the_best_first() -> None:
    _, table, _ = lines_of(report(item("i1", "养老服务处", score=71.5), item("i2", "社会事务处", score=80.004)))

    assert table[1:] == [["社会事务处", "7", "80.00"], ["养老服务处", "7", "71.50"]]


@pytest.mark.parametrize(("locale", "heading"), [("zh_CN", "总结"), ("en", "Summary")])
def test_the_document_is_in_the_reader_s_language(locale: str, heading: str) -> None:
    lines, _, _ = lines_of(report(item("i1", "养老服务处")), locale)

    assert heading in lines


def test_the_file_is_named_by_the_meeting() -> None:
    assert minutes_name("2026年第三季度工作点评会", translator()) == "2026年第三季度工作点评会纪要.docx"
