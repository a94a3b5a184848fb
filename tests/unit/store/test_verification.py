import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from loaders.store.accesstables import AuditEvent
from loaders.store.agreement import (
    CUT_OFF,
    RELEASE_CHANGED,
    RELEASE_EXTRA,
    SEAL_BROKEN,
    STATE_CHANGED,
    STEP_CHANGED,
    STEP_EXTRA,
    STEP_GONE,
    SUBMISSION_GONE,
    release_says,
)
from loaders.store.audit import Event, keep_event, seal_of
from loaders.store.chain import CHANGED, GAP, GAP_OF_ONE, NOT_LINKED, UNREADABLE
from loaders.store.database import migrate, open_engine, writing
from loaders.store.life import approve, confirm, extend, send_back
from loaders.store.seals import Seal, keep_seal
from loaders.store.tables import Release
from loaders.store.verification import STRANGE_SEAL, Verdict, head_of, verify
from loaders.store.writers import keep_release
from tests.unit.store.lives import CAME, DIVISION, OFFICE, WARNINGS, handed_in

TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
NOWHERE = Path("/nonexistent/audit.seal")
RELEASE = Release(
    id="2026Q3-r1-00000000",
    quarter="2026Q3",
    revision=1,
    manifest_sha256="a" * 64,
    made_at=CAME,
    made_by="王五",
    reason="",
)


def lived(engine: Engine) -> None:
    one = handed_in(engine, {"430121": 3, "430181": 4}, findings=WARNINGS, reasons={"total_mismatch 表 B9": "口径"})
    two = handed_in(engine, {"430121": 5}, submitter="430100")
    with writing(engine) as session:
        send_back(session, one, DIVISION, "请核对", ["430121"])
        approve(session, one, DIVISION)
        confirm(session, one, OFFICE)
        send_back(session, two, OFFICE, "有误")
        extend(session, "2026Q3", "430200", CAME + dt.timedelta(days=9), OFFICE, "停电")
        release = Release(**RELEASE.model_dump())
        keep_release(session, release)
        said = release_says(vars(release))
        keep_event(session, Event("release.made", release.id, "wang", "王五", CAME, after=said))


def around(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for name in connection.exec_driver_sql(TRIGGERS).scalars().all():
                connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        for statement in statements:
            connection.execute(text(statement))


def found(engine: Engine, seals: Path = NOWHERE) -> list[str]:
    return [fault.message for fault in verify(engine, seals).faults]


def test_a_trail_that_nobody_touched_is_whole(engine: Engine) -> None:
    lived(engine)

    verdict = verify(engine, NOWHERE)

    assert (verdict.whole, verdict.events, (verdict.number, verdict.sha256)) == (True, 8, head_of(engine))


def test_a_step_says_in_the_trail_who_what_before_and_after(engine: Engine) -> None:
    lived(engine)

    with engine.connect() as connection:
        rows = connection.execute(AuditEvent.__table__.select().order_by(AuditEvent.number)).mappings().all()

    first, returned = rows[0], rows[5]
    assert first["action"] == "submission.submitted"
    assert first["after"]["state"] == "submitted"
    assert len(first["after"]["sha256"]) == 64
    assert (returned["action"], returned["name"], returned["post"]) == ("submission.returned", "王五", "office")
    assert (returned["before"], returned["after"]["state"]) == ({"state": "submitted"}, "returned")
    assert returned["after"]["reason"] == "有误"
    assert (rows[6]["action"], rows[6]["subject"]) == ("deadline.extended", "2026Q3/430200")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE audit_event SET name = '李四五' WHERE number = 3", [CHANGED, STEP_CHANGED]),
        ("UPDATE audit_event SET address = '10.0.0.9' WHERE number = 8", [CHANGED]),
        ("UPDATE audit_event SET at = '2026-01-01 00:00:00' WHERE number = 8", [CHANGED]),
        (f"UPDATE audit_event SET sha256 = '{'b' * 64}' WHERE number = 8", [CHANGED]),
        (f"UPDATE audit_event SET sha256 = '{'b' * 64}' WHERE number = 7", [CHANGED, NOT_LINKED]),
        ("DELETE FROM audit_event WHERE number = 7", [GAP_OF_ONE, STEP_EXTRA]),
        ("DELETE FROM audit_event WHERE number IN (1, 2)", [GAP, STEP_EXTRA, STEP_EXTRA]),
        ("DELETE FROM audit_event WHERE number > 6", [STEP_EXTRA, RELEASE_EXTRA]),
        ("UPDATE step SET reason = '无误' WHERE reason = '有误'", [STEP_CHANGED]),
        ("UPDATE step SET actor = '赵六' WHERE id = 4", [STEP_CHANGED]),
        ("UPDATE step SET at = '2026-01-01 00:00:00' WHERE id = 4", [STEP_CHANGED]),
        ("UPDATE step SET places = '{}' WHERE id = 5", [STEP_CHANGED]),
        ("DELETE FROM step WHERE id = 3", [STEP_GONE]),
        ("DELETE FROM step WHERE id = 7", [STEP_GONE]),
        (
            "INSERT INTO step SELECT 99, submission_id, quarter, unit, action, actor, at, channel, reason, regions,"
            " places FROM step WHERE id = 4",
            [STEP_EXTRA],
        ),
        ("UPDATE submission SET state = 'confirmed' WHERE id = 2", [STATE_CHANGED]),
        ("UPDATE release SET reason = '勘误'", [RELEASE_CHANGED]),
    ],
)
def test_what_was_done_around_the_product_is_found(engine: Engine, statement: str, expected: list[str]) -> None:
    lived(engine)

    around(engine, statement)

    assert sorted(found(engine)) == sorted(expected)


