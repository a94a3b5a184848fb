"""life of a submission

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_REFUSAL = "a step of the audit trail is never changed or deleted"
_FIRST_STEPS = """
INSERT INTO "step" (submission_id, quarter, unit, action, actor, at, channel, reason, regions, places)
SELECT id, quarter, unit, 'submitted', unit, received_at, channel, '', '[]', '{}' FROM (
    SELECT id, quarter, received_at, channel,
        CASE kind WHEN 'statutory_form' THEN region_code ELSE submitter END AS unit
    FROM submission
) AS kept ORDER BY id
"""
"""What was kept before there was a trail was submitted by its unit, when it came."""
_SQLITE = """
CREATE TRIGGER step_no_{verb} BEFORE {verb} ON "step"
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_FUNCTION = """
CREATE FUNCTION refuse_step_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER step_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "step"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_step_change()
"""


def upgrade() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        sa.UniqueConstraint("sha256"),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tray", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_tray"), ["tray"], unique=False)

    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.create_index("extension_of", ["quarter", "unit"], unique=False)

    op.create_table(
        "meaning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("meaning", schema=None) as batch_op:
        batch_op.create_index("meaning_of", ["unit", "subject", "key"], unique=False)

    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("ledger", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_entry_ledger"), ["ledger"], unique=False)
        batch_op.create_index(batch_op.f("ix_ledger_entry_submission_id"), ["submission_id"], unique=False)

    op.create_table(
        "set_aside",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.PrimaryKeyConstraint("submission_id", "region_code"),
    )
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_quarter"), ["quarter"], unique=False)
        batch_op.create_index(batch_op.f("ix_step_submission_id"), ["submission_id"], unique=False)

    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["stored_finding.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_finding_id"), ["finding_id"], unique=False)

    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(), nullable=False, server_default="submitted"))
    with op.batch_alter_table("stored_value", schema=None) as batch_op:
        batch_op.create_index("value_series", ["indicator", "period"], unique=False)
    op.execute(_FIRST_STEPS)
    for statement in _refusals(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("stored_value", schema=None) as batch_op:
        batch_op.drop_index("value_series")

    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_column("state")

    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_finding_id"))

    op.drop_table("answer")
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_submission_id"))
        batch_op.drop_index(batch_op.f("ix_step_quarter"))

    op.drop_table("step")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_step_change()")
    op.drop_table("set_aside")
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_entry_submission_id"))
        batch_op.drop_index(batch_op.f("ix_ledger_entry_ledger"))

    op.drop_table("ledger_entry")
    with op.batch_alter_table("meaning", schema=None) as batch_op:
        batch_op.drop_index("meaning_of")

    op.drop_table("meaning")
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.drop_index("extension_of")

    op.drop_table("extension")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_tray"))

    op.drop_table("draft")
    op.drop_table("api_token")


def _refusals(dialect: str) -> list[str]:
    """What makes the database itself refuse to change a step."""
    if dialect == "postgresql":
        return [_FUNCTION.format(refusal=_REFUSAL), _POSTGRESQL]
    return [_SQLITE.format(verb=verb, refusal=_REFUSAL) for verb in ("UPDATE", "DELETE")]
