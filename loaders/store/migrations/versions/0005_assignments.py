"""assignments: what was handed out, its steps, and the evidence

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from loaders.store.appendonly import no_refusals, refusals

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("assignment", "assignment_step", "assignment_evidence")
_REFUSAL = "an assignment and its steps are never changed or deleted"


def upgrade() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("number", "title", "demand", "owner")),
        sa.Column("co_owners", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("division", "quarter")),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("closes_by", sa.String(), nullable=False),
        sa.Column("watch", sa.JSON(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("made_by", "login")),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_table(
        "assignment_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("action", "actor", "login", "post")),
        sa.Column("at", sa.DateTime(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("channel", "reason")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "assignment_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["assignment_step.id"]),
        sa.ForeignKeyConstraint(["sha256"], ["raw_file.sha256"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_assignment_owner", "assignment", ["owner"], unique=False)
    op.create_index("ix_assignment_step_assignment_id", "assignment_step", ["assignment_id"], unique=False)
    op.create_index("ix_assignment_evidence_step_id", "assignment_evidence", ["step_id"], unique=False)
    for statement in refusals(op.get_bind().dialect.name, "assignment", TABLES, _REFUSAL):
        op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_assignment_evidence_step_id", "assignment_evidence")
    op.drop_index("ix_assignment_step_assignment_id", "assignment_step")
    op.drop_index("ix_assignment_owner", "assignment")
    for table in reversed(TABLES):
        op.drop_table(table)
    for statement in no_refusals(op.get_bind().dialect.name, "assignment"):
        op.execute(statement)
