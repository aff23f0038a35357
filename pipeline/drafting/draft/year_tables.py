"""Tables with years across and figures down, as the spec language writes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.drafting.draft.block import Block, printed
from pipeline.drafting.draft.columns import Head, Table
from pipeline.drafting.draft.shapes import shape, value_word
from pipeline.drafting.words import TODO, guess, row_meaning
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key
from pipeline.normalize.unit import money_factor

_MONEY = ("百万円", "千円", "万円", "円")
_BREAKDOWN = {"cost": {"item": "breakdown", "within": "direct"}}
_PART_OF = "うち"


@dataclass(frozen=True, eq=False)
class Row:
    """A row of figures: its label (None where the sheet fills it in), and the labels of the groups around it."""

    label: Cell | None
    groups: tuple[Cell, ...]
    row: int


def year_table(block: Block, table: Table, number: int, unit: dict[str, str]) -> dict[str, Any] | None:
    """The table in the spec language; None if no row of it has a label. Its cells are taken."""
    rows = list(table_rows(block, table))
    if not any(row.label is not None for row in rows):
        return None
    columns = _columns(table, rows)
    written = _written(rows, block)
    if all("each_year" in row for row in written):
        columns = [{k: v for k, v in column.items() if k not in {"basis", "sums_to"}} for column in columns]
    for row in rows:
        block.take([*row.groups, *([row.label] if row.label is not None else [])])
    block.take(table.before)
    block.take(_inside(block, table))
    return {"id": f"table_{number}" if number > 1 else "table", **unit, "columns": columns, "rows": written}


def table_rows(block: Block, table: Table) -> Iterator[Row]:
    """The rows of a table: labels left of the first heading; one over several is a group if others stand in it."""
    left = [
        c for c in block.cells if c.place.page == table.page and c.col_end <= table.left and c.ruled and not c.struck
    ]
    for number, row in enumerate(table.rows):
        here = sorted((c for c in left if c.row <= row < c.row_end), key=lambda c: c.col)
        if not here:
            continue
        named = [c for c in here if block.is_label(c)]
        own = here[-1] if here[-1].row == row else None
        # A label that begins here over several rows is a row itself, unless another label stands right of it.
        if own is None:
            continue
        inner = [c for c in named if c is not own]
        groups = tuple(c for c in inner if c.row_span > own.row_span and _is_group(c, left, block, table))
        label = own if block.is_label(own) else None
        if label is None and not groups and number == 0:
            continue
        yield Row(label, groups, row)


def _is_group(cell: Cell, left: Sequence[Cell], block: Block, table: Table) -> bool:
    """True for a label over rows of this table alone, with another label right of it in the first of them."""
    top = min((head.above or head.cell).row for head in table.heads)
    last = [c.row_end for c in block.cells if c.row == table.rows[-1] and c.col >= table.left and c.ruled]
    first = max(cell.row, table.rows[0])
    beside = any(c.col >= cell.col_end and c.row <= first < c.row_end for c in left if c is not cell)
    return beside and top <= cell.row and cell.row_end <= max(last, default=table.rows[-1] + 1)


def _inside(block: Block, table: Table) -> list[Cell]:
    """The cells below the headings, in the table's rows."""
    first, last = table.heads[0].cell, max(table.heads, key=lambda h: h.cell.col_end).cell
    end = max(table.rows) + 1
    return [
        c
        for c in block.cells
        if c.place.page == table.page and min(table.rows) <= c.row < end and first.col <= c.col < last.col_end
    ]


