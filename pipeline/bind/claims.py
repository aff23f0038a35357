"""Who has claimed which cell: the bookkeeping behind the closed world."""

from collections.abc import Iterable
from enum import Enum

from pipeline.model.document import Cell, Place

Row = tuple[Cell, ...]


class Role(Enum):
    """What a cell turned out to be."""

    LABEL = "label"
    VALUE = "value"
    DECORATION = "decoration"


class Claims:
    """The roles of a report's cells. A cell has one role; labels are claimed before values are looked for."""

    def __init__(self) -> None:
        self._roles: dict[Place, Role] = {}

    def label(self, *cells: Cell) -> None:
        """These cells are labels."""
        self._roles.update((cell.place, Role.LABEL) for cell in cells)

    def release(self, *cells: Cell) -> None:
        """These cells are free again."""
        for cell in cells:
            self._roles.pop(cell.place, None)

    def value(self, cells: Iterable[Cell]) -> None:
        """These cells are values, unless they are labels that hold their value inside."""
        for cell in cells:
            self._roles.setdefault(cell.place, Role.VALUE)

    def decoration(self, cell: Cell) -> None:
        """This cell says nothing."""
        self._roles[cell.place] = Role.DECORATION

    def is_free(self, cell: Cell) -> bool:
        """True while nobody has claimed the cell."""
        return cell.place not in self._roles

    def free(self, row: Row) -> Row:
        """The unclaimed cells of a row."""
        return tuple(cell for cell in row if self.is_free(cell))

    def has_label(self, row: Row) -> bool:
        """True if any cell of the row is a label."""
        return any(self._roles.get(cell.place) is Role.LABEL for cell in row)

    def run_after(self, row: Row, cell: Cell) -> Row:
        """The unclaimed cells right of ``cell``, up to the next label."""
        run: list[Cell] = []
        for other in row:
            if other.col <= cell.col:
                continue
            role = self._roles.get(other.place)
            if role is Role.LABEL:
                break
            if role is None:
                run.append(other)
        return tuple(run)
