import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from loaders.intake.evidence import Evidence
from loaders.store.database import writing
from loaders.store.honouragreement import HONOUR_CHANGED, HONOUR_EXTRA, HONOUR_GONE
from loaders.store.honourreading import confirmed_lists, kept_people
from loaders.store.honours import (
    ENOUGH,
    NO_REASON,
    OWN_HAND,
    SAME,
    UNKNOWN,
    WRONG_STATE,
    Action,
    Nominee,
    confirm_list,
    name_person,
    take,
)
from loaders.store.refusals import StepRefused
from loaders.store.steps import Signed
from loaders.store.verification import verify

NOWHERE = Path("/nonexistent/audit.seal")
NOW = dt.datetime(2026, 2, 3, 4, tzinfo=dt.UTC)
UNIT = Signed("何局长", NOW, "page", "430100", login="he", address="10.0.0.1")
OFFICE = Signed("王五", NOW + dt.timedelta(days=1), "page", "office", login="wang")
NOMINEE = Nominee(2025, "430100", "张三", "长沙市社会福利院", "十年如一日照料孤儿。", invented=True)
PROOF = Evidence("事迹.pdf", b"%PDF-1.7 x")


def named(engine: Engine, nominee: Nominee = NOMINEE, most: int = 2) -> str:
    with writing(engine) as session:
        return name_person(session, nominee, UNIT, [PROOF, PROOF], most).number


def taken(engine: Engine, number: str, action: Action, by: Signed = OFFICE, reason: str = "") -> None:
    with writing(engine) as session:
        take(session, number, action, by, reason)


def listed(engine: Engine, content: str = '{"a":1}') -> str:
    with writing(engine) as session:
        told = {"2025Q1": "2025Q1-r1-0"}
        return confirm_list(session, "regions", 2025, told, content, OFFICE, "同意", invented=True).number


def changed(engine: Engine, table: str, statement: str) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text(f"DROP TRIGGER {table}_no_UPDATE"))
            connection.execute(text(f"DROP TRIGGER {table}_no_DELETE"))
        else:
            connection.execute(text(f"DROP TRIGGER {table}_no_change ON {table}"))
        connection.execute(text(statement))


def test_a_list_is_confirmed_again_as_the_next_revision_and_both_stay(engine: Engine) -> None:
    assert (listed(engine), listed(engine, '{"a":2}')) == ("RY-2025-001", "RY-2025-002")

    second, first = confirmed_lists(engine)
    assert (first.content, second.content, second.revision) == ('{"a":1}', '{"a":2}', 2)
    assert first.releases == {"2025Q1": "2025Q1-r1-0"}
    assert verify(engine, NOWHERE).whole


def test_a_nomination_is_checked_then_confirmed_and_the_trail_agrees(engine: Engine) -> None:
    number = named(engine)
    taken(engine, number, "checked")
    taken(engine, number, "confirmed")

    (kept,) = kept_people(engine)
    assert (kept.person.number, kept.state, len(kept.files)) == ("ZM-2025-001", "confirmed", 1)
    assert [step.action for step in kept.steps] == ["named", "checked", "confirmed"]
    assert verify(engine, NOWHERE).whole


def test_what_is_not_allowed_is_refused_and_keeps_nothing(engine: Engine) -> None:
    number = named(engine)
    own = replace(OFFICE, login="he")
    refusals: list[tuple[str, Action, Signed, str, str]] = [
        (number, "confirmed", OFFICE, "", WRONG_STATE["named"]),
        (number, "checked", own, "", OWN_HAND),
        (number, "rejected", OFFICE, " ", NO_REASON),
        ("ZM-2025-009", "checked", OFFICE, "", UNKNOWN),
    ]
    for asked, action, by, reason, message in refusals:
        with pytest.raises(StepRefused) as refused:
            taken(engine, asked, action, by, reason)
        assert refused.value.message == message
    taken(engine, number, "withdrawn", UNIT, "误报")
    with pytest.raises(StepRefused):
        taken(engine, number, "checked")
    assert [step.action for step in kept_people(engine)[0].steps] == ["named", "withdrawn"]


def test_a_unit_names_only_so_many_and_nobody_twice(engine: Engine) -> None:
    number = named(engine, most=1)
    for nominee, message in ((NOMINEE, SAME), (replace(NOMINEE, name="李四"), ENOUGH)):
        with pytest.raises(StepRefused) as refused:
            named(engine, nominee, most=1)
        assert refused.value.message == message
    taken(engine, number, "withdrawn", UNIT, "误报")

    assert named(engine, most=1) == "ZM-2025-002"
    assert named(engine, replace(NOMINEE, unit="430200"), most=1) == "ZM-2025-003"


@pytest.mark.parametrize("table", ["honour_list", "honour_person", "honour_step", "honour_file"])
def test_the_database_itself_refuses_to_change_or_delete(engine: Engine, table: str) -> None:
    listed(engine)
    named(engine)
    for statement in (f"UPDATE {table} SET id = 9", f"DELETE FROM {table}"):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.execute(text(statement))


TAMPERED = [
    ("honour_list", "UPDATE honour_list SET content = '{}'", HONOUR_CHANGED),
    ("honour_person", "UPDATE honour_person SET story = 'x'", HONOUR_CHANGED),
    ("honour_step", "UPDATE honour_step SET actor = 'x'", HONOUR_CHANGED),
    ("honour_list", "DELETE FROM honour_list", HONOUR_GONE),
    ("honour_step", "DELETE FROM honour_step", HONOUR_GONE),
    ("honour_file", "DELETE FROM honour_file", HONOUR_CHANGED),
    (
        "honour_step",
        "INSERT INTO honour_step (person_id, action, actor, login, post, at, channel, reason)"
        " SELECT person_id, 'confirmed', actor, login, post, at, channel, reason FROM honour_step",
        HONOUR_EXTRA,
    ),
]


@pytest.mark.parametrize(("table", "statement", "fault"), TAMPERED)
def test_what_was_changed_by_hand_is_found(engine: Engine, table: str, statement: str, fault: str) -> None:
    listed(engine)
    named(engine)

    changed(engine, table, statement)

    assert [one.message for one in verify(engine, NOWHERE).faults] == [fault]
