"""Opening the database: SQLite in WAL with honest transactions, or PostgreSQL; tables by Alembic."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from loaders.store.moment import ask_anew
from loaders.turns import Busy, Turns

WRITERS = 0x4A505754  # "JPWT": the writers' lock on PostgreSQL
_PATIENCE = 30.0
_MOST_WAITING = 1000
_turns: WeakKeyDictionary[Engine, Turns[str]] = WeakKeyDictionary()
_known = threading.Lock()
_MIGRATIONS = Path(__file__).parent / "migrations"


def open_engine(url: str) -> Engine:
    """An engine for the URL; creates the folder of a SQLite file.

    `postgresql://` is served by psycopg. Raises sqlalchemy.exc.ArgumentError for a URL that is none.
    """
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    engine = create_engine(address, connect_args={"timeout": _PATIENCE})
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest version; safe to call at every start."""
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(_MIGRATIONS))
    with engine.connect() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
        connection.commit()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for reading: one consistent view, nothing is written."""
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session in one transaction: all of it is kept, or none.

    Writers queue: those of this process without a connection, as they come; the first of them takes SQLite's write
    lock, or on PostgreSQL an advisory lock that goes with the transaction. Who waits too long gets OperationalError.
    """
    try:
        with (
            _turn(engine),
            engine.connect().execution_options(writes=True) as connection,
            Session(connection) as session,
            session.begin(),
        ):
            if engine.dialect.name == "postgresql":
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITERS})
            ask_anew()
            yield session
    finally:
        ask_anew()


class _Waited(sqlite3.OperationalError):
    sqlite_errorcode = sqlite3.SQLITE_BUSY


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    with _known:
        turns = _turns.setdefault(engine, Turns([engine.dialect.name], _MOST_WAITING, _PATIENCE))
    with ExitStack() as taken:
        try:
            taken.enter_context(turns.turn())
        except Busy as busy:
            raise OperationalError("BEGIN", None, _Waited("too many writers")) from busy
        yield


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
