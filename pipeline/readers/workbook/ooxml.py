"""Workbooks of Office Open XML (.xlsx, .xlsm; ECMA-376): sheets read one at a time, cells as they are shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.errors import UnreadableFile
from pipeline.model.finding import Severity
from pipeline.readers.workbook.controls import place_controls, read_controls
from pipeline.readers.workbook.names import cell_name, place_of
from pipeline.readers.workbook.package import Package, XmlElement, local, relation
from pipeline.readers.workbook.raw import MOST_CELLS, Area, RawSheet, Spot
from pipeline.readers.workbook.shown import error, number, put, words
from pipeline.readers.workbook.styles import Style, read_styles

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLAIN, _UNDEFINED = Style(), Style(code=None)
_MOST_BLANKS = 20_000_000  # cells that say nothing take time, but no memory
_ROWS, _COLUMNS = 1_048_576, 16_384


@dataclass(frozen=True, slots=True)
class _SheetPart:
    name: str
    part: str
    hidden: bool


class OoxmlWorkbook:
    """An Office Open XML workbook; its sheets are parsed when they are asked for."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        parts = self._package.relations("").values()
        self._book = next((name for kind, name in parts if kind == "officeDocument"), "xl/workbook.xml")
        root = self._package.xml(self._book)
        if root is None:
            raise UnreadableFile("the workbook has no list of sheets; save it anew with a spreadsheet program")
        self._relations = self._package.relations(self._book)
        properties = next((each for each in root if local(each) == "workbookPr"), None)
        self._from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        sheets = next((each for each in root if local(each) == "sheets"), ())
        self._sheets = tuple(self._sheet_part(each) for each in sheets)

    def __len__(self) -> int:
        return len(self._sheets)

    def _sheet_part(self, sheet: XmlElement) -> _SheetPart:
        kind, part = self._relations.get(relation(sheet), ("", ""))
        hidden = sheet.get("state", "visible") != "visible"
        return _SheetPart(sheet.get("name", ""), part if kind == "worksheet" else "", hidden)

    @cached_property
    def _styles(self) -> Sequence[Style]:
        part = next((name for kind, name in self._relations.values() if kind == "styles"), "")
        return read_styles(self._package, part)

    @cached_property
    def _strings(self) -> "Sequence[_Words]":
        part = next((name for kind, name in self._relations.values() if kind == "sharedStrings"), "")
        if not self._package.has(part):
            return ()
        return [_words(each) for each in self._package.elements(part, "si")]

    def sheet(self, number: int) -> RawSheet:
        """The ``number``-th sheet from 0; one of charts alone is empty."""
        listed = self._sheets[number]
        sheet = RawSheet(listed.name, hidden=listed.hidden)
        if not self._package.has(listed.part):
            return sheet
        cells, row, col = 0, 0, 0
        for element in self._package.elements(listed.part, "c", "row", "col", "mergeCell", "sheetView"):
            name = local(element)
            if name == "c":
                cells += 1
                _limit(sheet, cells)
                # Cells and rows without a place stand after the ones before them.
                row = int(element.getparent().get("r", row + 1)) - 1
                row, col = _spot(listed.name, element.get("r"), (row, col))
                self._cell(sheet, element, (row, col))
                col += 1
            elif name == "row":
                row = int(element.get("r", row + 1)) - 1
                if _is_set(element, "hidden"):
                    sheet.hidden_rows.add(row)
                row, col = row + 1, 0
            elif name == "col" and _is_set(element, "hidden"):
                last = min(int(element.get("max", "0")), 16_384)
                sheet.hidden_columns.update(range(int(element.get("min", "1")) - 1, last))
            elif name == "sheetView":
                sheet.hides_zeros |= element.get("showZeros") in {"0", "false"}
            elif name == "mergeCell" and (area := _area(element.get("ref", ""))) is not None:
                sheet.merged.append(area)
        place_controls(sheet, *read_controls(self._package, listed.part))
        return sheet

    def _cell(self, sheet: RawSheet, cell: XmlElement, spot: Spot) -> None:
        if spot in sheet.texts:
            raise _damaged(sheet.name, f"two cells {cell_name(*spot)}")
        index = int(cell.get("s", "0"))
        style = self._styles[index] if 0 <= index < len(self._styles) else _PLAIN if not index else _UNDEFINED
        put(sheet, spot, self._shown(sheet, spot, cell, style), style)

    def _shown(self, sheet: RawSheet, spot: Spot, cell: XmlElement, style: Style) -> str:
        parts = {local(part): part for part in cell}
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            found = _words(parts["is"]) if "is" in parts else _Words("")
            return words(sheet, spot, found.text, found.struck, style)
        value = None if "v" not in parts else parts["v"].text
        if value is None:
            if "f" in parts and kind != "str":
                message = (
                    "a formula that was never calculated, so nobody knows what it says; open and save the workbook"
                )
                sheet.note("formula-uncalculated", Severity.ERROR, message, spot, f"={parts['f'].text or ''}")
            return ""
        match kind:
            case "s":
                shared = self._string(value)
                return words(sheet, spot, shared.text, shared.struck, style)
            case "str" | "d":
                return words(sheet, spot, _unescaped(value), "", style)
            case "b":
                return "TRUE" if value in {"1", "true"} else "FALSE"
            case "e":
                return error(sheet, spot, str(value))
            case _:
                return number(sheet, spot, value, style, from_1904=self._from_1904)

    def _string(self, number: str) -> "_Words":
        try:
            index = int(number)
            return self._strings[index if index >= 0 else len(self._strings)]
        except (IndexError, ValueError):
            raise UnreadableFile("the workbook is damaged: it lacks texts of its cells; save it anew") from None


