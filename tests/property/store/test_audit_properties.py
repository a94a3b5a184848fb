import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from loaders.store import life
from loaders.store.audit import Event, keep_event
from loaders.store.database import migrate, open_engine, writing
from loaders.store.refusals import StepRefused
from loaders.store.seals import Seal, keep_seal
from loaders.store.verification import head_of, verify
from tests.unit.store.lives import CAME, DIVISION, OFFICE, handed_in

TEXTS = ("login", "name", "post", "address", "channel", "action", "subject", "previous", "sha256")
acts = st.lists(
    st.one_of(
        st.tuples(st.just("submitted"), st.integers(1, 9)),
        st.tuples(st.sampled_from(["approved", "confirmed", "returned"]), st.integers(0, 3)),
        st.tuples(st.just("other"), st.text(max_size=8)),
    ),
    min_size=1,
    max_size=8,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("audit") / "empty.db"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    return file


@contextmanager
def a_store(empty: Path) -> Iterator[tuple[Engine, Path]]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "store.db"
        shutil.copy(empty, file)
        engine = open_engine(f"sqlite:///{file}")
        yield engine, Path(folder) / "audit.seal"
        engine.dispose()


def live(engine: Engine, done: list[tuple[str, object]]) -> None:
    receipts = [handed_in(engine, {"430121": 1})]
    for action, what in done:
        if action == "submitted":
            receipts.append(handed_in(engine, {"430121": float(len(receipts) * 10 + what)}))
        elif action == "other":
            with writing(engine) as session:
                event = Event("account.changed", what, what, what, CAME, before={"name": what}, after={"name": [what]})
                keep_event(session, event)
        else:
            take(engine, action, receipts[what % len(receipts)])


def take(engine: Engine, action: str, receipt: str) -> None:
    try:
        with writing(engine) as session:
            if action == "returned":
                life.send_back(session, receipt, OFFICE, "有误")
            else:
                (life.approve if action == "approved" else life.confirm)(session, receipt, DIVISION)
    except StepRefused:
        pass


def around(engine: Engine, statement: str, **places: object) -> None:
    with engine.begin() as connection:
        for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        for part in statement.split(";"):
            connection.execute(text(part), {name: value for name, value in places.items() if f":{name}" in part})


def one_sign_other(written: str, place: int) -> str:
    at = place % max(len(written), 1)
    return written[:at] + ("甲" if written[at : at + 1] != "甲" else "乙") + written[at + 1 :]


@settings(max_examples=30, deadline=None)
@given(done=acts)
def test_whatever_is_done_the_trail_is_whole(empty: Path, done: list[tuple[str, object]]) -> None:
    with a_store(empty) as (engine, seals):
        live(engine, done)
        keep_seal(seals, Seal(CAME, *head_of(engine)))

        assert verify(engine, seals).faults == ()


@settings(max_examples=60, deadline=None)
@given(done=acts, data=st.data())
def test_one_sign_in_one_field_of_one_event_is_found(
    empty: Path, done: list[tuple[str, object]], data: st.DataObject
) -> None:
    with a_store(empty) as (engine, seals):
        live(engine, done)
        number = data.draw(st.integers(1, head_of(engine)[0]))
        column = data.draw(st.sampled_from([*TEXTS, "at", "before", "after"]))
        with engine.connect() as connection:
            query = text(f'SELECT CAST("{column}" AS TEXT) FROM audit_event WHERE number = :number')
            written = connection.execute(query, {"number": number}).scalar_one()
        changed = one_sign_other(written, data.draw(st.integers(0, 400)))
        if column == "at":
            changed = written.replace(written[:4], "1999")

        around(
            engine,
            f'UPDATE audit_event SET "{column}" = :changed WHERE number = :number',
            changed=changed,
            number=number,
        )

        assert verify(engine, seals).faults != ()


@settings(max_examples=40, deadline=None)
@given(done=acts, kind=st.sampled_from(["deleted", "swapped", "inserted", "cut off"]), data=st.data())
def test_events_that_are_deleted_swapped_inserted_or_cut_off_are_found(
    empty: Path, done: list[tuple[str, object]], kind: str, data: st.DataObject
) -> None:
    with a_store(empty) as (engine, seals):
        live(engine, [*done, ("other", "a"), ("other", "b")])
        last, sha256 = head_of(engine)
        keep_seal(seals, Seal(CAME, last, sha256))
        number = data.draw(st.integers(2, last))
        statement = {
            "deleted": "DELETE FROM audit_event WHERE number = :number",
            "cut off": "DELETE FROM audit_event WHERE number >= :number",
            "swapped": "UPDATE audit_event SET number = 0 WHERE number = :number;"
            "UPDATE audit_event SET number = :number WHERE number = :number - 1;"
            "UPDATE audit_event SET number = :number - 1 WHERE number = 0",
            "inserted": "UPDATE audit_event SET number = -number WHERE number >= :number;"
            "UPDATE audit_event SET number = 1 - number WHERE number < 0;"
            "INSERT INTO audit_event SELECT :number, at, login, name, post, address, channel, action, subject,"
            ' "before", "after", previous, sha256 FROM audit_event WHERE number = :number - 1',
        }[kind]

        around(engine, statement, number=number)

        assert verify(engine, seals).faults != ()
