from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from loaders.store.accesstables import AuditEvent
from loaders.store.agreement import TAKEN_RELEASES, TAKEN_STEPS
from loaders.store.database import migrate, writing
from loaders.store.life import approve
from loaders.store.verification import verify
from loaders.store.writers import keep_raw
from tests.conftest import REPOSITORY
from tests.unit.store.lives import DIVISION
from tests.unit.store.test_verification import around

NOWHERE = Path("/nonexistent/audit.seal")


def before_the_trail(engine: Engine) -> None:
    settings = Config()
    settings.set_main_option("script_location", str(REPOSITORY / "loaders" / "store" / "migrations"))
    with engine.connect() as connection:
        settings.attributes["connection"] = connection
        command.downgrade(settings, "0003")
        connection.commit()
    with writing(engine) as session:
        sha256 = keep_raw(session, b"a workbook")
        session.execute(
            text(
                "INSERT INTO submission (id, receipt, kind, submitter, region_code, period, quarter, file_name, sha256,"
                " received_at, channel, outcome, late, invented, rows, publisher, published, source_url, source_note,"
                " state)"
                " VALUES (1, 'JP-1', 'division_workbook', 'elderly_care', '', '2026-06', '2026Q2', 'f', :sha256,"
                " '2026-07-01 02:00:00.5', 'page', 'accepted', false, false, 1, '', '', '', '', 'submitted')"
            ),
            {"sha256": sha256},
        )
        for number, action in ((1, "submitted"), (3, "answered")):
            session.execute(
                text(
                    "INSERT INTO step (id, submission_id, quarter, unit, action, actor, at, channel, reason, regions,"
                    " places)"
                    f" VALUES ({number}, 1, '2026Q2', 'elderly_care', '{action}', '李四', '2026-07-01 02:00:00.250000',"
                    " 'page', '', '[]', '{\"answers\": 1}')"
                )
            )
        session.execute(
            text(
                "INSERT INTO release (id, quarter, revision, manifest_sha256, made_at, made_by, reason)"
                " VALUES ('2026Q2-r1', '2026Q2', 1, 'abc', '2026-07-18 00:00:00', '王五', '')"
            )
        )
        if engine.dialect.name == "postgresql":
            session.execute(text("SELECT setval('step_id_seq', 3)"))


def test_what_was_there_before_is_taken_over_with_its_count_and_hash(engine: Engine) -> None:
    before_the_trail(engine)

    migrate(engine)

    with engine.connect() as connection:
        (event,) = connection.execute(AuditEvent.__table__.select()).mappings().all()
    said = {name: event["after"][name] for name in ("steps", "last_step", "releases")}
    assert (event["number"], event["action"]) == (1, "trail.taken_over")
    assert said == {"steps": 2, "last_step": 3, "releases": ["2026Q2-r1"]}
    with writing(engine) as session:
        approve(session, "JP-1", DIVISION)
    assert verify(engine, NOWHERE).faults == ()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE step SET reason = 'x' WHERE id = 1", TAKEN_STEPS),
        ("DELETE FROM step WHERE id = 3", TAKEN_STEPS),
        (
            "INSERT INTO step SELECT 2, submission_id, quarter, unit, action, actor, at, channel, reason, regions,"
            " places FROM step WHERE id = 1",
            TAKEN_STEPS,
        ),
        ("UPDATE release SET made_by = 'x'", TAKEN_RELEASES),
        ("DELETE FROM release", TAKEN_RELEASES),
    ],
)
def test_what_was_taken_over_is_held_to_its_hash(engine: Engine, statement: str, expected: str) -> None:
    before_the_trail(engine)
    migrate(engine)

    around(engine, statement)

    assert [fault.message for fault in verify(engine, NOWHERE).faults] == [expected]


def test_a_new_database_begins_with_an_empty_chain(engine: Engine) -> None:
    verdict = verify(engine, NOWHERE)

    assert (verdict.whole, verdict.events, verdict.number) == (True, 0, 0)
