"""Texts that all samples have alike and that stand where a value does: a value that happens to be the same on all.

What stays the same is a label. But a label alone (市民ニーズ) with a text right below or right of it that leads to
nothing either (・測ることはなじまない) says something only if that text is its value. Nobody but a person can tell, so
the draft takes it for one, and says TODO.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from pipeline.drafting.draft.notes import NUMBERED, is_note
from pipeline.drafting.draft.samples import Sample, label_key
from pipeline.drafting.likeness import has_year
from pipeline.drafting.words import guess
from pipeline.model.document import Cell, Place

_Test = Callable[[Cell], bool]


def constant_values(sample: Sample, keys: frozenset[str] | set[str]) -> dict[Place, Cell]:
    """The cells that are likely values though their text is in ``keys``, each with the label that it is of."""

    def is_label(cell: Cell) -> bool:
        return not cell.is_blank and label_key(cell.text) in keys

    if not sample.aligned:
        return dict(_in_rows(sample, is_label))
    beside = {value.place: label for label, value in _right(sample, is_label)}
    below = _below(sample, lambda cell: cell.place not in beside and is_label(cell))
    return {**beside, **{value.place: label for label, value in below}}


def _below(sample: Sample, is_label: _Test) -> Iterator[tuple[Cell, Cell]]:
    """Labels with just one cell below them, both without a value."""
    sheet = sample.sheet
    for label in (c for c in sample.cells if c.ruled and is_label(c)):
        below = sheet.below(label)
        if len(below) != 1 or not _same_columns(label, below[0]) or not _may_be_value(below[0], is_label):
            continue
        value = below[0]
        right = sheet.right_of(label)
        if any(not is_label(c) for c in right) and not all(_has_head(sample, c, is_label) for c in right):
            continue
        if _leads_right(sample, value, is_label) or _leads_below(sample, value, is_label):
            continue
        if _is_beside_a_value(sample, label, value, is_label):
            yield label, value


def _is_beside_a_value(sample: Sample, label: Cell, value: Cell, is_label: _Test) -> bool:
    """True if something stands below another label in the same rows, and this one isn't just what the row is called."""
    sheet = sample.sheet
    left = [c for c in sheet.left_of(value) if _headed(sample, c, label, is_label)]
    right = [c for c in sheet.right_of(value) if _headed(sample, c, label, is_label)]
    known = guess("values", label.text) is not None and guess("values", value.text) is None
    return bool(left) or (bool(right) and known)


def _headed(sample: Sample, cell: Cell, label: Cell, is_label: _Test) -> bool:
    """True for a cell with a label above it that ends where ``label`` does."""
    return any(is_label(c) and _same_columns(c, cell) and c.row_end == label.row_end for c in sample.sheet.above(cell))


def _has_head(sample: Sample, cell: Cell, is_label: _Test) -> bool:
    return any(is_label(c) and _same_columns(c, cell) for c in sample.sheet.above(cell))


def _right(sample: Sample, is_label: _Test) -> Iterator[tuple[Cell, Cell]]:
    """Labels with just one cell right of them, both without a value; then the row ends, or goes on with a label."""
    sheet = sample.sheet
    for label in (c for c in sample.cells if c.ruled and is_label(c)):
        right = sheet.right_of(label)
        if len(right) != 1 or not _same_rows(label, right[0]) or not _may_be_value(right[0], is_label):
            continue
        value = right[0]
        after = sheet.right_of(value)
        if any(not is_label(c) or not _leads_right(sample, c, is_label) for c in after):
            continue
        if any(is_label(c) for c in sheet.left_of(label) if not c.is_blank and _same_rows(c, label)):
            continue
        if not _leads_below(sample, label, is_label) and not _leads_below(sample, value, is_label):
            yield label, value


def _may_be_value(cell: Cell, is_label: _Test) -> bool:
    """True for a ruled text that is no heading of a year and no number of a section."""
    return cell.ruled and is_label(cell) and not has_year(cell.text) and not NUMBERED.match(cell.text.strip())


def _leads_right(sample: Sample, cell: Cell, is_label: _Test) -> bool:
    """True if a cell has a value right of it that no label above has."""
    return any(not is_label(c) and not _has_head(sample, c, is_label) for c in sample.sheet.right_of(cell))


def _leads_below(sample: Sample, cell: Cell, is_label: _Test) -> bool:
    """True if a cell has a value right below it that no label left of that has."""
    sheet = sample.sheet
    below = [c for c in sheet.below(cell) if c.ruled and cell.col <= c.col and c.col_end <= cell.col_end]
    return any(not is_label(c) and not any(is_label(left) for left in sheet.left_of(c)) for c in below)


def _same_columns(one: Cell, other: Cell) -> bool:
    return (one.col, one.col_end) == (other.col, other.col_end)


def _same_rows(one: Cell, other: Cell) -> bool:
    return (one.row, one.row_end) == (other.row, other.row_end)


def _in_rows(sample: Sample, is_label: _Test) -> Iterator[tuple[Place, Cell]]:
    """In rows of text: two labels that follow one another where rows beside have a label and its value."""
    rows = [[c for c in row if not c.is_blank] for grid in sample.grids for row in grid.rows]
    for number, row in enumerate(rows):
        for at, (label, value) in enumerate(pairwise(row)):
            before, after = row[:at], row[at + 2 :]
            if not is_label(label) or not is_label(value) or any(is_label(c) for c in before[-1:]):
                continue
            if has_year(value.text) or any(NUMBERED.match(c.text.strip()) or is_note(c) for c in (label, value)):
                continue
            if after and not (is_label(after[0]) and after[1:] and not is_label(after[1])):
                continue
            around = [*rows[max(0, number - 1) : number], *rows[number + 1 : number + 2]]
            if any(_is_a_pair(other, at, is_label) for other in around) and not _is_above_values(
                rows, number, is_label
            ):
                yield value.place, label


def _is_a_pair(row: Sequence[Cell], at: int, is_label: _Test) -> bool:
    """True for a row with a label and one value behind it at a place."""
    pair = row[at : at + 2]
    return len(pair) > 1 and is_label(pair[0]) and not is_label(pair[1]) and not row[at + 2 :]


def _is_above_values(rows: Sequence[Sequence[Cell]], number: int, is_label: _Test) -> bool:
    below = rows[number + 1] if number + 1 < len(rows) else []
    return bool(below) and not any(map(is_label, below))
