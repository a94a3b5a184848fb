"""honours: lists as they were confirmed, and people as they were named

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

from loaders.store.appendonly import no_refusals, refusals

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("honour_list", "honour_person", "honour_step", "honour_file")
_REFUSAL = "a confirmed honour, a nomination, its steps and its files are never changed or deleted"


def upgrade() -> None:
    op.create_table(
        "honour_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("releases", sa.JSON(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("code", "year", "revision"),
    )
    op.create_index("ix_honour_list_year", "honour_list", ["year"])
    op.create_table(
        "honour_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("workplace", sa.String(), nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_index("ix_honour_person_year", "honour_person", ["year"])
    op.create_index("ix_honour_person_unit", "honour_person", ["unit"])
    op.create_table(
        "honour_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["honour_person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_honour_step_person_id", "honour_step", ["person_id"])
    op.create_table(
        "honour_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["honour_person.id"]),
        sa.ForeignKeyConstraint(["sha256"], ["raw_file.sha256"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "sha256"),
    )
    op.create_index("ix_honour_file_person_id", "honour_file", ["person_id"])
    for statement in refusals(op.get_bind().dialect.name, "honour", TABLES, _REFUSAL):
        op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    for statement in no_refusals(op.get_bind().dialect.name, "honour"):
        op.execute(statement)
