"""highlights: cases that were entered, their steps and files, rounds and ballots

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

from loaders.store.appendonly import no_refusals, refusals

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = ("highlight_entry", "highlight_step", "highlight_file", "highlight_round", "highlight_ballot")
_REFUSAL = "a highlight case, its steps, files, rounds and ballots are never changed or deleted"


def upgrade() -> None:
    texts = ("quarter", "unit", "region_code", "line", "kind", "level", "title", "what_was_done", "effect", "indicator")
    op.create_table(
        "highlight_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        *_texts(*texts),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        *_texts("made_by", "login"),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_table(
        "highlight_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        *_texts("action", "actor", "login", "post"),
        sa.Column("at", sa.DateTime(), nullable=False),
        *_texts("channel", "reason"),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["highlight_entry.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "highlight_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["highlight_step.id"]),
        sa.ForeignKeyConstraint(["sha256"], ["raw_file.sha256"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "highlight_round",
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts("quarter", "action", "actor", "login", "post"),
        sa.Column("at", sa.DateTime(), nullable=False),
        *_texts("channel"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "highlight_ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        *_texts("actor", "login"),
        sa.Column("at", sa.DateTime(), nullable=False),
        *_texts("channel"),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["highlight_entry.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_highlight_entry_quarter", "highlight_entry", ["quarter"])
    op.create_index("ix_highlight_step_entry_id", "highlight_step", ["entry_id"])
    op.create_index("ix_highlight_file_step_id", "highlight_file", ["step_id"])
    op.create_index("ix_highlight_round_quarter", "highlight_round", ["quarter"])
    op.create_index("ix_highlight_ballot_entry_id", "highlight_ballot", ["entry_id"])
    for statement in refusals(op.get_bind().dialect.name, "highlight", TABLES, _REFUSAL):
        op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    for statement in no_refusals(op.get_bind().dialect.name, "highlight"):
        op.execute(statement)


def _texts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]