@dataclass(frozen=True, slots=True)
class _Words:
    """A string of a workbook: what it says, and the words of it that are crossed out."""

    text: str
    struck: str = ""


def _words(element: XmlElement) -> _Words:
    """All runs of a string joined; reading aids (rPh) are no text."""
    said: list[str] = []
    struck: list[str] = []
    for part in element:
        if local(part) == "t":
            said.append(part.text or "")
        elif local(part) == "r":
            text = "".join(each.text or "" for each in part if local(each) == "t")
            (struck if _is_crossed_out(part) else said).append(text)
    return _Words(_unescaped("".join(said)), _unescaped("".join(struck)))


def _is_crossed_out(run: XmlElement) -> bool:
    marks = (mark for look in run if local(look) == "rPr" for mark in look if local(mark) == "strike")
    return any(mark.get("val", "1") not in {"0", "false"} for mark in marks)


def _unescaped(text: str) -> str:
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _limit(sheet: RawSheet, cells: int) -> None:
    if len(sheet.texts) > MOST_CELLS or cells > _MOST_BLANKS:
        raise UnreadableFile(f"the sheet {sheet.name} has more than {MOST_CELLS:,} cells; split the workbook")


def _spot(sheet: str, name: str | None, here: Spot) -> Spot:
    """Where a cell stands: where it says, else where it comes in its row."""
    spot = here if name is None else place_of(name.upper())
    if spot is None or not (0 <= spot[0] < _ROWS and 0 <= spot[1] < _COLUMNS):
        raise _damaged(sheet, f"a cell at {name or here}, which is no place of a sheet")
    return spot


def _damaged(sheet: str, why: str) -> UnreadableFile:
    return UnreadableFile(f"the sheet {sheet} is damaged: it has {why}; open and save the workbook anew")


def _is_set(element: XmlElement, name: str) -> bool:
    return element.get(name) in {"1", "true"}


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    begin, end = place_of(first), place_of(last or first)
    if begin is None or end is None:
        return None
    return min(begin[0], end[0]), min(begin[1], end[1]), max(begin[0], end[0]), max(begin[1], end[1])
