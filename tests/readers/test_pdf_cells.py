"""PDF pages: rules make cells, and places follow from their edges."""

import pytest

from pipeline.readers.grids import faces
from tests.readers.pdf_asking import cell_page, cells, spans, texts
from tests.readers.pdf_builder import TATE, Page


def test_every_cell_of_a_table_has_a_place_blank_or_not() -> None:
    page = Page().table([20, 120, 220], [20, 40, 60]).text(25, 35, "事業名").text(125, 55, "5,690")
    assert spans(page) == [(0, 0, 1, 1, "事業名"), (0, 1, 1, 2, ""), (1, 0, 2, 1, ""), (1, 1, 2, 2, "5,690")]
    assert all(cell.ruled and not cell.struck for cell in cells(page))


def test_a_cell_covers_the_edges_it_crosses() -> None:
    page = Page().table([20, 220], [20, 60]).line(120, 20, 120, 60).line(120, 40, 220, 40).line(170, 40, 170, 60)
    assert [s[:4] for s in spans(page)] == [(0, 0, 2, 1), (0, 1, 1, 3), (1, 1, 2, 2), (1, 2, 2, 3)]


def test_a_box_is_in_points_from_the_top_left_of_the_page() -> None:
    (cell,) = cells(cell_page())
    assert cell.box is not None
    assert [cell.box.left, cell.box.top, cell.box.right, cell.box.bottom] == pytest.approx([20, 20, 380, 120], abs=0.1)


def test_a_form_whose_row_grew_has_the_same_cells_and_other_boxes() -> None:
    def heights(page: Page) -> list[float]:
        return [cell.box.bottom - cell.box.top for cell in cells(page) if cell.box is not None]

    faces._of_walls.cache_clear()
    assert heights(Page().table([20, 120], [20, 40, 60])) == pytest.approx([20, 20], abs=0.1)
    assert heights(Page().table([20, 120], [20, 75, 95])) == pytest.approx([55, 20], abs=0.1)
    assert (faces._of_walls.cache_info().misses, faces._of_walls.cache_info().hits) == (1, 1)


def test_tables_with_the_same_edges_share_their_columns() -> None:
    page = Page().table([20, 120, 220], [20, 40]).table([20.6, 120.4, 160, 220], [80, 100])
    assert [(s[1], s[3]) for s in spans(page)] == [(0, 1), (1, 3), (0, 1), (1, 2), (2, 3)]


def test_two_edges_of_one_table_are_never_fused() -> None:
    page = Page().table([20, 120, 123.4, 220], [20, 40]).table([20, 121.7, 220], [60, 80])
    assert len({s[1] for s in spans(page)} | {s[3] for s in spans(page)}) == 5


def test_a_cell_in_the_shape_of_an_l_has_the_place_of_its_own_corner() -> None:
    """物件費 stands around its （内訳）: each has its own place, and the outer text isn't the inner one's."""
    page = Page().table([20, 220], [20, 80]).line(60, 40, 60, 80).line(60, 40, 220, 40)
    page.text(25, 35, "物件費").text(65, 60, "（内訳）")
    assert spans(page) == [(0, 0, 2, 2, "物件費"), (1, 1, 2, 2, "（内訳）")]


def test_an_l_whose_corner_another_cell_takes_begins_beside_it() -> None:
    page = Page().table([20, 220], [20, 80]).line(60, 20, 60, 40).line(20, 40, 60, 40)
    page.text(25, 35, "内").text(100, 60, "外側")
    assert spans(page) == [(0, 0, 1, 1, "内"), (0, 1, 2, 2, "外側")]


def test_a_table_inside_a_cell_keeps_its_text_to_itself() -> None:
    page = cell_page().table([40, 90, 140], [60, 80, 100]).text(25, 40, "外側").text(45, 75, "中")
    assert texts(page) == ["外側", "中"]
    assert len(cells(page)) == 5


