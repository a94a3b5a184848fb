import pytest
from streamlit.testing.v1 import AppTest

from config.model import Config, Quarter
from config.workspace import Workspace
from dashboard.access.person import Person
from dashboard.demo.build import missing_workbook
from dashboard.usecases.desk import Desk
from loaders.store.database import open_engine
from loaders.store.readers import submissions
from loaders.store.trail import steps_of
from tests.app.conftest import Open, component_data, text_of
from tests.app.test_upload import NAME, choose
from tests.people import checker, head, leader, of_office, person, submitter
from tests.unit.store.lives import WARNINGS, handed_in

QUARTER = "2026Q3"


@pytest.fixture(scope="module")
def form(hunan: Config, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("form")
    desk = Desk(Workspace(folder, folder, "sqlite://"), hunan, open_engine("sqlite://"))
    return missing_workbook(desk, Quarter("2024Q4"), "430400").content


def listed(app: AppTest) -> str:
    return "".join(str(data["html"]) for data in component_data(app, "jiping_clickable"))


def test_a_file_of_another_unit_cannot_be_submitted_and_says_why(
    nothing_submitted: Desk, open_page: Open, form: bytes
) -> None:
    app = choose(open_page(nothing_submitted, "upload", submitter("430100")), (NAME, form))

    assert "这份文件的报送单位是衡阳市，您只能报送长沙市的文件。" in text_of_bench(app)
    assert app.button(key="submit").disabled
    assert "试算" not in text_of(app)
    again = open_page(nothing_submitted, "upload", submitter("430100"))
    assert "要报送哪些文件？" in text_of(again)


def text_of_bench(app: AppTest) -> str:
    return str(component_data(app, "jiping_sheet")[0]["html"])


@pytest.mark.parametrize(
    ("who", "post"), [(submitter("430400", "孙衡阳"), ""), (of_office("王五"), "office")], ids=["unit", "office"]
)
def test_the_receipt_and_the_trail_name_who_was_signed_in(
    nothing_submitted: Desk, open_page: Open, form: bytes, who: Person, post: str
) -> None:
    app = choose(open_page(nothing_submitted, "upload", who), (NAME, form))

    app.button(key="submit").click().run()

    (kept,) = submissions(nothing_submitted.engine)
    (step,) = steps_of(nothing_submitted.engine, kept.id or 0)
    assert (step.actor, step.channel, step.places.get("post", "")) == (who.name, "page", post)
    assert f"<dt>经办人</dt><dd>{who.name}</dd>" in text_of(app)
    assert [field.label for field in app.text_input] == []


def test_templates_are_offered_for_own_units_only(nothing_submitted: Desk, open_page: Open) -> None:
    app = open_page(nothing_submitted, "upload", person("a", ("submitter", "430400"), ("submitter", "elderly_care")))

    assert app.selectbox(key="template_unit_zh_CN").options == ["养老服务处", "衡阳市"]
    assert len(open_page(nothing_submitted, "upload", of_office()).selectbox(key="template_unit_zh_CN").options) > 20


@pytest.mark.parametrize(
    ("who", "seen", "unseen"),
    [
        (submitter("430100"), {"长沙市"}, {"株洲市", "养老服务处", "长沙县"}),
        (submitter("elderly_care"), {"养老服务处"}, {"长沙市", "儿童福利处"}),
        (head("430100"), {"长沙市", "长沙县"}, {"株洲市", "养老服务处"}),
        (checker("elderly_care"), {"养老服务处"}, {"儿童福利处"}),
        (of_office(), {"长沙市", "株洲市", "养老服务处", "儿童福利处", "长沙县"}, set[str]()),
        (leader(), {"长沙市", "株洲市", "养老服务处", "儿童福利处", "长沙县"}, set[str]()),
    ],
    ids=lambda value: value.posts[0].role if isinstance(value, Person) else "",
)
def test_the_progress_page_lists_and_counts_what_the_reader_sees(
    nothing_submitted: Desk, open_page: Open, who: Person, seen: set[str], unseen: set[str]
) -> None:
    for unit, told in (("430100", "430100"), ("430121", "430121"), ("430200", "430200"), ("elderly_care", "430181")):
        handed_in(nothing_submitted.engine, {told: 1}, submitter=unit, findings=WARNINGS)

    app = open_page(nothing_submitted, "progress", who, quarter=QUARTER, post="office")

    assert not app.exception
    assert {name for name in seen | unseen if f">{name}<" in listed(app)} == seen
    assert not any(name in text_of(app) for name in unseen)
    assert ("准予延期" in [one.label for one in app.expander]) == (who.posts[0].role == "office")
    assert not app.get("download_button") or "下载原始文件" in [one.proto.label for one in app.get("download_button")]


def test_a_reader_of_one_unit_is_told_how_that_one_stands(nothing_submitted: Desk, open_page: Open) -> None:
    app = open_page(nothing_submitted, "progress", submitter("430100"), quarter=QUARTER)

    assert "2026年第三季度：长沙市待报" in text_of(app)


def test_an_opened_unit_that_is_not_ones_own_falls_back_to_an_own_one(nothing_submitted: Desk, open_page: Open) -> None:
    foreign = handed_in(nothing_submitted.engine, {"430200": 1}, submitter="430200")
    app = open_page(nothing_submitted, "progress", submitter("430100"), quarter=QUARTER)

    app.session_state["opened_unit"] = "statutory_form.430200"
    app.run()

    assert foreign not in text_of(app)
    assert "长沙市" in text_of(app)
