import datetime as dt
import re
from pathlib import Path

import pytest

from dashboard.access.person import Person, Post
from dashboard.usecases.appeals.asking import ask, withdraw
from dashboard.usecases.boards import board
from dashboard.usecases.book import Book
from dashboard.usecases.desk import Desk
from dashboard.usecases.drafts import keep
from dashboard.usecases.uploading import read_upload
from loaders.collect import collect
from loaders.store.released import newest_release
from tests.app.conftest import Open, component_data, text_of
from tests.app.province import QUARTERS, made_up_workspace
from tests.app.test_view_pages import MENDING, TASKS
from tests.frozen import released
from tests.people import Reviewer, review
from tests.people import submitter as clerk
from tests.unit.dashboard.assigned import closed, handed_out, sent
from tests.unit.intake.workbooks import xlsx_sheets
from tests.unit.store.lives import handed_in

NEWEST = QUARTERS[-1]
PEOPLE = {
    "leader": Person("a", "赵厅长", (Post("leader"), Post("leader", "elderly_care"), Post("leader", "430400"))),
    "office": Person("b", "王主任", (Post("office"),)),
    "reviewer": Person("c", "李审核", (Post("reviewer", "elderly_care"),)),
    "head": Person("d", "刘局长", (Post("head", "430400"),)),
    "submitter": Person("e", "陈填报", (Post("submitter", "430400"),)),
}
KINDS = {
    "leader": ("我的分管：养老服务处", "我的片区：衡阳市", "赛成绩", "位次变化", "查不足", "红黑榜", "报送进度"),
    "office": ("报送进度", "审核", "发布", "赛成绩", "位次变化", "查不足", "红黑榜"),
    "reviewer": ("审核", "报送进度", "我的分管：养老服务处"),
    "head": ("位次为什么变", "为什么是这个得分", "怎样进位", "任务", "衡阳市所辖", "本单位报送"),
    "submitter": ("本单位报送",),
}


def cards(desk: Desk, open_page: Open, role: str) -> str:
    app = open_page(desk, "", PEOPLE[role], lang="zh")
    assert not app.exception
    (grid,) = (str(data["html"]) for data in component_data(app, "jiping_clickable"))
    return grid


@pytest.mark.parametrize("role", list(PEOPLE))
def test_each_role_gets_its_cards_in_order(province: Desk, open_page: Open, role: str) -> None:
    grid = cards(province, open_page, role)

    places = [grid.index(f'jp-home-kind">{kind}<') for kind in KINDS[role]]
    assert places == sorted(places)
    assert grid.count("jp-home-card") == len(KINDS[role])


def test_who_holds_two_posts_gets_no_card_twice(province: Desk, open_page: Open) -> None:
    both = Person("f", "两岗", (Post("office"), Post("leader")))
    app = open_page(province, "", both)

    (grid,) = (str(data["html"]) for data in component_data(app, "jiping_clickable"))
    assert grid.count('jp-home-kind">赛成绩<') == 1
    assert grid.index("赛成绩") < grid.index('jp-home-kind">审核<')


def test_the_leaders_title_is_the_quarter_in_a_sentence(province: Desk, province_book: Book, open_page: Open) -> None:
    first = board(province, province_book, NEWEST, "prefectures").leaders[0]

    shown = text_of(open_page(province, "", PEOPLE["leader"]))

    assert f"2026年第三季度：{first.name}居首" in shown
    assert "未发布" in shown


def test_a_card_leads_to_the_region_and_the_part_that_it_is_about(province: Desk, open_page: Open) -> None:
    grid = cards(province, open_page, "head")

    assert f'data-key="region?region=430400&amp;quarter={NEWEST}&amp;part=up"' in grid
    assert 'data-key="upload"' in grid


def test_a_head_is_told_of_the_own_region_only(half_released: Desk, open_page: Open) -> None:
    grid = cards(half_released, open_page, "head")

    assert "衡阳" in grid
    assert "长沙" not in grid
    assert "发布后显示" in grid


