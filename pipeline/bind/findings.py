"""The findings that several parts of binding make."""

from collections.abc import Sequence

from pipeline.model.document import Cell
from pipeline.model.finding import Finding, Severity


def label_missing(label: str, near: Cell) -> Finding:
    """A label that the form has is not on the sheet; ``near`` is where it should be."""
    message = f"the label {label} is not where the form has it: it was cut off, or the form has changed"
    return Finding("label-missing", Severity.ERROR, message, expected=label, place=near.place)


def heading_missing(heading: str, near: Cell) -> Finding:
    """A whole section of the form is not on the sheet."""
    message = f"the section {heading} is not on the sheet: it was cut off, or the form has changed"
    return Finding("heading-missing", Severity.ERROR, message, expected=heading, place=near.place)


def too_many_values(label: str, cells: Sequence[Cell], places: int) -> Finding:
    """More cells are filled than the form has room for, so that none can be placed."""
    message = f"{label}: {len(cells)} cells are filled where the form has {places}; none was read: look at the sheet"
    actual = " | ".join(cell.text.strip() for cell in cells)
    return Finding("too-many-values", Severity.ERROR, message, str(places), actual, place=cells[0].place)


def option_unknown(label: str, cell: Cell, words: str) -> Finding:
    """Words among the options of a choice that the form doesn't have."""
    message = f"{label}: the form has no such option; add it to the spec, or look at the sheet"
    return Finding("option-unknown", Severity.ERROR, message, "the form's options", words, place=cell.place)


def options_missing(label: str, near: Cell) -> Finding:
    """A choice of which no option is printed, where the form prints them all."""
    message = f"{label}: none of the options is printed: they were cut off, or the form has changed"
    return Finding("options-missing", Severity.ERROR, message, expected="the form's options", place=near.place)


def mark_doubtful(label: str, cell: Cell, problem: str) -> Finding:
    """A mark that can't be told, so that the option is neither ticked nor not."""
    message = f"{label}: whether it is chosen can't be told: {problem}; look at the sheet"
    return Finding("mark-doubtful", Severity.ERROR, message, "a mark or none", cell.text.strip(), place=cell.place)


def choice_unmarked(label: str, cell: Cell) -> Finding:
    """A choice whose options are printed without any mark, empty boxes included."""
    message = f"{label}: no option has a mark: none was chosen, or the marks were lost when the file was made"
    return Finding("choice-unmarked", Severity.WARNING, message, "a mark", cell.text.strip(), place=cell.place)


def cell_unread(cell: Cell) -> Finding:
    """A cell that no rule of the form's spec claimed."""
    message = (
        "nothing in the form's spec speaks of this cell: the form has changed, or a row moved beyond what its labels "
        "tell; look at the sheet, and add the label to the spec"
    )
    return Finding("cell-unread", Severity.ERROR, message, actual=cell.text.strip(), place=cell.place)


def section_needs_rules(heading: Cell) -> Finding:
    """A section whose words speak of ruled lines, in a file that has none."""
    message = (
        "the spec of this section has words for ruled pages only (parts, free, left, split, marks, only_chosen), and "
        "this file is rows of text: nothing in it was read"
    )
    return Finding("spec-unsupported", Severity.ERROR, message, actual=heading.text.strip(), place=heading.place)
