import datetime as dt

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from config.model import Config, Quarter
from config.workspace import REPOSITORY, Workspace
from dashboard.demo.build import missing_workbook
from dashboard.parts.session import WORKSPACE_VARIABLE
from dashboard.usecases import drafts
from dashboard.usecases.desk import Desk
from dashboard.usecases.uploading import explained, hand_in, read_upload
from loaders.store.database import open_engine, writing
from loaders.store.drafts import forget_drafts
from loaders.store.readers import submissions
from tests.app.conftest import Open, text_of
from tests.app.test_upload import NAME, changed, choose

SECRET = "s" * 43


@pytest.fixture(scope="module")
def form(hunan: Config, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("form")
    desk = Desk(Workspace(folder, folder, "sqlite://"), hunan, open_engine("sqlite://"))
    return missing_workbook(desk, Quarter("2024Q4"), "430400").content


def doubtful(form: bytes) -> bytes:
    return changed(form, {"D10": "无"})


def come_back(desk: Desk, monkeypatch: pytest.MonkeyPatch, secret: str) -> AppTest:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(desk.workspace.folder))
    app = AppTest.from_file(REPOSITORY / "dashboard" / "app.py", default_timeout=120)
    app.session_state["kept_by_browser_tray"] = secret
    return app.run().switch_page("views/upload.py").run()


def secret_of(app: AppTest) -> str:
    return str(app.session_state["kept_by_browser_tray"])


def test_a_chosen_file_is_there_again_after_the_browser_was_closed(
    nothing_submitted: Desk, open_page: Open, form: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = choose(open_page(nothing_submitted, "upload"), (NAME, form))

    again = come_back(nothing_submitted, monkeypatch, secret_of(app))

    assert "1 个文件没有错误，可以提交" in text_of(again)
    again.button(key="submit").click().run()
    (kept,) = submissions(nothing_submitted.engine)
    assert kept.receipt in text_of(come_back(nothing_submitted, monkeypatch, secret_of(app)))


def test_nobody_else_sees_a_draft(
    nothing_submitted: Desk, open_page: Open, form: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(open_page(nothing_submitted, "upload"), (NAME, form))

    assert "要报送哪些文件？" in text_of(come_back(nothing_submitted, monkeypatch, SECRET))
    with nothing_submitted.engine.connect() as connection:
        (kept,) = connection.execute(text("SELECT tray FROM draft")).scalars()
    assert len(kept) == 64


def test_a_file_that_is_taken_out_is_gone_for_good(
    nothing_submitted: Desk, open_page: Open, form: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = choose(open_page(nothing_submitted, "upload"), (NAME, form))

    app.button(key="take_out").click().run()

    assert "要报送哪些文件？" in text_of(come_back(nothing_submitted, monkeypatch, secret_of(app)))


def test_a_warning_needs_a_reason_before_the_file_can_be_submitted(
    nothing_submitted: Desk, open_page: Open, form: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = choose(open_page(nothing_submitted, "upload"), (NAME, doubtful(form)))
    assert app.button(key="submit").disabled

    for asked in [field for field in app.text_input if field.key.startswith("reason_")]:
        app.text_input(key=asked.key).set_value("确无此项业务").run()

    assert not app.button(key="submit").disabled
    again = come_back(nothing_submitted, monkeypatch, secret_of(app))
    assert not again.button(key="submit").disabled


def test_an_empty_reason_takes_the_reason_back(nothing_submitted: Desk, form: bytes) -> None:
    upload = read_upload(nothing_submitted, NAME, doubtful(form))
    given = explained(upload, upload.warnings, " 属实 ")

    assert given.standing == "ready"
    assert set(given.reasons.values()) == {"属实"}
    assert explained(given, upload.warnings, "  ").standing == "unexplained"


def test_a_submitted_draft_keeps_its_receipt_and_gives_its_bytes_back(nothing_submitted: Desk, form: bytes) -> None:
    upload = read_upload(nothing_submitted, NAME, form)
    drafts.keep(nothing_submitted, SECRET, upload)
    (done,) = hand_in(nothing_submitted, [upload], "zh_CN")
    assert done.slip is not None

    drafts.settle(nothing_submitted, SECRET, upload.key, done.slip.number)
    drafts.drop(nothing_submitted, SECRET, upload.key)

    assert drafts.restore(nothing_submitted, SECRET, "zh_CN") == ((), (done.slip,))
    with nothing_submitted.engine.connect() as connection:
        assert connection.execute(text("SELECT content FROM draft")).scalars().all() == [b""]


def test_drafts_that_nobody_touched_for_long_are_forgotten(nothing_submitted: Desk, form: bytes) -> None:
    drafts.keep(nothing_submitted, SECRET, read_upload(nothing_submitted, NAME, form))
    day = dt.timedelta(days=1)

    with writing(nothing_submitted.engine) as session:
        assert forget_drafts(session, nothing_submitted.now() - day) == 0
        assert forget_drafts(session, nothing_submitted.now() + day) == 1
    assert drafts.restore(nothing_submitted, SECRET, "zh_CN") == ((), ())
