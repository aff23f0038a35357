"""What corrections took the place of, so that they can be undone.

Frozen: nothing here follows later changes of ``db.tables``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "overruled",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("correction_id", sa.Integer(), sa.ForeignKey("corrections.id", ondelete="CASCADE"), nullable=False),
        sa.Column("source_id", sa.Integer(), sa.ForeignKey("sources.id", ondelete="CASCADE"), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.UniqueConstraint("correction_id", "source_id"),
    )
    op.create_index(op.f("ix_overruled_source_id"), "overruled", ["source_id"])


def downgrade() -> None:
    """Drop the table: corrections that apply stay as they are, and can no longer be undone."""
    op.drop_table("overruled")
