import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea, TextInput

from config.model import Quarter
from dashboard.access.gate import NotAllowed
from dashboard.pack.ledger_lines import lines_workbook
from dashboard.usecases.book import open_book
from dashboard.usecases.desk import Desk
from dashboard.usecases.ledgers.filling import filled_in, lines_to_fill
from dashboard.usecases.ledgers.lines import LedgerLine, ledger_lines, line_history, sums_of
from loaders.collect import collect
from tests.app.conftest import Open, text_of
from tests.app.province import QUARTERS, made_up_workspace
from tests.frozen import released
from tests.people import checker, head, leader, of_office, submitter
from tests.unit.dashboard.test_tasks import NOW
from tests.unit.intake.workbooks import Grid, Value, xlsx_sheets

EARLIER, NEWEST = QUARTERS[-2:]
MATTERS = ("实事项目", "地区", "目标数", "完成数", "计量单位", "季度节点", "到位资金（万元）", "问题和困难")
VISITS = ("督导内容", "联系片区", "督导组", "督导地区", "督导日期", "发现问题数", "解决问题数", "解决时限")


def report(
    desk: Desk, quarter: str, unit: str, name: str, heads: Sequence[str], lines: Sequence[Sequence[Value]]
) -> None:
    title = f"{unit}{quarter[:4]}年第{'一二三四'[int(quarter[-1]) - 1]}季度{name}台账"
    sheet: Grid = [[title], list(heads), *[list(line) for line in lines]]
    receipt = collect(desk.engine, desk.config, f"{name}{quarter}.xlsx", xlsx_sheets({name: sheet}), now=NOW)
    assert receipt.outcome == "accepted", receipt.findings


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = made_up_workspace(tmp_path_factory.mktemp("kinds"), (EARLIER, NEWEST))
    for quarter, done in ((EARLIER, 40), (NEWEST, 50)):
        lines = [
            ["适老化改造", None, 100, done, "户", "10/40/75/100", 120.5, "施工队不足"],
            ["适老化改造", "石鼓区", 10, 8, "户", "10/40/75/100", 12, None],
            ["助餐点", None, 20, 20, "个", None, 30, None],
        ]
        report(desk, quarter, "养老服务处", "为民办实事", MATTERS, lines)
        if quarter == EARLIER:
            released(desk, EARLIER)
    visit = ["养老安全督导", "湘南片区", "第三督导组", "衡阳市", f"{NEWEST[:4]}-08-01", 7, 3, f"{NEWEST[:4]}-09-30"]
    report(desk, NEWEST, "办公室", "分片督导", VISITS, [visit])
    return desk


def lines_of(desk: Desk, kind: str, quarter: str = NEWEST) -> tuple[LedgerLine, ...]:
    return ledger_lines(desk, open_book(desk), quarter, kind)


