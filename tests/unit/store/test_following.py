import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from loaders.intake.evidence import Evidence
from loaders.store.auditreading import Asked, events
from loaders.store.database import writing
from loaders.store.following import hand_out, take_step
from loaders.store.followreading import follow_pulse, kept_assignments, kept_one
from loaders.store.followtables import Assignment
from loaders.store.readers import raw_file
from loaders.store.steps import Signed
from loaders.store.verification import verify

AT = dt.datetime(2026, 10, 9, 2, 30, tzinfo=dt.UTC)
OFFICE = Signed("王五", AT, "page", "office", login="wang", address="10.0.0.1")
OWNER = Signed("陈报送", AT + dt.timedelta(days=3), "page", "430100", login="chen")
FILE = Evidence("照片.png", b"\x89PNG\r\n\x1a\n...")


def an_assignment(**changes: Any) -> Assignment:
    terms: dict[str, Any] = {
        "number": "",
        "title": "护理型床位建设",
        "demand": "补齐缺口",
        "owner": "430100",
        "co_owners": ["430121"],
        "division": "elderly_care",
        "quarter": "2026Q2",
        "source": {"kind": "free"},
        "closes_by": "evidence",
        "watch": {},
        "days": 20,
        "due": dt.date(2026, 11, 6),
        "made_at": AT,
        "made_by": "王五",
        "login": "wang",
        "invented": True,
    }
    return Assignment(**(terms | changes))


def handed_out(engine: Engine, **changes: Any) -> str:
    with writing(engine) as session:
        return hand_out(session, an_assignment(**changes), OFFICE).number


def step(engine: Engine, number: str, action: str, signed: Signed, *files: Evidence) -> None:
    with writing(engine) as session:
        kept = kept_one(session, number)
        assert kept is not None
        take_step(session, kept.assignment, action, signed, "说明", files)


def test_assignments_are_numbered_within_their_year(engine: Engine) -> None:
    later = AT.replace(year=2027)

    numbers = [handed_out(engine), handed_out(engine), handed_out(engine, made_at=later)]

    assert numbers == ["JB-2026-0001", "JB-2026-0002", "JB-2027-0001"]


def test_steps_and_files_come_back_in_order_and_a_file_is_kept_once(engine: Engine) -> None:
    number = handed_out(engine)
    before = follow_pulse(engine)
    step(engine, number, "sent", OWNER, FILE, Evidence("另一张.png", FILE.content))
    step(engine, number, "returned", OFFICE)

    (kept,) = kept_assignments(engine)

    assert [one.action for one in kept.steps] == ["sent", "returned"]
    first, second = kept.files[kept.steps[0].id or 0]
    assert (first.name, second.name, first.sha256 == second.sha256) == ("照片.png", "另一张.png", True)
    assert raw_file(engine, first.sha256) == FILE.content
    assert kept.assignment.co_owners == ["430121"]
    assert follow_pulse(engine) != before


CHANGES = [
    "UPDATE assignment SET due = '2030-01-01'",
    "DELETE FROM assignment",
    "UPDATE assignment_step SET action = 'closed'",
    "DELETE FROM assignment_step",
    "UPDATE assignment_evidence SET name = 'x'",
    "DELETE FROM assignment_evidence",
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_itself_refuses_to_change_an_assignment(engine: Engine, change: str) -> None:
    step(engine, handed_out(engine), "sent", OWNER, FILE)

    with pytest.raises(DBAPIError, match="never changed or deleted"), writing(engine) as session:
        session.execute(text(change))


def test_every_act_has_its_event_and_the_trail_is_whole(engine: Engine, tmp_path: Path) -> None:
    number = handed_out(engine)
    step(engine, number, "sent", OWNER, FILE)

    told = events(engine, Asked(action="assignment"))

    assert [(one.action, one.subject, one.login) for one in told] == [
        ("assignment.sent", number, "chen"),
        ("assignment.made", number, "wang"),
    ]
    assert verify(engine, tmp_path / "audit.seal").faults == ()


def test_verifying_names_what_was_changed_around_the_product(engine: Engine, tmp_path: Path) -> None:
    number = handed_out(engine)
    step(engine, number, "sent", OWNER, FILE)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE assignment DISABLE TRIGGER USER"))
        else:
            connection.execute(text('DROP TRIGGER "assignment_no_UPDATE"'))
        connection.execute(text("UPDATE assignment SET owner = '430200'"))
        connection.execute(
            text(
                "INSERT INTO assignment_step (assignment_id, action, actor, login, post, at, channel, reason)"
                " VALUES (1, 'closed', '某', '', 'office', '2026-10-10 00:00:00', 'page', '')"
            )
        )

    faults = verify(engine, tmp_path / "audit.seal").faults

    assert [fault.places for fault in faults] == [
        {"subject": number, "number": 1, "fields": ("owner",)},
        {"step": 2},
    ]


def test_what_a_transaction_did_not_keep_is_not_there(engine: Engine) -> None:
    def broken_off() -> None:
        with writing(engine) as session:
            hand_out(session, an_assignment(), OFFICE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()

    assert kept_assignments(engine) == ()
    assert list(events(engine, Asked())) == []
