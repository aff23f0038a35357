"""Oddities of workbooks that a reader found in ours: nothing of them vanishes, or is taken for something else."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from pipeline.errors import UnreadableFile
from pipeline.model.document import Grid
from pipeline.readers import read_document

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/package/2006/relationships"
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<v:shape id="_x0000_s1025"><v:textbox><div>{caption}</div></v:textbox><x:ClientData ObjectType="{kind}">'
    "<x:Anchor>1, 0, 2, 0, 2, 0, 3, 0</x:Anchor>{more}</x:ClientData></v:shape></xml>"
)
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_ODS = (
    f'<o:document-content xmlns:o="{_OFFICE}" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><o:body><o:spreadsheet>'
    '<table:table table:name="表"><table:table-row>{cells}</table:table-row></table:table>'
    "</o:spreadsheet></o:body></o:document-content>"
)


def test_words_crossed_out_within_a_cell_are_said() -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = CellRichText("継続", TextBlock(InlineFont(strike=True), "廃止"))
    assert rules(grid(saved(book))) == ["text-struck"]


def test_a_link_to_another_sheet_leaves_this_one_alone() -> None:
    link = "<x:FmlaLink>別の表!$D$1</x:FmlaLink>"
    found = grid(with_control(control("Checkbox", "継続", link), '<row r="1"><c r="D1" t="b"><v>1</v></c></row>'))
    assert "TRUE" in [cell.text for cell in found.non_blank()]


@pytest.mark.parametrize("kind", ["Drop", "GBox", "Label", "List"])
def test_controls_that_are_not_read_are_said(kind: str) -> None:
    assert rules(grid(with_control(control(kind, "評価"), "")))


def test_a_caption_of_two_lines_is_read() -> None:
    found = grid(with_control(control("Checkbox", "継続<br>する"), ""))
    assert "".join(cell.text for cell in found.non_blank()).startswith("☐ 継続")


def test_cells_without_a_place_stand_side_by_side() -> None:
    found = grid(changed(saved(Workbook()), sheet_xml("<row><c><v>1</v></c><c><v>2</v></c></row>")))
    assert [cell.text for cell in found.non_blank()] == ["1", "2"]


def test_a_sheet_with_broken_compression_is_refused() -> None:
    data = bytearray(saved(Workbook()))
    with zipfile.ZipFile(BytesIO(data)) as package:
        info = package.getinfo("xl/worksheets/sheet1.xml")
    start = info.header_offset + 30 + len(info.filename)
    data[start : start + 8] = b"\xff" * 8
    with pytest.raises(UnreadableFile):
        list(read_document(bytes(data)).grids)


@pytest.mark.parametrize(
    "cell",
    [
        '<table:table-cell o:value-type="float" o:value="12"/>',
        "<table:table-cell><draw:frame><draw:text-box><text:p>備考</text:p></draw:text-box></draw:frame>"
        "</table:table-cell>",
    ],
    ids=["a number without its text", "a text box"],
)
def test_nothing_in_an_open_document_vanishes(cell: str) -> None:
    found = grid(ods(cell))
    assert rules(found) or [each.text for each in found.non_blank()]


def grid(data: bytes) -> Grid:
    (found,) = read_document(data).grids
    return found


def rules(found: Grid) -> list[str]:
    return [finding.rule for finding in found.findings]


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, parts: dict[str, str]) -> bytes:
    """The package with some parts replaced or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        kept = {name: old.read(name).decode() for name in old.namelist()}
        for name, text in (kept | parts).items():
            new.writestr(name, text)
    return out.getvalue()


def sheet_xml(rows: str, more: str = "") -> dict[str, str]:
    xml = f'<worksheet {_MAIN} xmlns:r="{_RELATIONS}"><sheetData>{rows}</sheetData>{more}</worksheet>'
    return {"xl/worksheets/sheet1.xml": xml}


def control(kind: str, caption: str, more: str = "") -> str:
    return _VML.format(kind=kind, caption=caption, more=more)


def with_control(vml: str, rows: str) -> bytes:
    """A workbook whose sheet has a control over B3."""
    relations = (
        f'<Relationships xmlns="{_TYPE}"><Relationship Id="rId1" Type="{_RELATIONS}/vmlDrawing" '
        'Target="../drawings/vmlDrawing1.vml"/></Relationships>'
    )
    parts = sheet_xml(rows, '<legacyDrawing r:id="rId1"/>')
    more = {"xl/worksheets/_rels/sheet1.xml.rels": relations, "xl/drawings/vmlDrawing1.vml": vml}
    return changed(saved(Workbook()), parts | more)


def ods(cells: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", _ODS.format(cells=cells))
    return out.getvalue()
