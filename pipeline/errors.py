"""What can go wrong, as exceptions that say what was found, what was expected and what to do."""


class HyokaError(Exception):
    """Base of every error that hyoka raises on purpose."""


class UnreadableFile(HyokaError):
    """The bytes of a file could not be turned into a document."""


class SpecError(HyokaError):
    """A form spec is wrong; the message begins with file and line."""


class DatabaseError(HyokaError):
    """The database can't be used as asked."""
