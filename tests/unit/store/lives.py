import datetime as dt
from collections.abc import Mapping

from sqlalchemy import Engine

from config.model import Quarter, Severity, Status
from loaders.intake.outcome import Finding, Intake, ValueRow
from loaders.store.database import writing
from loaders.store.life import hand_over
from loaders.store.steps import Signed
from loaders.store.tables import Submission
from loaders.store.writers import keep_raw, keep_submission

CAME = dt.datetime(2026, 10, 9, 2, 30, tzinfo=dt.UTC)
DIVISION = Signed("李四", CAME + dt.timedelta(days=1), "page", "elderly_care")
OFFICE = Signed("王五", CAME + dt.timedelta(days=2), "page", "office")
WARNINGS = (
    Finding("total_mismatch", Severity.WARNING, "表", "B9", "10", {"name": "全省", "computed": "9"}),
    Finding("mark_doubtful", Severity.NOTE, "表", "B2", "无", {"expected": "低保"}),
)


def handed_in(
    engine: Engine,
    figures: Mapping[str, float],
    *,
    quarter: str = "2026Q3",
    submitter: str = "elderly_care",
    actor: str = "",
    reasons: Mapping[str, str] | None = None,
    findings: tuple[Finding, ...] = (),
    indicator: str = "home_adaptations",
) -> str:
    form = submitter.isdigit()
    rows = tuple(figure_row(region, value, quarter, indicator) for region, value in figures.items())
    with writing(engine) as session:
        submission = Submission(
            receipt=f"pending {submitter} {figures} {findings}",
            kind="statutory_form" if form else "division_workbook",
            submitter=submitter,
            region_code=submitter if form else "",
            period=Quarter(quarter).last_month,
            quarter=quarter,
            file_name="f.xlsx",
            sha256=keep_raw(session, repr((quarter, submitter, figures)).encode()),
            received_at=CAME,
            channel="test",
            outcome="accepted",
            late=False,
            invented=True,
            rows=len(rows),
        )
        keep_submission(session, submission, Intake("division_workbook", rows=rows, findings=findings))
        hand_over(session, submission, Signed(actor, CAME, "test"), reasons or {})
        return submission.receipt


def figure_row(region: str, value: float, quarter: str, indicator: str) -> ValueRow:
    return ValueRow(
        region_code=region,
        period=Quarter(quarter).last_month,
        official_code="",
        indicator=indicator,
        measure="ytd_cumulative",
        column_role="current",
        value=value,
        text=f"{value:g}",
        unit="户",
        status=Status.REPORTED,
        sheet="表",
        cell="B3",
        read=f"{value:g}",
    )
