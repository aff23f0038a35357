"""Labels with what stands beside them: choices with marks in cells of their own, values right, below or left."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pipeline.drafting.draft.block import Block, printed
from pipeline.drafting.draft.shapes import shape, value_word
from pipeline.drafting.likeness import has_year, with_years_open
from pipeline.drafting.words import TODO, doubted
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key

_FEWEST_OPTIONS = 2
_SHORT = 2  # characters of a label that stands right of its value


def draft_lines(block: Block, heading: Cell | None) -> list[list[Any]]:
    """The lines of a block, each with the labels that begin on one row, from left to right."""
    found = dict(_choices(block))
    own = [heading] if heading is not None else []
    for cell in [*own, *block.labels()]:
        if cell.place in found:
            continue
        element = _element(block, cell)
        if isinstance(element, dict) or cell is not heading:
            found[cell.place] = (cell, element)
    placed = sorted(found.values(), key=lambda pair: (pair[0].place.page, pair[0].row, pair[0].col))
    return [
        [element for _, element in line]
        for _, line in groupby(placed, key=lambda pair: (pair[0].place.page, pair[0].row, pair[0].ruled))
    ]


def _choices(block: Block) -> Iterator[tuple[Any, tuple[Cell, Any]]]:
    """Labels with options right of them, each with a cell for its mark left of it."""
    options = [cell for cell in block.labels() if cell.ruled and _has_mark_left(block, cell)]
    owners: dict[Any, list[Cell]] = {}
    cells: dict[Any, Cell] = {}
    for option in options:
        owner = _owner(block, option, options)
        if owner is not None:
            owners.setdefault(owner.place, []).append(option)
            cells[owner.place] = owner
    for place, own in owners.items():
        if len(own) < _FEWEST_OPTIONS:
            continue
        block.take(own)
        block.take(mark for option in own for mark in block.samples.sheet.left_of(option))
        block.take([cells[place]])
        texts = [printed_option(option) for option in own]
        element = {"label": printed_label(cells[place]), "right": {"choice": TODO, "marks": "left", "options": texts}}
        yield place, (cells[place], element)


def printed_label(cell: Cell) -> str:
    """A label with the years in it open; a text that is nothing but a year keeps it."""
    return with_years_open(cell.text) if has_year(cell.text) else printed(cell)


def printed_option(cell: Cell) -> str:
    """An option as the form prints it, on one line."""
    return " ".join(cell.text.split())


def _has_mark_left(block: Block, cell: Cell) -> bool:
    left = block.samples.sheet.left_of(cell)
    if len(left) != 1 or block.is_label(left[0]) or not left[0].ruled:
        return False
    return shape(block.samples.beside(cell, "left")) in {"mark", "blank"}


def _owner(block: Block, option: Cell, options: Sequence[Cell]) -> Cell | None:
    """The label nearest on the left, over the option's row, that is no option itself."""
    left = [
        c
        for c in block.labels()
        if c.place.page == option.place.page and c.col_end <= option.col and c.row <= option.row < c.row_end
    ]
    return max((c for c in left if c not in options), key=lambda c: c.col, default=None)


def _element(block: Block, cell: Cell) -> Any:
    """A label with what it leads to; a bare label where it leads to nothing."""
    sheet, label = block.samples.sheet, printed_label(cell)
    if _names_its_left(block, cell):
        left = sheet.left_of(cell)
        block.take(left)
        return {"label": label, "left": value_word(label, block.samples.beside(cell, "left"))}
    right = [c for c in sheet.right_of(cell) if block.is_value(c)]
    if right and len(right) == len(sheet.right_of(cell)):
        return _of_a_verdict({"label": label, "right": _right(block, cell, right[0])})
    below = [c for c in sheet.below(cell) if block.is_value(c) and _is_below(cell, c)]
    told = shape(block.samples.beside(cell, "below")) != "blank" or cell.ruled
    if below and told and len(below) == len(sheet.below(cell)):
        block.take(below)
        word = value_word(label, block.samples.beside(cell, "below"))
        return {"label": label, "below": _doubted(block, below[0], word)}
    left = [c for c in sheet.left_of(cell) if block.is_value(c) and not c.is_blank]
    if left and cell.ruled and not any(block.is_label(c) for other in left for c in sheet.left_of(other)):
        block.take(left)
        return {"label": label, "left": value_word(label, block.samples.beside(cell, "left"))}
    return label


def _doubted(block: Block, value: Cell, word: dict[str, Any]) -> dict[str, Any]:
    """The word; for a person to confirm where all samples have the same, which may be a label after all."""
    return doubted(word) if value.place in block.samples.constants else word


def _names_its_left(block: Block, cell: Cell) -> bool:
    """True for a short label right of its value, in a row of such (02 款 05 項 04 目) that ends with a label."""
    sheet = block.samples.sheet
    left = sheet.left_of(cell)
    if len(match_key(cell.text)) > _SHORT or len(left) != 1 or block.is_label(left[0]) or left[0].is_blank:
        return False
    at = cell
    while after := sheet.right_of(at):
        beyond = sheet.right_of(after[0])
        if block.is_label(after[0]) or not beyond or not block.is_label(beyond[0]):
            return block.is_label(after[0])
        at = beyond[0]
        if len(match_key(at.text)) > _SHORT:
            return False
    return True


def _of_a_verdict(element: dict[str, Any]) -> dict[str, Any]:
    """The year in the label of a verdict is the one that it is for."""
    right = element["right"]
    if not isinstance(right, dict) or "evaluation" not in right or "{year}" not in element["label"]:
        return element
    label = element["label"].replace("{year}", "{for_year}")
    return {"label": label, "holds": {"for_year": {"evaluation": "for_fiscal_year"}}, "right": right}


def _is_below(label: Cell, cell: Cell) -> bool:
    """True for a cell that is below this label alone, or the first of those below it."""
    return label.col <= cell.col and (cell.col_end <= label.col_end or not label.ruled)


def _right(block: Block, label: Cell, first: Cell) -> Any:
    """The value right of a label; a list where several cells follow one another."""
    chain = [first]
    while True:
        after = [c for c in block.samples.sheet.right_of(chain[-1]) if block.is_value(c)]
        if not after or not first.ruled:
            break
        chain.append(after[0])
    if len(chain) > 1 and (after := block.samples.sheet.right_of(chain[-1])) and _names_its_left(block, after[0]):
        chain.pop()
    block.take(chain)
    words = []
    for step, _ in enumerate(chain, start=1):
        texts = block.samples.beside(label, "right", step)
        words.append(
            _doubted(block, chain[step - 1], value_word(printed(label), texts) if step == 1 else _further(texts))
        )
    if all("choice" in word for word in words):
        options = {str(option): option for word in words for option in word["options"]}
        return {**words[0], "options": list(options.values())}
    return words[0] if len(words) == 1 else words


def _further(texts: Sequence[str]) -> dict[str, Any]:
    word = value_word("", texts)
    return word if "choice" in word else {"field": TODO, **({"type": "number"} if shape(texts) == "number" else {})}
