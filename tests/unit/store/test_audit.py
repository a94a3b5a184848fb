import datetime as dt

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from loaders.store.accesstables import AuditEvent
from loaders.store.audit import BEGINNING, Event, keep_event, seal
from loaders.store.database import reading, writing

AT = dt.datetime(2026, 11, 26, 3, 0, 0, 123456, tzinfo=dt.UTC)


def kept(engine: Engine, *subjects: str) -> None:
    for subject in subjects:
        with writing(engine) as session:
            keep_event(session, Event("session.opened", subject, "zhang", "张三", AT, after={"项": [1, None]}))


def test_each_event_is_sealed_with_the_one_before(engine: Engine) -> None:
    kept(engine, "一", "二", "三")

    with reading(engine) as session:
        events = session.exec(select(AuditEvent).order_by(AuditEvent.number)).all()

    assert [event.number for event in events] == [1, 2, 3]
    assert [event.previous for event in events] == [BEGINNING, events[0].sha256, events[1].sha256]
    assert [seal(event) for event in events] == [event.sha256 for event in events]


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET name = 'x'", "DELETE FROM audit_event"])
def test_the_database_refuses_to_change_an_event(engine: Engine, statement: str) -> None:
    kept(engine, "一")

    with pytest.raises(DBAPIError, match="never changed or deleted"), engine.begin() as connection:
        connection.execute(text(statement))
