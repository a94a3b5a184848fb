import datetime as dt
import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access.person import Person
from dashboard.usecases.assignments.reports import assignments
from dashboard.usecases.desk import Desk
from dashboard.usecases.meetings.preparing import prepare_meeting
from dashboard.usecases.meetings.running import close_ballot, end_meeting
from dashboard.usecases.meetings.taking_part import comment, vote
from tests.app.conftest import Open, component_data, text_of
from tests.app.province import QUARTERS, made_up_workspace
from tests.people import submitter
from tests.unit.meetings.gathered import AFFAIRS, CARE, LEADER, OFFICE, SCORES, SECOND, key_of, on_stage, prepared, seen


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return made_up_workspace(tmp_path_factory.mktemp("meeting"), QUARTERS[-2:])


@pytest.fixture
def number(gathered: Desk) -> str:
    return prepared(gathered)


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def test_an_empty_page_says_who_does_what_next(nothing_submitted: Desk, open_page: Open) -> None:
    leading = text_of(open_page(nothing_submitted, "meeting", LEADER))
    office = open_page(nothing_submitted, "meeting", OFFICE)

    assert "还没有筹备会议" in leading
    assert "由办公室筹备" in leading
    assert "筹备会议" in text_of(office)
    office.button("prepare").click().run()
    assert "2026年第三季度工作点评会" in text_of(office)
    assert "start" in keys(office)


def test_who_takes_no_part_is_refused(gathered: Desk, number: str, open_page: Open) -> None:
    shown = text_of(open_page(gathered, "meeting", submitter("430100"), meeting=number))

    assert "您无权打开" in shown or "工作点评会" not in shown


def test_the_office_runs_the_meeting_from_its_desk(gathered: Desk, number: str, open_page: Open) -> None:
    app = open_page(gathered, "meeting", OFFICE, meeting=number)
    app.button("start").click().run()
    app.button("next").click().run()
    app.button("open_ballot").click().run()

    assert "正在投票" in text_of(app)
    app.button("clock").click().run()
    assert "已暂停" in text_of(app)
    app.button("close_ballot").click().run()
    app.button("end").click().run()
    assert seen(gathered, number).stage == "running"
    app.button("end_now").click().run()
    assert seen(gathered, number).stage == "ended"


def test_a_leader_scores_comments_and_hands_out_from_the_phone(gathered: Desk, number: str, open_page: Open) -> None:
    key = on_stage(gathered, number, "elderly_care")
    app = open_page(gathered, "meeting", LEADER, meeting=number)
    app.button("sign_in_to").click().run()
    assert "sign_in_to" not in keys(app)
    app.button(f"vote_{key}").click().run()
    assert "请先给每一项打分" in text_of(app)

    for criterion, score in SCORES.items():
        app.button_group(f"score_{key}_{criterion}").set_value(score)
    app.button(f"vote_{key}").click().run()
    assert "投票已提交" in text_of(app)
    app.text_area("comment_text").set_value("床位要补齐")
    app.button("comment").click().run()
    (said,) = seen(gathered, number).comments
    app.run()
    app.button(f"hand_now_{said.number}").click().run()

    (handed,) = (one for one in assignments(gathered) if one.source.get("meeting") == number)
    assert (handed.owner, handed.title) == ("elderly_care", "床位要补齐")
    assert "已交办" in text_of(app)


def test_home_leads_who_takes_part_to_the_meeting_that_runs(gathered: Desk, number: str, open_page: Open) -> None:
    key = on_stage(gathered, number, "elderly_care")

    def card(person: Person) -> str:
        (grid,) = (str(data["html"]) for data in component_data(open_page(gathered, "", person), "jiping_clickable"))
        return grid.split("</section>")[0]

    assert "2026年第三季度工作点评会正在进行" in card(LEADER)
    assert re.search("养老服务处</button><span[^>]*><b[^>]*>等您投票", card(LEADER))
    assert f"meeting?meeting={number}" in card(LEADER)
    assert "第3项／共10项" in card(CARE)
    assert "正在进行" not in card(submitter("430100"))
    vote(gathered.of(LEADER), number, key, SCORES)
    close_ballot(gathered.of(OFFICE), number, key)
    assert "等您投票" not in card(LEADER)
    end_meeting(gathered.of(OFFICE), number)
    assert f"meeting?meeting={number}" not in card(LEADER)


