"""OpenDocument spreadsheets (.ods; ISO/IEC 26300): the file holds what every cell shows, so that is taken."""

from collections.abc import Container, Iterator, Mapping

from pipeline.errors import UnreadableFile
from pipeline.model.finding import Severity
from pipeline.readers.workbook.package import Package, XmlElement, local
from pipeline.readers.workbook.raw import MOST_CELLS, RawSheet, Spot

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CONTENT = "content.xml"
_MOST_COLUMNS = 16_384
_SIGNS = {
    ("checkbox", "checked"): "☑",
    ("checkbox", "unchecked"): "☐",
    ("radio", "checked"): "●",
    ("radio", "unchecked"): "○",
}


class OdsWorkbook:
    """An OpenDocument spreadsheet."""

    def __init__(self, data: bytes) -> None:
        root = Package(data).xml(_CONTENT)
        # Tables elsewhere are of tracked changes and of linked files, and no sheets.
        self._tables = [] if root is None else root.findall(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
        if not self._tables:
            raise UnreadableFile("the spreadsheet has no sheets; save it anew with a spreadsheet program")
        self._hidden, self._crossed_out = _styles(root)

    def __len__(self) -> int:
        return len(self._tables)

    def sheet(self, number: int) -> RawSheet:
        """The ``number``-th sheet from 0."""
        table = self._tables[number]
        sheet = RawSheet(table.get(f"{_TABLE}name", ""), hidden=table.get(f"{_TABLE}style-name") in self._hidden)
        controls = {_id(each): _told(each) for each in table.iter(f"{_FORM}checkbox", f"{_FORM}radio")}
        sheet.hidden_columns.update(_hidden_columns(table))
        for shape in table.iterfind(f"{_TABLE}shapes//{_DRAW}control"):
            sheet.outside.append(controls.get(shape.get(f"{_DRAW}control", ""), "(control)"))
        row = 0
        for line in table.iter(f"{_TABLE}table-row"):
            times = int(line.get(f"{_TABLE}number-rows-repeated", "1"))
            if any(_says_something(cell) for cell in line):
                for again in range(times):
                    _row(sheet, line, row + again, controls, self._crossed_out)
            if line.get(f"{_TABLE}visibility", "visible") != "visible":
                sheet.hidden_rows.update(range(row, row + min(times, MOST_CELLS)))
            row += times
        return sheet


def _says_something(cell: XmlElement) -> bool:
    return cell.get(f"{_OFFICE}value") is not None or any(True for _ in cell.iter(f"{_TEXT}p", f"{_DRAW}control"))


def _styles(root: XmlElement) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the styles that hide a sheet, and of those that cross a text out."""
    hidden, crossed_out = set(), set()
    for style in root.iter(f"{_STYLE}style"):
        for look in style:
            if look.get(f"{_TABLE}display") == "false":
                hidden.add(style.get(f"{_STYLE}name"))
            if look.get(f"{_STYLE}text-line-through-style", "none") != "none":
                crossed_out.add(style.get(f"{_STYLE}name"))
    return frozenset(hidden), frozenset(crossed_out)


def _hidden_columns(table: XmlElement) -> Iterator[int]:
    col = 0
    for column in table.iter(f"{_TABLE}table-column"):
        times = min(int(column.get(f"{_TABLE}number-columns-repeated", "1")), _MOST_COLUMNS)
        if column.get(f"{_TABLE}visibility", "visible") != "visible":
            yield from range(col, col + times)
        col += times


def _id(control: XmlElement) -> str:
    name: str = control.get(f"{_FORM}id") or control.get("{http://www.w3.org/XML/1998/namespace}id", "")
    return name


def _told(control: XmlElement) -> str:
    """What a check box or option button says: its mark, and the words beside it."""
    kind = local(control)
    state = control.get(f"{_FORM}current-state") or control.get(f"{_FORM}state", "unchecked")
    if kind == "radio":
        chosen = control.get(f"{_FORM}current-selected", control.get(f"{_FORM}selected", "false"))
        state = "checked" if chosen == "true" else "unchecked"
    caption: str = control.get(f"{_FORM}label", "")
    return f"{_SIGNS.get((kind, state), '?')} {caption}".strip()


def _row(sheet: RawSheet, line: XmlElement, row: int, controls: Mapping[str, str], crossed_out: Container[str]) -> None:
    col = 0
    for cell in line:
        if local(cell) not in {"table-cell", "covered-table-cell"}:
            continue
        times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        text = "\n".join(_paragraph(each) for each in cell if each.tag == f"{_TEXT}p")
        shapes = [shape.get(f"{_DRAW}control", "") for shape in cell.iter(f"{_DRAW}control")]
        text = "\n".join(filter(None, (text, *(controls.get(shape, "(control)") for shape in shapes))))
        text = _left(sheet, cell, (row, col), times, text, crossed_out)
        if not text and cell.get(f"{_OFFICE}value") and (row, col) not in sheet.struck:
            text = cell.get(f"{_OFFICE}value")
            sheet.note("format-unknown", Severity.WARNING, "the file doesn't say how this is shown", (row, col), text)
        sheet.outside.extend("".join(box.itertext()).strip() for box in cell.iter(f"{_DRAW}text-box"))
        down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        across = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
        if text:
            if len(sheet.texts) + times > MOST_CELLS:
                raise UnreadableFile(f"the sheet {sheet.name} has more than {MOST_CELLS:,} cells; split the workbook")
            sheet.texts.update({(row, col + again): text for again in range(times)})
            if text.startswith(("#", "Err:")) and text.rstrip("!?").isascii() and " " not in text:
                sheet.note("cell-error", Severity.ERROR, "the formula gave an error", (row, col), text)
        if (down, across) != (1, 1):
            sheet.merged.append((row, col, row + down - 1, col + across - 1))
        col += times


def _left(sheet: RawSheet, cell: XmlElement, spot: Spot, times: int, text: str, crossed_out: Container[str]) -> str:
    """The text of a cell, less what is crossed out as a whole; of single words it is said."""
    if text.strip() and cell.get(f"{_TABLE}style-name") in crossed_out:
        sheet.note("text-struck", Severity.WARNING, "this text is crossed out, so it was left out", spot, text)
        sheet.struck.update((spot[0], spot[1] + again) for again in range(min(times, _MOST_COLUMNS)))
        return ""
    if any(span.get(f"{_TEXT}style-name") in crossed_out for span in cell.iter(f"{_TEXT}span")):
        message = "some words of the cell are crossed out, and were read like the others; look at the cell"
        sheet.note("text-struck", Severity.ERROR, message, spot, text)
    return text


def _paragraph(element: XmlElement) -> str:
    return "".join(_pieces(element))


def _pieces(element: XmlElement) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        match local(part):
            case "s":
                yield " " * int(part.get(f"{_TEXT}c", "1"))
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case "annotation" | "note" | "ruby-text":
                pass
            case _:
                yield from _pieces(part)
        yield part.tail or ""
