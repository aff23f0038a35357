"""Workbooks written by openpyxl, xlwt and by hand: every sheet a grid of what its cells show."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import UnreadableFile
from pipeline.model.document import Document
from pipeline.readers import read_document
from pipeline.readers.workbook import is_workbook
from tests.readers.workbooks import SHEET, cell, grid, part, replaced, rules, texts, workbook


def test_cells_keep_their_places_and_blanks() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"], sheet["D3"] = "事業名", 12236
        sheet["D3"].number_format = "#,##0"

    document = read_document(workbook(fill))
    assert (document.reader, len(document.grids)) == ("excel", 1)
    found = grid(workbook(fill))
    assert found.aligned
    assert texts(found) == [[], ["", "事業名"], ["", "", "", "12,236"]]
    assert [(c.row, c.col) for c in found.non_blank()] == [(1, 1), (2, 3)]


def test_merged_cells_are_one() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "経費"
        sheet["C3"] = "x"
        sheet.merge_cells("A1:B2")

    found = grid(workbook(fill))
    assert (cell(found, "A1").row_span, cell(found, "A1").col_span) == (2, 2)
    assert [len(row) for row in found.rows] == [1, 0, 3]


def test_text_under_merged_cells_is_said() -> None:
    data = workbook(lambda sheet: sheet.append(["経費", "下"]))
    sheet = part(data, SHEET).replace(
        "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    )
    found = grid(replaced(data, {SHEET: sheet}))
    assert texts(found) == [["経費"]]
    assert [(f.rule, f.actual) for f in found.findings] == [("text-covered", "下")]


def test_hidden_rows_columns_and_sheets_are_read_and_said() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["a", "b"])
        sheet.append(["c", "d"])
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.sheet_state = "hidden"

    book = workbook(lambda sheet: sheet.append(["seen"]), fill)
    first, second = read_document(book).grids
    assert (texts(first), rules(first)) == ([["seen"]], [])
    assert texts(second) == [["a", "b"], ["c", "d"]]
    assert rules(second) == ["hidden-cells", "sheet-hidden"]
    assert "row 2, column B" in second.findings[0].message


def test_errors_and_formulas_without_a_value() -> None:
    data = workbook(lambda sheet: sheet.append(["#N/A", "=A2*2"]))
    found = grid(data)
    assert texts(found) == [["#N/A"]]
    assert [(f.rule, f.severity.value) for f in found.findings] == [
        ("cell-error", "error"), ("formula-uncalculated", "error"),
    ]  # fmt: skip
    assert "表1!B1" in found.findings[1].message


def test_a_formula_shows_its_value() -> None:
    data = workbook(lambda sheet: sheet.append(["=1+1"]))
    sheet = part(data, SHEET)
    done = sheet.replace("<v></v>", "<v>2</v>").replace("<v />", "<v>2</v>").replace("<v/>", "<v>2</v>")
    assert texts(grid(replaced(data, {SHEET: done}))) == [["2"]]


def test_crossed_out_text_and_diagonals_say_nothing() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["旧", None, "新"])
        sheet["A1"].font = Font(strike=True)
        sheet["B1"].border = Border(diagonal=Side(style="thin"), diagonalUp=True)

    found = grid(workbook(fill))
    assert texts(found) == [["", "", "新"]]
    assert [c.struck for c in found.rows[0]] == [True, True, False]
    assert [(f.rule, f.actual) for f in found.findings] == [("text-struck", "旧")]


def test_formats_beyond_us_and_numbers_that_are_hidden() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1234.5, 7])
        sheet["A1"].number_format, sheet["B1"].number_format = "0.00E+00", ";;;"

    found = grid(workbook(fill))
    assert texts(found)[0][0] == "1234.5"
    assert rules(found) == ["format-unknown", "value-hidden"]


SHARED = (
    '<Relationship Id="shared" Target="sharedStrings.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
)


def shared(strings: str, kind: str = "s") -> bytes:
    """A workbook whose only cell shows the first of some shared strings."""
    data = workbook(lambda sheet: sheet.append(["x"]))
    sheet = part(data, SHEET)
    relations = part(data, "xl/_rels/workbook.xml.rels").replace("</Relationships>", SHARED)
    return replaced(
        data,
        {
            SHEET: sheet.replace('t="inlineStr"><is><t>x</t></is>', f't="{kind}"><v>0</v>'),
            "xl/_rels/workbook.xml.rels": relations,
            "xl/sharedStrings.xml": strings,
        },
    )


def sst(content: str, before: str = "") -> str:
    return f'{before}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{content}</sst>'


def test_zeros_that_the_sheet_does_not_show_are_blank_and_said() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([0, 10, "0"])
        sheet.sheet_view.showZeros = False

    found = grid(workbook(fill))
    assert (texts(found), rules(found)) == ([["", "10", "0"]], ["value-hidden"])


def test_a_negative_that_only_its_colour_tells_is_read_as_negative_and_said() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([-48, 48])
        sheet["A1"].number_format = sheet["B1"].number_format = "#,##0;[Red]#,##0"

    found = grid(workbook(fill))
    assert (texts(found), rules(found)) == ([["-48", "48"]], ["format-unknown"])


def test_reading_aids_and_escapes_are_no_text() -> None:
    runs = '<si><r><t>名</t></r><r><t>前_x000D_\n様</t></r><rPh sb="0" eb="2"><t>ナマエ</t></rPh></si>'
    assert texts(grid(shared(sst(runs)))) == [["名前\n様"]]


VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">{}</xml>"""
BOX = """<v:shape id="_x0000_s{id}"><v:textbox><div><font>{caption}</font></div></v:textbox>
<x:ClientData ObjectType="{kind}"><x:Anchor>{col}, 5, {row}, 2, {right}, 1, {row}, 18</x:Anchor>{more}</x:ClientData>
</v:shape>"""
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing" '
    'Target="../drawings/vmlDrawing1.vml"/></Relationships>'
)


