import datetime as dt
import re
from pathlib import Path

import pytest

from config.model import Quarter
from dashboard.access.person import Person, Post
from dashboard.usecases.desk import Desk
from dashboard.usecases.method import method
from loaders.collect import collect
from loaders.store.released import newest_release, releases
from tests.app.conftest import Open, component_data, text_of
from tests.app.province import QUARTERS, made_up_workspace
from tests.app.test_results_pages import LATIN_WORD
from tests.unit.intake.workbooks import xlsx_sheets

EARLIER, NEWEST = QUARTERS[-2:]
VIEWS = ("shortfalls", "direction", "method", "release")
TASKS = [
    ["养老服务处2026年第三季度重点工作台账"],
    ["重点工作", "实施地区", "进展情况", "完成进度（%）", "问题和困难", "下季度打算"],
    ["新建助餐点", "", "已建六成", 60, "选址<b>难</b>", "换址"],
    ["适老化改造", "", "已改八成", 80, "", "继续"],
    ["新建助餐点", "衡阳市", "已建三成", 30, "产权不清", "换址"],
    ["新建助餐点", "长沙市", "已建八成", 80, "", "验收"],
]
MENDING = [
    ["养老服务处2026年第三季度整改台账"],
    ["问题来源", "问题", "整改措施", "整改时限", "进展"],
    ["专项审计", "补贴发放不及时", "按季审核", "2026-06-30", "整改中"],
]
OFFICE = Person("wang", "王五", (Post("office"),))


@pytest.fixture(scope="module")
def with_ledgers(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = made_up_workspace(tmp_path_factory.mktemp("ledgers"), (NEWEST,))
    book = xlsx_sheets({"重点工作": TASKS, "整改台账": MENDING})
    receipt = collect(desk.engine, desk.config, "台账.xlsx", book, now=dt.datetime(2026, 11, 2, 3, tzinfo=dt.UTC))
    assert receipt.outcome == "accepted", receipt.findings
    return desk


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_speaks_chinese_and_says_that_figures_are_invented(province: Desk, open_page: Open, name: str) -> None:
    app = open_page(province, name)
    shown = text_of(app)

    words = LATIN_WORD.findall(re.sub(r"<style>.*?</style>", "", shown, flags=re.DOTALL))
    assert not app.exception
    assert "jp-headline" in shown
    assert "演示数据" in shown
    assert [word for word in words if not re.search(r"JP-|\.xlsx|SHA", word)] == []


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_says_what_to_do_while_nothing_was_submitted(
    nothing_submitted: Desk, open_page: Open, name: str
) -> None:
    app = open_page(nothing_submitted, name)

    assert not app.exception
    assert "jp-empty" in text_of(app)


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_has_every_part_in_both_languages(half_released: Desk, open_page: Open, name: str) -> None:
    parts = {
        "shortfalls": ("tasks", "regions", "mending", "bottom", "black"),
        "direction": ("promises", "targets"),
        "method": ("items", "terms", "changes"),
        "release": ("register", "contents", "proof"),
    }[name]
    for part in parts:
        for lang in ("zh", "en"):
            app = open_page(half_released, name, part=part, lang=lang, quarter=EARLIER)
            assert not app.exception, part


def test_shortfalls_count_what_lies_behind_and_name_the_problem(with_ledgers: Desk, open_page: Open) -> None:
    shown = text_of(open_page(with_ledgers, "shortfalls"))

    assert "2026年第三季度：1 项重点工作落后序时进度，1 项整改逾期" in shown
    assert "选址&lt;b&gt;难&lt;/b&gt;" in shown
    assert "−15.0" in shown


def test_a_task_by_region_leads_to_the_region_behind(with_ledgers: Desk, open_page: Open) -> None:
    app = open_page(with_ledgers, "shortfalls", part="regions")

    (table,) = (str(data["html"]) for data in component_data(app, "jiping_clickable"))
    assert "新建助餐点：2 个地区中 1 个落后序时进度" in text_of(app)
    assert 'data-key="430400"' in table
    assert "产权不清" in table
    assert 'data-key="430100"' not in table


def test_the_area_narrows_what_is_listed(with_ledgers: Desk, open_page: Open) -> None:
    elsewhere = text_of(open_page(with_ledgers, "shortfalls", part="regions", area="430100"))

    assert "1 个地区中 0 个落后" in elsewhere


def test_direction_shows_plan_and_what_is_left(with_ledgers: Desk, open_page: Open) -> None:
    shown = text_of(open_page(with_ledgers, "direction"))

    assert "2026年第三季度：2 项下季度打算" in shown
    assert "40.0%" in shown
    assert "上季未报打算" in shown


def test_targets_that_are_not_reached_open_the_indicator(with_ledgers: Desk, open_page: Open) -> None:
    app = open_page(with_ledgers, "direction", part="targets", group="prefectures")

    (table,) = (str(data["html"]) for data in component_data(app, "jiping_clickable"))
    assert re.search(r"\d+/14", table)
    assert 'data-key="' in table


def test_the_method_counts_sections_and_items_of_the_scheme(province: Desk, open_page: Open) -> None:
    scheme, _ = province.config.scheme_for(NEWEST)

    shown = text_of(open_page(province, "method", section="elderly_care"))

    assert f"{len(scheme.sections)} 个板块、{len(scheme.items)} 项，满分 100 分" in shown
    for item in next(section for section in scheme.sections if section.code == "elderly_care").items:
        assert item.name in shown
    assert "社会救助投诉率" not in shown


def test_the_method_tells_what_another_scheme_asked(province: Desk) -> None:
    found = method(province, NEWEST)

    assert sum(section.full_marks for section in found.sections) == found.full_marks
    assert found.items == len(province.config.scheme_for(NEWEST)[0].items)
    assert (found.earlier, found.changes) == ("", ())


def test_a_released_quarter_names_its_release_and_hash(half_released: Desk, open_page: Open) -> None:
    release = newest_release(half_released.engine, EARLIER)
    assert release is not None

    register = text_of(open_page(half_released, "release", quarter=EARLIER))
    frozen = text_of(open_page(half_released, "release", quarter=EARLIER, part="contents"))

    assert release.id in register
    assert release.manifest_sha256 in register
    assert "inputs/values.parquet" in frozen


def test_the_office_verifies_a_release_on_the_page(half_released: Desk, open_page: Open) -> None:
    app = open_page(half_released, "release", quarter=EARLIER, part="proof")

    app.button(key="verify_release").click().run()

    assert "重算结果逐字节一致" in text_of(app)


def test_who_may_not_release_is_offered_nothing(half_released: Desk, open_page: Open) -> None:
    leader = Person("zhou", "周厅长", (Post("leader"),))

    app = open_page(half_released, "release", leader, quarter=NEWEST)

    assert "尚未发布" in text_of(app)
    assert [button.key for button in app.button if "release" in str(button.key)] == []


def test_the_office_releases_a_quarter_after_a_second_question(tmp_path: Path, open_page: Open) -> None:
    desk = made_up_workspace(tmp_path, (NEWEST,))
    app = open_page(desk, "release", OFFICE, quarter=NEWEST)
    assert "未报送" in text_of(app)

    app.button(key="release_ask").click().run()
    assert releases(desk.engine) == []
    app.button(key="release_now").click().run()

    (made,) = releases(desk.engine)
    assert (made.quarter, made.made_by, made.revision) == (Quarter(NEWEST), "王五", 1)
    assert f"已发布：{made.id}" in text_of(app)
    assert "release_ask" not in [button.key for button in app.button]
