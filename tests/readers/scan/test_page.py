"""A scanned page as a grid: cells, what was recognised in them, its ink, and what is said of it."""

import numpy as np
import pytest

from pipeline.errors import UnreadableFile
from pipeline.model.document import Cell, Grid
from pipeline.readers.scan.document import read_scan
from pipeline.readers.scan.page import read_page
from pipeline.readers.scan.pictures import Picture
from tests.readers.scan.stand_in import Gray, Paper, StandIn
from tests.readers.scan.test_pictures import saved, sheet


def sheet_of_a_table() -> Paper:
    paper = Paper(420, 594).frame(40, 100, 380, 180).level(140, 40, 380).upright(200, 100, 140)
    return paper.signs(40, 60, 12).signs(50, 115, 10).signs(210, 108, 9).signs(210, 124, 4).signs(60, 155, 20)


def read(paper: Paper, reader: StandIn | None = None) -> Grid:
    return read_page(Picture(paper.pixels, paper.scale), 3, reader or StandIn())


def cells(grid: Grid) -> list[Cell]:
    return [cell for row in grid.rows for cell in row]


def wide(crop: Gray) -> str:
    """Text as long as its crop."""
    height, width = crop.shape
    count: int = round(width / height)
    return "字" * count


def test_cells_have_places_boxes_and_what_was_recognised() -> None:
    grid = read(sheet_of_a_table(), StandIn(wide))
    title, first, second, last = cells(grid)
    assert (title.ruled, first.ruled, grid.aligned, grid.page) == (False, True, True, 3)
    assert [(cell.row, cell.col, cell.row_span, cell.col_span) for cell in (first, second, last)] == [
        (1, 0, 1, 1), (1, 1, 1, 1), (2, 0, 1, 2),
    ]  # fmt: skip
    assert title.row == 0
    assert first.box is not None
    assert (first.box.left, first.box.top, first.box.right, first.box.bottom) == pytest.approx(
        (40, 100, 200, 140), abs=0.6
    )
    assert second.text.count("\n") == 1
    assert [len(cell.lines) for cell in (title, first, second, last)] == [1, 1, 2, 1]
    assert "\n".join(line.text for line in second.lines) == second.text


def test_steps_stand_where_they_are_on_the_page() -> None:
    (_, first, *_) = cells(read(sheet_of_a_table(), StandIn(wide)))
    (line,) = first.lines
    xs = [step.x for step in line.steps]
    assert xs == sorted(xs)
    assert line.box.left < xs[0] < line.box.left + 10
    assert line.box.right - 10 < xs[-1] < line.box.right
    assert (line.box.left, line.box.right) == pytest.approx((50.5, 147.6), abs=1.5)


def test_the_page_keeps_its_ink_with_its_rules() -> None:
    paper = sheet_of_a_table()
    ink = read(paper).ink
    assert ink is not None
    rows = np.unpackbits(np.frombuffer(ink.bits, np.uint8).reshape(ink.height, -1), axis=1)[:, : ink.width]
    assert rows.shape == paper.pixels.shape
    assert ink.scale == paper.scale
    assert (rows == (paper.pixels == 0)).mean() > 0.995


def test_a_cell_crossed_out_is_struck_and_its_stroke_is_no_text() -> None:
    empty = Paper(420, 594).frame(40, 100, 380, 140).upright(200, 100, 140).stroke(40, 140, 200, 100)
    (left, right) = cells(read(empty))
    assert (left.struck, left.text, right.struck) == (True, "", False)


@pytest.mark.parametrize(("ends", "struck"), [((44, 139, 170, 107), True), ((90, 130, 150, 115), False)])
def test_a_stroke_that_lost_its_ends_still_crosses_a_cell_out(
    ends: tuple[float, float, float, float], struck: bool
) -> None:
    paper = Paper(420, 594).frame(40, 100, 380, 140).upright(200, 100, 140).stroke(*ends)
    (left, _) = cells(read(paper))
    assert left.struck is struck


def dark() -> Paper:
    """A copy of a photograph, mostly ink."""
    paper = Paper()
    height, width = paper.pixels.shape
    spots = np.random.default_rng(1).random((height // 4 + 1, width // 4 + 1)) < 0.6
    paper.pixels[:] = np.where(np.kron(spots, np.ones((4, 4)))[:height, :width] > 0, 0, 255)
    return paper


@pytest.mark.parametrize(
    ("paper", "rule"),
    [
        (Paper(), "page-blank"),
        (dark(), "page-unreadable"),
        (Paper().frame(20, 20, 280, 180), "page-unreadable"),
        (Paper(scale=1.2).signs(20, 20, 10), "page-too-coarse"),
    ],
)
def test_a_page_that_cannot_be_read_is_said(paper: Paper, rule: str) -> None:
    (finding,) = read(paper).findings
    assert finding.rule == rule
    assert "page 3" in finding.message


def test_a_document_is_read_page_by_page_and_a_damaged_page_is_a_finding() -> None:
    data = saved(sheet(), "TIFF", save_all=True, append_images=[sheet()], dpi=(200, 200))
    reader = StandIn()
    document = read_scan(data, reader)
    assert (document.reader, document.media_type, len(document.grids)) == ("ocr", "image/tiff", 2)
    assert not reader.crops
    assert [grid.page for grid in document.grids] == [1, 2]
    assert [grid.page for grid in document.grids[1:]] == [2]


def test_what_is_no_scan_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        read_scan(b"%PDF-1.4 and no more", StandIn())


def test_a_dash_that_stands_alone_is_told_by_its_ink() -> None:
    reader = StandIn()
    paper = Paper(420, 594).frame(40, 100, 380, 180).level(140, 40, 380).fill(300, 119, 308, 120)
    dash, text = cells(read(paper.signs(60, 155, 20), reader))
    assert (dash.text, text.text) == ("－", "字")


@pytest.mark.parametrize(("width", "doubted"), [(1.8, True), (3.0, False)])
def test_a_dash_so_short_that_it_may_be_dirt_is_doubted(width: float, doubted: bool) -> None:
    paper = Paper(420, 594).frame(40, 100, 380, 180).level(140, 40, 380).fill(300, 119, 300 + width, 119.6)
    dash, _ = cells(read(paper.signs(60, 155, 20)))
    assert dash.text == "-"
    assert (dash.lines[0].score < 0.9) is doubted


def test_a_stroke_beside_other_text_is_read_with_it() -> None:
    paper = Paper(420, 594).frame(40, 100, 380, 180).fill(60, 119, 68, 120).signs(60, 125, 3)
    assert "－" not in "".join(cell.text for cell in cells(read(paper)))


def test_dirt_outside_the_tables_that_says_nothing_is_no_cell() -> None:
    paper = sheet_of_a_table().fill(100, 300, 103, 302)
    blank = StandIn(lambda crop: "" if crop.shape[1] < 20 else "字")
    assert len(cells(read(paper, blank))) == len(cells(read(sheet_of_a_table())))
