"""The relational side of hyoka: tables, views, migrations and the dictionary that explains them.

``engine`` opens and upgrades a database, ``tables`` describes it, ``vocabulary`` holds every enumeration, ``views`` the
views for people who only read. Nothing here knows how facts were read: ``pipeline`` imports ``db``, never the reverse.
"""
