"""OpenDocument spreadsheets (.ods; ISO/IEC 26300): the file holds what every cell shows, so that is taken."""

from collections.abc import Iterator

from pipeline.errors import UnreadableFile
from pipeline.model.finding import Severity
from pipeline.readers.workbook.package import Package, XmlElement, local
from pipeline.readers.workbook.raw import MOST_CELLS, RawSheet

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_CONTENT = "content.xml"


class OdsWorkbook:
    """An OpenDocument spreadsheet."""

    def __init__(self, data: bytes) -> None:
        root = Package(data).xml(_CONTENT)
        self._tables = [] if root is None else list(root.iter(f"{_TABLE}table"))
        if not self._tables:
            raise UnreadableFile("the spreadsheet has no sheets; save it anew with a spreadsheet program")

    def __len__(self) -> int:
        return len(self._tables)

    def sheet(self, number: int) -> RawSheet:
        """The ``number``-th sheet from 0."""
        table = self._tables[number]
        sheet = RawSheet(table.get(f"{_TABLE}name", ""))
        row = 0
        for line in table.iter(f"{_TABLE}table-row"):
            times = int(line.get(f"{_TABLE}number-rows-repeated", "1"))
            if any(_says_something(cell) for cell in line):
                for again in range(times):
                    _row(sheet, line, row + again)
            if line.get(f"{_TABLE}visibility", "visible") != "visible":
                sheet.hidden_rows.update(range(row, row + min(times, MOST_CELLS)))
            row += times
        return sheet


def _says_something(cell: XmlElement) -> bool:
    return cell.get(f"{_OFFICE}value") is not None or any(True for _ in cell.iter(f"{_TEXT}p"))


def _row(sheet: RawSheet, line: XmlElement, row: int) -> None:
    col = 0
    for cell in line:
        if local(cell) not in {"table-cell", "covered-table-cell"}:
            continue
        times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        text = "\n".join(_paragraph(each) for each in cell if each.tag == f"{_TEXT}p")
        if not text and cell.get(f"{_OFFICE}value"):
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
