"""A list's spec from one sample: header rows, and then one project a row."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.drafting.draft.shapes import shape, value_word
from pipeline.drafting.likeness import YEAR, has_year, with_years_open
from pipeline.drafting.words import TODO, column_meaning, guess
from pipeline.model.document import Cell, Document, Grid
from pipeline.normalize.era import parse_fiscal_year
from pipeline.normalize.fold import match_key

_ROWS, _COLUMNS, _FILLED, _MOST = 3, 4, 0.5, 0.6
_HEAD = 10  # rows among which the header is
_FISCAL_YEAR = re.compile("(作成|評価|対象|会計)?年度")
_FIGURES = {"number", "code"}


@dataclass(frozen=True, eq=False)
class _Column:
    """A heading, the one above it, and what stands below."""

    cell: Cell
    above: Cell | None
    texts: tuple[str, ...]

    @property
    def year(self) -> int | None:
        """The fiscal year that its headings print."""
        found = [YEAR.search(match_key(c.text)) for c in (self.cell, self.above) if c is not None]
        readings = [parse_fiscal_year(match.group()) for match in found if match is not None]
        return next((reading.year for reading in readings if reading is not None and reading.year is not None), None)

    @property
    def words(self) -> dict[str, Any]:
        label: dict[str, Any] = {"label": with_years_open(self.cell.text)}
        return label if self.above is None else {**label, "under": with_years_open(self.above.text)}


def draft_list(document: Document) -> dict[str, Any] | None:
    """The words of a list's form; None if the document is no list."""
    for grid in document.grids:
        header = _header(grid) if grid.aligned else None
        if header is not None:
            return _words(grid, *header)
    return None


def _header(grid: Grid) -> tuple[int, list[Cell]] | None:
    """The last header row and its cells, if most rows below it are filled like it."""
    rows = [[cell for cell in row if not cell.is_blank] for row in grid.rows]
    best = max(range(min(_HEAD, len(rows))), key=lambda n: (len(_ending(rows, n)), -n), default=None)
    if best is None or len(_ending(rows, best)) < _COLUMNS:
        return None
    heads = _ending(rows, best)
    below = [row for row in rows[best + 1 :] if row]
    cols = {cell.col for cell in heads}
    like = [row for row in below if len({cell.col for cell in row} & cols) >= _FILLED * len(cols)]
    words = sum(shape([cell.text]) == "text" for cell in heads) >= _MOST * len(heads)
    return (best, heads) if len(like) >= _ROWS and len(like) >= _MOST * len(below) and words else None


def _ending(rows: Sequence[Sequence[Cell]], last: int) -> list[Cell]:
    """The cells that end on a row, those merged down to it too."""
    found = [cell for row in rows[: last + 1] for cell in row if cell.row_end == last + 1]
    return sorted(found, key=lambda cell: cell.col)


def _words(grid: Grid, last: int, heads: list[Cell]) -> dict[str, Any]:
    cells = [cell for row in grid.rows for cell in row if not cell.is_blank]
    first = min(cell.row for cell in heads)
    over = [c for c in cells if first <= c.row and c.row_end <= last and c not in heads]
    by_col: dict[int, list[Cell]] = {}
    for cell in cells:
        by_col.setdefault(cell.col, []).append(cell)
    columns = [_Column(head, _over(head, over), _below(by_col.get(head.col, []), head)) for head in heads]
    above = [c for c in cells if c.row < min([first, *(c.row for c in over)])]
    title = next((c for c in above if has_year(c.text)), None)
    years = [column.year for column in columns if column.year is not None]
    sheet, words = _title(title)
    evaluated = (sheet - 1) if sheet is not None else max(years, default=0)
    levels = last + 1 - min([first, *(c.row for c in over)])
    unit = next((match_key(c.text) for c in above if "単位" in match_key(c.text)), None)
    listed: dict[str, Any] = {"levels": levels}
    if unit is not None:
        listed["unit_note"] = _open_unit(unit)
    rest = dict.fromkeys(match_key(c.text) for c in above if c is not title and "単位" not in match_key(c.text))
    if rest:
        listed["above"] = list(rest)
    dated = (
        next((c for c in columns if _FISCAL_YEAR.fullmatch(match_key(c.cell.text))), None) if title is None else None
    )
    if dated is not None:
        words = {}
        listed["year"] = {"label": match_key(dated.cell.text), "era": f"{TODO} 令和", "means": "sheet"}
    listed["groups"] = list(_groups(columns, evaluated, unit is None))
    return {**words, "listed": listed}


def _title(title: Cell | None) -> tuple[int | None, dict[str, Any]]:
    if title is None:
        return None, {"title": f"{TODO} {{sheet_year}}"}
    found = YEAR.search(match_key(title.text))
    reading = parse_fiscal_year(found.group()) if found is not None else None
    text = with_years_open(title.text, "sheet_year")
    rest = text.split("{sheet_year}", 1)[-1]
    if YEAR.search(rest) is not None:
        head, tail = text.split("{sheet_year}", 1)
        text = f"{head}{{sheet_year}}{with_years_open(tail, 'evaluated_year')}"
    return (reading.year if reading is not None else None), {"title": text}


def _open_unit(note: str) -> str:
    unit = next((unit for unit in ("百万円", "千円", "万円", "円") if unit in note), None)
    return note.replace(unit, "{unit}", 1) if unit is not None else note


