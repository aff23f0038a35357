"""Pages of scans, read as their form prints them: labels verified, options with their marks measured.

Which form a page is of, its labels tell: the form with most of them as read, else that of the page before. Cells of
figures and of free text stay as they were read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from pipeline.decode.bitmap import Bitmap
from pipeline.decode.changed import grid_with
from pipeline.decode.choices import read_options
from pipeline.decode.lone_marks import read_lone_mark
from pipeline.decode.printed import PrintedTexts, known_share
from pipeline.model.change import replace
from pipeline.model.document import Cell, Document, Grid
from pipeline.model.place import Place
from pipeline.spec.form import Form
from pipeline.spec.printed import option_groups, printed_texts

_FEWEST = 4  # labels of a form that a page must have to be one of its pages


@dataclass(frozen=True)
class _Expected:
    """What a form prints."""

    texts: PrintedTexts
    groups: tuple[tuple[str, ...], ...]


_EXPECTED: dict[int, tuple[Form, _Expected]] = {}


def _expected(form: Form) -> _Expected:
    """What a form prints, made ready once; the form is kept, so that its id stays its own."""
    if id(form) not in _EXPECTED:
        _EXPECTED[id(form)] = (form, _Expected(PrintedTexts(printed_texts(form)), option_groups(form)))
    return _EXPECTED[id(form)][1]


class PageDecoder:
    """Reads the pages of documents by what the forms print; ``recognised`` counts those that were pictures."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self.recognised = 0
        self._forms = tuple(form for form in forms if form.listed is None)

    def decoded(self, document: Document) -> Document:
        """The document with pages that are decoded when they are walked."""
        return replace(document, grids=_Decoded(document.grids, self))

    def page(self, grid: Grid, before: _Expected | None) -> tuple[Grid, _Expected | None]:
        """A page as its form prints it, and what it is expected to print; ``before``: that of the page before it."""
        if grid.ink is None:
            return grid, before
        self.recognised += 1
        cells = list(grid.non_blank())
        expected = self._nearest(cells, before)
        if expected is None:
            return grid, None
        bitmap = Bitmap(grid.ink)
        changed: dict[Place, Cell] = {}
        for cell in cells:
            if (other := _as_printed(cell, expected, bitmap)) is not cell:
                changed[cell.place] = other
        return grid_with(grid, changed), expected

    def _nearest(self, cells: Sequence[Cell], before: _Expected | None) -> _Expected | None:
        """The form most of whose texts are on a page."""
        best, most = before, _FEWEST - 1
        for expected in map(_expected, self._forms):
            share = known_share(expected.texts, cells)
            if share > most or (share == most and expected is before):
                best, most = expected, share
        return best


def _as_printed(cell: Cell, expected: _Expected, bitmap: Bitmap) -> Cell:
    if not cell.lines:
        return cell
    text = expected.texts.verified(cell)
    if text is not None:
        return replace(cell, text=text, recognised=cell.text)
    other = read_options(cell, expected.groups, bitmap)
    return other if other is not cell else read_lone_mark(cell, bitmap)


class _Decoded(Sequence[Grid]):
    """The grids of a document, decoded each time they are walked."""

    def __init__(self, grids: Sequence[Grid], decoder: PageDecoder) -> None:
        self._grids, self._decoder = grids, decoder

    def __len__(self) -> int:
        return len(self._grids)

    def __iter__(self) -> Iterator[Grid]:
        before: _Expected | None = None
        for grid in self._grids:
            page, before = self._decoder.page(grid, before)
            yield page

    @overload
    def __getitem__(self, index: int) -> Grid: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Grid, ...]: ...
    def __getitem__(self, index: int | slice) -> Grid | tuple[Grid, ...]:
        """A page by itself: the one before it doesn't tell its form."""
        if isinstance(index, slice):
            return tuple(self._decoder.page(grid, None)[0] for grid in self._grids[index])
        return self._decoder.page(self._grids[index], None)[0]