def test_check_boxes_that_lie_over_cells() -> None:
    boxes = [
        BOX.format(id=1, caption="継続", kind="Checkbox", col=1, right=2, row=0, more="<x:Checked>1</x:Checked>"),
        BOX.format(id=2, caption="廃止", kind="Checkbox", col=1, right=2, row=1, more="<x:FmlaLink>$C$2</x:FmlaLink>"),
        BOX.format(id=3, caption="", kind="Radio", col=0, right=0, row=1, more="<x:Checked>1</x:Checked>"),
        BOX.format(id=4, caption="統合", kind="Checkbox", col=1, right=2, row=2, more="<x:Checked>2</x:Checked>"),
    ]
    data = workbook(lambda sheet: [sheet.append(row) for row in ([None, None], ["A", None, False], ["z"])])
    data = with_drawing(data, VML.format("".join(boxes)))
    found = grid(data)
    assert texts(found)[0][1] == "☑ 継続"
    assert texts(found)[1][:2] == ["● A", "☐ 廃止"]
    assert "FALSE" not in str(texts(found))
    assert (texts(found)[2][1], rules(found)) == ("? 統合", ["mark-doubtful"])


def with_drawing(data: bytes, vml: str) -> bytes:
    return replaced(data, {"xl/worksheets/_rels/sheet1.xml.rels": RELATIONS, "xl/drawings/vmlDrawing1.vml": vml})


def test_a_sheet_is_read_when_it_is_asked_for() -> None:
    document: Document = read_document(workbook(*[lambda sheet: sheet.append(["x"])] * 30))
    assert len(document.grids) == 30
    assert [g.page for g in document.grids[3:5]] == [4, 5]
    assert document.grids[29].page == 30


def test_a_stray_cell_far_off_costs_nothing() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["x"])
        sheet["XFD1"] = sheet["A1048576"] = "far"

    found = grid(workbook(fill))
    assert [c.text for c in found.non_blank()] == ["x", "far", "far"]


def test_too_many_cells_are_refused() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in range(1, 100):
            sheet.cell(row, 16_000).value = "x"

    with pytest.raises(UnreadableFile, match="1,000,000 cells"):
        grid(workbook(fill))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: replaced(data, {SHEET: "<worksheet><c r='A1'"}), "damaged"),
        (lambda data: replaced(data, {"xl/workbook.xml": "<nothing"}), "damaged"),
        (lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(damage: Callable[[bytes], bytes], said: str) -> None:
    data = damage(workbook(lambda sheet: sheet.append(["事業名" * 50])))
    with pytest.raises(UnreadableFile, match=said):
        list(read_document(data).grids)


def test_entities_are_not_followed() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    assert "ha" not in str(texts(grid(shared(sst("<si><t>x&b;</t></si>", bomb)))))


def test_a_string_that_is_not_there_is_damage() -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        grid(shared(sst("")))


def test_other_office_documents_are_no_workbooks() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert not is_workbook(stream.getvalue())
    assert not is_workbook(b"PK\x03\x04 cut short")


@settings(max_examples=50)
@given(
    st.dictionaries(
        st.tuples(st.integers(1, 12), st.integers(1, 12)),
        st.integers(-(10**9), 10**9) | st.text("事業費円0-－ a\n", min_size=1, max_size=6),
        min_size=1,
        max_size=20,
    )
)
def test_every_value_is_where_it_was_put(values: dict[tuple[int, int], int | str]) -> None:
    def fill(sheet: Worksheet) -> None:
        for (row, col), value in values.items():
            sheet.cell(row, col).value = value
            sheet.cell(row, col).data_type = "n" if isinstance(value, int) else "s"

    found = {(c.row + 1, c.col + 1): c.text for row in grid(workbook(fill)).rows for c in row if c.text}
    assert found == {spot: str(value) for spot, value in values.items()}
