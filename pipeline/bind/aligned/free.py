"""Sections that the form leaves to whoever fills it in (別紙): tables read by their own headings, text kept as text.

A table with fiscal years across is a table of indicators, a row each. In any other table the first row heads the
columns and the first cell of a row names it. Text above a table on its page heads it; any other text is kept as text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.bind.aligned.section import SectionBinder
from pipeline.bind.context import Context
from pipeline.bind.quantities import POORLY
from pipeline.bind.values import text_score
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.quantity import Status
from pipeline.normalize.era import parse_fiscal_year
from pipeline.normalize.fold import match_key
from pipeline.spec.template import compile_template
from pipeline.spec.values import Value

_TEXT = Value(narrative="attachment")
_NAME = Value(part="name")
_UNIT = Value(part="unit")
_FIGURE = Value(indicator="activity", measure="actual")
_WITH_UNIT = compile_template("{name}({unit})")
_CAPTION_UNIT = compile_template("({item}:{unit})")
_UNITS_LONGEST = 6


@dataclass(frozen=True, slots=True)
class _Table:
    """Ruled cells that touch, in reading order, and the text lines above them, below the table before."""

    cells: tuple[Cell, ...]
    captions: tuple[Cell, ...]

    @property
    def first_row(self) -> int:
        return self.cells[0].row


def bind_free(binder: SectionBinder) -> None:
    """Read whatever the section holds that no word of the spec has claimed."""
    cells = [cell for cell in binder.area.cells if binder.is_value(cell)]
    for table in _tables(cells):
        years = list(_years(binder, table))
        caption = [cell.text.strip() for cell in table.captions]
        binder.claims.label(*table.captions)
        if len(years) > 1 and _has_one_figure_a_year(binder, table, [cell for cell, _ in years]):
            _read_indicators(binder, table, years, caption)
        else:
            _read_rows(binder, table, caption)
    for cell in cells:
        if not cell.ruled and binder.is_value(cell):
            binder.read(_TEXT, cell, binder.context)


def _tables(cells: Sequence[Cell]) -> Iterator[_Table]:
    """Tables in reading order: a page or a line of text between rows of cells ends one."""
    captions: list[Cell] = []
    table: list[Cell] = []
    for cell in cells:
        if table and (not cell.ruled or cell.place.page != table[0].place.page):
            yield _Table(tuple(table), tuple(captions))
            table, captions = [], []
        if captions and cell.place.page != captions[0].place.page:
            captions = []
        (table if cell.ruled else captions).append(cell)
    if table:
        yield _Table(tuple(table), tuple(captions))


# ---- indicators


def _years(binder: SectionBinder, table: _Table) -> Iterator[tuple[Cell, int]]:
    for cell in table.cells:
        if cell.row != table.first_row:
            continue
        reading = parse_fiscal_year(cell.text, near=binder.context.years.evaluated)
        if reading is not None and reading.status is Status.VALUE and reading.year is not None:
            yield cell, reading.year


def _has_one_figure_a_year(binder: SectionBinder, table: _Table, years: Sequence[Cell]) -> bool:
    """False for years over several columns each (予定 and 結果): which of them is meant nobody said."""
    rows = {cell.row: cell for cell in table.cells if cell.row > table.first_row}.values()
    return all(len(binder.sheet.crossing(cell, year)) <= 1 for cell in rows for year in years)


def _read_indicators(
    binder: SectionBinder, table: _Table, years: Sequence[tuple[Cell, int]], caption: Sequence[str]
) -> None:
    first = years[0][0]
    binder.claims.label(*(cell for cell in table.cells if cell.row == table.first_row))
    labels = [cell for cell in table.cells if cell.row > table.first_row and cell.col_end <= first.col]
    rows = dict.fromkeys(cell.row for cell in table.cells if cell.col >= first.col and cell.row > table.first_row)
    for row in rows:
        path = [cell for cell in labels if cell.row <= row < cell.row_end]
        if not path or any(text_score(cell.text) == POORLY for cell in path):
            continue  # a figure under no year names nothing: the row stays unread, and is reported
        heading = " ".join(caption) or None
        number = binder.context.numbers.new("indicator", "activity", heading, binder.context.part)
        context = replace(binder.under(*caption, *(cell.text for cell in path)), record=number)
        _read_name(binder, path, caption, context)
        for column, year in years:
            for cell in binder.sheet.crossing(path[-1], column):
                if binder.is_value(cell):
                    under = replace(context, labels=(*context.labels, column.text.strip()), fiscal_year=year)
                    binder.read(_FIGURE, cell, under)


def _read_name(binder: SectionBinder, path: Sequence[Cell], caption: Sequence[str], context: Context) -> None:
    """The labels left of the figures name the indicator; a short bracket at their end is its unit."""
    name = " ".join(" ".join(cell.text.split()) for cell in path)
    match = _WITH_UNIT.match(name)
    unit = match.get("unit") if match is not None else None
    if match is not None and unit and len(match_key(unit)) <= _UNITS_LONGEST and "(" not in match_key(unit):
        name = match.get("name") or name
    else:
        unit = next((said for line in caption if (said := _caption_unit(line, path[-1].text))), None)
    binder.read(_NAME, path[-1], context, name)
    if unit:
        binder.read(_UNIT, path[-1], context, unit)
    binder.claims.label(*path)


def _caption_unit(line: str, item: str) -> str | None:
    """The unit in ``(金額:千円)``, for the rows called 金額, and in ``(単位:人)`` for all."""
    match = _CAPTION_UNIT.match(line)
    if match is None or match_key(match.get("item") or "") not in {match_key(item), "単位"}:
        return None
    return match.get("unit")


# ---- anything else


def _read_rows(binder: SectionBinder, table: _Table, caption: Sequence[str]) -> None:
    heads = [cell for cell in table.cells if cell.row == table.first_row]
    if len(heads) < 2 or all(cell.row == table.first_row for cell in table.cells):
        for cell in table.cells:
            binder.read(_TEXT, cell, binder.under(*caption))
        return
    binder.claims.label(*heads)
    for row in dict.fromkeys(cell.row for cell in table.cells if cell.row > table.first_row):
        cells = [cell for cell in table.cells if cell.row == row]
        name, rest = cells[0], cells[1:]
        if not rest:
            binder.read(_TEXT, name, binder.under(*caption))
            continue
        binder.claims.label(name)
        for cell in rest:
            above = [head.text for head in heads if head.col <= cell.col < head.col_end]
            binder.read(_TEXT, cell, binder.under(*caption, *above, name.text))
