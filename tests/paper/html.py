"""A sheet as a page of HTML: a paragraph for each piece of a line, tables with the spans of their cells."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from pipeline.model.change import replace
from tests.paper.model import Beside, Block, Cell, Gap, Line, Page, Sheet, Table


def as_html(sheet: Sheet, *, one_head: bool = False, controls: bool = False) -> bytes:
    """The bytes of the page, in UTF-8. What stands beside one another on paper follows one another.

    ``one_head``: the line that every paper page begins with is said once, as a page of HTML has no pages.
    ``controls``: boxes are boxes of a form, and circles its radio buttons.
    """
    pages = _pages(sheet, one_head)
    body = "\n".join(part for page in pages for part in (*_blocks(page.blocks), *_paragraph(page.footer)))
    head = '<meta charset="utf-8"><title>Sheet</title>'
    if controls:
        body = _OPTION.sub(lambda found: _CONTROLS[found[0]], body)
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>{body}</body></html>".encode()


# A sign with words behind it; one alone in its cell is a mark that somebody wrote.
_OPTION = re.compile(r"[■□●○](?=\w)")
_CONTROLS = {
    "■": '<input type="checkbox" checked="">', "□": '<input type="checkbox">',
    "●": '<input type="radio" checked="">', "○": '<input type="radio">',
}  # fmt: skip


def _pages(sheet: Sheet, one_head: bool) -> Iterator[Page]:
    first, *rest = sheet.pages
    yield first
    for page in rest:
        yield replace(page, blocks=page.blocks[1:]) if one_head and page.blocks[0] == first.blocks[0] else page


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Line():
                for _, text in block.pieces:
                    yield from _paragraph(text)
            case Table():
                yield from _table(block)
            case Beside():
                for _, column in block.columns:
                    yield from _blocks(column)
            case Gap():
                pass


def _paragraph(text: str) -> Iterator[str]:
    if text:
        yield f"<p>{_text(text)}</p>"


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    for row in table.rows:
        yield f"<tr>{''.join(map(_cell, row))}</tr>"
    yield "</table>"


def _cell(cell: Cell) -> str:
    name = "th" if cell.shaded else "td"
    spans = "".join(f' {a}="{n}"' for a, n in (("rowspan", cell.rows), ("colspan", cell.cols)) if n > 1)
    text = "<s>－</s>" if cell.struck else _text(cell.text)
    return f"<{name}{spans}>{text}</{name}>"


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
