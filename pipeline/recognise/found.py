"""What recognition hands on: a form, and the part of the document it was found on."""

from dataclasses import dataclass

from pipeline.model.document import Cell, Grid
from pipeline.model.drafts import ReportYears
from pipeline.spec.form import Form

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of a list: its column in the spec, its cell, the cells above it, and the year that they print."""

    slot: int
    cell: Cell
    above: tuple[Cell, ...]
    year: str | None


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A form and where it was found: ``grids`` with all their cells, ``rows`` with only those that say something.

    ``heads`` are the headings of the list that it is a row of, ``unit`` what is printed above them for its amounts.
    """

    form: Form
    title: Cell
    years: ReportYears
    rows: tuple[Row, ...]
    grids: tuple[Grid, ...]
    heads: tuple[Head, ...] = ()
    unit: str | None = None

    @property
    def aligned(self) -> bool:
        """True where a column number means the same in every row."""
        return self.grids[0].aligned


def filled_rows(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows without their blank cells, and without rows that are all blank."""
    filled = (tuple(cell for cell in row if not cell.is_blank) for row in rows)
    return tuple(row for row in filled if row)
