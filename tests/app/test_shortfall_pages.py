from pathlib import Path

import pytest

from dashboard.access.person import Person
from dashboard.usecases.desk import Desk
from loaders.collect import collect
from tests.app.conftest import Open, text_of
from tests.app.province import QUARTERS, made_up_workspace
from tests.frozen import released
from tests.people import checker, head, leader
from tests.unit.dashboard.test_tasks import HEADS, MENDING, NOW
from tests.unit.intake.workbooks import xlsx_sheets

EARLIER, NEWEST = QUARTERS[-2:]
PAGES = ("shortfalls", "direction")


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = made_up_workspace(tmp_path_factory.mktemp("ledgers"), (EARLIER, NEWEST))
    report(desk, EARLIER, 30, 50)
    released(desk, EARLIER)
    report(desk, NEWEST, 40, 60)
    return desk


def report(desk: Desk, quarter: str, behind: int, on_way: int) -> None:
    number = int(quarter[-1])
    title = f"养老服务处{quarter[:4]}年第{'一二三四'[number - 1]}季度"
    plan = f"{quarter}打算"
    tasks = [
        ["助餐点", "", "已建", behind, "选址难", plan],
        ["助餐点", "石鼓区", "已建", behind, "产权不清", plan],
        ["助餐点", "芙蓉区", "已建", on_way, "缺口大", plan],
    ]
    mending = [["审计", "停发不及时", "比对", f"{quarter[:4]}-01-31", "整改中"]]
    sheets = {
        "重点工作": [[f"{title}重点工作台账"], HEADS, *tasks],
        "整改台账": [[f"{title}整改台账"], MENDING, *mending],
    }
    receipt = collect(desk.engine, desk.config, "台账.xlsx", xlsx_sheets(sheets), now=NOW)
    assert receipt.outcome == "accepted", receipt.findings


def test_the_title_says_how_much_lies_behind_and_each_part_opens(half: Desk, open_page: Open) -> None:
    shown = {
        part: text_of(open_page(half, "shortfalls", leader(), quarter=NEWEST, part=part))
        for part in ("tasks", "regions", "mending", "bottom", "black", "waiting")
    }

    assert "1 项重点工作落后序时进度，1 项整改逾期" in shown["tasks"]
    assert "2 个地区中 2 个落后" in shown["tasks"]
    assert f"{EARLIER}打算" in shown["tasks"]
    assert "产权不清" in shown["regions"]
    assert "停发不及时" in shown["mending"]
    assert "未发布" in shown["black"]


def test_promise_and_result_stand_side_by_side(half: Desk, open_page: Open) -> None:
    shown = text_of(open_page(half, "direction", leader(), quarter=NEWEST))

    assert "上季 1 项打算" in shown
    assert f"{EARLIER}打算" in shown
    assert f"{NEWEST}打算" in shown
    assert "有推进，仍落后" in shown


def test_before_the_release_a_head_sees_the_own_regions_and_a_reviewer_the_own_division(
    half: Desk, open_page: Open
) -> None:
    def regions(person: Person) -> str:
        app = open_page(half, "shortfalls", person, part="regions")
        app.query_params["quarter"] = NEWEST  # the page that opens first may not have this quarter for everyone
        shown = text_of(app.run())
        assert "未发布" in shown
        return shown

    own, division, other = regions(head("430400")), regions(checker("elderly_care")), regions(checker("office"))

    assert ("产权不清" in own, "缺口大" in own) == (True, False)
    assert ("产权不清" in division, "缺口大" in division) == (True, True)
    assert ("产权不清" in other, "缺口大" in other) == (False, False)


@pytest.mark.parametrize("page", PAGES)
def test_a_released_quarter_is_open_to_all_and_names_its_release(half: Desk, open_page: Open, page: str) -> None:
    shown = text_of(open_page(half, page, head("430100"), quarter=EARLIER, part="regions"))

    assert "产权不清" in shown or page == "direction"
    assert f"{EARLIER}-r1" in shown


@pytest.mark.parametrize("page", PAGES)
def test_without_ledgers_the_page_says_what_to_do_next(province: Desk, open_page: Open, page: str) -> None:
    app = open_page(province, page, checker("elderly_care"), quarter=NEWEST)

    assert not app.exception
    assert "台账" in text_of(app)


@pytest.mark.parametrize("page", PAGES)
def test_with_nothing_submitted_the_page_says_so(nothing_submitted: Desk, open_page: Open, page: str) -> None:
    app = open_page(nothing_submitted, page)

    assert not app.exception
    assert "还没有" in text_of(app) or "尚无" in text_of(app) or "暂无" in text_of(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_damaged_release_shows_a_sentence_and_no_figure(tmp_path: Path, open_page: Open, page: str) -> None:
    desk = made_up_workspace(tmp_path, (EARLIER,))
    report(desk, EARLIER, 30, 50)
    made = released(desk, EARLIER)
    (made.folder / "results" / "ranking.parquet").unlink()

    app = open_page(desk, page, quarter=EARLIER)

    assert app.exception
    assert "助餐点" not in text_of(app)


@pytest.mark.parametrize(("page", "title"), [("shortfalls", "查不足"), ("direction", "明方向")])
def test_what_is_shown_can_be_taken_along(half: Desk, open_page: Open, page: str, title: str) -> None:
    labels = [button.proto.label for button in open_page(half, page, leader(), quarter=NEWEST).get("download_button")]

    assert labels == ["下载本页所列（Excel）"], title
