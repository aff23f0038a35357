"""One filled form found in a document, after reading, binding and checking."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.document import Cell
from pipeline.model.facts import Fact
from pipeline.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Municipality:
    """A local government; ``code`` is the 6-digit 全国地方公共団体コード."""

    code: str
    name: str
    prefecture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHead:
    """What identifies a report. ``fiscal_year`` is the latest year whose results it evaluates."""

    form: str
    kind: str
    municipality: Municipality
    fiscal_year: int | None
    sheet_fiscal_year: int | None
    project_code: str | None = None
    serial: str | None = None
    project_name: str | None = None
    department: str | None = None
    started_fiscal_year: int | None = None
    ended_fiscal_year: int | None = None
    first_page: int = 1
    last_page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report ready to load.

    ``cells`` counts the non-blank cells of the report, ``unread`` are those that no rule claimed.
    """

    ordinal: int
    head: ReportHead
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    unread: tuple[Cell, ...]
    cells: int

    @property
    def coverage(self) -> float:
        """Share of non-blank cells accounted for, 0 to 1."""
        return 1.0 if self.cells == 0 else 1.0 - len(self.unread) / self.cells


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReading:
    """All that one source gave: its reports, cells outside every report, and findings about the file itself.

    ``unread_more``: so many cells more than those in ``unread`` stand outside. ``recognised``: so many pages were
    pictures.
    """

    reports: Sequence[Report]
    unread: tuple[Cell, ...] = ()
    unread_more: int = 0
    recognised: int = 0
    findings: tuple[Finding, ...] = ()
