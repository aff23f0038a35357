"""PDF pages: text is read as people read it, from where it stands."""

import pytest

from tests.readers.pdf_asking import cell_page, cells, texts
from tests.readers.pdf_builder import KAKU, LATIN, TATE, Page


def test_lines_are_joined_by_new_lines_and_gaps_are_single_spaces() -> None:
    page = cell_page().text(25, 40, "療養費").text(100, 40, "14,020").text(25, 55, "事 業  費")
    assert texts(page) == ["療養費 14,020\n事 業 費"]


def test_text_is_read_where_it_stands_and_not_as_it_comes_in_the_file() -> None:
    page = cell_page().text(25, 60, "下").text(60, 40, "右").text(25, 40, "左")
    assert texts(page) == ["左 右\n下"]


def test_blocks_side_by_side_are_read_one_after_the_other() -> None:
    page = cell_page().text(25, 60, "○").text(40, 60, "達成").text(100, 60, "●").text(115, 54, "おおむね")
    page.text(115, 66, "達成").text(200, 60, "○").text(215, 54, "達成までは").text(215, 66, "困難")
    assert texts(page) == ["○ 達成 ● おおむね\n達成 ○ 達成までは\n困難"]


def test_lines_set_tight_stay_lines() -> None:
    page = cell_page().text(25, 40, "報酬").text(100, 40, "120").text(25, 46, "旅費").text(100, 46, "35")
    assert texts(page) == ["報酬 120\n旅費 35"]


def test_a_small_raised_sign_stays_in_its_line() -> None:
    page = cell_page().text(25, 40, "延床面積").text(65, 36, "※", size=5).text(70, 40, "（97）")
    assert texts(page) == ["延床面積※（97）"]


def test_two_columns_on_common_lines_stay_line_by_line() -> None:
    page = cell_page().text(25, 40, "報酬").text(100, 40, "120").text(25, 55, "旅費").text(100, 55, "35")
    assert texts(page) == ["報酬 120\n旅費 35"]


def test_a_label_set_upright_in_single_lines_is_one_word() -> None:
    page = Page().table([20, 40, 220], [20, 120])
    for number, letter in enumerate("主な内訳"):
        page.text(25, 40 + 15 * number, letter)
    assert texts(page) == ["主な内訳"]


def test_a_label_with_a_stacked_part_keeps_both() -> None:
    page = cell_page().text(25, 32, "物件費")
    for number, letter in enumerate("（内訳）"):
        page.text(35, 46 + 13 * number, letter)
    assert texts(page) == ["物件費\n（内訳）"]


@pytest.mark.parametrize("column", ["123", "○●○", "－－－"])
def test_figures_and_marks_below_one_another_stay_apart(column: str) -> None:
    page = cell_page()
    for number, letter in enumerate(column):
        page.text(25, 40 + 15 * number, letter)
    assert texts(page) == ["\n".join(column)]


def test_upright_writing_is_read_from_top_to_bottom_and_from_right_to_left() -> None:
    page = cell_page().text(200, 25, "事業の概要", font=TATE).text(180, 25, "（千円）", font=TATE)
    assert texts(page) == ["事業の概要\n（千円）"]


@pytest.mark.parametrize(("turned", "x", "y"), [((0, -1, 1, 0), 100, 30), ((0, 1, -1, 0), 100, 110)])
def test_turned_text_is_read_along_its_line(turned: tuple[float, float, float, float], x: float, y: float) -> None:
    page = cell_page().text(x, y, "Total Cost", font=LATIN, turned=turned)
    assert texts(page) == ["Total Cost"]


def test_text_that_runs_over_the_side_of_its_cell_belongs_to_it() -> None:
    page = Page().table([20, 70, 120, 220], [20, 40]).text(22, 35, "長い文字列が隣へ続く")
    assert [cell.text for cell in cells(page)] == ["長い文字列が隣へ続く", "", ""]


def test_text_set_from_the_right_that_runs_over_belongs_to_the_cell_it_ends_in() -> None:
    page = Page().table([20, 120, 170], [20, 40]).text(98, 35, "長い文字列が")
    assert [cell.text for cell in cells(page)] == ["", "長い文字列が"]


def test_text_of_two_cells_stays_in_two_cells() -> None:
    page = Page().table([20, 70, 120], [20, 40]).text(48, 35, "千円").text(72, 35, "百円")
    assert [cell.text for cell in cells(page)] == ["千円", "百円"]


def test_a_bracket_whose_ink_is_in_its_cell_stays_there() -> None:
    page = Page().table([20, 77, 177], [20, 40]).text(22, 35, "一般財源（B）", size=8).text(120, 35, "375,620")
    assert [cell.text for cell in cells(page)] == ["一般財源（B）", "375,620"]


@pytest.mark.parametrize("shift", [0.2, 0.8, 2.0])
def test_letters_printed_twice_to_look_bold_are_read_once(shift: float) -> None:
    page = cell_page().text(25, 40, "【事業名】").text(25 + shift, 40, "【事業名】")
    assert texts(page) == ["【事業名】"]


def test_doubled_letters_are_no_bold() -> None:
    assert texts(cell_page().text(25, 40, "1,100々々", size=9)) == ["1,100々々"]


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    assert texts(cell_page().text(25, 40, "B-", font=LATIN).text(25, 52, "12", font=LATIN)) == ["B-\n12"]
    assert texts(cell_page().text(25, 40, "B\xad", font=LATIN).text(25, 52, "C", font=LATIN)) == ["B-\nC"]


def test_text_in_a_form_is_read() -> None:
    page = cell_page().form(
        "F", "1 0 0 1 10 0", f"BT /{KAKU} 10 Tf 20 250 Td <{'様式'.encode('utf-16-be').hex()}> Tj ET"
    )
    assert texts(page) == ["様式"]
