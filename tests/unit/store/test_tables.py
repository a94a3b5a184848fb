import datetime as dt

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlmodel import SQLModel

from loaders.store.database import migrate, writing
from loaders.store.released import newest_release
from loaders.store.tables import Release
from loaders.store.trail import steps_in
from loaders.store.writers import keep_raw, keep_release
from tests.conftest import REPOSITORY


def test_migrations_make_exactly_the_tables_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, SQLModel.metadata) == []


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    migrate(engine)

    with engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == "0007"


def moved(engine: Engine, revision: str) -> None:
    settings = Config()
    settings.set_main_option("script_location", str(REPOSITORY / "loaders" / "store" / "migrations"))
    with engine.connect() as connection:
        settings.attributes["connection"] = connection
        (command.downgrade if revision == "0001" else command.upgrade)(settings, revision)
        connection.commit()


def test_a_workspace_of_the_first_version_comes_up_to_date_with_its_files(engine: Engine) -> None:
    moved(engine, "0001")
    with writing(engine) as session:
        sha256 = keep_raw(session, b"a workbook")
        session.execute(
            text(
                "INSERT INTO scoring (input_hash, computed_at, seconds, submissions, measures, items, nodes, ranking)"
                " VALUES ('h', '2026-01-01 00:00:00', 1, 1, :frame, :frame, :frame, :frame)"
            ),
            {"frame": b"PAR1"},
        )

    migrate(engine)

    with writing(engine) as session:
        assert session.execute(text("SELECT sha256 FROM raw_file")).scalars().all() == [sha256]
        keep_release(
            session,
            Release(
                id="2026Q2-r1-00000000",
                quarter="2026Q2",
                revision=1,
                manifest_sha256="0" * 64,
                made_at=dt.datetime(2026, 7, 18, tzinfo=dt.UTC),
                made_by="a",
                reason="",
            ),
        )
    assert newest_release(engine, "2026Q2") is not None


def test_what_was_kept_before_there_was_a_trail_gets_its_first_step(engine: Engine) -> None:
    moved(engine, "0001")
    columns = "receipt, kind, submitter, region_code, period, quarter, file_name, sha256, received_at, channel, outcome"
    columns += ", late, invented, rows, publisher, published, source_url, source_note"
    with writing(engine) as session:
        sha256 = keep_raw(session, b"a workbook")
        for kind, submitter, region in (("division_workbook", "elderly_care", ""), ("statutory_form", "x", "430100")):
            row = f"'{kind}', '{kind}', '{submitter}', '{region}', '2026-06', '2026Q2', 'f', '{sha256}'"
            row += ", '2026-07-01 02:00:00', 'page', 'accepted', false, false, 1, '', '', '', ''"
            session.execute(text(f"INSERT INTO submission ({columns}) VALUES ({row})"))

    migrate(engine)

    steps = steps_in(engine, "2026Q2")
    assert [(step.action, step.unit, step.actor, step.regions, receipt) for step, receipt in steps] == [
        ("submitted", "elderly_care", "elderly_care", [], "division_workbook"),
        ("submitted", "430100", "430100", [], "statutory_form"),
    ]
    assert steps[0][0].at == dt.datetime(2026, 7, 1, 2, tzinfo=dt.UTC)
