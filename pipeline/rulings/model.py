"""Rulings as structs. Each has an id that follows from what it is about: a second ruling on that replaces the first."""

import hashlib
from enum import StrEnum

from msgspec import Struct

from pipeline.model.finding import Finding
from pipeline.model.place import Place

FINDINGS = "findings"
"""The table of a ruling that confirms one finding instead of a fact."""


class Action(StrEnum):
    """What is ruled on a cell."""

    REPLACE = "replace"
    CONFIRM = "confirm"
    UNREADABLE = "unreadable"


class Correction(Struct, frozen=True, kw_only=True):
    """A ruling on one fact of one source, or on one finding.

    ``path`` is where the source stood, for people (of a member of a zip file ``a.zip > member``); ``sha256`` its
    content. ``field`` is the column, of a finding its rule; ``expected_raw`` the text of the cell when ruled, of a
    finding what it found; ``value`` what replaces it as a person wrote it, of a finding what it expected. ``label`` and
    ``fiscal_year`` tell the fact in a changed file; ``about`` is for people alone.
    """

    action: Action
    path: str
    sha256: str
    table: str
    field: str | None
    place: Place
    slot: int = 0
    about: str | None = None
    label: str | None = None
    fiscal_year: int | None = None
    expected_raw: str | None
    value: str | None = None
    who: str
    why: str
    at: str

    @property
    def id(self) -> str:
        """Eight hex digits; the same for every ruling on the same column of the same fact."""
        if self.table == FINDINGS:
            return finding_id(self.sha256, self.field or "", self.place, self.expected_raw, self.value)
        return _digest([self.sha256, self.table, *_numbers(self.place), self.slot, self.field or ""])

    def settles(self, finding: Finding) -> bool:
        """Whether a finding on the source is what was ruled on: one by its words, else all about the cell."""
        if finding.place != self.place:
            return False
        words = (finding.rule, finding.actual, finding.expected)
        return self.table != FINDINGS or words == (self.field, self.expected_raw, self.value)


class ProjectName(Struct, frozen=True):
    """A project as every database has it: by municipality and key. ``name`` is for people."""

    municipality: str
    key: str
    name: str | None = None


class LinkRuling(Struct, frozen=True, kw_only=True):
    """A ruling on whether ``to`` follows ``from_``: confirmed as a kind of link, or rejected."""

    confirmed: bool
    kind: str
    from_: ProjectName
    to: ProjectName
    evidence: str | None = None
    who: str
    why: str
    at: str

    @property
    def id(self) -> str:
        """Eight hex digits; the same for every ruling on the same two projects."""
        return link_id(self.from_, self.to)


def finding_id(sha256: str, rule: str, place: Place, actual: str | None, expected: str | None) -> str:
    """What names a finding on a cell, in every database and after every run: the id that a ruling on it has.

    Findings that differ in nothing of this are confirmed together.
    """
    return _digest([sha256, FINDINGS, *_numbers(place), 0, rule, actual or "", expected or ""])


def link_id(from_: ProjectName, to: ProjectName) -> str:
    """What names a link of two projects, in every database."""
    return _digest([from_.municipality, from_.key, to.municipality, to.key])


class Rulings(Struct, frozen=True):
    """All that was ruled, in the order of the ids."""

    corrections: tuple[Correction, ...] = ()
    links: tuple[LinkRuling, ...] = ()


def _numbers(place: Place) -> list[object]:
    return [place.page, place.row, place.col]


def _digest(parts: list[object]) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode(errors="surrogatepass")).hexdigest()[:8]
