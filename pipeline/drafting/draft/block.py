"""A part of the best sample that is being drafted: its cells, and which of them have found their meaning."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.drafting.draft.labels import Samples
from pipeline.model.document import Cell, Place
from pipeline.normalize.fold import match_key


@dataclass
class Block:
    """The cells of one section, blank ones too; ``used`` are those whose meaning is found."""

    samples: Samples
    heading: str
    cells: list[Cell]
    used: set[Place] = field(default_factory=set)

    def take(self, cells: Iterable[Cell]) -> None:
        """These cells have found their meaning."""
        self.used |= {cell.place for cell in cells}

    def is_free(self, cell: Cell) -> bool:
        """True while nobody has taken the cell."""
        return cell.place not in self.used

    def labels(self) -> Iterator[Cell]:
        """The labels that nobody has taken, in reading order."""
        return (cell for cell in self.cells if self.samples.is_label(cell) and self.is_free(cell))

    def is_label(self, cell: Cell) -> bool:
        return self.samples.is_label(cell)

    def is_value(self, cell: Cell) -> bool:
        """True for a free cell that is no label."""
        return not self.samples.is_label(cell) and self.is_free(cell)


def printed(cell: Cell) -> str:
    """A label as a spec prints it."""
    return match_key(cell.text)