def test_a_rewritten_chain_is_found_by_its_seal(engine: Engine, tmp_path: Path) -> None:
    lived(engine)
    seals = tmp_path / "audit.seal"
    keep_seal(seals, Seal(CAME, *head_of(engine)))

    rewrite_from(engine, 8, login="someone")

    assert found(engine) == []
    assert found(engine, seals) == [SEAL_BROKEN]


def test_a_trail_that_was_cut_off_with_its_steps_is_found_by_its_seal(engine: Engine, tmp_path: Path) -> None:
    lived(engine)
    seals = tmp_path / "audit.seal"
    keep_seal(seals, Seal(CAME, *head_of(engine)))

    around(engine, "DELETE FROM audit_event WHERE number = 8", "DELETE FROM release")

    assert found(engine) == []
    assert found(engine, seals) == [CUT_OFF]


def test_a_seal_that_was_written_over_is_named_by_its_line(engine: Engine, tmp_path: Path) -> None:
    lived(engine)
    seals = tmp_path / "audit.seal"
    keep_seal(seals, Seal(CAME, *head_of(engine)))
    seals.write_bytes(seals.read_bytes() + b"2026-10-09T02:30:00Z 7 \xff\n")

    verdict = verify(engine, seals)

    assert [(fault.message, fault.places["line"]) for fault in verdict.faults] == [(STRANGE_SEAL, 2)]
    assert (verdict.seals, verdict.seal) == (1, Seal(CAME, *head_of(engine)))


def test_a_submission_that_is_gone_is_named_with_its_receipt(engine: Engine) -> None:
    lived(engine)
    tables = ("answer", "set_aside", "stored_finding", "stored_value")
    rest = [f"DELETE FROM {table}" for table in tables]

    around(
        engine,
        *rest,
        "UPDATE step SET submission_id = NULL WHERE submission_id = 2",
        "DELETE FROM submission WHERE id = 2",
    )

    assert SUBMISSION_GONE in found(engine)


@pytest.mark.parametrize(
    "change",
    [
        "subject = CAST(X'FFFE41' AS TEXT)",
        "subject = X'FFFE41'",
        """ "after" = '{"quarter": 1' """,
        """ "before" = '[]' """,
        "at = 'yesterday'",
    ],
)
def test_what_cannot_be_read_any_more_is_a_fault_and_no_crash(tmp_path: Path, change: str) -> None:
    sqlite = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    migrate(sqlite)
    lived(sqlite)

    around(sqlite, f"UPDATE audit_event SET {change} WHERE number = 8")

    assert set(found(sqlite)) & {UNREADABLE, CHANGED}
    sqlite.dispose()


def test_what_strangers_write_can_be_kept_and_verified(engine: Engine) -> None:
    with writing(engine) as session:
        keep_event(session, Event("session.refused", "a\0b\ud800'; DROP TABLE step", "", "<script>", CAME))

    assert verify(engine, NOWHERE).whole


def test_progress_is_told_while_many_events_pass(engine: Engine) -> None:
    with writing(engine) as session:
        last = keep_event(session, Event("session.opened", "x", "zhang", "张三", CAME))
    chained(engine, last, 4100)
    told: list[tuple[int, int]] = []

    verdict: Verdict = verify(engine, NOWHERE, lambda done, total: told.append((done, total)))

    assert (verdict.whole, verdict.events) == (True, 4101)
    assert told == [(2000, 4101), (4000, 4101)]


def chained(engine: Engine, last: AuditEvent, count: int) -> None:
    rows, previous = [], last.sha256
    for number in range(last.number + 1, last.number + 1 + count):
        row = last.model_dump() | {"number": number, "previous": previous}
        row["sha256"] = previous = seal_of(row)
        rows.append(row)
    with engine.begin() as connection:
        connection.execute(AuditEvent.__table__.insert(), rows)


def rewrite_from(engine: Engine, number: int, **changes: str) -> None:
    with engine.connect() as connection:
        query = AuditEvent.__table__.select().where(AuditEvent.number >= number).order_by(AuditEvent.number)
        rows = connection.execute(query).mappings().all()
    statements, previous = [], rows[0]["previous"]
    for row in rows:
        own = (changes if row["number"] == number else {}) | {"previous": previous}
        previous = seal_of({**row, **own, "at": row["at"]})
        sets = ", ".join(f"{name} = '{value}'" for name, value in {**own, "sha256": previous}.items())
        statements.append(f"UPDATE audit_event SET {sets} WHERE number = {row['number']}")
    around(engine, *statements)
