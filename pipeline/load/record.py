"""What loading is told about a source, and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SAME_CONTENT = "same-content"  # the rule of findings that name another path with a source's content
WITHIN = " > "  # between a zip file and its member, where people read them


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a content stands: a file, or the ``member`` of a zip file at ``path``."""

    path: str
    member: str | None = None

    def __str__(self) -> str:
        return self.path if self.member is None else f"{self.path}{WITHIN}{self.member}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """The columns of ``sources`` that reading knows.

    ``sha256`` is None where the bytes couldn't be read, ``forms_hash`` where reading broke off: such a source is tried
    again by every run. ``own_forms``: which forms of its reports were of a folder of one's own, one a line.
    """

    path: str
    status: str
    member: str | None = None
    sha256: str | None = None
    bytes: int | None = None
    media_type: str | None = None
    pages: int | None = None
    reader: str | None = None
    reader_version: str | None = None
    forms_hash: str | None = None
    own_forms: str | None = None
    error: str | None = None

    @property
    def spot(self) -> Spot:
        return Spot(self.path, self.member)


@dataclass(frozen=True, slots=True)
class Displaced:
    """Sources that lose their path to the one being loaded.

    ``gone`` are found nowhere any more (ids), ``moved`` were seen elsewhere in this run (by id). ``kept`` lost it in an
    earlier run, to nothing that could be read, so that what they said counts to this day.
    """

    gone: tuple[int, ...] = ()
    moved: Mapping[int, Spot] = field(default_factory=dict)
    kept: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gone or self.moved or self.kept)

    @property
    def silenced(self) -> tuple[int, ...]:
        """Those whose reports no longer count, once what took their path could be read."""
        return (*self.gone, *self.kept)


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
