import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from loaders.intake.evidence import Evidence
from loaders.store import appeals, readers
from loaders.store.agreement import release_says
from loaders.store.appealagreement import STEP_CHANGED, STEP_EXTRA, STEP_GONE
from loaders.store.appealreading import KeptAppeal, kept_appeals
from loaders.store.appeals import Action, Asked
from loaders.store.audit import Event, keep_event
from loaders.store.database import writing
from loaders.store.refusals import StepRefused
from loaders.store.steps import Signed
from loaders.store.verification import verify
from loaders.store.writers import keep_release
from tests.unit.store.test_released import MADE, row

NOWHERE = Path("/nonexistent/audit.seal")
RELEASE, NEXT = "2026Q1-r1-0123abcd", "2026Q1-r2-0123abcd"
HEAD = Signed("何局长", MADE + dt.timedelta(days=1), "page", login="he", address="10.0.0.1")
OFFICE = Signed("王五", MADE + dt.timedelta(days=2), "page", "office", login="wang")
DIVISION = Signed("李四", MADE + dt.timedelta(days=2), "page", "elderly_care", login="li")
OF_ITEM = Asked("2026Q1", RELEASE, "430100", "items", ("home_adaptations",), ("elderly_care",), "140户")
OF_PLACE = Asked("2026Q1", RELEASE, "430100", "rank")
PROOF = Evidence("台账.pdf", b"%PDF-1.7 x")


def asked(engine: Engine, what: Asked = OF_ITEM, *files: Evidence, reason: str = "少计一位") -> str:
    with writing(engine) as session:
        return appeals.ask(session, what, HEAD, reason, files).number


def taken(engine: Engine, number: str, action: Action, by: Signed = OFFICE, release: str | None = None) -> None:
    with writing(engine) as session:
        appeals.take(session, number, action, by, "理由", release)


def one(engine: Engine) -> KeptAppeal:
    (found,) = kept_appeals(engine)
    return found


@pytest.fixture
def open_appeal(engine: Engine) -> str:
    for release in (row("2026Q1", 1), row("2026Q1", 2, RELEASE)):
        with writing(engine) as session:
            keep_release(session, release)
            said = release_says(vars(release))
            keep_event(session, Event("release.made", release.id, "wang", "王五", MADE, after=said))
    return asked(engine, OF_ITEM, PROOF, PROOF)


def test_an_appeal_is_kept_with_its_files_and_its_step(engine: Engine, open_appeal: str) -> None:
    found = one(engine)

    assert (open_appeal, found.state, found.appeal.held) == ("SS-2026Q1-001", "open", "140户")
    assert [(file.name, file.kind, file.size) for file in found.files] == [("台账.pdf", "pdf", len(PROOF.content))]
    assert readers.raw_file(engine, found.files[0].sha256) == PROOF.content
    assert [(step.action, step.actor, step.reason) for step in found.steps] == [("asked", "何局长", "少计一位")]
    assert verify(engine, NOWHERE).faults == ()


def test_it_goes_from_opinion_and_acceptance_to_the_release_that_answers(engine: Engine, open_appeal: str) -> None:
    taken(engine, open_appeal, "opinion", DIVISION)
    taken(engine, open_appeal, "accepted")
    assert one(engine).state == "accepted"
    taken(engine, open_appeal, "answered", OFFICE, NEXT)

    assert (one(engine).state, one(engine).answer) == ("answered", NEXT)
    assert [step.post for step in one(engine).steps] == ["", "elderly_care", "office", "office"]
    assert verify(engine, NOWHERE).faults == ()


@pytest.mark.parametrize("decision", ["accepted", "rejected", "withdrawn"])
@pytest.mark.parametrize("late", ["opinion", "accepted", "rejected", "withdrawn"])
def test_what_is_decided_is_not_decided_again(engine: Engine, open_appeal: str, decision: Action, late: Action) -> None:
    taken(engine, open_appeal, decision)

    with pytest.raises(StepRefused) as refused:
        taken(engine, open_appeal, late)

    assert refused.value.message == appeals.WRONG_STATE[one(engine).state]
    assert len(one(engine).steps) == 2


@pytest.mark.parametrize("action", ["opinion", "accepted", "rejected"])
def test_nobody_decides_their_own_appeal(engine: Engine, open_appeal: str, action: Action) -> None:
    with pytest.raises(StepRefused) as refused:
        taken(engine, open_appeal, action, HEAD)

    assert refused.value.message == appeals.OWN_HAND
    assert one(engine).state == "open"


def test_a_correction_does_not_answer_what_was_not_accepted(engine: Engine, open_appeal: str) -> None:
    with pytest.raises(StepRefused):
        taken(engine, open_appeal, "answered", OFFICE, NEXT)

    assert one(engine).state == "open"


@pytest.mark.parametrize("state", [None, "accepted", "rejected"])
def test_the_same_of_one_release_is_asked_once(engine: Engine, open_appeal: str, state: Action | None) -> None:
    if state:
        taken(engine, open_appeal, state)

    with pytest.raises(StepRefused) as refused:
        asked(engine)

    assert refused.value.message == appeals.ALREADY
    assert asked(engine, OF_PLACE) == "SS-2026Q1-002"


def test_it_can_be_asked_again_after_it_was_withdrawn(engine: Engine, open_appeal: str) -> None:
    taken(engine, open_appeal, "withdrawn", HEAD)

    assert asked(engine) == "SS-2026Q1-002"


@pytest.mark.parametrize("reason", ["", " \n", "\0"])
def test_a_step_without_a_reason_is_not_taken(engine: Engine, open_appeal: str, reason: str) -> None:
    with pytest.raises(StepRefused), writing(engine) as session:
        appeals.take(session, open_appeal, "rejected", OFFICE, reason)
    with pytest.raises(StepRefused):
        asked(engine, OF_PLACE, reason=reason)

    assert (len(kept_appeals(engine)), one(engine).state) == (1, "open")


@pytest.mark.parametrize("table", ["appeal", "appeal_step", "appeal_file"])
@pytest.mark.usefixtures("open_appeal")
def test_the_database_itself_refuses_to_change_or_delete(engine: Engine, table: str) -> None:
    for change in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.execute(text(change))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE appeal SET held = '150户'", STEP_CHANGED),
        ("UPDATE appeal_step SET reason = '别的' WHERE action = 'accepted'", STEP_CHANGED),
        ("UPDATE appeal_step SET login = 'he' WHERE action = 'accepted'", STEP_CHANGED),
        ("DELETE FROM appeal_file", STEP_CHANGED),
        ("DELETE FROM appeal_step WHERE action = 'accepted'", STEP_GONE),
        (
            "INSERT INTO appeal_step (id, appeal_id, action, actor, login, post, at, channel, reason)"
            " SELECT 99, appeal_id, 'rejected', actor, login, post, at, channel, reason FROM appeal_step WHERE id = 1",
            STEP_EXTRA,
        ),
    ],
)
def test_what_was_changed_around_the_triggers_shows(engine: Engine, open_appeal: str, change: str, fault: str) -> None:
    taken(engine, open_appeal, "accepted")
    with engine.begin() as connection:
        for table in ("appeal", "appeal_step", "appeal_file"):
            if engine.dialect.name == "sqlite":
                connection.execute(text(f"DROP TRIGGER {table}_no_UPDATE"))
                connection.execute(text(f"DROP TRIGGER {table}_no_DELETE"))
            else:
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_change"))
        connection.execute(text(change))

    assert [found.message for found in verify(engine, NOWHERE).faults] == [fault]
