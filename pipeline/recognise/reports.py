"""Find the reports in a document by the titles of their forms.

In rows of text, a report runs from its title to the next title of any form; on pages, from the page with its title to
the next such page. On a page, a title that is printed again before any heading of its form begins no report. Where the
titles of two families match one cell, the family with more of its headings below it is meant; where that too is equal,
nobody can tell and nothing is read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.model.change import replace
from pipeline.model.document import Cell, Document, Grid
from pipeline.model.finding import Finding
from pipeline.normalize.fold import match_key
from pipeline.recognise.forms import Chosen, Title, TitleIndex, choose, has_heading, title_index
from pipeline.recognise.found import FoundReport, filled_rows
from pipeline.recognise.lists import find_list
from pipeline.spec.form import Form
from pipeline.spec.labels import match_label

_MOST_KEPT = 10_000  # cells: a file of another kind may have millions


@dataclass(slots=True)
class Outside:
    """The cells outside every report: the first of them, and how many there are in all."""

    first: list[Cell] = field(default_factory=list)
    count: int = 0

    def extend(self, cells: Iterable[Cell]) -> None:
        """These cells are outside, too."""
        for cell in cells:
            self.count += 1
            if len(self.first) < _MOST_KEPT:
                self.first.append(cell)


@dataclass(slots=True)
class Recogniser:
    """Walks a document's reports; ``outside`` and ``findings`` fill up on the way."""

    forms: Iterable[Form]
    outside: Outside = field(default_factory=Outside)
    findings: list[Finding] = field(default_factory=list)

    def reports(self, document: Document) -> Iterator[FoundReport]:
        """The reports of ``document``, one after the other; no more than one report's pages are held."""
        titles = title_index(self.forms)
        pages: list[Grid] = []
        open_title: Title | None = None
        for grid in document.grids:
            self.findings.extend(grid.findings)
            if (found := find_list(grid, titles.lists)) is not None:
                yield from self._close(open_title, pages)
                open_title, pages = None, []
                yield from found.reports
                self.findings.extend(found.findings)
                self.outside.extend(found.outside)
                continue
            for title, part in _parts(grid, titles, open_title):
                if title is not None:
                    yield from self._close(open_title, pages)
                    open_title, pages = title, []
                if open_title is None:
                    self.outside.extend(part.non_blank())
                else:
                    pages.append(part)
        yield from self._close(open_title, pages)

    def _close(self, title: Title | None, pages: list[Grid]) -> Iterator[FoundReport]:
        rows = tuple(row for page in pages for row in filled_rows(page.rows))
        cells = [cell for row in rows for cell in row]
        chosen = choose(title, cells) if title is not None else None
        if isinstance(chosen, Chosen) and title is not None:
            self.findings.extend(chosen.notes)
            yield FoundReport(chosen.form, title.cell, chosen.years, rows, tuple(pages))
            return
        if isinstance(chosen, Finding):
            self.findings.append(chosen)
        self.outside.extend(cells)


def _parts(grid: Grid, titles: TitleIndex, before: Title | None) -> Iterator[tuple[Title | None, Grid]]:
    """A page cut where reports begin: each part with the title that begins it, None where the report before goes on."""
    found = list(_titles(grid, titles))
    if grid.aligned:
        found = [(row, begun) for row, title in found if (begun := _begins(title, grid, before)) is not None]
        found = [
            here for here, following in pairwise([*found, None]) if here and not _is_named_again(here, following, grid)
        ]
        if len(found) == 1:
            found = [(0, found[0][1])]
    starts = [row for row, _ in found]
    if not starts or starts[0] > 0:
        yield None, _cut(grid, 0, starts[0] if starts else len(grid.rows))
    for (start, title), end in zip(found, [*starts[1:], len(grid.rows)], strict=False):
        yield title, _cut(grid, start, end)


def _titles(grid: Grid, titles: TitleIndex) -> Iterator[tuple[int, Title]]:
    """The titles of a page, each with the index of its row; in rows of text a title begins its row."""
    for number, row in enumerate(grid.rows):
        for cell in row if grid.aligned else [cell for cell in row if not cell.is_blank][:1]:
            if (title := titles.title(cell)) is not None:
                yield number, title
                break


def _begins(title: Title, grid: Grid, before: Title | None) -> Title | None:
    """The title with just those forms that begin on this page; None where the page goes on with the report before."""
    matches = tuple((form, match) for form, match in title.matches if _is_first_page(form, grid))
    if matches:
        return replace(title, matches=matches)
    goes_on = before is not None and any(form is other for form, _ in title.matches for other, _ in before.matches)
    return None if goes_on else title


def _is_named_again(here: tuple[int, Title], following: tuple[int, Title] | None, grid: Grid) -> bool:
    """Whether a title only says where one is, as in a menu: it comes again before any heading of its form."""
    (row, title), (end, again) = here, following or (0, None)
    if again is None or match_key(title.cell.text) != match_key(again.cell.text):
        return False
    between = [cell for cells in grid.rows[row:end] for cell in cells if not cell.is_blank]
    return not any(has_heading(form, between) for form, _ in title.matches)


def _is_first_page(form: Form, grid: Grid) -> bool:
    labels = form.begins
    return labels is None or any(match_label(labels, cell.text) is not None for cell in grid.non_blank())


def _cut(grid: Grid, start: int, end: int) -> Grid:
    if start == 0 and end == len(grid.rows):
        return grid
    return replace(grid, rows=grid.rows[start:end], findings=())
