"""The samples of a form: sheets of one form, cut out of the files that they stand in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.bind.aligned.sheet import Sheet
from pipeline.drafting.drift.trial import Named
from pipeline.drafting.likeness import with_years_open
from pipeline.model.document import Cell, Grid

_SAME = 0.7  # of what first pages have in common: a page that has as much begins a sheet
_ENOUGH = 0.4  # of a page's texts must come again on another for a file to be several sheets
_FEW = 5


@dataclass(frozen=True, eq=False)
class Sample:
    """One sheet: the pages of one file that it stands on."""

    file: str
    grids: tuple[Grid, ...]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell in reading order; blank ones only where they are ruled."""
        return tuple(c for grid in self.grids for row in grid.rows for c in row if c.ruled or not c.is_blank)

    @cached_property
    def by_key(self) -> dict[str, list[Cell]]:
        """The cells that print a text, by its match key, in reading order."""
        found: dict[str, list[Cell]] = {}
        for cell in self.cells:
            if not cell.is_blank:
                found.setdefault(label_key(cell.text), []).append(cell)
        return found

    @cached_property
    def sheet(self) -> Sheet:
        """What stands beside what."""
        return Sheet(self.grids)

    @property
    def aligned(self) -> bool:
        """True where ruled lines say what belongs together."""
        return all(grid.aligned for grid in self.grids)


def label_key(text: str) -> str:
    """What two samples have in common of a label: its match key, with the fiscal year in it open."""
    return with_years_open(text)


def samples_of(files: Sequence[Named]) -> list[Sample]:
    """The sheets in some files of one form."""
    pages = [list(file.document.grids) for file in files]
    common = _common([grids for grids in pages if grids])
    return [sample for file, grids in zip(files, pages, strict=True) for sample in _cut(file.name, grids, common)]


def _keys(grid: Grid) -> set[str]:
    return {label_key(cell.text) for cell in grid.non_blank()}


def _common(pages: Sequence[Sequence[Grid]]) -> set[str]:
    """What the first pages of the files have in common; of one file, what its first page has in common with others."""
    if not pages:
        return set()
    first = _keys(pages[0][0])
    if len(pages) > 1:
        times = Counter(key for grids in pages for key in _keys(grids[0]))
        return {key for key in first if times[key] == len(pages)}
    shared = max((first & _keys(grid) for grid in pages[0][1:]), key=len, default=set())
    return shared if len(shared) >= max(_FEW, _ENOUGH * len(first)) else set()


def _cut(file: str, grids: Sequence[Grid], common: set[str]) -> Iterator[Sample]:
    begun: list[Grid] = []
    for grid in grids:
        if begun and common and len(common & _keys(grid)) >= _SAME * len(common):
            yield Sample(file, tuple(begun))
            begun = []
        begun.append(grid)
    if begun:
        yield Sample(file, tuple(begun))