def test_nothing_submitted_says_what_is_owed(nothing_submitted: Desk, open_page: Open) -> None:
    for person in PEOPLE.values():
        app = open_page(nothing_submitted, "", person)
        assert not app.exception
        assert "jp-headline" in text_of(app)


def test_home_speaks_english_too(province: Desk, open_page: Open) -> None:
    shown = text_of(open_page(province, "", PEOPLE["leader"], lang="en"))

    assert "leads the Prefectures" in shown


def test_a_reviewers_post_without_a_division_does_not_fail_the_page(province: Desk, open_page: Open) -> None:
    for unit in ("", "no_such_division"):
        app = open_page(province, "", Person("g", "无处室", (Post("reviewer", unit),)))
        assert not app.exception
        assert "本页暂时无法显示" not in text_of(app)
        assert "jp-headline" in text_of(app)


@pytest.fixture(scope="module")
def with_ledgers(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = made_up_workspace(tmp_path_factory.mktemp("ledgers"), (NEWEST,))
    book = xlsx_sheets({"重点工作": TASKS, "整改台账": MENDING})
    collect(desk.engine, desk.config, "台账.xlsx", book, now=dt.datetime(2026, 11, 2, 3, tzinfo=dt.UTC))
    return desk


def headline_of(shown: str) -> str:
    found = re.search(r'<h1 class="jp-headline">(.*?)</h1>', shown)
    assert found
    return found[1]


def card_of(grid: str, kind: str) -> str:
    return grid.partition(f'jp-home-kind">{kind}')[2].partition("</section>")[0]


def test_a_reviewers_cards_are_of_the_quarter_that_is_being_collected(half_released: Desk, open_page: Open) -> None:
    shown = text_of(open_page(half_released, "", PEOPLE["reviewer"], lang="zh"))

    assert headline_of(shown).startswith("2026年第三季度")
    assert "第二季度" not in shown
    assert f"direction?quarter={NEWEST}" in card_of(shown, "我的分管")


def test_a_card_of_another_quarter_than_the_headline_names_it(tmp_path: Path, open_page: Open) -> None:
    desk = made_up_workspace(tmp_path, (QUARTERS[-2],))

    shown = text_of(open_page(desk, "", PEOPLE["leader"], lang="zh"))

    assert headline_of(shown).startswith("2026年第二季度")
    assert 'jp-home-kind">报送进度 · 2026年第三季度<' in shown
    assert 'jp-home-kind">赛成绩<' in shown


def test_who_owes_nothing_is_told_who_reports(province: Desk, open_page: Open) -> None:
    for role in ("submitter", "head"):
        shown = text_of(open_page(province, "", Person("h", "曹填报", (Post(role, "430481"),)), lang="zh"))
        card = card_of(shown, "本单位报送")

        assert "都已报送" not in shown
        assert "数据由以下单位报送" in card
        assert "衡阳市" in card
        assert re.search(r"\d+ 个处室", card)
    county = Person("h", "曹填报", (Post("submitter", "430481"),))
    assert "耒阳市没有报送任务，数据由衡阳市" in headline_of(text_of(open_page(province, "", county, lang="zh")))


def test_two_counts_are_not_called_by_one_word(province: Desk, open_page: Open) -> None:
    shown = text_of(open_page(province, "", PEOPLE["leader"], lang="zh"))

    assert "14 个地区中 14 个有数据" in shown
    assert "报送 14/14" not in shown


def test_a_heads_task_stands_once(with_ledgers: Desk, open_page: Open) -> None:
    grid = cards(with_ledgers, open_page, "head")

    assert grid.count("衡阳市：新建助餐点") == 1


def test_why_the_own_place_moved_is_told_in_a_sentence(province: Desk, open_page: Open) -> None:
    card = card_of(cards(province, open_page, "head"), "位次为什么变")

    assert re.search(r"<h2>(比2026年第二季度.*位?|与2026年第二季度位次相同)", card)
    assert f"region=430400&amp;quarter={NEWEST}&amp;part=why" in card


def test_a_leader_sees_on_a_map_where_it_is_behind(with_ledgers: Desk, open_page: Open) -> None:
    card = card_of(cards(with_ledgers, open_page, "leader"), "落后在哪里")

    assert "1 个市县落后，衡阳市最多" in card
    assert card.count("<path") == 14
    assert 'aria-label="衡阳市：1 个市县落后"' in card
    assert 'aria-label="长沙市：0 个市县落后"' in card


def test_lists_are_of_every_group(province: Desk, open_page: Open) -> None:
    card = card_of(cards(province, open_page, "leader"), "红黑榜")

    assert all(name in card for name in ("市州组", "市辖区组", "县（市）组"))
    assert card.count("红榜：") == card.count("黑榜：") == 3


def test_the_office_is_told_how_many_are_late_and_sent_back(tmp_path: Path, open_page: Open) -> None:
    desk = made_up_workspace(tmp_path, (NEWEST,))
    assert "退回 0 家" in cards(desk, open_page, "office")

    review(desk, "returned", [handed_in(desk.engine, {"430121": 1})], Reviewer("王五", "office"), reason="错")

    assert "迟报 0 家，退回 1 家" in card_of(cards(desk, open_page, "office"), "报送进度")


def test_a_clerk_is_told_why_it_came_back_and_what_was_not_sent(tmp_path: Path, open_page: Open) -> None:
    desk = made_up_workspace(tmp_path, (NEWEST,))
    someone = clerk("elderly_care")
    receipt = handed_in(desk.engine, {"430121": 1})
    review(desk, "returned", [receipt], Reviewer("王五", "office"), reason="床位数与上季不符")
    keep(desk.of(someone), read_upload(desk.of(someone), "养老台账.xlsx", xlsx_sheets({"重点工作": TASKS})))

    grid = text_of(open_page(desk, "", someone, lang="zh"))

    assert "退回 1 份" in card_of(grid, "退回和待说明")
    assert "床位数与上季不符" in card_of(grid, "退回和待说明")
    assert "养老台账.xlsx" in card_of(grid, "草稿")
    assert 'data-key="upload"' in card_of(grid, "草稿")
    assert "养老台账.xlsx" not in text_of(open_page(desk, "", clerk("elderly_care", "别人"), lang="zh"))


def test_what_was_handed_out_is_told_to_who_has_to_do_it_and_to_who_looks_at_it(
    tmp_path: Path, open_page: Open
) -> None:
    desk, now = made_up_workspace(tmp_path, QUARTERS[-2:]), dt.datetime.now(dt.UTC)
    days_ago = now - dt.timedelta(days=90)
    late = handed_out(desk, days_ago, title="逾期的事", owner="430400", days=10, quarter=NEWEST)
    done = handed_out(desk, now, title="办完的事", owner="430400", quarter=NEWEST)
    sent(desk, done, now, "430400")
    closed(desk, done, now)

    for role in ("leader", "office", "head"):
        grid = cards(desk, open_page, role)
        assert "1 件在办，1 件逾期" in grid
        assert f'data-key="assignments?assignment={late}"' in grid
        assert "办完的事" not in grid
    other = Person("o", "别处", (Post("head", "430500"),))
    (grid,) = (str(data["html"]) for data in component_data(open_page(desk, "", other), "jiping_clickable"))
    assert "逾期的事" not in grid


def test_an_appeal_is_told_to_who_decides_and_to_who_asked(tmp_path: Path, open_page: Open) -> None:
    desk = made_up_workspace(tmp_path, QUARTERS[-2:])
    released(desk, QUARTERS[-2])
    release = newest_release(desk.engine, QUARTERS[-2])
    assert release is not None
    asks = desk.of(PEOPLE["head"])
    number = ask(asks, QUARTERS[-2], release.id, "430400", "rank", [], "名次有误")

    for role in ("office", "head"):
        grid = cards(desk, open_page, role)
        assert "1 件申诉待决定" in grid
        assert f'data-key="appeals?appeal={number}"' in grid
    assert "件申诉" not in cards(desk, open_page, "leader")
    withdraw(asks, number, "已核对")
    assert "件申诉" not in cards(desk, open_page, "office")