def test_a_division_has_no_ballot_on_itself(gathered: Desk, number: str, open_page: Open) -> None:
    key = on_stage(gathered, number, "elderly_care")

    own = open_page(gathered, "meeting", CARE, meeting=number)
    other = open_page(gathered, "meeting", AFFAIRS, meeting=number)

    assert f"vote_{key}" not in keys(own)
    assert f"vote_{key}" in keys(other)


def test_the_big_screen_shows_figures_and_hides_scores_until_the_end(
    gathered: Desk, number: str, open_page: Open
) -> None:
    key = on_stage(gathered, number, "elderly_care")
    vote(gathered.of(LEADER), number, key, SCORES)
    comment(gathered.of(SECOND), number, key, "<b>逐县</b>核对")

    shown = text_of(open_page(gathered, "meeting", SECOND, meeting=number, face="screen"))
    assert "养老服务处" in shown
    assert "已投1票" in shown
    assert "80.00" not in shown
    assert "&lt;b&gt;逐县&lt;/b&gt;核对" in shown
    assert "护理型床位占比" in shown

    close_ballot(gathered.of(OFFICE), number, key)
    assert "80.00分" in text_of(open_page(gathered, "meeting", SECOND, meeting=number, face="screen"))


def test_an_item_in_the_address_holds_the_screen(gathered: Desk, number: str, open_page: Open) -> None:
    on_stage(gathered, number, "elderly_care", ballot=False)
    other = key_of(gathered, number, "social_affairs")

    held = open_page(gathered, "meeting", LEADER, meeting=number, face="screen", item=other)

    assert '<h1 class="jp-meet-unit">社会事务处' in text_of(held)
    held.button("follow").click().run()
    assert '<h1 class="jp-meet-unit">养老服务处' in text_of(held)


def test_another_page_opened_from_the_meeting_has_the_way_back(gathered: Desk, number: str, open_page: Open) -> None:
    app = open_page(gathered, "", LEADER)
    app.query_params["meeting"], app.query_params["item"], app.query_params["face"] = number, "i3", "screen"
    app.switch_page("views/ranking.py").run()
    assert "会议位置已保留" in text_of(app)

    app.button("back_to_meeting").click().run()

    assert "jp-meet-unit" in text_of(app)


def test_minutes_are_written_from_the_draft_and_kept(gathered: Desk, number: str, open_page: Open) -> None:
    key = on_stage(gathered, number, "elderly_care")
    comment(gathered.of(LEADER), number, key, "要补齐")
    app = open_page(gathered, "meeting", OFFICE, meeting=number, part="minutes")
    area = next(one for one in app.text_area if "赵厅长：要补齐" in one.value)

    area.set_value("会议认为：要补齐。")
    app.button(f"keep_minutes_{key}").click().run()

    kept = seen(gathered, number).of(key)
    assert kept is not None
    assert kept.text == "会议认为：要补齐。"
    assert "本版已保存" in text_of(app)


def test_a_workspace_without_a_scheme_holds_meetings_too(without_scheme: Desk, open_page: Open) -> None:
    number = prepared(without_scheme, "mid_year")
    on_stage(without_scheme, number, "430100")

    screen = open_page(without_scheme, "meeting", LEADER, meeting=number, face="screen")
    summary = open_page(without_scheme, "meeting", OFFICE, meeting=number, part="summary")

    assert '<h1 class="jp-meet-unit">长沙市' in text_of(screen)
    assert "没有报送" in text_of(screen)
    assert "数据与会议情况" in text_of(summary)


def test_a_meeting_that_ended_says_so_in_the_list(gathered: Desk, open_page: Open) -> None:
    number = prepare_meeting(gathered.of(OFFICE), "on_site", QUARTERS[-1], dt.date(2026, 11, 3))
    on_stage(gathered, number, "430100", ballot=False)
    end_meeting(gathered.of(OFFICE), number)

    shown = text_of(open_page(gathered, "meeting", LEADER))

    assert "2026年第三季度亮点工作现场会" in shown
    assert "✓ 已结束" in shown
