import hashlib
import io

import openpyxl
import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from config.model import Config, Quarter, Severity
from config.wording import translator
from config.workspace import Workspace
from dashboard.demo.build import missing_workbook
from dashboard.parts.receipt import receipt, receipt_file
from dashboard.parts.sheet import faults_of, workbench_of
from dashboard.usecases.desk import Desk
from dashboard.usecases.uploading import Upload, answered, answers, hand_in, read_upload
from loaders.intake.outcome import Finding, Intake, PrintedSheet, Told
from loaders.store.database import open_engine
from loaders.store.readers import raw_file, submissions
from tests.app.conftest import Open, component_data, text_of
from tests.people import Reviewer, review

WORDS = translator("zh_CN")
NAME = "衡阳市_民政统计季报表_2024-12.xlsx"
HIDDEN_TEXT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def form(hunan: Config, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("form")
    desk = Desk(Workspace(folder, folder, "sqlite://"), hunan, open_engine("sqlite://"))
    return missing_workbook(desk, Quarter("2024Q4"), "430400").content


def changed(content: bytes, cells: dict[str, object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for address, value in cells.items():
        book.active[address] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def two_mistakes(content: bytes) -> bytes:
    return changed(content, {"D9": HIDDEN_TEXT, "D10": "约三百"})


def without_region(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    named = [cell for row in book.active.iter_rows(max_row=4) for cell in row if isinstance(cell.value, str)]
    blanks = {
        c.coordinate: "民政统计季报表" if c.row == 1 else None for c in named if "衡阳" in c.value or "4304" in c.value
    }
    return changed(content, blanks)


def choose(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    app.get("file_uploader")[0].set_value([(name, content, "") for name, content in files])
    return app.run()


def bench_of(app: AppTest) -> str:
    return str(component_data(app, "jiping_sheet")[0]["html"])


def test_an_empty_upload_page_asks_what_to_submit_and_says_when_the_window_closes(
    nothing_submitted: Desk, open_page: Open
) -> None:
    app = open_page(nothing_submitted, "upload")

    assert "要报送哪些文件？" in text_of(app)
    assert app.button(key="submit").disabled
    assert not app.exception


def test_mistakes_are_shown_at_their_cells_and_block_submission(
    nothing_submitted: Desk, open_page: Open, form: bytes
) -> None:
    app = choose(open_page(nothing_submitted, "upload"), (NAME, two_mistakes(form)))

    bench = bench_of(app)
    assert 'data-at="D9"' in bench
    assert 'data-at="D10"' in bench
    assert bench.count("jp-of-error") == 2
    assert HIDDEN_TEXT not in bench
    assert "2 错误" in text_of(app)
    assert app.button(key="submit").disabled
    assert submissions(nothing_submitted.engine) == []


def test_a_mended_file_takes_the_place_of_the_wrong_one(nothing_submitted: Desk, open_page: Open, form: bytes) -> None:
    app = choose(open_page(nothing_submitted, "upload"), (NAME, two_mistakes(form)))

    app = choose(app, (NAME, form))

    assert "1 个文件没有错误，可以提交" in text_of(app)
    assert not app.button(key="submit").disabled


def test_submitting_keeps_the_file_and_gives_a_receipt_with_number_and_hash(
    nothing_submitted: Desk, open_page: Open, form: bytes
) -> None:
    app = choose(open_page(nothing_submitted, "upload"), (NAME, form))

    app.button(key="submit").click().run()

    (kept,) = submissions(nothing_submitted.engine, "2024Q4")
    shown = text_of(app)
    assert kept.receipt in shown
    assert hashlib.sha256(form).hexdigest() in shown
    assert "逾期报送" in shown
    assert NAME in shown
    assert raw_file(nothing_submitted.engine, kept.sha256) == form


def test_each_file_of_a_batch_has_its_own_outcome_and_the_rest_goes_on(
    nothing_submitted: Desk, open_page: Open, form: bytes
) -> None:
    app = choose(
        open_page(nothing_submitted, "upload"), ("坏.xlsx", b"PK broken"), (NAME, form), ("错.xlsx", two_mistakes(form))
    )
    before = text_of(app)

    app.button(key="submit").click().run()

    assert "3 个文件中有 2 个需要处理" in before
    assert [s.file_name for s in submissions(nothing_submitted.engine)] == [NAME]
    assert "2 个文件中有 2 个需要处理" in text_of(app)


def test_a_file_chosen_later_is_the_one_that_is_looked_at(
    nothing_submitted: Desk, open_page: Open, form: bytes
) -> None:
    app = choose(open_page(nothing_submitted, "upload"), (NAME, two_mistakes(form)))

    app = choose(app, ("另一份.xlsx", two_mistakes(form) + b"\0"))

    assert "二、看问题：另一份.xlsx" in text_of(app)


def test_what_was_sent_back_is_said_first(nothing_submitted: Desk, open_page: Open, form: bytes) -> None:
    app = choose(open_page(nothing_submitted, "upload"), (NAME, form))
    app.button(key="submit").click().run()
    [kept] = submissions(nothing_submitted.engine)
    review(nothing_submitted, "returned", [kept.receipt], Reviewer("王五", "office"), reason="请核对")

    app.run()

    assert "有 1 份报送被退回，请改正后重新报送" in text_of(app)
    assert "请核对" in text_of(app)


def test_what_a_file_does_not_say_is_asked_for_and_never_guessed(
    nothing_submitted: Desk, open_page: Open, form: bytes
) -> None:
    app = choose(open_page(nothing_submitted, "upload"), (NAME, without_region(form)))
    asked = [box.label for box in app.selectbox]

    app.selectbox[0].set_value("430400").run()

    assert asked == ["这份文件没有写明地区，请选择所属地区"]
    assert "报送单位：衡阳市" in text_of(app)
    assert not app.button(key="submit").disabled


def test_a_file_stays_on_the_page_when_the_database_does_not_answer(
    nothing_submitted: Desk, open_page: Open, form: bytes
) -> None:
    app = choose(open_page(nothing_submitted, "upload"), (NAME, form))
    with nothing_submitted.engine.begin() as connection:
        connection.execute(text("DROP TABLE highlight"))
        connection.execute(text("ALTER TABLE raw_file RENAME TO away"))

    app.button(key="submit").click().run()

    assert not app.exception
    assert f"{NAME} 未能保存，文件仍在本页" in text_of(app)
    assert not app.button(key="submit").disabled


def test_a_file_that_is_taken_out_is_gone(nothing_submitted: Desk, open_page: Open, form: bytes) -> None:
    app = choose(open_page(nothing_submitted, "upload"), (NAME, form))

    app.button(key="take_out").click().run()

    assert "要报送哪些文件？" in text_of(app)


def test_reading_keeps_nothing_and_the_same_file_sent_again_gets_its_first_receipt(
    nothing_submitted: Desk, form: bytes
) -> None:
    upload = read_upload(nothing_submitted, NAME, form)
    before = len(submissions(nothing_submitted.engine))

    first, again = (next(hand_in(nothing_submitted, [upload], "zh_CN")).slip for _ in range(2))

    assert before == 0
    assert first is not None
    assert again is not None
    assert (first.number, first.before, again.before) == (again.number, False, True)
    assert first.rows == len(upload.intake.rows)
    assert first.received == again.received


def test_a_receipt_is_a_page_of_its_own_that_escapes_what_files_say(nothing_submitted: Desk, form: bytes) -> None:
    upload = read_upload(nothing_submitted, HIDDEN_TEXT, form)
    slip = next(hand_in(nothing_submitted, [upload], "zh_CN")).slip
    assert slip is not None

    page, shown = receipt_file(slip, WORDS).decode(), receipt(slip, WORDS)

    assert page.startswith("<!DOCTYPE html>")
    assert slip.number in page
    assert slip.sha256 in page
    assert HIDDEN_TEXT not in page
    assert HIDDEN_TEXT not in shown


def test_an_answer_is_told_and_leaves_the_other_answer_alone(nothing_submitted: Desk, form: bytes) -> None:
    asking = read_upload(nothing_submitted, NAME, without_region(form), Told(period="2024-12"))

    done = answered(nothing_submitted, asking, region_code="430400")

    assert asking.standing == "asks"
    assert (done.told.region_code, done.told.period) == ("430400", "2024-12")
    assert done.standing == "ready"


def test_answers_offer_every_region_and_only_quarters_that_have_begun_to_be_collected(nothing_submitted: Desk) -> None:
    regions, periods = (answers(nothing_submitted, ask, "zh_CN") for ask in ("region", "period"))

    assert len(regions) == len(nothing_submitted.config.regions)
    assert regions["430407"] == "衡阳市 石鼓区"
    assert next(iter(periods.values())) == nothing_submitted.current_quarter()


def test_the_workbench_colours_the_gravest_finding_of_a_cell_and_escapes_its_text() -> None:
    sheet = PrintedSheet("表", ("A", "B", "C"), (("标题", "", ""), ("长沙市", "<b>3</b>", "1,234")))
    findings = (
        Finding("not_a_number", Severity.NOTE, "表", "B2", "<b>"),
        Finding("not_a_number", Severity.ERROR, "表", "B2", "<b>"),
        Finding("not_a_number", Severity.WARNING, "别的表", "C2", "x"),
    )

    faults = faults_of("表", findings)
    drawn = workbench_of((sheet,), (), WORDS, "zh_CN")

    assert faults == {"B2": Severity.ERROR}
    assert "&lt;b&gt;3&lt;/b&gt;" in drawn
    assert '<td colspan="3" data-cell="A1">标题</td>' in drawn
    assert '<td class="jp-number" data-cell="C2">1,234</td>' in drawn


def test_findings_stand_in_order_of_severity() -> None:
    given = [Severity.NOTE, Severity.ERROR, Severity.WARNING]
    upload = Upload("a", b"", Told(), Intake(None, findings=tuple(Finding("r", severity) for severity in given)))

    assert [finding.severity for finding in upload.findings] == [Severity.ERROR, Severity.WARNING, Severity.NOTE]