@pytest.mark.parametrize(
    ("name", "draw"),
    [
        ("lines", lambda page: page.table([20, 120, 220], [20, 40])),
        ("boxes", lambda page: page.box(20, 20, 120, 40).box(120, 20, 220, 40)),
        ("thin fills", lambda page: [page.fill(x, 20, x + 0.7, 40.7) for x in (20, 120, 220)]
         + [page.fill(20, y, 220.7, y + 0.7) for y in (20, 40)]),
        ("double rules", lambda page: page.table([20, 120, 220], [20, 40]).table([18, 118, 222], [18, 42])),
        ("dashes", lambda page: page.line(20, 20, 220, 20, how="0.2 w [2 1] 0 d").line(20, 40, 220, 40)
         .line(20, 20, 20, 40).line(120, 20, 120, 40).line(220, 20, 220, 40)),
        ("pieces", lambda page: [page.line(x, y, x + 3, y) for x in range(20, 220, 5) for y in (20, 40)]
         + [page.line(x, 20, x, 40) for x in (20, 120, 220)]),
        ("a gap", lambda page: page.line(20, 20, 70, 20).line(72.8, 20, 220, 20).line(20, 40, 220, 40)
         .line(20, 20, 20, 40).line(120, 20, 120, 40).line(220, 20, 220, 40)),
        ("one path", lambda page: page.draw("0.5 w 20 280 m 220 280 l 20 260 m 220 260 l 20 280 m 20 260 l "
                                            "120 280 m 120 260 l 220 280 m 220 260 l S")),
        ("a form", lambda page: page.form("F", "0.5 0 0 0.5 10 20", "1 w 20 520 m 420 520 l 20 480 m 420 480 l "
                                          "20 520 m 20 480 l 220 520 m 220 480 l 420 520 m 420 480 l S")),
        ("filled frames", lambda page: page.draw("20 260 100 20 re 20.7 260.7 98.6 18.6 re f*")
         .draw("120 260 100 20 re 120.7 260.7 98.6 18.6 re f*")),
        ("open at both sides", lambda page: page.line(20, 20, 220, 20).line(20, 30, 220, 30).line(20, 40, 220, 40)
         .line(120, 20, 120, 40)),
    ],
)  # fmt: skip
def test_rules_however_they_are_drawn(name: str, draw: object) -> None:
    page = Page().text(25, 38, "左").text(125, 38, "右")
    draw(page)  # type: ignore[operator]
    found = {cell.text: cell for cell in cells(page) if cell.text}
    assert set(found) == {"左", "右"}
    assert found["左"].ruled
    assert found["右"].ruled
    assert found["左"].col_end == found["右"].col


@pytest.mark.parametrize(
    "draw",
    [
        lambda page: page.line(120, 20, 120, 40, how="0.5 w 1 G"),
        lambda page: page.fill(119, 20, 120, 40, "1 1 1"),
        lambda page: page.fill(60, 20, 120, 40, "0.8 0.9 1"),
        lambda page: page.draw("0 G 120 280 m 125 273 125 267 120 260 c S"),
    ],
    ids=["white line", "white bar", "shade", "curve"],
)
def test_what_is_no_rule(draw: object) -> None:
    page = Page().table([20, 220], [20, 40])
    draw(page)  # type: ignore[operator]
    assert len(cells(page)) == 1


def test_a_stroke_across_a_cell_strikes_it_out() -> None:
    page = Page().table([20, 120, 220], [20, 60]).line(20, 60, 120, 20)
    assert [cell.struck for cell in cells(page)] == [True, False]


def test_a_stroke_across_several_cells_strikes_each_out() -> None:
    page = Page().table([20, 120, 220, 320], [20, 40, 60]).line(120, 20, 320, 60)
    assert [cell.struck for cell in cells(page)] == [False, True, True, False, True, True]


def test_a_line_outside_tables_has_a_row_of_its_own_and_parts_where_white_is_wide() -> None:
    page = Page().text(60, 15, "事務事業評価").text(300, 15, "NO.").table([20, 380], [20, 40]).text(180, 290, "－ 15－")
    page.text(25, 35, "A")
    assert [(c.row, c.text, c.ruled) for c in cells(page)] == [
        (0, "事務事業評価", False), (0, "NO.", False), (1, "A", True), (3, "－ 15－", False),
    ]  # fmt: skip
    places = [(c.row, c.col) for c in cells(page)]
    assert len(set(places)) == len(places)


def test_text_beside_a_table_splits_its_rows_and_they_still_touch() -> None:
    page = Page().table([120, 220, 320], [20, 60, 100]).text(30, 45, "注１").text(30, 85, "注２")
    found = {(cell.row, cell.col): cell for cell in cells(page)}
    assert len(found) == 6
    upper, lower = (cell for cell in cells(page) if cell.ruled and cell.col == 1)
    assert upper.row_end == lower.row
    assert [cell.text for cell in cells(page) if upper.row <= cell.row < upper.row_end and not cell.ruled] == ["注１"]


def test_a_page_without_tables_is_lines() -> None:
    page = Page().text(20, 20, "一行目").text(20, 40, "二行目").text(200, 40, "右")
    assert spans(page) == [(0, 0, 1, 1, "一行目"), (1, 0, 2, 1, "二行目"), (1, 1, 2, 2, "右")]


def test_a_line_set_upright_beside_a_table_is_one_piece() -> None:
    page = Page().text(30, 100, "縦書きの注", font=TATE).table([120, 220], [20, 200]).text(125, 50, "本文")
    assert texts(page) == ["本文", "縦書きの注"]


@pytest.mark.parametrize("gap", [0.0, 0.2])
def test_two_figures_set_against_one_rule_are_two(gap: float) -> None:
    """Words run over into a blank cell; 63 | 6789 is no 636789, however near they stand."""
    page = Page().table([20, 100, 200], [20, 60])
    digit = 0.5 * 10
    page.text(100 - gap - 2 * digit, 40, "63", size=10).text(100 + gap, 40, "6789", size=10)
    assert texts(page) == ["63", "6789"]


def test_words_that_run_over_into_a_blank_cell_stay_with_it() -> None:
    page = Page().table([20, 100, 200], [20, 60]).text(24, 40, "海岸を美しく保つための清掃", size=10)
    assert texts(page) == ["海岸を美しく保つための清掃"]
