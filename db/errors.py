"""Why a database can't be used as asked; every message says what was found and what to do."""


class UnusableDatabase(Exception):
    """Base of the errors that opening or upgrading a database raises on purpose."""


class MissingDatabase(UnusableDatabase):
    """Asked to read a database that isn't there, or is empty."""


class NotHyokaDatabase(UnusableDatabase):
    """There is a database, but hyoka didn't make it."""


class TooNewDatabase(UnusableDatabase):
    """A newer hyoka made this database."""


class OutdatedDatabase(UnusableDatabase):
    """An older hyoka made this database, and reading only may not upgrade it."""
