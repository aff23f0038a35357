"""What was counted over scans, and the shares that the goals are about."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that was read wrong. ``rule``: the finding that says so; None: nothing does, a silent error."""

    kind: str
    file: str
    page: int
    label: str
    expected: str
    got: str
    rule: str | None

    def __str__(self) -> str:
        said = "SILENT" if self.rule is None else self.rule
        return f"{self.kind}: {self.file} page {self.page}, {self.label}: {self.expected} read as {self.got} [{said}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts, which add up over files.

    ``silent``: numbers wrong, invented or lost that carry no finding. ``marks_open``: NULL, with a finding.
    ``characters_*`` are those of free text, ``cell_characters_*`` those of all cells.
    """

    files: int = 0
    pages: int = 0
    pages_right: int = 0
    cells: int = 0
    cells_right: int = 0
    cells_extra: int = 0
    numbers: int = 0
    numbers_exact: int = 0
    silent: int = 0
    marks: int = 0
    marks_right: int = 0
    marks_open: int = 0
    marks_silent: int = 0
    characters: int = 0
    characters_wrong: int = 0
    cell_characters: int = 0
    cell_characters_wrong: int = 0
    wrong: tuple[Wrong, ...] = ()

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(self)})


def total(tallies: Iterable[Tally]) -> Tally:
    """All together."""
    return sum(tallies, Tally())
