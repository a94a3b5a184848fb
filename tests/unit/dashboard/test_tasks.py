import datetime as dt
from pathlib import Path

import pytest

from config.model import Config
from config.workspace import Workspace
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.scoring import Scored
from dashboard.usecases.tasks import key_tasks, rectifications
from loaders.collect import collect
from loaders.store.database import migrate, open_engine
from tests.people import checker, head
from tests.unit.intake.workbooks import Value, xlsx_sheets

HEADS = ["重点工作", "实施地区", "进展情况", "完成进度（%）", "问题和困难", "下季度打算"]
MENDING = ["问题来源", "问题", "整改措施", "整改时限", "进展"]
NOW = dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC)
QUARTER = "2026Q3"


@pytest.fixture
def desk(hunan: Config, tmp_path: Path) -> Desk:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    engine = open_engine(url)
    migrate(engine)
    return Desk(Workspace(tmp_path, Path("config").resolve(), url, invented=True), hunan, engine)


@pytest.fixture
def book() -> Book:
    return Book(Scored("state", {}))


def hand_in(desk: Desk, number: int, tasks: list[list[Value]], mending: list[list[Value]] | None = None) -> None:
    title = f"养老服务处2026年第{'一二三四'[number - 1]}季度"
    sheets: dict[str, list[list[Value]]] = {"重点工作": [[f"{title}重点工作台账"], HEADS, *tasks]}
    if mending:
        sheets["整改台账"] = [[f"{title}整改台账"], MENDING, *mending]
    receipt = collect(desk.engine, desk.config, "台账.xlsx", xlsx_sheets(sheets), now=NOW)
    assert receipt.outcome == "accepted", receipt.findings


def test_a_task_is_yellow_behind_time_progress_and_counts_its_quarters(desk: Desk, book: Book) -> None:
    hand_in(desk, 1, [["助餐点", "", "已建", 25, "无", "第二季度建满一半"]])
    hand_in(desk, 2, [["助餐点", "", "已建", 49, "选址难", "抓紧选址"]])
    hand_in(desk, 3, [["助餐点", "", "已建", 60, "产权不清", "换址"], ["改造", "", "已改", 75, "", ""]])

    behind, on_time = key_tasks(desk, book, QUARTER)

    assert (behind.light, behind.behind_for, behind.behind) == ("yellow", 2, pytest.approx(0.15))
    assert (behind.promised, behind.earlier_share) == ("抓紧选址", 0.49)
    assert (on_time.light, on_time.behind, on_time.behind_for, on_time.promised) == ("", 0.0, 0, "")


def test_a_done_task_and_one_without_a_share_have_no_light(desk: Desk, book: Book) -> None:
    hand_in(desk, 3, [["助餐点", "", "全部建成", 100, "", ""], ["改造", "", "推进中", None, "", ""]])

    done, silent = key_tasks(desk, book, QUARTER)

    assert (done.done, done.light) == (True, "")
    assert (silent.done, silent.done_share, silent.light) == (False, None, "")


def test_the_provinces_lines_come_before_those_of_regions(desk: Desk, book: Book) -> None:
    hand_in(desk, 3, [["助餐点", "石鼓区", "已建", 80, "", ""], ["助餐点", "", "已建", 70, "", ""]])

    assert [task.region_name for task in key_tasks(desk, book, QUARTER)] == ["", "石鼓区"]


def test_before_the_release_a_head_sees_the_own_region_and_a_reviewer_the_own_division(desk: Desk, book: Book) -> None:
    hand_in(desk, 3, [["助餐点", "石鼓区", "已建", 80, "", ""], ["助餐点", "芙蓉区", "已建", 70, "", ""]])

    def seen(sitting: Desk) -> list[str]:
        return [task.region_name for task in key_tasks(sitting, Book(Scored("state", {})), QUARTER)]

    assert seen(desk.of(head("430400"))) == ["石鼓区"]
    assert seen(desk.of(checker("elderly_care"))) == ["石鼓区", "芙蓉区"]
    assert seen(desk.of(checker("social_affairs"))) == []


def test_rectifications_are_red_past_their_day_and_closed_ones_come_back(
    desk: Desk, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "now", lambda _: dt.datetime(2026, 10, 2, 4, tzinfo=dt.UTC))
    hand_in(desk, 2, [["t", "", "a", 1, "", ""]], [["审计", "停发不及时", "比对", "2026-06-30", "已销号"]])
    hand_in(
        desk,
        3,
        [["t", "", "a", 1, "", ""]],
        [
            ["检查", "消防", "整改", "2026-12-31", "整改中"],
            ["检查", "台账", "补齐", "2026-10-08", "整改中"],
            ["审计", "停发不及时", "比对", "2026-09-30", "整改中"],
            ["检查", "公示", "统一", "2026-09-01", "已销号"],
        ],
    )

    found = rectifications(desk, book, QUARTER)

    assert [(one.title, one.light, one.days_left, one.closed_before) for one in found] == [
        ("停发不及时", "red", -2, "2026Q2"),
        ("台账", "blue", 6, ""),
        ("消防", "", 90, ""),
        ("公示", "", None, ""),
    ]


def test_a_task_with_milestones_is_held_against_its_own(desk: Desk, book: Book) -> None:
    heads = [*HEADS, "季度节点", "五年目标", "责任人"]
    lines = [
        ["后快的", "", "推进", 60, "", "", "10/30/55/100", "五年新建 5000 个", "处长"],
        ["先快的", "", "推进", 80, "", "", "40/70/90/100", "", ""],
    ]
    sheets: dict[str, list[list[Value]]] = {"重点工作": [["养老服务处2026年第三季度重点工作台账"], heads, *lines]}
    collect(desk.engine, desk.config, "台账.xlsx", xlsx_sheets(sheets), now=NOW)

    late, early = key_tasks(desk, book, QUARTER)

    assert (late.light, late.time_progress, late.five_year_target, late.owner) == ("", 0.55, "五年新建 5000 个", "处长")
    assert (early.light, early.behind) == ("yellow", pytest.approx(0.1))
