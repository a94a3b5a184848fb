import datetime as dt

import pytest
from sqlalchemy import text

from config.model import Config, Quarter
from config.workspace import Workspace
from dashboard.demo.build import missing_workbook
from dashboard.usecases import drafts
from dashboard.usecases.desk import Desk
from dashboard.usecases.uploading import explained, hand_in, read_upload
from loaders.store.database import open_engine, writing
from loaders.store.drafts import forget_drafts
from loaders.store.readers import submissions
from tests.app.conftest import Open, text_of
from tests.app.test_upload import NAME, changed, choose
from tests.people import submitter


@pytest.fixture(scope="module")
def form(hunan: Config, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("form")
    desk = Desk(Workspace(folder, folder, "sqlite://"), hunan, open_engine("sqlite://"))
    return missing_workbook(desk, Quarter("2024Q4"), "430400").content


def doubtful(form: bytes) -> bytes:
    return changed(form, {"D10": "无"})


CLERK, COLLEAGUE = submitter("430400"), submitter("430400", "周报送")


def test_a_chosen_file_is_there_again_in_another_browser_of_the_account(
    nothing_submitted: Desk, open_page: Open, form: bytes
) -> None:
    choose(open_page(nothing_submitted, "upload", CLERK), (NAME, form))

    again = open_page(nothing_submitted, "upload", CLERK)

    assert "1 个文件没有错误，可以提交" in text_of(again)
    again.button(key="submit").click().run()
    (kept,) = submissions(nothing_submitted.engine)
    assert kept.receipt in text_of(open_page(nothing_submitted, "upload", CLERK))


def test_nobody_else_sees_a_draft(nothing_submitted: Desk, open_page: Open, form: bytes) -> None:
    choose(open_page(nothing_submitted, "upload", CLERK), (NAME, form))

    assert "要报送哪些文件？" in text_of(open_page(nothing_submitted, "upload", COLLEAGUE))
    with nothing_submitted.engine.connect() as connection:
        (kept,) = connection.execute(text("SELECT tray FROM draft")).scalars()
    assert len(kept) == 64


def test_a_file_that_is_taken_out_is_gone_for_good(nothing_submitted: Desk, open_page: Open, form: bytes) -> None:
    app = choose(open_page(nothing_submitted, "upload", CLERK), (NAME, form))

    app.button(key="take_out").click().run()

    assert "要报送哪些文件？" in text_of(open_page(nothing_submitted, "upload", CLERK))


def test_a_warning_needs_a_reason_before_the_file_can_be_submitted(
    nothing_submitted: Desk, open_page: Open, form: bytes
) -> None:
    app = choose(open_page(nothing_submitted, "upload", CLERK), (NAME, doubtful(form)))
    assert app.button(key="submit").disabled

    for asked in [field for field in app.text_input if field.key.startswith("reason_")]:
        app.text_input(key=asked.key).set_value("确无此项业务").run()

    assert not app.button(key="submit").disabled
    again = open_page(nothing_submitted, "upload", CLERK)
    assert not again.button(key="submit").disabled


def test_an_empty_reason_takes_the_reason_back(nothing_submitted: Desk, form: bytes) -> None:
    upload = read_upload(nothing_submitted, NAME, doubtful(form))
    given = explained(upload, upload.warnings, " 属实 ")

    assert given.standing == "ready"
    assert set(given.reasons.values()) == {"属实"}
    assert explained(given, upload.warnings, "  ").standing == "unexplained"


def test_a_submitted_draft_keeps_its_receipt_and_gives_its_bytes_back(nothing_submitted: Desk, form: bytes) -> None:
    upload = read_upload(nothing_submitted, NAME, form)
    drafts.keep(nothing_submitted, upload)
    (done,) = hand_in(nothing_submitted, [upload], "zh_CN")
    assert done.slip is not None

    drafts.settle(nothing_submitted, upload.key, done.slip.number)
    drafts.drop(nothing_submitted, upload.key)

    assert drafts.restore(nothing_submitted, "zh_CN") == ((), (done.slip,))
    with nothing_submitted.engine.connect() as connection:
        assert connection.execute(text("SELECT content FROM draft")).scalars().all() == [b""]


def test_drafts_that_nobody_touched_for_long_are_forgotten(nothing_submitted: Desk, form: bytes) -> None:
    drafts.keep(nothing_submitted, read_upload(nothing_submitted, NAME, form))
    day = dt.timedelta(days=1)

    with writing(nothing_submitted.engine) as session:
        assert forget_drafts(session, nothing_submitted.now() - day) == 0
        assert forget_drafts(session, nothing_submitted.now() + day) == 1
    assert drafts.restore(nothing_submitted, "zh_CN") == ((), ())
