"""Printed sheets of the made-up town as a later year might print them: a label, a column, a section changed."""

import re
from collections.abc import Callable

from pipeline.model.change import replace
from tests.paper.model import Beside, Block, Cell, Page, Sheet, Table, label, line, said

_YEAR = re.compile(r"(令和|R|平成)([0-9]+)年度")


def with_texts(sheet: Sheet, change: Callable[[str], str]) -> Sheet:
    """The sheet with every text changed."""
    return Sheet(tuple(replace(page, blocks=_texts(page.blocks, change)) for page in sheet.pages))


def _texts(blocks: tuple[Block, ...], change: Callable[[str], str]) -> tuple[Block, ...]:
    return tuple(_text(block, change) for block in blocks)


def _text(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(replace(c, text=change(c.text)) for c in row) for row in block.rows))
    if isinstance(block, Beside):
        return replace(block, columns=tuple((at, _texts(column, change)) for at, column in block.columns))
    if hasattr(block, "pieces"):
        return replace(block, pieces=tuple((at, change(text)) for at, text in block.pieces))
    return block


def next_year(sheet: Sheet) -> Sheet:
    """The same sheet a year later: every fiscal year in it is one more."""
    return with_texts(sheet, lambda text: _YEAR.sub(lambda m: f"{m[1]}{int(m[2]) + 1}年度", text))


def relabelled(sheet: Sheet, old: str, new: str) -> Sheet:
    """The sheet with a label printed otherwise."""
    return with_texts(sheet, lambda text: new if text == old else text)


def with_tables(sheet: Sheet, change: Callable[[Table], Table]) -> Sheet:
    """The sheet with every table changed."""
    return Sheet(tuple(replace(page, blocks=_tables(page.blocks, change)) for page in sheet.pages))


def _tables(blocks: tuple[Block, ...], change: Callable[[Table], Table]) -> tuple[Block, ...]:
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(change(block))
        elif isinstance(block, Beside):
            found.append(replace(block, columns=tuple((at, _tables(col, change)) for at, col in block.columns)))
        else:
            found.append(block)
    return tuple(found)


def has(table: Table, text: str) -> bool:
    """True for the table that prints a text."""
    return any(cell.text == text for row in table.rows for cell in row)


def with_column(table: Table, width: float, heads: tuple[Cell, ...], figures: tuple[str, ...]) -> Table:
    """The table with a column more at its right: its headings, then a figure a row, as far as they go."""
    rows, number = [], 0
    free = len(heads)
    for index, row in enumerate(table.rows):
        if index < free:
            rows.append((*row, *([heads[index]] if heads[index].rows else [])))
        else:
            rows.append((*row, said(figures[number % len(figures)])))
            number += 1
    return replace(table, widths=(*table.widths, width), rows=tuple(rows))


def with_sections_swapped(page: Page, first: str, second: str, end: str) -> Page:
    """The page with two neighbouring sections, each from its heading line to the next, the other way round."""
    starts = [next(n for n, block in enumerate(page.blocks) if _heads(block, head)) for head in (first, second, end)]
    one, two, after = starts
    blocks = (*page.blocks[:one], *page.blocks[two:after], *page.blocks[one:two], *page.blocks[after:])
    return replace(page, blocks=blocks)


def _heads(block: Block, text: str) -> bool:
    if isinstance(block, Beside):
        return any(_heads(inner, text) for _, column in block.columns for inner in column)
    return hasattr(block, "pieces") and any(piece.startswith(text) for _, piece in block.pieces)


__all__ = ["has", "label", "line", "next_year", "relabelled", "with_column", "with_sections_swapped", "with_tables"]
