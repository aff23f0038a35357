"""A sheet as tab-separated text: a line a row, an empty cell where a cell above reaches down."""

from collections.abc import Iterable, Iterator

from tests.paper.model import Beside, Block, Gap, Line, Sheet, Table


def as_text(sheet: Sheet) -> str:
    """The sheet as text of the kind that converters export."""
    return "\n".join(row for page in sheet.pages for row in _rows(page.blocks)) + "\n"


def _rows(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Line():
                yield "\t".join(text for _, text in block.pieces)
            case Table():
                yield from _table(block)
            case Beside():
                for _, column in block.columns:
                    yield from _rows(column)
            case Gap():
                yield ""


def _table(table: Table) -> Iterator[str]:
    rows: list[dict[int, str]] = [{} for _ in table.rows]
    for placed in table.placed():
        text = "－" if placed.cell.struck else " ".join(placed.cell.text.split("\n"))
        rows[placed.row][placed.col] = text
        for below in range(placed.row + 1, placed.row_end):
            rows[below][placed.col] = ""
    for row in rows:
        yield "\t".join(row[col] for col in sorted(row))
