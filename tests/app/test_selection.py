from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from config.workspace import REPOSITORY, write_workspace
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.selection.balloting import balloting
from dashboard.usecases.selection.checking import close_scoring, open_scoring
from dashboard.usecases.selection.confirming import confirm
from dashboard.usecases.selection.reports import entered_cases
from tests.app.conftest import Open, text_of
from tests.people import head, submitter
from tests.unit.dashboard.chosen import (
    CITY,
    JUDGES,
    OFFICE,
    OTHER,
    PICTURE,
    QUARTER,
    ballot,
    closed_round,
    entered,
    passed,
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    write_workspace(tmp_path, REPOSITORY / "config", invented=True)
    return open_desk(tmp_path)


def labels(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def test_a_unit_enters_a_case_and_reads_how_it_stands(desk: Desk, open_page: Open) -> None:
    app = open_page(desk, "selection", submitter(CITY), quarter=QUARTER, part="enter")
    app.text_input[0].set_value("长者食堂")
    app.text_area[0].set_value("盘活校舍")
    app.text_area[1].set_value("覆盖率提高")
    app.file_uploader[0].set_value([(*PICTURE, "image/png")])
    press(app, "提交申报")

    (case,) = entered_cases(desk.of(submitter(CITY)), QUARTER)
    assert (case.title, case.state, case.unit, len(case.files)) == ("长者食堂", "entered", CITY, 1)
    assert "案例已申报，由办公室初审" in text_of(app)


def test_what_is_missing_is_said_and_nothing_is_lost(desk: Desk, open_page: Open) -> None:
    app = open_page(desk, "selection", submitter(CITY), quarter=QUARTER, part="enter")
    app.text_input[0].set_value("长者食堂")
    press(app, "提交申报")

    assert "请写明做法和成效" in text_of(app)
    assert app.text_input[0].value == "长者食堂"


def test_the_office_sends_a_case_back_and_the_unit_mends_it(desk: Desk, open_page: Open) -> None:
    number = entered(desk, (PICTURE,))
    office = open_page(desk, "selection", OFFICE, quarter=QUARTER, entry=number)
    office.text_input[0].set_value("成效要有数据")
    press(office, "退回")

    unit = open_page(desk, "selection", submitter(CITY), quarter=QUARTER, entry=number)
    assert "成效要有数据" in text_of(unit)
    unit.text_area[1].set_value("提高27个百分点")
    press(unit, "重新报送")

    (case,) = entered_cases(desk.of(OFFICE), QUARTER)
    assert (case.state, case.effect) == ("entered", "提高27个百分点")


def test_another_units_case_is_as_if_it_were_not_there(desk: Desk, open_page: Open) -> None:
    number = entered(desk)
    shown = text_of(open_page(desk, "selection", submitter(OTHER), quarter=QUARTER, entry=number))

    assert "把食堂办到家门口" not in shown
    assert "还没有申报亮点案例" in shown


def test_a_judge_scores_one_case_after_the_other_without_names(desk: Desk, open_page: Open) -> None:
    first = passed(desk, (PICTURE,))
    passed(desk, unit=OTHER, region=OTHER, title="株洲市：另一件事")
    open_scoring(desk.of(OFFICE), QUARTER)
    app = open_page(desk, "selection", JUDGES[0])

    shown = text_of(app)
    assert "共2个案例，您已评0个" in shown
    assert "某地：把食堂办到家门口" in shown
    assert "长沙" not in shown
    for number, group in enumerate(app.button_group[-3:]):
        group.set_value(8 + number % 2)
    press(app, "保存并评下一个")

    assert "共2个案例，您已评1个" in text_of(app)
    assert "某地：另一件事" in text_of(app)
    found = {one.number: dict(one.points) for one in balloting(desk.of(JUDGES[0]), QUARTER).cases}
    assert found[first] == {"innovation": 8, "effect": 9, "spread": 8}


def test_a_judge_with_nothing_to_score_reads_why(desk: Desk, open_page: Open) -> None:
    shown = text_of(open_page(desk, "selection", JUDGES[0]))

    assert "目前没有需要您评分的案例" in shown
    assert "办公室开始评分后" in shown


def test_scores_are_hidden_while_the_round_is_open_and_closing_is_asked_twice(desk: Desk, open_page: Open) -> None:
    number = passed(desk)
    open_scoring(desk.of(OFFICE), QUARTER)
    for judge in JUDGES[:3]:
        ballot(desk, judge, number, 7, 7, 7)
    app = open_page(desk, "selection", OFFICE, quarter=QUARTER, part="round")
    assert "70.00" not in text_of(app)
    press(app, "截止评分")
    assert "70.00" not in text_of(app)
    press(app, "确定截止评分")

    assert "70.00" in text_of(app)
    assert "评委1" in text_of(app)
    assert "评委0" not in text_of(app)
    press(app, "确认")
    assert entered_cases(desk.of(OFFICE), QUARTER)[0].state == "confirmed"


def test_the_wall_shows_confirmed_cases_and_opens_one(desk: Desk, open_page: Open) -> None:
    number = passed(desk, (PICTURE,), level="province")
    closed_round(desk, {number: 8})
    before = text_of(open_page(desk, "highlights", head(OTHER)))
    confirm(desk.of(OFFICE), number)

    wall = text_of(open_page(desk, "highlights", head(OTHER)))
    opened = text_of(open_page(desk, "highlights", head(OTHER), case=number))

    assert "把食堂办到家门口" not in before
    assert "亮点墙：1个案例" in wall
    assert "data:image/jpeg;base64," in wall
    assert "亮点工作 · 省级 · 第1名" in wall
    assert "盘活闲置校舍" in opened
    assert "2.0分" in opened


def test_what_a_unit_wrote_is_shown_as_text(desk: Desk, open_page: Open) -> None:
    number = passed(desk, title="<b>粗</b>", what_was_done="<script>1</script>")
    closed_round(desk, {number: 8})
    confirm(desk.of(OFFICE), number)

    shown = text_of(open_page(desk, "highlights", head(OTHER), case=number))

    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "<b>粗" not in shown


def test_a_closed_round_takes_no_score_from_an_open_page(desk: Desk, open_page: Open) -> None:
    passed(desk)
    open_scoring(desk.of(OFFICE), QUARTER)
    app = open_page(desk, "selection", JUDGES[0])
    close_scoring(desk.of(OFFICE), QUARTER)
    for group in app.button_group[-3:]:
        group.set_value(5)
    press(app, "保存并评下一个")

    assert "本季度评分未开放" in text_of(app)
