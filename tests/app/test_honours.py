import io
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from config.wording import translator
from config.workspace import REPOSITORY, write_workspace
from dashboard.pack.honour_letter import notice
from dashboard.pack.honour_sheets import honours_workbook
from dashboard.usecases.desk import Desk, open_desk
from dashboard.usecases.honours.confirming import confirmed_list
from dashboard.usecases.honours.drawn import Drawn
from dashboard.usecases.honours.listing import honour_list
from dashboard.usecases.honours.people import people
from dashboard.usecases.posts import OFFICE
from loaders.store.database import writing
from loaders.store.honours import Nominee, name_person, take
from loaders.store.steps import Signed
from tests.app.conftest import Open, text_of
from tests.app.province import QUARTERS, division_rows, made_up_workspace, submit
from tests.frozen import DIVISIONS, released
from tests.people import head, leader, of_office, submitter
from tests.unit.dashboard.honoured import YEAR

CITY, OTHER = "430100", "430200"


@pytest.fixture(scope="module")
def whole_year(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("year")
    config = folder / "config"
    shutil.copytree(REPOSITORY / "config", config, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    scheme = next((config / "schemes").glob("*.toml"))
    text = scheme.read_text("utf-8").replace("minimum_coverage = 0.6", "minimum_coverage = 0")
    scheme.write_text(text, "utf-8")
    write_workspace(folder, config)
    desk = open_desk(folder)
    for quarter in YEAR:
        for division in DIVISIONS:
            submit(desk, division, quarter, tuple(division_rows(desk, division, quarter)))
    for quarter in YEAR:
        released(desk, quarter)
    return desk


def drawn(desk: Desk, code: str, year: int = 2025) -> Drawn:
    found = honour_list(desk, code, year)
    assert found is not None
    return found


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def named_person(desk: Desk, name: str, unit: str = CITY, *, confirmed: bool = False) -> None:
    by = Signed("演示：推荐单位", desk.now(), "test", unit, login="someone")
    with writing(desk.engine) as session:
        kept = name_person(session, Nominee(2025, unit, name, "福利院", "事迹", invented=True), by, [], 50)
        for action in ("checked", "confirmed") if confirmed else ():
            take(session, kept.number, action, Signed("王五", desk.now(), "test", OFFICE, login="wang"), "")  # type: ignore[arg-type]


def test_while_nothing_is_released_the_page_says_what_comes_next(nothing_submitted: Desk, open_page: Open) -> None:
    assert "尚未发布" in text_of(open_page(nothing_submitted, "honours", leader()))


def test_a_year_that_is_not_whole_is_provisional_and_cannot_be_confirmed(half_released: Desk, open_page: Open) -> None:
    app = open_page(half_released, "honours", of_office(), list="regions")
    shown = text_of(app)

    assert "（暂定）" in shown
    assert "2026年第一季度、2026年第三季度、2026年第四季度尚未发布" in shown
    assert "ask_regions" not in keys(app)


def test_a_damaged_release_is_told_as_one_and_counts_for_nothing(tmp_path: Path, open_page: Open) -> None:
    desk = made_up_workspace(tmp_path, (QUARTERS[-2],))
    (released(desk, QUARTERS[-2]).folder / "results" / "ranking.parquet").unlink()

    shown = text_of(open_page(desk, "honours", of_office(), list="regions"))

    assert "2026年第二季度的发布已损坏" in shown
    assert "四个季度已发布 1 个" in shown
    assert "2026年第一季度、2026年第三季度、2026年第四季度尚未发布" in shown
    assert "prefectures" not in shown
    assert "名额：市州组" in shown


def test_the_named_stand_in_the_title_and_one_opened_is_reckoned_line_by_line(
    whole_year: Desk, open_page: Open
) -> None:
    found = drawn(whole_year, "regions")
    group, line = found.named[0]

    shown = text_of(open_page(whole_year, "honours", leader(), list="regions", unit=f"{group.code} {line.code}"))

    assert line.name in shown.partition("</h1>")[0]
    for figure in line.figures:
        assert figure.release in shown
        assert f"{figure.score:.2f}" in shown
    assert "÷ 4 =" in shown
    assert "ask_regions" not in shown


PARTS = [
    ("regions", "near"),
    ("units", "excluded"),
    ("works", "named"),
    ("divisions", "named"),
    ("incentive", "others"),
]


@pytest.mark.parametrize(("code", "part"), PARTS)
def test_every_list_has_its_parts(whole_year: Desk, open_page: Open, code: str, part: str) -> None:
    app = open_page(whole_year, "honours", leader(), list=code, part=part)

    assert not app.exception
    assert whole_year.config.honours.of(code).name in text_of(app)  # type: ignore[union-attr]
    assert "评选规则" in text_of(app)


def test_the_files_say_what_the_page_says(whole_year: Desk) -> None:
    found, say = drawn(whole_year, "regions"), translator()

    book = openpyxl.load_workbook(io.BytesIO(honours_workbook(found, "名单", "未审定", say, "zh_CN")))
    letter = docx.Document(io.BytesIO(notice(found, "省民政厅", "未审定", whole_year.now(), say, "zh_CN")))

    rows = [row for row in book.worksheets[0].iter_rows(min_row=5, values_only=True) if row[3] == "✓ 入选"]
    assert [row[2] for row in rows] == [line.name for _, line in found.named]
    assert [row[4] for row in rows] == [line.measures["mean_composite"] for _, line in found.named]
    cells = [[cell.text for cell in row.cells] for row in letter.tables[0].rows[1:]]
    assert [row[2] for row in cells] == [line.name for _, line in found.named]
    assert any("2025年亮点地区" in one.text for one in letter.paragraphs)


def test_the_office_confirms_what_it_looks_at_asked_twice(whole_year: Desk, open_page: Open) -> None:
    app = open_page(whole_year, "honours", of_office(), list="units")
    app.button("ask_units").click().run()
    assert confirmed_list(whole_year, "units", 2025) is None

    app.button("do_units").click().run()

    kept = confirmed_list(whole_year, "units", 2025)
    assert kept is not None
    assert kept.drawn == drawn(whole_year, "units")
    assert f"已审定：{kept.number}" in text_of(app)
    assert "ask_units" not in keys(app)


def test_a_person_waits_with_the_office_and_the_unit_alone(whole_year: Desk, open_page: Open) -> None:
    named_person(whole_year, "待审的人")
    named_person(whole_year, "审定的人", OTHER, confirmed=True)

    seen = {}
    for someone in (of_office(), head(CITY), submitter(OTHER), leader()):
        shown = text_of(open_page(whole_year, "honours", someone, list="people"))
        seen[someone.login] = {name for name in ("待审的人", "审定的人") if name in shown}

    both, one = {"待审的人", "审定的人"}, {"审定的人"}
    assert seen == {
        of_office().login: both,
        head(CITY).login: both,
        submitter(OTHER).login: one,
        leader().login: one,
    }


def test_a_unit_names_a_person_on_the_page_and_the_office_checks(whole_year: Desk, open_page: Open) -> None:
    app = open_page(whole_year, "honours", submitter(CITY), list="people")
    field = {one.label: one for one in app.text_input}
    field["姓名"].set_value("新人")
    field["工作单位及职务"].set_value("救助站")
    app.text_area[0].set_value("事迹一段")
    next(one for one in app.button if one.label == "提交推荐").click().run()
    assert "推荐已提交" in text_of(app)
    (line,) = [one for one in people(whole_year, 2025) if one.name == "新人"]

    app = open_page(whole_year, "honours", of_office(), list="people")
    app.button(f"person_checked_{line.number}").click().run()
    app.button(f"person_do_{line.number}").click().run()

    (line,) = [one for one in people(whole_year, 2025) if one.name == "新人"]
    assert (line.state, line.unit) == ("checked", CITY)
