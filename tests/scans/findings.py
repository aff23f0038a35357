"""What a reading itself says is doubtful: places of cells, pages, words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.document import Cell, Document
from pipeline.model.finding import Finding, Severity
from pipeline.model.place import Place
from pipeline.model.report import SourceReading
from tests.scans.texts import folded

_AT = re.compile(r"(?<=at )(\d+):(\d+)")  # how a check names the cells that it speaks of


@dataclass(frozen=True, slots=True)
class Doubts:
    """Cells that a finding or the list of unread cells names, pages that one speaks of as a whole, and all words.

    Only warnings and errors count: what is said of every page or cell alike warns nobody. What the truth has, too, is
    no doubt of the reading: a sheet may contradict itself.
    """

    cells: dict[Place, str]
    pages: dict[int, str]
    words: tuple[tuple[str, str], ...]

    def of_label(self, label: str) -> str | None:
        """The rule of a finding that names a label."""
        last = label.split(">")[-1]
        return next((rule for rule, said in self.words if last and last in said), None)


def doubts_of(document: Document, reading: SourceReading, truth: SourceReading) -> Doubts:
    """What a reading says of itself."""
    known = Counter(map(_kind, _of(truth)))
    cells: dict[Place, str] = {}
    pages: dict[int, str] = {}
    words = []
    by_page = [finding for grid in document.grids for finding in grid.findings]
    for finding in (*by_page, *_of(reading)):
        if finding.severity is Severity.INFO:
            continue
        if known[_kind(finding)] > 0:
            known[_kind(finding)] -= 1
            continue
        words.append((finding.rule, folded(f"{finding.message} {finding.expected or ''} {finding.actual or ''}")))
        for place in _places(finding):
            cells.setdefault(place, finding.rule)
        if finding.rule.startswith("page-") and finding.place is not None:
            pages.setdefault(finding.place.page, finding.rule)
    for cell in _unread(reading):
        cells.setdefault(cell.place, "unread")
    pages |= {grid.page: grid.findings[0].rule for grid in document.grids if not grid.rows and grid.findings}
    return Doubts(cells, pages, tuple(words))


def _of(reading: SourceReading) -> Iterator[Finding]:
    """All findings about reports and the file."""
    yield from reading.findings
    for report in reading.reports:
        yield from report.findings


def _unread(reading: SourceReading) -> Iterable[Cell]:
    return (*reading.unread, *(cell for report in reading.reports for cell in report.unread))


def _kind(finding: Finding) -> tuple[object, ...]:
    return (finding.rule, finding.fiscal_year, finding.expected, finding.actual)


def _places(finding: Finding) -> Sequence[Place]:
    if finding.place is None:
        return ()
    named = [Place(finding.place.page, int(row) - 1, int(col) - 1) for row, col in _AT.findall(finding.message)]
    return (finding.place, *named)
