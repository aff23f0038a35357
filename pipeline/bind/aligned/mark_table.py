"""Mark tables on an aligned sheet: options across, criteria down, a mark where they meet."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.bind.aligned.columns import find_columns
from pipeline.bind.aligned.section import SectionBinder
from pipeline.bind.findings import label_missing, too_many_values
from pipeline.bind.mark_table import circle_chooses, is_ticked, read_mark, several_marks, without_rating
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.spec.sections import MarkRow, MarkTable, variants


@dataclass(frozen=True, slots=True)
class _Option:
    label: str
    under: None = None
    times: int = 1


def bind_marks(binder: SectionBinder, table: MarkTable) -> None:
    """Read every row of a mark table; options left without a mark are not chosen."""
    columns = find_columns(binder, [_Option(option) for option in table.columns])
    if columns is None:
        return
    for row in table.rows:
        hits = [hit.cell for hit in binder.area.labelled(row.label) if binder.claims.is_free(hit.cell)]
        below = [cell for cell in hits if cell.row >= columns[0].cell.row_end]
        if not below:
            binder.report(label_missing(variants(row.label)[0], columns[0].cell))
            continue
        binder.claims.label(below[0])
        _read_row(binder, table, row, below[0], [column.cell for column in columns])


def _read_row(binder: SectionBinder, table: MarkTable, row: MarkRow, label: Cell, headings: Sequence[Cell]) -> None:
    context = replace(binder.under(label.text), stage=table.stage)
    crossings = [binder.sheet.crossing(label, heading) for heading in headings]
    told = [[cell for cell in cells if not cell.is_blank] for cells in crossings]
    for cells in told:
        if len(cells) > 1:
            binder.report(too_many_values(context.label, cells, 1))
            return
    run = tuple(cell for cells in told for cell in cells)
    binder.claims.value(run)
    chooses = circle_chooses(run, len(headings), context)
    readings = [
        read_mark(table, row, option, cells[0] if cells else label, context, chooses, blank=not cells)
        for option, cells in zip(table.columns, told, strict=True)
    ]
    if sum(is_ticked(reading) for reading in readings) > 1:
        binder.report(several_marks(context.label, run))
        readings = [without_rating(reading) for reading in readings]
    for reading in readings:
        binder.take(reading)
