"""Why a database can't be used as asked; every message says what was found and what to do."""


class DatabaseUnusable(Exception):
    """Base of the errors that opening or upgrading a database raises on purpose."""


class DatabaseMissing(DatabaseUnusable):
    """Asked to read a database that isn't there, or is empty."""


class NotHyokaDatabase(DatabaseUnusable):
    """There is a database, but hyoka didn't make it."""


class DatabaseTooNew(DatabaseUnusable):
    """A newer hyoka made this database."""


class DatabaseOutdated(DatabaseUnusable):
    """An older hyoka made this database, and reading only may not upgrade it."""
