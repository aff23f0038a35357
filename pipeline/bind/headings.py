"""What is wrong with the headings of a report: missing, repeated, in another order than the form's."""

from collections.abc import Iterator, Sequence

from pipeline.bind.findings import heading_missing
from pipeline.model.document import Cell
from pipeline.model.finding import Finding, Severity
from pipeline.spec.sections import Section, variants

_REPEATED = (
    "this heading comes a second time: a line of text that looks like it, or rows of another sheet; what stands below "
    "was read as part of the section"
)


def heading_findings(
    sections: Sequence[Section], headings: Sequence[tuple[int, Cell]], near: Cell
) -> Iterator[Finding]:
    """Findings about ``headings``: (index of the section, its cell) in the order of the sheet."""
    present = {index for index, _ in headings}
    for index, section in enumerate(sections):
        if index not in present and not section.optional:
            yield heading_missing(variants(section.heading)[0], near)
    furthest = -1
    for index, cell in headings:
        if index < furthest:
            yield _moved(cell, variants(sections[furthest].heading)[0])
        furthest = max(furthest, index)
    seen: set[int] = set()
    for index, cell in headings:
        if index in seen and not sections[index].again:
            yield Finding("heading-repeated", Severity.ERROR, _REPEATED, "once", cell.text.strip(), place=cell.place)
        seen.add(index)


def _moved(cell: Cell, before: str) -> Finding:
    heading = cell.text.strip()
    message = f"{heading} stands after {before}, but the form has it before; its values were read where they stand"
    return Finding("section-moved", Severity.ERROR, message, f"before {before}", heading, place=cell.place)
