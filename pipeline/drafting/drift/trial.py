"""Sheets read by a form on trial: what it leaves unread, and in which section each cell stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.bind.aligned.area import find_areas
from pipeline.bind.aligned.sheet import Sheet
from pipeline.bind.sections import find_sections
from pipeline.drafting.inventory import Entry
from pipeline.model.change import replace
from pipeline.model.document import Cell, Document, Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.report import Report
from pipeline.recognise.found import FoundReport
from pipeline.recognise.reports import Recogniser
from pipeline.run.source import read_source
from pipeline.spec.form import Form
from pipeline.spec.labels import match_label
from pipeline.spec.registry import Registry
from pipeline.spec.sections import Section, variants
from pipeline.spec.todo import without_todos

_NOT_OF_THE_FORM = frozenset({"form-of-another-year", "text-outside-reports"})


@dataclass(frozen=True)
class Named:
    """A file as read, and what to call it."""

    name: str
    document: Document

    @property
    def held(self) -> "Named":
        """The same with all its pages in memory: they are read again and again."""
        return Named(self.name, replace(self.document, grids=tuple(self.document.grids)))


@dataclass(frozen=True, slots=True)
class Said:
    """A finding, and the file that it is about."""

    file: str
    finding: Finding


@dataclass(frozen=True)
class Reading:
    """One sheet as read by the form on trial."""

    file: str
    found: FoundReport
    report: Report

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Its cells that say something, in reading order."""
        return tuple(cell for row in self.found.rows for cell in row)

    @cached_property
    def sheet(self) -> Sheet:
        """What stands beside what, on ruled pages."""
        return Sheet(self.found.grids)

    @cached_property
    def section_of(self) -> dict[Place, str]:
        """The heading, as the form has it, of the section that each cell stands in."""
        return {cell.place: heading for heading, cells in self._sections() for cell in cells}

    @cached_property
    def headings(self) -> tuple[tuple[int, Cell], ...]:
        """The sections' headings in the order of the sheet, with the number of their section in the form."""
        if self.found.aligned:
            return find_areas(self.cells, self.found.form).order
        sections = self.found.form.sections
        found = ((sections.index(s.section), cell) for s in find_sections(self.found).found for cell in s.headings)
        return tuple(sorted(found, key=lambda pair: position(pair[1])))

    @cached_property
    def unread(self) -> frozenset[Place]:
        """The places of the cells that nobody claimed."""
        return frozenset(cell.place for cell in self.report.unread)

    def labelled(self, entry: Entry) -> list[Cell]:
        """The cells that print an entry, in its own section if it stands in one."""
        cells = (cell for cell in self.cells if match_label(list(entry.printed), cell.text) is not None)
        inside = not entry.section or entry.kind == "section"
        return [cell for cell in cells if inside or self.section_of.get(cell.place) == entry.section]

    def _sections(self) -> Iterator[tuple[str, Sequence[Cell]]]:
        if self.found.aligned:
            for area in find_areas(self.cells, self.found.form).found:
                yield _heading(area.section), [*area.headings, *area.area.cells]
        else:
            for found in find_sections(self.found).found:
                yield _heading(found.section), [*found.headings, *(cell for row in found.rows for cell in row)]


@dataclass(frozen=True)
class Trial:
    """All sheets of some files as read by one form; ``said`` are the findings about the files."""

    form: Form
    files: tuple[Named, ...]
    readings: tuple[Reading, ...]
    said: tuple[Said, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is found about the files, not about one sheet in them."""
        return tuple(said.finding for said in self.said)

    @property
    def coverage(self) -> float:
        """The share of cells that were read; 0 where no sheet was found."""
        cells = sum(reading.report.cells for reading in self.readings)
        unread = sum(len(reading.report.unread) for reading in self.readings)
        return 1.0 - unread / cells if cells else 0.0

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What is wrong with the reading, but not with what the sheet itself says."""
        return tuple(said.finding for said in self.wrong if not said.finding.is_of_the_sheet)

    @property
    def wrong(self) -> tuple[Said, ...]:
        """All that is wrong, what the sheets themselves say too."""
        found = [*self.said, *(Said(r.file, finding) for r in self.readings for finding in r.report.findings)]
        return tuple(said for said in found if said.finding.severity is Severity.ERROR)


def try_form(files: Sequence[Named], data: dict[str, Any], others: Sequence[Form]) -> Trial:
    """Read the files by a form's resolved data; ``others`` are forms (``alone``) whose sheets may stand in them too.

    Raises:
        pydantic.ValidationError: the data is no form.
    """
    form = as_form(data)
    readings: list[Reading] = []
    said: list[Said] = []
    for file in files:
        recogniser = Recogniser((form, *others))
        founds = list(recogniser.reports(file.document))
        reading = read_source(file.document, Registry((form, *others), {}))
        pairs = zip(founds, reading.reports, strict=True)
        readings.extend(Reading(file.name, found, report) for found, report in pairs if found.form is form)
        said.extend(Said(file.name, f) for f in reading.findings if f.rule not in _NOT_OF_THE_FORM)
    return Trial(form, tuple(files), tuple(readings), tuple(said))


def as_form(data: dict[str, Any]) -> Form:
    """A form from its resolved data, with something in place of what is to do, and without its companion."""
    return Form.model_validate(without_todos({key: value for key, value in data.items() if key != "companion"}))


def alone(form: Form) -> Form:
    """A form without its companion, which needn't be known where it stands alone."""
    return form if form.companion is None else form.model_copy(update={"companion": None})


def place_in(file: str, place: Place) -> str:
    """Where in a file something stands: ``file:row:column``, with the page (``p2``) where it isn't the first."""
    return f"{file}:p{place.page}:{place}" if place.page > 1 else f"{file}:{place}"


def position(cell: Cell) -> tuple[int, int, int]:
    """Where a cell stands in reading order."""
    return cell.place.page, cell.place.row, cell.place.col


def _heading(section: Section) -> str:
    return variants(section.heading)[0]