def _over(head: Cell, over: Sequence[Cell]) -> Cell | None:
    return next((c for c in over if c.row_end == head.row and c.col <= head.col and head.col_end <= c.col_end), None)


def _below(cells: Sequence[Cell], head: Cell) -> tuple[str, ...]:
    """What stands below a heading, of the cells that begin in its column."""
    return tuple(c.text for c in cells if c.row >= head.row_end)


def _groups(columns: Sequence[_Column], evaluated: int, needs_unit: bool) -> Iterator[dict[str, Any]]:
    """Columns without a year together; those of figures in a group for every run of years."""
    plain: list[dict[str, Any]] = []
    number = 0
    while number < len(columns):
        column = columns[number]
        run, times = _repeated(columns[number:])
        if times > 1:
            if plain:
                yield {"columns": plain}
                plain = []
            yield _repeating(run, times, needs_unit)
            number += len(run) * times
            continue
        if column.year is None or not _is_amount(column):
            plain.append(_plain(column))
            number += 1
            continue
        if plain:
            yield {"columns": plain}
            plain = []
        blocks = _blocks(columns[number:])
        number += sum(len(block) for block in blocks)
        yield _years(blocks, evaluated, needs_unit)
    if plain:
        verdict = any("evaluation" in column.get("value", {}) for column in plain)
        yield {**({"evaluation": {"stage": "final", "year": "after_sheet"}} if verdict else {}), "columns": plain}


def _repeated(columns: Sequence[_Column]) -> tuple[Sequence[_Column], int]:
    """The columns that the sequence begins with and that come again right behind, and how often; once at least."""
    labels = [column.words for column in columns]
    for length in range(2, len(labels) // 2 + 1):
        times = 1
        while labels[:length] == labels[length * times : length * (times + 1)]:
            times += 1
        if times > 1 and columns[0].year is None:
            return columns[:length], times
    return columns[:1], 1


def _repeating(run: Sequence[_Column], times: int, needs_unit: bool) -> dict[str, Any]:
    """Blocks of the same columns without years in their headings: of which years they are, a person has to say."""
    return {
        "each": [{"back": back} for back in reversed(range(times))],
        "basis": TODO,
        **({"unit": f"{TODO} 千円"} if needs_unit else {}),
        "columns": [{**column.words, "value": _amount(column)} for column in run],
    }


def _is_amount(column: _Column) -> bool:
    if column.above is not None and guess("kinds", column.above.text) is not None:
        return False
    return (
        shape(column.texts) in {*_FIGURES, "blank"} and guess("basis", match_key(column.cell.text)) is not None
    ) or (shape(column.texts) in _FIGURES and guess("rows", column.cell.text) is not None)


def _blocks(columns: Sequence[_Column]) -> list[list[_Column]]:
    """The blocks of one kind that the columns begin with: the same headings, a year each."""
    blocks: list[list[_Column]] = []
    for column in columns:
        if column.year is None or not _is_amount(column):
            break
        if blocks and blocks[-1][0].year == column.year:
            blocks[-1].append(column)
        else:
            blocks.append([column])
    kind = [column.words["label"] for column in blocks[0]]
    same = [block for block in blocks if [column.words["label"] for column in block] == kind]
    return blocks[: len(same)] if blocks[: len(same)] == same else blocks[:1]


def _years(blocks: Sequence[Sequence[_Column]], evaluated: int, needs_unit: bool) -> dict[str, Any]:
    each = []
    for block in blocks:
        after = (block[0].year or evaluated) - evaluated
        each.append({"ahead": after} if after > 0 else {"back": -after})
    first = blocks[0]
    labels = "".join(match_key(column.cell.text) for column in first)
    basis = guess("basis", labels) or guess("basis", match_key(first[0].above.text) if first[0].above else "") or TODO
    funding = any("funding" in _amount(column) for column in first)
    return {
        "each": each,
        "basis": basis,
        **({"sums_to": "direct"} if funding else {}),
        **({"unit": f"{TODO} 千円"} if needs_unit else {}),
        "columns": [{**column.words, "value": _amount(column)} for column in first],
    }


def _amount(column: _Column) -> dict[str, Any]:
    label = match_key(column.cell.text).removeprefix("うち")
    word = guess("rows", label) or {"cost": {"item": TODO}}
    if "funding" in word:
        return {"funding": {"within": "total", **word["funding"]}}
    return {key: value for key, value in word.items() if key != "unit"}


def _plain(column: _Column) -> dict[str, Any]:
    label = match_key(column.cell.text)
    words = column.words
    if not any(text.strip() for text in column.texts):
        return words
    record = column.words.get("under")
    if record is not None and guess("kinds", record) is not None:
        kind = {"indicator": guess("kinds", record)}
        return {**words, "record": record, "value": {**kind, **_part(label)}}
    few = Counter(text.strip() for text in column.texts)
    word = value_word(label, column.texts if len(few) > 1 or guess("verdicts", label) else column.texts[:1])
    return {**words, "value": word}


def _part(label: str) -> dict[str, Any]:
    word = column_meaning(label)
    if word.get("measure") == "goal" or ("measure" in word and "year" not in word and not has_year(label)):
        word["year"] = "undated"
    return word
