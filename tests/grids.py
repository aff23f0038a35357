"""Aligned pages drawn with characters, for tests of what comes after reading.

A line is a row, ``|`` stands between its cells; blanks around a cell are dropped::

    .1 費用
    区分 | 令和5年度 | <
    ^    | 予算      | 決算
    合計 | 1,000     | /

``<`` belongs to the cell left of it, ``^`` to the cell above it, ``_`` is no cell, ``/`` a blank cell struck through,
nothing at all a blank cell. A cell that begins with ``.`` stands outside every table. ``[3x2] text`` is a cell of
three rows and two columns whatever stands there: one that isn't a rectangle, with smaller cells inside its bounds.
``\\n`` is a new line in a cell. A line ``---`` begins the next page.
"""

import re
from textwrap import dedent

from pipeline.model.document import Cell, Document, Grid
from pipeline.model.place import Place
from pipeline.model.report import Report
from pipeline.run.source import read_source
from pipeline.spec.form import Form
from pipeline.spec.registry import Registry
from tests.builders import TITLE

LEFT, ABOVE, NOTHING, STRUCK = "<", "^", "_", "/"
_SPAN = re.compile(r"\[(\d+)x(\d+)\] *")


def drawn(text: str, title: str | None = TITLE) -> Document:
    """A document of aligned pages; ``title`` stands above the first."""
    pages = [page.strip("\n").split("\n") for page in dedent(text).split("---")]
    if title is not None:
        pages[0].insert(0, f".{title}")
    grids = tuple(_grid(number, lines) for number, lines in enumerate(pages, 1))
    return Document(grids, "drawn", "1", "application/pdf")


def read(form: Form, text: str, title: str | None = TITLE) -> Report:
    """The one report on drawn pages, through all stages."""
    (report,) = read_source(drawn(text, title), Registry((form,), {})).reports
    return report


def _grid(page: int, lines: list[str]) -> Grid:
    tokens = [[token.strip() for token in line.split("|")] for line in lines]
    width = max(map(len, tokens))
    tokens = [[*row, *[NOTHING] * (width - len(row))] for row in tokens]
    rows = [
        tuple(_cell(page, tokens, r, c) for c, token in enumerate(row) if token not in {LEFT, ABOVE, NOTHING})
        for r, row in enumerate(tokens)
    ]
    return Grid(page, tuple(rows), aligned=True)


def _cell(page: int, tokens: list[list[str]], row: int, col: int) -> Cell:
    text, wide, high = tokens[row][col], 1, 1
    if (span := _SPAN.match(text)) is not None:
        high, wide = int(span[1]), int(span[2])
        text = text[span.end() :]
    else:
        while col + wide < len(tokens[row]) and tokens[row][col + wide] == LEFT:
            wide += 1
        while row + high < len(tokens) and tokens[row + high][col] == ABOVE:
            high += 1
    struck, ruled = text == STRUCK, not text.startswith(".")
    printed = "" if struck else text.removeprefix(".").replace("\\n", "\n")
    return Cell(printed, Place(page, row, col), high, wide, ruled=ruled, struck=struck)
