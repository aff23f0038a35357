"""What loading is told about a source, and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SAME_CONTENT = "same-content"  # the rule of findings that name another path with a source's content


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """The columns of ``sources`` that reading knows.

    ``sha256`` is None where the bytes couldn't be read, ``forms_hash`` where reading broke off: such a source is tried
    again by every run.
    """

    path: str
    status: str
    sha256: str | None = None
    bytes: int | None = None
    media_type: str | None = None
    pages: int | None = None
    reader: str | None = None
    reader_version: str | None = None
    forms_hash: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Displaced:
    """Sources that lose their path to the one being loaded.

    ``gone`` are found nowhere any more (ids), ``moved`` were seen elsewhere in this run (id to path).
    """

    gone: tuple[int, ...] = ()
    moved: Mapping[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.gone or self.moved)


NOBODY = Displaced()


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What one source came to in the database; ``findings`` counts them by severity."""

    source_id: int
    reports: int = 0
    facts: int = 0
    cells: int = 0
    unread: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
