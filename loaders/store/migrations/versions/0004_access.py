"""access: accounts, posts, sessions, the audit trail

Revision ID: 0004
Revises: 0003
"""

import datetime as dt

import sqlalchemy as sa
from alembic import op
from sqlmodel import Session

from loaders.store.audit import Event, keep_event
from loaders.store.takenover import TAKEN_OVER, taken_over

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_REFUSAL = "an event of the audit trail is never changed or deleted"
_SQLITE = """
CREATE TRIGGER audit_event_no_{verb} BEFORE {verb} ON "audit_event"
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_AT_THE_END = """
CREATE TRIGGER audit_event_at_the_end BEFORE INSERT ON "audit_event"
WHEN NEW."number" <> (SELECT coalesce(max("number"), 0) + 1 FROM "audit_event")
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_FUNCTION = """
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_event"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
"""


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("password_until", sa.DateTime(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("totp", sa.String(), nullable=False),
        sa.Column("totp_last", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
        sa.UniqueConstraint("subject"),
    )
    op.create_table(
        "account_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("account_post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_post_account_id"), ["account_id"], unique=False)

    op.create_table(
        "account_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sha256"),
    )
    with op.batch_alter_table("account_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_session_account_id"), ["account_id"], unique=False)

    op.create_table(
        "audit_event",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_event_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_login"), ["login"], unique=False)
    for statement in _refusals(op.get_bind().dialect.name):
        op.execute(statement)
    _take_over()


def _take_over() -> None:
    """Begin the chain with what was there before it: how many steps and releases, and a hash over them."""
    connection = op.get_bind()
    found = taken_over(connection)
    if found is not None:
        event = Event(TAKEN_OVER, "step", "server", "", dt.datetime.now(dt.UTC), channel="migration", after=found)
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            keep_event(session, event)
            session.commit()


def downgrade() -> None:
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_event_login"))
        batch_op.drop_index(batch_op.f("ix_audit_event_action"))

    op.drop_table("audit_event")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_audit_change()")
    with op.batch_alter_table("account_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_session_account_id"))

    op.drop_table("account_session")
    with op.batch_alter_table("account_post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_post_account_id"))

    op.drop_table("account_post")
    op.drop_table("account")


def _refusals(dialect: str) -> list[str]:
    """What makes the database itself refuse to change an event."""
    if dialect == "postgresql":
        return [_FUNCTION.format(refusal=_REFUSAL), _POSTGRESQL]
    changes = [_SQLITE.format(verb=verb, refusal=_REFUSAL) for verb in ("UPDATE", "DELETE")]
    return [*changes, _AT_THE_END.format(refusal=_REFUSAL)]
