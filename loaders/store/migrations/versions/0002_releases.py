"""releases; the frames of a scoring as rows

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FRAMES = ("measures", "items", "nodes", "ranking")
_REFUSAL = "a release is never changed or deleted; make a revision"
_SQLITE = """
CREATE TRIGGER release_no_{verb} BEFORE {verb} ON "release"
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
_FUNCTION = """
CREATE FUNCTION refuse_release_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER release_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON "release"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_release_change()
"""


def upgrade() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("manifest_sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("previous_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["previous_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("quarter", "revision"),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_quarter"), ["quarter"], unique=False)
    for statement in _refusals(op.get_bind().dialect.name):
        op.execute(statement)
    op.create_table(
        "scoring_frame",
        sa.Column("input_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["input_hash"], ["scoring.input_hash"]),
        sa.PrimaryKeyConstraint("input_hash", "name"),
    )
    op.execute("DELETE FROM scoring")
    with op.batch_alter_table("scoring", schema=None) as batch_op:
        for name in _FRAMES:
            batch_op.drop_column(name)


def downgrade() -> None:
    op.drop_table("scoring_frame")
    op.execute("DELETE FROM scoring")
    with op.batch_alter_table("scoring", schema=None) as batch_op:
        for name in _FRAMES:
            batch_op.add_column(sa.Column(name, sa.LargeBinary(), nullable=False))
    op.drop_table("release")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_release_change()")


def _refusals(dialect: str) -> list[str]:
    """What makes the database itself refuse to change a release."""
    if dialect == "postgresql":
        return [_FUNCTION.format(refusal=_REFUSAL), _POSTGRESQL]
    return [_SQLITE.format(verb=verb, refusal=_REFUSAL) for verb in ("UPDATE", "DELETE")]
