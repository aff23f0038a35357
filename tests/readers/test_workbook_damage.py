"""Workbooks that no spreadsheet program would write: refused or said, never read as something else."""

import io
import random
import zipfile
from contextlib import suppress

import pytest
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import UnreadableFile
from pipeline.readers import read_document
from pipeline.readers.workbook import ooxml
from tests.readers.workbooks import SHEET, cell, grid, part, replaced, rules, texts, workbook

_STRINGS = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>一</t></si><si><t>二</t></si></sst>'
)


def _changed(old: str, new: str) -> bytes:
    """A small sheet with a piece of its XML exchanged."""
    data = _small()
    sheet = part(data, SHEET)
    assert old in sheet
    return replaced(data, {SHEET: sheet.replace(old, new)})


def _small() -> bytes:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1.5, 2.5])
        sheet.append([3.5, 4.5])

    return workbook(fill)


@pytest.mark.parametrize("place", ["A0", "AAAA2", "XFE2", "A1048577", "A99999999999999", "あ2", "A1"])
def test_a_cell_at_no_place_or_at_that_of_another_is_damage(place: str) -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        grid(_changed('r="A2"', f'r="{place}"'))


@pytest.mark.parametrize("row", ["-5", "0", "99999999999999", "x"])
def test_a_row_at_no_place_is_damage(row: str) -> None:
    data = _changed('r="A2"', "")
    sheet = part(data, SHEET).replace('<row r="2"', f'<row r="{row}"')
    with pytest.raises(UnreadableFile, match="damaged"):
        grid(replaced(data, {SHEET: sheet}))


@pytest.mark.parametrize("value", ["1_000", "３", "NaN", "1e400", "x"])
def test_what_is_no_number_is_said_and_not_made_one(value: str) -> None:
    found = grid(_changed("<v>3.5</v>", f"<v>{value}</v>"))
    assert (cell(found, "A2").text, rules(found)) == (value, ["number-damaged"])


@pytest.mark.parametrize("style", ["999", "-1"])
def test_a_style_that_is_not_there_is_said(style: str) -> None:
    found = grid(_changed('<c r="A2"', f'<c s="{style}" r="A2"'))
    assert (cell(found, "A2").text, rules(found)) == ("3.5", ["format-unknown"])


@pytest.mark.parametrize("index", ["-1", "2"])
def test_a_text_that_is_not_there_is_damage(index: str) -> None:
    data = _changed('<c r="A2" t="n"><v>3.5</v>', f'<c r="A2" t="s"><v>{index}</v>')
    relations = part(data, "xl/_rels/workbook.xml.rels")
    shared = '<Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    parts = {
        "xl/sharedStrings.xml": _STRINGS,
        "xl/_rels/workbook.xml.rels": relations.replace("</Relationships>", shared),
    }
    with pytest.raises(UnreadableFile, match="lacks texts"):
        grid(replaced(data, parts))


def test_merged_cells_that_overlap_are_said_and_no_cell_stands_in_two() -> None:
    merged = '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="B1:B2"/></mergeCells><pageMargins'
    found = grid(_changed("<pageMargins", merged))
    assert "merged-twice" in rules(found)
    spots = [
        (c.row + r, c.col + n) for row in found.rows for c in row for r in range(c.row_span) for n in range(c.col_span)
    ]
    assert len(set(spots)) == len(spots)
    assert texts(found)[1] == ["3.5", "4.5"]


def test_numbers_beyond_reckoning_are_said() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = 1e300
        sheet["A1"].number_format = "#,##0"

    assert rules(grid(workbook(fill))) == ["format-unknown"]


def test_parts_are_found_by_their_relations_whatever_their_names() -> None:
    data = _small()
    names = {"xl/workbook.xml": "xl/book.xml", "xl/_rels/workbook.xml.rels": "xl/_rels/book.xml.rels"}
    names |= {"xl/styles.xml": "xl/looks.xml", SHEET: "xl\\Worksheets\\Sheet1.xml"}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            text = text.replace("xl/workbook.xml", "xl/book.xml").replace("/xl/styles.xml", "/xl/looks.xml")
            new.writestr(names.get(name, name), text.replace('Target="styles.xml"', 'Target="looks.xml"'))
    found = grid(out.getvalue())
    assert (texts(found), rules(found)) == ([["1.5", "2.5"], ["3.5", "4.5"]], [])


_XML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_XML.encode(), "save it as .xlsx"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n\r\n", "a web page in one file"),
        (b"PK\x03\x04\x14\x00", "cut short"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "cut short"),
    ],
)
def test_what_looks_like_a_workbook_is_called_by_its_name(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_document(data)


@pytest.mark.parametrize("old", [False, True], ids=["xlsx", "xls"])
def test_damaged_bytes_are_read_or_refused(old: bool) -> None:
    chance = random.Random(7)
    whole = _old() if old else _small()
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 3, 20])):
            data[chance.randrange(512 if old else 4, len(data))] = chance.randrange(256)
        with suppress(UnreadableFile):
            assert [each.page for each in read_document(bytes(data)).grids] == [1]


def _old() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "事業名")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_only_cells_that_say_something_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet drawn far beyond its text is no larger for it."""
    data = _changed("</sheetData>", '<row r="3">' + "<c/>" * 50 + "</row></sheetData>")
    monkeypatch.setattr(ooxml, "MOST_CELLS", 4)
    assert texts(grid(data))[:2] == [["1.5", "2.5"], ["3.5", "4.5"]]
    monkeypatch.setattr(ooxml, "MOST_CELLS", 1)
    with pytest.raises(UnreadableFile, match="more than 1 cells"):
        grid(data)