def labels(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def test_the_title_counts_the_lines_and_lights_have_words(kept: Desk, open_page: Open) -> None:
    shown = text_of(open_page(kept, "ledgers", leader(), kind="practical_matters", quarter=NEWEST))

    assert "为民办实事共 3 条，落后 1 条，已办结 1 条" in shown
    assert "▲ 落后 25.0 个百分点" in shown
    assert "✓ 达到时序" in shown
    assert "✓ 已办结" in shown
    assert shown.index("▲ 落后") < shown.index("✓ 达到时序") < shown.index("✓ 已办结")


def test_what_is_past_its_day_is_overdue_by_days(kept: Desk, open_page: Open) -> None:
    shown = text_of(open_page(kept, "ledgers", leader(), kind="visits", quarter=NEWEST))

    assert "分片联系督导共 1 条，逾期 1 条，已办结 0 条" in shown
    assert "● 逾期" in shown


def test_lists_in_the_address_narrow_what_is_shown(kept: Desk, open_page: Open) -> None:
    area = text_of(open_page(kept, "ledgers", leader(), kind="practical_matters", quarter=NEWEST, area="430400"))
    done = text_of(open_page(kept, "ledgers", leader(), kind="practical_matters", quarter=NEWEST, status="closed"))

    assert "石鼓区" in area
    assert "助餐点" not in area
    assert "助餐点" in done
    assert "施工队不足" not in done


def test_an_opened_line_has_its_history_its_cell_and_a_way_to_hand_it_out(kept: Desk, open_page: Open) -> None:
    line = next(one for one in lines_of(kept, "practical_matters") if one.light == "yellow")
    app = open_page(kept, "ledgers", leader(), kind="practical_matters", quarter=NEWEST, line=line.number)
    shown = text_of(app)

    assert line.receipt in shown
    assert "10% → 40% → 75% → 100%" in shown
    assert "50.0%" in shown
    assert "40.0%" in shown
    assert "就这一条交办" in labels(app)
    app.button(key="assign_line").click().run()
    texts = [field.value for field in (*app.text_input, *app.text_area)]
    assert line.title in texts
    assert any("▲ 落后 25.0 个百分点" in str(text) for text in texts)
    assert "来自为民办实事台账" in text_of(app)


def test_who_does_not_hand_out_has_no_button(kept: Desk, open_page: Open) -> None:
    line = lines_of(kept, "practical_matters")[0]
    app = open_page(
        kept, "ledgers", checker("elderly_care"), kind="practical_matters", quarter=NEWEST, line=line.number
    )

    assert line.title in text_of(app)
    assert "就这一条交办" not in labels(app)


def test_a_kind_without_lines_says_what_it_is_for_and_what_to_do(kept: Desk, open_page: Open) -> None:
    shown = text_of(open_page(kept, "ledgers", of_office(), kind="petitions", quarter=NEWEST))

    assert "信访事项：本季度没有报送事项" in shown
    assert "报送模板" in shown


def test_before_anything_is_submitted_the_page_says_so(nothing_submitted: Desk, open_page: Open) -> None:
    app = open_page(nothing_submitted, "ledgers", of_office())

    assert not app.exception
    assert "重点工作：本季度没有报送事项" in text_of(app)


def test_before_the_release_lines_are_seen_as_far_as_the_posts_reach(kept: Desk) -> None:
    def seen(sitting: Desk) -> set[str]:
        return {f"{one.title}{one.region_name}" for one in lines_of(sitting, "practical_matters")}

    assert seen(kept.of(head("430400"))) == {"适老化改造石鼓区"}
    assert seen(kept.of(checker("social_affairs"))) == set()
    assert len(seen(kept.of(checker("elderly_care")))) == 3


def test_the_history_goes_back_over_the_quarters_of_the_same_line(kept: Desk) -> None:
    line = next(one for one in lines_of(kept, "practical_matters") if one.light == "yellow")

    history = line_history(kept, open_book(kept), NEWEST, line)

    assert [(one.quarter, one.pace.done) for one in history] == [(NEWEST, 0.5), (EARLIER, 0.4)]


def test_sums_take_the_provinces_line_for_those_of_its_regions(kept: Desk) -> None:
    ledger = kept.config.ledger["practical_matters"]

    assert sums_of(ledger, lines_of(kept, "practical_matters")) == {"money": 150.5}


def test_the_workbook_has_every_line_with_its_source(kept: Desk, tmp_path: Path) -> None:
    ledger, lines = kept.config.ledger["practical_matters"], lines_of(kept, "practical_matters")

    content = lines_workbook(ledger, lines, {one.number: "灯" for one in lines}, "标题", "演示数据", "zh_CN")

    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [[cell for cell in row if cell is not None] for row in sheet.values]
    first = next(row for row in rows if "适老化改造" in row)
    assert {100, 50, 120.5, "灯", lines[0].receipt, "为民办实事 A3"} <= set(first)


def field(app: AppTest, label: str) -> TextInput | TextArea:
    return next(one for one in (*app.text_input, *app.text_area) if one.label.startswith(label))


def test_a_clerk_changes_a_line_on_the_page_and_gets_a_receipt(kept: Desk, open_page: Open) -> None:
    clerk = submitter("office")
    app = open_page(kept, "ledgers", clerk, kind="visits", part="fill")
    assert "养老安全督导" in text_of(app)

    field(app, "督导内容").set_value("殡葬专项督导")
    field(app, "联系片区").set_value("湘西片区")
    app.selectbox[-1].set_value("怀化市")
    field(app, "督导日期").set_value("2026年9月9日")
    field(app, "发现问题数").set_value("五个")
    field(app, "解决问题数").set_value("2")
    app.button(key="fill_keep").click().run()
    assert "“五个”不是数字" in text_of(app)
    assert app.button(key="fill_submit").disabled

    app.session_state["fill_opened/office/visits"] = 1
    app.run()
    field(app, "发现问题数").set_value("5")
    app.button(key="fill_keep").click().run()
    app.button(key="fill_submit").click().run()

    assert not app.exception
    assert "已收到" in text_of(app)
    lines = {one.title: one for one in lines_of(kept, "visits", str(kept.current_quarter()))}
    assert lines["殡葬专项督导"].said["found"] == "5"
    assert lines["殡葬专项督导"].sheet == "分片督导"
    assert lines["殡葬专项督导"].receipt in text_of(app)


def test_who_sends_for_nobody_that_reports_the_kind_only_looks_up(kept: Desk, open_page: Open) -> None:
    app = open_page(kept, "ledgers", submitter("social_affairs"), kind="five_micro", part="fill")

    assert not app.exception
    assert "fill_keep" not in {button.key for button in app.button}


def test_lines_of_another_unit_are_neither_shown_nor_taken(kept: Desk) -> None:
    stranger = kept.of(submitter("social_affairs"))

    with pytest.raises(NotAllowed):
        lines_to_fill(stranger, "office", "visits", NEWEST)
    with pytest.raises(NotAllowed):
        filled_in(stranger, "office", "visits", NEWEST, [])


def test_last_quarters_open_lines_are_there_to_go_on_with(kept: Desk) -> None:
    after = str(Quarter(NEWEST).shift(1))

    lines = lines_to_fill(kept.of(submitter("elderly_care")), "elderly_care", "practical_matters", after)

    assert [line["matter"] for line in lines] == ["适老化改造", "适老化改造"]
    assert lines[0] == {"matter": "适老化改造", "target": "100", "measure": "户", "milestones": "10/40/75/100"}


def test_a_prefectures_clerk_fills_in_the_prefectures_ledger(kept: Desk, open_page: Open) -> None:
    app = open_page(kept, "ledgers", submitter("430600"), kind="warm_hearts", part="fill")

    field(app, "活动名称").set_value("敬老月走访")
    next(box for box in app.selectbox if box.label.startswith("地区")).set_value("岳阳市")
    field(app, "开展次数").set_value("12")
    app.button(key="fill_keep").click().run()
    app.button(key="fill_submit").click().run()

    assert not app.exception
    (line,) = lines_of(kept, "warm_hearts", str(kept.current_quarter()))
    assert (line.division, line.division_name, line.said["times"]) == ("430600", "岳阳市", "12")