def _columns(table: Table, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The kinds of columns, with how often each comes."""
    kinds: dict[tuple[str, str | None], int] = {}
    for head in table.heads:
        kinds[head.label, head.under] = kinds.get((head.label, head.under), 0) + 1
    first = {(head.label, head.under): head for head in reversed(table.heads)}
    columns = []
    for (label, under), times in kinds.items():
        head = first[label, under]
        column: dict[str, Any] = {"label": label}
        if under is not None and _needs_under(head):
            column["under"] = under
        if times > 1:
            column["times"] = times
        columns.append({**column, **_column_word(head, rows)})
    return columns


def _needs_under(head: Head) -> bool:
    return head.under is not None and "{year}" in head.under


def _column_word(head: Head, rows: Sequence[Row]) -> dict[str, Any]:
    derived = row_meaning(head.label).get("derived") if not head.has_year else None
    basis = guess("basis", f"{head.under or ''}{head.label}") or _basis_of_rows(rows)
    if derived is not None:
        return {"derived": {**derived, "basis": "settlement"}, "year": "evaluated"}
    word: dict[str, Any] = {"basis": basis}
    if any(row.groups and guess("groups", printed(row.groups[0])) == "funding" for row in rows):
        total = any(row.label is not None and _item(row) == "total" for row in rows)
        word["sums_to"] = "total" if total else "direct"
    return word if head.has_year else {**word, "year": TODO}


def _item(row: Row) -> str | None:
    """The item of cost that a row is, outside groups of funding."""
    if row.label is None or (row.groups and guess("groups", printed(row.groups[0])) == "funding"):
        return None
    within = guess("groups", printed(row.groups[-1])) if row.groups else None
    word = row_meaning(printed(row.label), within)
    return word["cost"].get("item") if "cost" in word else None


def _basis_of_rows(rows: Sequence[Row]) -> str:
    """What the rows say, where headings are years alone (決算 below 5年度, 6年度)."""
    found = [guess("basis", printed(row.label)) for row in rows if row.label is not None]
    return next((basis for basis in found if basis is not None), TODO)


def _written(rows: Sequence[Row], block: Block) -> list[Any]:
    """The rows, those of a group inside it; rows that the sheet labels counted together."""
    written: list[Any] = []
    groups: dict[tuple[str, ...], list[Any]] = {(): written}
    within: dict[tuple[str, ...], str | None] = {(): None}
    for row in rows:
        path = tuple(f"{c.place}" for c in row.groups)
        for depth in range(1, len(path) + 1):
            if path[:depth] not in groups:
                cell = row.groups[depth - 1]
                inside: list[Any] = []
                groups[path[: depth - 1]].append({"group": _with_unit(printed(cell)), "rows": inside})
                groups[path[:depth]] = inside
                within[path[:depth]] = guess("groups", printed(cell)) or within[path[: depth - 1]]
        _add(groups[path], row, within[path], block)
    return _with_totals(written)


def _add(rows: list[Any], row: Row, within: str | None, block: Block) -> None:
    if row.label is None:
        if rows and "any" in rows[-1]:
            rows[-1]["any"] += 1
        else:
            rows.append({"any": 1, **_any_word(within)})
        return
    label = printed(row.label)
    texts = block.samples.beside(row.label, "right")
    word = _word(label, texts, within)
    if "staffing" in word and within == "staffing" and word["staffing"]["kind"] not in {"total", "quota"}:
        word = {**word, "staffing": {**word["staffing"], "within": "total"}}
    if word.get("cost", {}).get("item") == "breakdown" and "within" not in word["cost"]:
        word = {"cost": {**word["cost"], "within": _whole(rows)}}
    if "funding" in word and "within" not in word["funding"]:
        before = rows[-1].get("funding", {}).get("source") if rows and isinstance(rows[-1], dict) else None
        part = label.startswith(_PART_OF) and before is not None
        word = {**word, "funding": {**word["funding"], "within": before if part else "total"}}
    rows.append({"label": label, **word})


def _whole(rows: list[Any]) -> str:
    """What the lines of a breakdown are of: the cost above them that says so, or else the project's."""
    said = [row["cost"]["item"] for row in rows if "内訳" in row.get("label", "") and "cost" in row]
    return said[-1] if said else "direct"


def _word(label: str, texts: Sequence[str], within: str | None) -> dict[str, Any]:
    """What a row says: words, a measure of an indicator, people, money."""
    told = [text for text in texts if text.strip()]
    figures = sum(shape([text]) in {"number", "code"} for text in told)
    if guess("rows", label, within) is None and told and 2 * figures < len(told) and shape(told) in {"text", "grade"}:
        word = value_word(label, texts)
        return {"each_year": [{"field": word.get("field", word.get("narrative", TODO))}]}
    people = any("人" in text for text in texts)
    word = guess("rows", label, "staffing" if people else within)
    measure = guess("columns", label)
    if word is None and measure is not None and "measure" in measure:
        return {"each_year": [{"indicator": "activity", "measure": measure["measure"]}]}
    word = row_meaning(label, "staffing" if people else within)
    return {**word, "unit": "人"} if people and "staffing" in word else word


def _any_word(within: str | None) -> dict[str, Any]:
    if within == "funding":
        return {"funding": {"source": "breakdown"}}
    if within == "staffing":
        return {"staffing": {"kind": "other", "measure": "fte"}, "unit": "人"}
    return _BREAKDOWN


def _with_totals(rows: list[Any]) -> list[Any]:
    """In a group of funding with a subtotal, what stands above it adds up to that."""
    for row in rows:
        inner = row.get("rows") if isinstance(row, dict) else None
        if not inner:
            continue
        _with_totals(inner)
        sources = [r.get("funding", {}).get("source") for r in inner]
        if "earmarked_total" in sources:
            end = sources.index("earmarked_total")
            for one in inner[:end]:
                if one.get("funding", {}).get("within") == "total":
                    one["funding"]["within"] = "earmarked_total"
    return rows


def _with_unit(label: str) -> str:
    """A group's label, with the unit of money in its brackets a hole."""
    for unit in _MONEY:
        for opening, closing in (("(", ")"), ("[", "]")):
            if label.endswith(f"{opening}{unit}{closing}") and money_factor(unit) is not None:
                return f"{label[: -len(unit) - 1]}{{unit}}{closing}"
    return label


def unit_words(block: Block, heading: Cell | None) -> dict[str, str]:
    """How the unit of amounts is told: a note on the sheet, or the heading."""
    for cell in block.cells:
        key = match_key(cell.text)
        unit = next((unit for unit in _MONEY if unit in key), None)
        if not cell.ruled and unit is not None and "単位" in key and block.is_free(cell):
            block.take([cell])
            return {"unit_note": key.replace(unit, "{unit}", 1)}
    said = match_key(heading.text) if heading is not None else ""
    unit = next((unit for unit in _MONEY if unit in said), None)
    return {"unit": unit} if unit is not None else {}
