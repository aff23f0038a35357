"""Tables with a record a row (成果指標): their columns, by what each heading usually means."""

from typing import Any

from pipeline.drafting.draft.block import Block, printed
from pipeline.drafting.draft.columns import Head, Table
from pipeline.drafting.draft.shapes import shape
from pipeline.drafting.likeness import YEAR
from pipeline.drafting.words import column_meaning, guess, row_meaning
from pipeline.model.document import Cell
from pipeline.normalize.era import parse_fiscal_year
from pipeline.normalize.fold import match_key

_FAR = 2  # years: a last column so much later than the others is a final target


def is_record_table(block: Block, table: Table) -> bool:
    """True if headings stand left of the years, and under one of them the sheets' own words."""
    for head in table.before:
        under = [c for c in block.samples.sheet.below(head) if c.ruled]
        if under and all(not block.is_label(c) for c in under) and head.row_end == table.heads[0].cell.row_end:
            return True
    return False


def record_table(block: Block, table: Table, number: int) -> dict[str, Any]:
    """The table in the spec language; its cells are taken."""
    bottom = table.heads[0].cell.row_end
    heads = [Head(c) for c in table.before if c.row_end == bottom]
    every = [*heads, *table.heads]
    group = _group(block, table, heads)
    columns = _columns(block, every)
    about = " ".join([block.heading, *(head.label for head in every)])
    words: dict[str, Any] = {"kind": guess("kinds", about) or "outcome"}
    if group is not None:
        words = {"label": printed(group), "kind": guess("kinds", printed(group)) or words["kind"]}
    _take(block, table, every, group)
    name = f"records_{number}" if number > 1 else "records"
    return {"id": name, "makes": "indicator", "columns": columns, "groups": [words]}


def block_table(block: Block, table: Table, number: int) -> dict[str, Any]:
    """A table of records with their words in a row over their figures, in the spec language; its cells are taken."""
    sheet, first, last = block.samples.sheet, table.heads[0].cell, table.heads[-1].cell
    heads = [Head(head.cell) for head in table.heads]
    left = [c for row in table.rows for c in block.cells if _is_left(c, table, row)]
    above = next((c for c in sheet.above(first) if (c.col, c.col_end) == (first.col, last.col_end)), None)
    name = {"label": _name(block, above, left) if above is not None else "TODO", "part": "name"}
    groups: list[dict[str, Any]] = []
    for cell in dict.fromkeys(left):
        kind = guess("kinds", printed(cell)) or (groups[-1]["kind"] if groups else "outcome")
        derived = row_meaning(printed(cell)).get("derived")
        groups.append({"label": printed(cell), "kind": kind, **({"derived": derived} if derived is not None else {})})
    block.take(left)
    block.take([above] if above is not None else [])
    block.take(c for row in table.rows for c in sheet.starting(table.page, row) if c.col >= table.left)
    columns = [name, *_columns(block, heads, named=True)]
    identity = f"records_{number}" if number > 1 else "records"
    return {"id": identity, "makes": "indicator", "columns": columns, "groups": groups or [{"kind": "outcome"}]}


def _name(block: Block, above: Cell, left: list[Cell]) -> str | list[str]:
    """What is printed over all headings, in all its variants: one sample may have its unit in it."""
    beside = next((c for c in left if above in block.samples.sheet.right_of(c)[:1]), None)
    texts = block.samples.beside(beside, "right") if beside is not None else ()
    variants = list(dict.fromkeys(match_key(text) for text in (above.text, *texts) if text.strip()))
    return variants[0] if len(variants) == 1 else variants


def _is_left(cell: Cell, table: Table, row: int) -> bool:
    """True for a label left of the headings, in a row of the table."""
    return cell.place.page == table.page and cell.col_end <= table.left and cell.row <= row < cell.row_end


def _columns(block: Block, heads: list[Head], *, named: bool = False) -> list[dict[str, Any]]:
    """The columns; the first is the name, unless another says it, or the table is ``named`` otherwise."""
    columns: list[dict[str, Any]] = []
    for head in heads:
        word = _meaning(block, head)
        # White space in a heading is lost where a label becomes a key; a heading over several is part of what it says.
        column: dict[str, Any] = {"label": head.label}
        if head.above is not None and head.under is not None:
            column["under"] = head.under
        same = next((c for c in columns if all(c.get(key) == column.get(key) for key in ("label", "under"))), None)
        if same is not None:
            same["times"] = same.get("times", 1) + 1
        else:
            columns.append({**column, **word})
    _mark_goal(columns, heads)
    if not named and not any(column.get("part") == "name" for column in columns) and columns:
        first = columns[0]
        kept: dict[str, Any] = {key: first[key] for key in ("label", "under") if key in first}
        columns[0] = {**kept, "part": "name"}
    return columns


def _meaning(block: Block, head: Head) -> dict[str, Any]:
    below = block.samples.beside(head.cell, "below")
    found = shape(below)
    if found == "mark":
        return {"mark": "TODO"}
    word = column_meaning(f"{head.label}")
    if "mark" in word and found not in {"mark", "blank"}:
        word = column_meaning("")
    if "measure" in word and not head.has_year and "year" not in word:
        word["year"] = "undated" if word["measure"] in {"goal", "target"} else "evaluated"
    return word


def _mark_goal(columns: list[dict[str, Any]], heads: list[Head]) -> None:
    """The last of several columns of one kind, whose year is far after the others, is the final target."""
    years = [(head.label, _year(head.cell)) for head in heads]
    known = sorted(year for _, year in years if year is not None)
    for column in columns:
        own = [year for label, year in years if label == column["label"] and year is not None]
        if "measure" in column and len(own) > 1 and len(known) > 1 and own[-1] == known[-1] >= known[-2] + _FAR:
            column["measure"] = "target"
            column["ends_in_goal"] = True


def _year(cell: Cell) -> int | None:
    found = YEAR.search(match_key(cell.text))
    reading = parse_fiscal_year(found.group()) if found is not None else None
    return reading.year if reading is not None else None


def _group(block: Block, table: Table, heads: list[Head]) -> Cell | None:
    """The label left of all records, if there is one."""
    left = min((head.cell.col for head in heads), default=table.left)
    beside = [
        c
        for c in block.cells
        if c.place.page == table.page and c.col_end <= left and block.is_label(c) and c.row_end > table.rows[0] >= c.row
    ]
    return beside[0] if beside else None


def _take(block: Block, table: Table, heads: list[Head], group: Cell | None) -> None:
    left = min(head.cell.col for head in heads)
    right = max(head.cell.col_end for head in heads)
    end = max(table.rows) + 1
    block.take(head.cell for head in heads)
    block.take(table.before)
    block.take([] if group is None else [group])
    block.take(
        c
        for c in block.cells
        if c.place.page == table.page
        and table.rows[0] <= c.row < end
        and left <= c.col < right
        and not block.is_label(c)
    )


__all__ = ["block_table", "is_record_table", "record_table"]
