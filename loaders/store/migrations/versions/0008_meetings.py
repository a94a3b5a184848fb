"""meetings: what was prepared, and what happened in them

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

from loaders.store.appendonly import no_refusals, refusals

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("meeting", "meeting_act")
_REFUSAL = "a meeting and what happened in it are never changed or deleted"


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("number", "kind", "title", "quarter")),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("agenda", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("made_by", "login")),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_index("ix_meeting_quarter", "meeting", ["quarter"])
    op.create_table(
        "meeting_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("action", "item", "actor", "login", "post")),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_meeting_act_meeting_id", "meeting_act", ["meeting_id"])
    for statement in refusals(op.get_bind().dialect.name, "meeting", TABLES, _REFUSAL):
        op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    for statement in no_refusals(op.get_bind().dialect.name, "meeting"):
        op.execute(statement)
