"""The folder that paths are relative to, and which forms were of a folder of one's own.

Frozen: nothing here follows later changes of ``db.tables``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("runs", sa.Column("folder", sa.Text()))
    op.add_column("sources", sa.Column("own_forms", sa.Text()))


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("sources", "own_forms")
    op.drop_column("runs", "folder")
