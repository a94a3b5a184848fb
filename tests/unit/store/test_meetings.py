import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from loaders.store.auditreading import Asked, events
from loaders.store.database import writing
from loaders.store.meetingreading import acts_of, kept_meetings, meeting_in, meeting_pulse
from loaders.store.meetings import keep_act, keep_meeting
from loaders.store.meetingtables import Meeting
from loaders.store.steps import Signed
from loaders.store.verification import verify

AT = dt.datetime(2026, 10, 20, 1, 0, tzinfo=dt.UTC)
OFFICE = Signed("王五", AT, "page", "office", login="wang", address="10.0.0.1")
LEADER = Signed("赵厅长", AT + dt.timedelta(minutes=3), "page", login="zhao")
AGENDA = [{"key": "i1", "title": "养老服务处", "unit": "elderly_care", "minutes": 8, "vote": True}]


def prepared(engine: Engine, quarter: str = "2026Q3") -> str:
    told: dict[str, Any] = {"number": "", "kind": "quarterly_review", "title": "点评会", "quarter": quarter}
    rest: dict[str, Any] = {"made_by": "王五", "login": "wang", "invented": True}
    with writing(engine) as session:
        meeting = Meeting(**told, **rest, day=dt.date(2026, 10, 20), agenda=AGENDA, made_at=AT)
        return keep_meeting(session, meeting, OFFICE).number


def act(engine: Engine, number: str, action: str, signed: Signed = OFFICE, item: str = "i1", **said: Any) -> int:
    with writing(engine) as session:
        meeting = meeting_in(session, number)
        assert meeting is not None
        return keep_act(session, meeting, action, signed, item, said).id or 0


def test_meetings_are_numbered_within_their_quarter_and_come_back_as_they_were(engine: Engine) -> None:
    numbers = [prepared(engine), prepared(engine), prepared(engine, "2026Q4")]

    assert numbers == ["HY-2026Q3-1", "HY-2026Q3-2", "HY-2026Q4-1"]
    assert [one.number for one in kept_meetings(engine)] == numbers
    assert kept_meetings(engine)[0].agenda == AGENDA


def test_acts_come_back_in_order_and_move_the_pulse(engine: Engine) -> None:
    number = prepared(engine)
    before = meeting_pulse(engine)
    first = act(engine, number, "started")
    act(engine, number, "commented", LEADER, text="床位要补齐")

    meeting = kept_meetings(engine)[0]

    told = acts_of(engine, meeting.id or 0)
    assert [(one.action, one.login, one.at) for one in told] == [
        ("started", "wang", AT),
        ("commented", "zhao", LEADER.at),
    ]
    assert [one.action for one in acts_of(engine, meeting.id or 0, behind=first)] == ["commented"]
    assert told[1].said == {"text": "床位要补齐"}
    assert meeting_pulse(engine) > before


def test_the_trail_tells_who_voted_on_what_but_not_how(engine: Engine, tmp_path: Path) -> None:
    number = prepared(engine)
    act(engine, number, "voted", LEADER, scores={"results": 9.0}, **{"class": "A"})

    voted, made = events(engine, Asked(action="meeting"))

    assert (voted.action, voted.subject, voted.login) == ("meeting.voted", number, "zhao")
    assert set(voted.after) == {"meeting_act", "item", "actor", "post", "channel", "seal"}
    assert made.action == "meeting.prepared"
    assert verify(engine, tmp_path / "audit.seal").faults == ()


CHANGES = [
    "UPDATE meeting SET title = 'x'",
    "DELETE FROM meeting",
    "UPDATE meeting_act SET login = 'x'",
    "DELETE FROM meeting_act",
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_itself_refuses_to_change_what_happened(engine: Engine, change: str) -> None:
    act(engine, prepared(engine), "started")

    with pytest.raises(DBAPIError, match="never changed or deleted"), writing(engine) as session:
        session.execute(text(change))


AROUND = [
    ("meeting", "UPDATE meeting SET quarter = '2026Q1'", "is not kept as event"),
    ("meeting_act", "UPDATE meeting_act SET said = '{\"scores\": {}}' WHERE action = 'voted'", "is not kept as event"),
    ("meeting_act", "UPDATE meeting_act SET action = 'ended' WHERE action = 'started'", "is not there any more"),
    ("meeting_act", "DELETE FROM meeting_act WHERE action = 'voted'", "is not there any more"),
    (
        "meeting_act",
        "INSERT INTO meeting_act (id, meeting_id, action, item, actor, login, post, at, channel, said)"
        " SELECT id + 100, meeting_id, action, item, actor, login, post, at, channel, said FROM meeting_act",
        "of a meeting has no event",
    ),
]


@pytest.mark.parametrize(("table", "change", "says"), AROUND)
def test_verifying_names_what_was_changed_around_the_product(
    engine: Engine, tmp_path: Path, table: str, change: str, says: str
) -> None:
    number = prepared(engine)
    act(engine, number, "started")
    act(engine, number, "voted", LEADER, scores={"results": 9.0}, **{"class": "A"})
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        else:
            for verb in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER {table}_no_{verb}"))
        connection.execute(text(change))

    faults = verify(engine, tmp_path / "audit.seal").faults

    assert faults
    assert all(says in fault.message for fault in faults)
