"""Workbooks that aren't .xlsx: those of old Excel (.xls), and OpenDocument (.ods)."""

import zipfile
from io import BytesIO

import xlwt

from pipeline.readers import read_document
from tests.readers.workbooks import cell, grid, rules, texts


def test_old_workbooks_say_what_their_formats_hide() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("表").write(0, 0, 48, xlwt.easyxf(num_format_str=";;;"))
    stream = BytesIO()
    book.save(stream)
    assert rules(grid(stream.getvalue())) == ["value-hidden"]


def test_old_workbooks_have_no_zeros_where_the_sheet_shows_none() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    sheet.show_zero_values = False
    sheet.write(0, 0, 0)
    sheet.write(0, 1, 10)
    stream = BytesIO()
    book.save(stream)
    assert rules(grid(stream.getvalue())) == ["value-hidden"]


def test_old_workbooks_leave_out_text_whose_words_are_all_crossed_out() -> None:
    book, struck, other = xlwt.Workbook(encoding="utf-8"), xlwt.Font(), xlwt.Font()
    struck.struck_out = other.struck_out = other.bold = True
    book.add_sheet("表").write_rich_text(0, 0, [("300", struck), ("48", other)])
    stream = BytesIO()
    book.save(stream)
    found = grid(stream.getvalue())
    assert ([c.text for c in found.non_blank()], rules(found)) == ([], ["text-struck"])


def test_old_workbooks_leave_out_what_is_crossed_out_within_a_cell() -> None:
    book, struck = xlwt.Workbook(encoding="utf-8"), xlwt.Font()
    struck.struck_out = True
    book.add_sheet("表").write_rich_text(0, 0, [("300", struck), ("48", xlwt.Font())])
    stream = BytesIO()
    book.save(stream)
    found = grid(stream.getvalue())
    assert (texts(found), rules(found)) == ([["48"]], ["text-struck"])


def test_old_workbooks() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    sheet.write_merge(0, 1, 0, 1, "事業費")
    sheet.write(2, 0, 1234567.0, xlwt.easyxf(num_format_str='#,##0"円"'))
    sheet.write(2, 1, 0.125, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(2, 2, 45000, xlwt.easyxf(num_format_str="yyyy/m/d"))
    stream = BytesIO()
    book.save(stream)
    document = read_document(stream.getvalue())
    (found,) = document.grids
    assert document.media_type == "application/vnd.ms-excel"
    assert texts(found)[2] == ["1,234,567円", "12.5%", "2023/3/15"]
    assert (cell(found, "A1").row_span, cell(found, "A1").col_span) == (2, 2)


NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
ODS = f"""<office:document-content{NAMES}><office:body><office:spreadsheet><table:table table:name="表">
<table:table-row>
<table:table-cell table:number-columns-spanned="2"><text:p>事業<text:s text:c="2"/>費</text:p></table:table-cell>
<table:covered-table-cell/>
<table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>
</table:table-row>
<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell><text:p>1,234</text:p><text:p>千円</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(content: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return stream.getvalue()


def test_open_document_spreadsheets() -> None:
    found = grid(ods(ODS.replace("1000000", "3")))
    assert texts(found)[0] == ["事業  費", "x", "x"]
    assert cell(found, "A1").col_span == 2
    assert cell(found, "A5").text == "1,234\n千円"
