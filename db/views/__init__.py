"""The views, for people who only read: one SQL file each, the same for SQLite and PostgreSQL but for a few words.

``create`` makes and drops them, ``sql`` turns a file into what a database understands. Files whose names begin with
``_`` are pieces that several views include.
"""

from db.views.create import create_views, drop_views, view_sources
from db.views.sql import VIEWS, ViewDoc, view_doc

__all__ = ["VIEWS", "ViewDoc", "create_views", "drop_views", "view_doc", "view_sources"]
