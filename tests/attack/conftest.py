import dataclasses
import datetime as dt
from collections.abc import Iterator

import pytest
from sqlmodel import select

from config.model import Severity
from dashboard.usecases.desk import Desk
from loaders.intake.outcome import Finding, HighlightRow, Intake, ValueRow
from loaders.store.database import writing
from loaders.store.life import hand_over
from loaders.store.steps import Signed
from loaders.store.tables import Submission
from loaders.store.writers import keep_raw, keep_submission
from tests.app.province import division_rows
from tests.attack.siege import ACCESS, EVIL, FORMULA, HENGYANG, QUARTER, ZHUZHOU, Siege, besieged, routes
from tests.people import Reviewer, review
from tests.unit.door.doors import workspace
from tests.unit.store.lives import figure_row

CAME = dt.datetime(2026, 10, 9, 2, 30, tzinfo=dt.UTC)


def hand_in(desk: Desk, unit: str, rows: tuple[ValueRow, ...], highlights: tuple[HighlightRow, ...] = ()) -> None:
    form = unit.isdigit()
    finding = Finding("total_mismatch", Severity.WARNING, EVIL, "B9", FORMULA, {"name": EVIL, "computed": "9"})
    with writing(desk.engine) as session:
        submission = Submission(
            receipt=f"pending {unit}",
            kind="statutory_form" if form else "division_workbook",
            submitter=unit,
            region_code=unit if form else "",
            period=rows[0].period,
            quarter=QUARTER,
            file_name=f"{FORMULA}机密{unit}{EVIL}.xlsx",
            sha256=keep_raw(session, unit.encode()),
            received_at=CAME,
            channel="test",
            outcome="accepted",
            late=False,
            invented=False,
            rows=len(rows),
            publisher=EVIL,
            published="2026-10-20",
            source_url="javascript:alert(1)",
            source_note=FORMULA,
        )
        keep_submission(
            session, submission, Intake(submission.kind, rows=rows, highlights=highlights, findings=(finding,))
        )
        hand_over(session, submission, Signed(EVIL, CAME, "test"), {finding.key: f"{FORMULA} {EVIL}"})


@pytest.fixture(scope="session")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Siege]:
    folder = tmp_path_factory.mktemp("siege")
    desk = workspace(folder / "workspace", ACCESS)
    for division in sorted({indicator.owner for indicator in desk.config.indicators}):
        rows = tuple(
            dataclasses.replace(row, sheet=EVIL, read=FORMULA) for row in division_rows(desk, division, QUARTER)
        )
        hand_in(desk, division, rows, cases() if division == "elderly_care" else ())
    for region in (HENGYANG, ZHUZHOU):
        hand_in(desk, region, (figure_row(region, 41.0, QUARTER, "home_adaptations"),))
    with besieged(desk) as running:
        with writing(desk.engine) as session:
            running.receipts = {one.submitter: one.receipt for one in session.exec(select(Submission))}
        review(desk, "returned", [running.receipts[ZHUZHOU]], Reviewer("王五", "office"), reason=f"{FORMULA} {EVIL}")
        yield running
    desk.engine.dispose()


def cases() -> tuple[HighlightRow, ...]:
    return (HighlightRow(EVIL, HENGYANG, "elderly_care", EVIL, FORMULA, "home_adaptations", EVIL, "B3"),)


@pytest.fixture(scope="session")
def every_route() -> list[tuple[str, tuple[str, ...]]]:
    return routes()
