import datetime as dt

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from config.model import Quarter, Status
from loaders.intake.outcome import Intake, ValueRow
from loaders.store.database import writing
from loaders.store.released import newest_release, registered_release, releases, submissions_behind
from loaders.store.tables import Release, Submission
from loaders.store.writers import keep_raw, keep_release, keep_submission

MADE = dt.datetime(2026, 7, 18, 2, 0, tzinfo=dt.UTC)


def row(quarter: str, revision: int, previous: str | None = None) -> Release:
    return Release(
        id=f"{quarter}-r{revision}-0123abcd",
        quarter=quarter,
        revision=revision,
        manifest_sha256="0" * 64,
        made_at=MADE,
        made_by="考核办",
        reason="勘误" if previous else "",
        previous_id=previous,
    )


def kept(engine: Engine, *rows: Release) -> None:
    for release in rows:
        with writing(engine) as session:
            keep_release(session, release)


def test_the_newest_revision_of_a_quarter_holds(engine: Engine) -> None:
    kept(engine, row("2026Q1", 1), row("2026Q2", 1), row("2026Q1", 2, "2026Q1-r1-0123abcd"))

    assert [release.id[:9] for release in releases(engine)] == ["2026Q2-r1", "2026Q1-r2", "2026Q1-r1"]
    newest = newest_release(engine, "2026Q1")
    assert newest is not None
    assert (newest.revision, newest.made_at, newest.reason) == (2, MADE, "勘误")
    assert newest_release(engine, "2026Q3") is None
    assert registered_release(engine, "2026Q4-r1-00000000") is None


@pytest.mark.parametrize("change", ["UPDATE \"release\" SET reason = 'x'", 'DELETE FROM "release"'])
def test_the_database_itself_refuses_to_change_a_release(engine: Engine, change: str) -> None:
    kept(engine, row("2026Q1", 1))

    with pytest.raises(DBAPIError, match="never changed or deleted"), writing(engine) as session:
        session.execute(text(change))

    assert [release.reason for release in releases(engine)] == [""]


def test_one_revision_of_a_quarter_is_registered_once(engine: Engine) -> None:
    kept(engine, row("2026Q1", 1))
    twin = row("2026Q1", 1)
    twin.id = "2026Q1-r1-ffffffff"

    with pytest.raises(IntegrityError):
        kept(engine, twin)


def test_submissions_behind_quarters_are_those_of_them_and_those_with_their_values(engine: Engine) -> None:
    numbers = [
        submitted(engine, "2026Q1", {"2026-03": "current"}),
        submitted(engine, "2026Q2", {}),
        submitted(engine, "2026Q3", {"2026-06": "current", "2026-09": "current"}),
        submitted(engine, "2026Q3", {"2026-06": "previous_quarter"}),
    ]

    def behind(quarters: list[str]) -> list[int | None]:
        return [submission.id for submission in submissions_behind(engine, quarters)]

    assert behind(["2026Q2"]) == numbers[1:3]
    assert behind(["2026Q1", "2026Q2"]) == numbers[:3]
    assert behind(["2025Q4"]) == []


def submitted(engine: Engine, quarter: str, months: dict[str, str]) -> int:
    with writing(engine) as session:
        submission = Submission(
            receipt=f"{quarter} {months}",
            kind="division_workbook",
            submitter="elderly_care",
            region_code="",
            period=Quarter(quarter).last_month,
            quarter=quarter,
            file_name="f.xlsx",
            sha256=keep_raw(session, b"a workbook"),
            received_at=MADE,
            channel="page",
            outcome="accepted",
            late=False,
            invented=True,
            rows=len(months),
        )
        rows = tuple(value_row(month, role) for month, role in months.items())
        return keep_submission(session, submission, Intake("division_workbook", rows=rows)).id or 0


def value_row(month: str, role: str) -> ValueRow:
    return ValueRow(
        region_code="430100",
        period=month,
        official_code="",
        indicator="home_adaptations",
        measure="ytd_cumulative",
        column_role=role,
        value=1.0,
        text="1",
        unit="户",
        status=Status.REPORTED,
        sheet="S",
        cell="B2",
        read="1",
    )
