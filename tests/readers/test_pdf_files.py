"""PDF files: pages turned, cut, filled in, damaged or locked."""

import subprocess
import sys

import pytest

from pipeline.errors import UnreadableFile
from pipeline.model.finding import Severity
from pipeline.readers import read_document
from tests.conftest import ROOT
from tests.readers.pdf_asking import cell_page, cells, grid, rules, spans, texts
from tests.readers.pdf_builder import KAKU, Page, pdf


def test_a_field_filled_in_is_read_like_print() -> None:
    drawn = f"BT /{KAKU} 10 Tf 30 255 Td <{'環境課'.encode('utf-16-be').hex()}> Tj ET"
    page = cell_page().annotation(25, 30, 100, 50, "/Subtype /Widget /FT /Tx /T (a) /V (x)", drawn)
    assert (texts(page), rules(page)) == (["環境課"], [])


def test_a_circle_laid_on_the_page_is_said_like_one_drawn() -> None:
    circle = Page().ellipse(22, 28, 49, 44).operators[0]
    page = cell_page().text(25, 40, "継続").annotation(20, 26, 51, 46, "/Subtype /Circle", circle)
    assert (texts(page), rules(page)) == (["継続"], ["drawn-circle"])


def test_a_field_that_the_file_does_not_draw_is_said() -> None:
    page = cell_page().annotation(25, 30, 100, 50, "/Subtype /Widget /FT /Tx /T (a) /V (5,690)", None)
    (finding,) = grid(page).findings
    assert (finding.rule, finding.severity, finding.actual) == ("field-undrawn", Severity.ERROR, "5,690")


def test_a_link_changes_nothing() -> None:
    page = cell_page().text(25, 40, "詳細").annotation(25, 30, 60, 45, "/Subtype /Link /Border [0 0 1]", None)
    assert (texts(page), rules(page)) == (["詳細"], [])


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turn: int) -> None:
    """The same table, drawn so that it is upright once the page is turned."""
    a, b, c, d, e, f = {90: (0, 1, -1, 0, 300, 0), 180: (-1, 0, 0, -1, 400, 300), 270: (0, -1, 1, 0, 0, 400)}[turn]
    plain = Page().table([20, 120, 220], [20, 40, 60]).text(25, 35, "事業名").text(125, 55, "5,690").text(25, 90, "外")
    size = (300, 400) if turn != 180 else (400, 300)
    page = Page(*size, turn=turn, operators=[f"q {a} {b} {c} {d} {e} {f} cm", *plain.operators, "Q"])
    assert spans(page) == spans(plain)
    for cell, upright in zip(cells(page), cells(plain), strict=True):
        assert cell.box is not None
        assert upright.box is not None
        assert (cell.box.left, cell.box.bottom) == pytest.approx((upright.box.left, upright.box.bottom), abs=0.1)


def test_positions_are_from_the_corner_of_what_is_shown() -> None:
    page = Page(500, 400, crop=(50, 30, 450, 330), origin=(-70, 15)).table([70, 170], [50, 70]).text(75, 65, "中")
    (cell,) = cells(page)
    assert cell.box is not None
    assert (cell.box.left, cell.box.top) == pytest.approx((20, 20), abs=0.1)
    assert cell.text == "中"


def test_pages_are_counted_from_one_and_may_be_walked_again() -> None:
    document = read_document(pdf(Page().text(20, 40, "一"), Page().text(20, 40, "二")))
    assert (len(document.grids), document.reader, document.media_type) == (2, "pdf", "application/pdf")
    for _ in range(2):
        assert [(g.page, [c.text for c in g.non_blank()]) for g in document.grids] == [(1, ["一"]), (2, ["二"])]
    assert document.grids[-1].page == 2
    assert [g.page for g in document.grids[:1]] == [1]


def test_a_walk_left_half_way_harms_nobody_when_the_program_ends() -> None:
    """PDFium is gone when Python lets go of what is left, and closing a file in it then would end in a crash."""
    walk = (
        "import sys; from pipeline.readers import read_document; data = sys.stdin.buffer.read();"
        "kept = read_document(data); walk = iter(read_document(data).grids); print(next(walk).page); me = [walk];"
        "me.append(me)"
    )
    done = subprocess.run(
        [sys.executable, "-c", walk], input=pdf(Page(), Page()), capture_output=True, check=False, cwd=ROOT
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [b"1"], b"")


def test_bytes_before_the_pdf_are_forgiven() -> None:
    assert read_document(b"\r\n\xff\x00" + pdf(Page())).reader == "pdf"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\nnothing", "damaged"),
        (pdf(Page())[:200], "damaged"),
        (pdf(), "no pages"),
        (pdf(Page(), encrypt=True), "password"),
    ],
    ids=["nothing", "cut short", "no pages", "locked"],
)
def test_a_file_that_cant_be_read_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_document(data)


def test_a_damaged_page_is_said_and_the_others_are_read() -> None:
    data = pdf(Page().text(20, 40, "一"), Page(), Page().text(20, 40, "三"))
    first, second, third = data[data.index(b"/Kids [") + 7 : data.index(b"] /Count")].split(b" 0 R")[:3]
    pages = b"%b 0 R%b 0 R%b 0 R"
    data = data.replace(pages % (first, second, third), pages % (first, b" 99", third))
    grids = list(read_document(data).grids)
    assert [[finding.rule for finding in grid.findings] for grid in grids] == [[], ["page-unreadable"], []]
    assert [[c.text for c in g.non_blank()] for g in grids] == [["一"], [], ["三"]]


def test_a_drawing_of_countless_lines_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.grids.lattice._MOST", 10)
    page = Page().table([20, 60, 100, 140, 180], [20, 40, 60, 80, 100]).text(25, 35, "地図")
    assert (texts(page), rules(page)) == (["地図"], ["page-too-complex"])


def test_a_page_of_countless_objects_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.pdf.page._MOST_OBJECTS", 3)
    assert rules(Page().table([20, 60], [20, 40, 60])) == ["page-too-complex"]
