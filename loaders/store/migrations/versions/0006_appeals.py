"""appeals: what regions ask to be reviewed

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from loaders.store.appendonly import no_refusals, refusals

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ("appeal", "appeal_step", "appeal_file")
_REFUSAL = "an appeal, its steps and its files are never changed or deleted"


def upgrade() -> None:
    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("release_id", sa.String(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("owners", sa.JSON(), nullable=False),
        sa.Column("held", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_index("ix_appeal_quarter", "appeal", ["quarter"])
    op.create_index("ix_appeal_release_id", "appeal", ["release_id"])
    op.create_table(
        "appeal_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("release_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"]),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_appeal_step_appeal_id", "appeal_step", ["appeal_id"])
    op.create_table(
        "appeal_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"]),
        sa.ForeignKeyConstraint(["sha256"], ["raw_file.sha256"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("appeal_id", "sha256"),
    )
    op.create_index("ix_appeal_file_appeal_id", "appeal_file", ["appeal_id"])
    for statement in refusals(op.get_bind().dialect.name, "appeal", TABLES, _REFUSAL):
        op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    for statement in no_refusals(op.get_bind().dialect.name, "appeal"):
        op.execute(statement)
