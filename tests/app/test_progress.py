import datetime as dt
import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from config.model import Config, Quarter, Severity
from config.workspace import REPOSITORY, write_workspace
from dashboard.usecases.collection import (
    Collection,
    Unit,
    collected_quarters,
    collection,
)
from dashboard.usecases.deliveries import deliveries, opened_delivery, raw_bytes
from dashboard.usecases.desk import Desk, open_desk
from loaders.intake.outcome import Finding, Intake, ValueRow
from loaders.store.database import writing
from loaders.store.tables import Submission
from loaders.store.writers import keep_raw, keep_submission
from tests.app.conftest import Open, component_data, text_of
from tests.app.province import row_of, submit

RECEIVED = dt.datetime(2026, 10, 9, 2, 30, tzinfo=dt.UTC)
FINDINGS = (
    Finding("mark_doubtful", Severity.NOTE, "表", "B2", "<i>无</i>", {"expected": "低保"}),
    Finding("total_mismatch", Severity.WARNING, "表", "B9", "10", {"name": "全省", "computed": "9"}),
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    write_workspace(tmp_path, REPOSITORY / "config")
    return open_desk(tmp_path)


def hand_in(
    desk: Desk,
    submitter: str,
    kind: str = "division_workbook",
    quarter: str = "2026Q3",
    late: bool = False,
    findings: tuple[Finding, ...] = (),
    content: bytes = b"raw \x00 bytes",
    part: slice = slice(None),
) -> int:
    rows = owed_rows(desk, submitter, quarter)[part]
    with writing(desk.engine) as session:
        submission = Submission(
            receipt=f"{submitter} {kind} {late} {content!r}",
            kind=kind,
            submitter=submitter,
            region_code=submitter if kind == "statutory_form" else "",
            period=Quarter(quarter).last_month,
            quarter=quarter,
            file_name=f"<b>{submitter}</b>.xlsx",
            sha256=keep_raw(session, content),
            received_at=RECEIVED,
            channel="test",
            outcome="accepted",
            late=late,
            invented=False,
            rows=len(rows),
        )
        return keep_submission(session, submission, Intake("division_workbook", rows=rows, findings=findings)).id or 0


def owed_rows(desk: Desk, division: str, quarter: str, value: float | None = 1.0) -> tuple[ValueRow, ...]:
    return tuple(
        row_of(indicator, region, quarter, value, "B3")
        for indicator in desk.config.owed_by(division)
        for region in desk.config.regions
        if region.level == indicator.levels[-1] or (region.level in indicator.levels and indicator.roll_up == "none")
    )


def states(shown: Collection) -> dict[str, str]:
    return {unit.code: unit.state for unit in shown.units}


def divisions_that_owe(config: Config) -> set[str]:
    return {division.code for division in config.divisions if config.owed_by(division.code)}


def test_divisions_with_indicators_and_every_prefecture_owe(desk: Desk) -> None:
    shown = collection(desk, "2026Q3", "zh_CN")

    owed = {unit.code: unit.owes for unit in shown.units}
    assert {code for code, owes in owed.items() if owes == "division_workbook"} == divisions_that_owe(desk.config)
    assert sum(owes == "statutory_form" for owes in owed.values()) == 14


def test_units_are_missing_late_or_on_time_and_the_missing_stand_first(desk: Desk) -> None:
    hand_in(desk, "elderly_care")
    hand_in(desk, "430100", "statutory_form", late=True)

    shown = collection(desk, "2026Q3", "zh_CN")

    assert states(shown)["elderly_care"] == "on_time"
    assert states(shown)["430100"] == "late"
    assert shown.count("missing", "awaited") == len(shown.owing) - 2
    assert [unit.code for unit in shown.units][-2:] == ["430100", "elderly_care"]


def unit_of(desk: Desk, code: str) -> Unit:
    return next(unit for unit in collection(desk, "2026Q3", "zh_CN").units if unit.code == code)


def test_a_part_of_what_is_owed_is_not_called_submitted_nor_missing(desk: Desk) -> None:
    owed = len(owed_rows(desk, "elderly_care", "2026Q3"))
    hand_in(desk, "elderly_care", part=slice(owed // 2))

    shown = collection(desk, "2026Q3", "zh_CN")
    unit = unit_of(desk, "elderly_care")

    assert (unit.state, unit.reported, unit.owed) == ("partial", owed // 2, owed)
    assert (shown.count("partial"), shown.count("missing", "awaited")) == (1, len(shown.owing) - 1)


def test_two_files_of_a_division_count_together_and_again_from_nine_tenths(desk: Desk) -> None:
    owed = len(owed_rows(desk, "elderly_care", "2026Q3"))
    enough = -(-owed * 9 // 10)
    hand_in(desk, "elderly_care", part=slice(owed // 2), content=b"first")

    hand_in(desk, "elderly_care", part=slice(owed // 2, enough), content=b"second")

    assert (unit_of(desk, "elderly_care").reported, unit_of(desk, "elderly_care").state) == (enough, "on_time")


def test_a_figure_that_is_emptied_by_a_newer_file_is_not_reported(desk: Desk) -> None:
    hand_in(desk, "elderly_care")
    emptied = owed_rows(desk, "elderly_care", "2026Q3", None)[:5]

    submit(desk, "elderly_care", "2026Q3", emptied)

    unit = unit_of(desk, "elderly_care")
    assert unit.reported == unit.owed - 5


def test_progress_page_counts_those_who_submitted_in_part_by_themselves(desk: Desk, open_page: Open) -> None:
    hand_in(desk, "elderly_care", part=slice(100))
    owed = len(divisions_that_owe(desk.config)) + 14

    shown = text_of(open_page(desk, "progress", quarter="2026Q3"))

    assert f"应报 {owed} 家，已报 0 家，部分报送 1 家，未报 {owed - 1} 家" in shown
    assert "◐ 部分报送" in shown
    assert "部分报送：养老服务处" in shown
    assert re.search(r">100/[\d,]+<", shown)


def test_a_correction_after_the_deadline_does_not_make_a_punctual_unit_late(desk: Desk) -> None:
    hand_in(desk, "elderly_care", content=b"first")
    newest = hand_in(desk, "elderly_care", late=True, content=b"second")

    unit = next(unit for unit in collection(desk, "2026Q3", "zh_CN").units if unit.code == "elderly_care")

    assert (unit.state, unit.times) == ("on_time", 2)
    assert unit.delivery is not None
    assert unit.delivery.number == newest


def test_nobody_owes_a_form_in_a_workspace_without_a_form_in_force(desk: Desk) -> None:
    bare = replace(desk, config=desk.config.model_copy(update={"forms": ()}))

    shown = collection(bare, "2026Q3", "zh_CN")

    assert {unit.owes for unit in shown.units} == {"division_workbook"}


def test_what_comes_unasked_is_listed_and_does_not_count_as_owed(desk: Desk) -> None:
    hand_in(desk, "430102", "statutory_form")

    shown = collection(desk, "2026Q3", "zh_CN")

    assert shown.units[-1].state == "extra"
    assert shown.units[-1].name == desk.config.region["430102"].name
    assert "430102" not in {unit.code for unit in shown.owing}


def test_a_delivery_opens_with_findings_the_gravest_first_and_the_bytes_as_they_came(desk: Desk) -> None:
    number = hand_in(desk, "elderly_care", findings=FINDINGS)

    opened = opened_delivery(desk, number, "zh_CN")

    assert opened is not None
    assert [finding.rule for finding in opened.findings] == ["total_mismatch", "mark_doubtful"]
    assert (opened.delivery.warnings, opened.delivery.notes) == (1, 1)
    assert raw_bytes(desk, opened.delivery) == b"raw \x00 bytes"
    assert f"{opened.delivery.received:%Y-%m-%d %H:%M}" == "2026-10-09 10:30"
    assert opened_delivery(desk, number + 1, "zh_CN") is None


def test_quarters_to_look_at_end_with_the_one_whose_window_opened_last(desk: Desk) -> None:
    quarters = collected_quarters(desk)

    assert quarters[0] == desk.current_quarter()
    assert quarters[-1] == desk.config.calendar.first


def test_progress_page_title_counts_and_names(desk: Desk, open_page: Open) -> None:
    hand_in(desk, "elderly_care")
    hand_in(desk, "430100", "statutory_form", late=True)
    owed = len(divisions_that_owe(desk.config)) + 14

    shown = text_of(open_page(desk, "progress", quarter="2026Q3"))

    assert f"2026年第三季度：应报 {owed} 家，已报 2 家，未报 {owed - 2} 家，逾期 1 家" in shown
    assert "逾期：长沙市" in shown
    assert "未报：社会救助处、" in shown


def test_progress_page_opens_a_unit_with_its_findings_and_its_file(desk: Desk, open_page: Open) -> None:
    hand_in(desk, "elderly_care", findings=FINDINGS)
    app = open_page(desk, "progress", quarter="2026Q3")

    app.session_state["opened_unit"] = "division_workbook.elderly_care"
    app.run()

    shown = text_of(app)
    assert "提醒 1 处" in shown
    assert "<b>elderly_care</b>" not in shown
    assert "<i>无</i>" not in shown
    assert len(app.get("download_button")) == 1


def test_progress_page_says_so_when_a_raw_file_is_lost(desk: Desk, open_page: Open) -> None:
    hand_in(desk, "elderly_care")
    raw = sqlite3.connect(desk.workspace.folder / "jiping.db")
    raw.execute("DELETE FROM raw_file")
    raw.commit()
    raw.close()
    app = open_page(desk, "progress", quarter="2026Q3")
    app.session_state["opened_unit"] = "division_workbook.elderly_care"

    app.run()

    assert "数据库中已没有这份原始文件" in text_of(app)
    assert app.get("download_button") == []


def test_nothing_submitted_names_every_unit_as_missing(desk: Desk, open_page: Open) -> None:
    app = open_page(desk, "progress", quarter="2026Q3")

    tables = "".join(str(data["html"]) for data in component_data(app, "jiping_clickable"))
    assert len(re.findall("✕ 未报|○ 待报", tables)) == len(divisions_that_owe(desk.config)) + 14
    assert not app.exception


def test_a_workspace_of_published_figures_lists_files_with_their_sources(without_scheme: Desk, open_page: Open) -> None:
    app = open_page(without_scheme, "progress")

    (file,) = deliveries(without_scheme, "zh_CN")
    shown = text_of(app)
    assert "页面数据取自 1 份公布文件" in shown
    assert file.publisher == "<b>某市民政局</b>"
    assert "&lt;b&gt;某市民政局" in shown
    assert "<b>某市" not in shown
    assert "https://example.org/&lt;table&gt;" in shown
