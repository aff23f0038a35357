"""OpenDocument spreadsheets: what is hidden, crossed out or ticked in them."""

from pipeline.readers import read_document
from tests.readers.test_workbook_older import ods
from tests.readers.workbooks import cell, rules, texts

_NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in [
        ("office", "office"), ("table", "table"), ("text", "text"),
        ("style", "style"), ("draw", "drawing"), ("form", "form"),
    ]
)  # fmt: skip
_STYLES = """<office:automatic-styles>
<style:style style:name="ta" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:style style:name="ce" style:family="table-cell">
<style:text-properties style:text-line-through-style="solid"/></style:style>
</office:automatic-styles>"""
_FORMS = """<office:forms><form:form>
<form:checkbox form:id="c1" form:label="直営" form:current-state="checked"/>
<form:checkbox form:id="c2" form:label="委託"/>
<form:radio form:id="c3" form:label="継続" form:current-selected="true"/></form:form></office:forms>"""


def _book(sheets: str, before: str = "") -> bytes:
    return ods(
        f"<office:document-content{_NAMES}>{_STYLES}<office:body><office:spreadsheet>{before}{sheets}"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _sheet(rows: str, columns: str = "", style: str = "") -> str:
    return f'<table:table table:name="表" table:style-name="{style}">{_FORMS}{columns}{rows}</table:table>'


def _row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(inside: str, style: str = "") -> str:
    return f'<table:table-cell table:style-name="{style}">{inside}</table:table-cell>'


def test_hidden_columns_and_sheets_are_said() -> None:
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    row = _row(*(_cell(f"<text:p>{number}</text:p>") for number in range(3)))
    first, second = read_document(_book(_sheet(row, columns) + _sheet(row, style="ta"))).grids
    assert (rules(first), rules(second)) == (["hidden-cells"], ["sheet-hidden"])
    assert first.findings[0].message.endswith("column C")
    assert texts(first) == texts(second) == [["0", "1", "2"]]


def test_what_is_crossed_out_says_nothing() -> None:
    row = _row(
        _cell("<text:p>旧</text:p>", "ce"), _cell('<text:p>新<text:span text:style-name="ce">旧</text:span></text:p>')
    )
    [found] = read_document(_book(_sheet(row))).grids
    assert rules(found) == ["text-struck", "text-struck"]
    assert (cell(found, "A1").text, cell(found, "A1").struck) == ("", True)


def test_check_boxes_stand_in_their_cells() -> None:
    boxes = [_cell(f'<draw:control draw:control="c{number}"/>') for number in (1, 2, 3, 4)]
    [found] = read_document(_book(_sheet(_row(*boxes)))).grids
    assert texts(found) == [["☑ 直営", "☐ 委託", "● 継続", "(control)"]]


def test_tables_of_tracked_changes_are_no_sheets() -> None:
    old, new = (_sheet(_row(_cell(f"<text:p>{text}</text:p>"))) for text in "旧新")
    tracked = f"<table:tracked-changes><table:deletion>{old}</table:deletion></table:tracked-changes>"
    [found] = read_document(_book(new, tracked)).grids
    assert texts(found) == [["新"]]
