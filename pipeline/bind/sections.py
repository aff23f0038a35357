"""Where the sections of a form are on a report: each from its heading to the next section's."""

from dataclasses import dataclass

from pipeline.bind.claims import Row
from pipeline.bind.headings import heading_findings
from pipeline.model.document import Cell
from pipeline.model.finding import Finding
from pipeline.recognise.found import FoundReport
from pipeline.spec.sections import Section, variants
from pipeline.spec.template import compile_template


@dataclass(frozen=True, slots=True)
class FoundSection:
    """A section and its rows; ``headings`` are the cells that head its parts."""

    section: Section
    headings: tuple[Cell, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections found, the rows before the first heading (without the title), and what is wrong with the order."""

    found: tuple[FoundSection, ...]
    preamble: tuple[Row, ...]
    findings: tuple[Finding, ...]


def find_sections(report: FoundReport) -> Sections:
    """Split a report's rows by its form's headings. Missing headings, and headings out of order, are error findings."""
    sections = report.form.sections
    starts = [
        (index, heading) for index, row in enumerate(report.rows) if (heading := _heading(row, sections)) is not None
    ]
    first = starts[0][0] if starts else len(report.rows)
    parts: dict[int, list[tuple[Cell, tuple[Row, ...]]]] = {}
    for number, (index, heading) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(report.rows)
        parts.setdefault(heading, []).append((report.rows[index][0], report.rows[index:end]))
    found = tuple(
        FoundSection(section, tuple(cell for cell, _ in parts[i]), tuple(row for _, rows in parts[i] for row in rows))
        for i, section in enumerate(sections)
        if i in parts
    )
    headings = [(heading, report.rows[index][0]) for index, heading in starts]
    findings = heading_findings(sections, headings, report.rows[-1][0])
    return Sections(found, report.rows[1:first], tuple(findings))


def _heading(row: Row, sections: list[Section]) -> int | None:
    for index, section in enumerate(sections):
        if any(compile_template(heading).match(row[0].text) for heading in variants(section.heading)):
            return index
    return None
