"""Digits raised beside a figure, and text that is crossed out: neither is a part of what the cell says."""

from tests.readers.pdf_asking import cell_page, grid, texts
from tests.readers.pdf_builder import LATIN, Page


def test_a_raised_digit_is_no_digit_of_the_number() -> None:
    page = cell_page().text(25, 40, "67", font=LATIN).text(36.5, 36, "1", size=6, font=LATIN)
    assert texts(page) == ["67¹"]


def test_raised_digits_in_a_row() -> None:
    page = cell_page().text(25, 40, "67", font=LATIN).text(36.5, 36, "12", size=6, font=LATIN)
    assert texts(page) == ["67¹²"]


def test_small_digits_on_the_line_are_digits() -> None:
    page = cell_page().text(25, 40, "67", font=LATIN).text(36.5, 40, "12", size=6, font=LATIN)
    assert texts(page) == ["6712"]


def test_a_small_number_of_its_own_is_a_number() -> None:
    page = cell_page().text(25, 40, "67", font=LATIN).text(120, 36, "12", size=6, font=LATIN)
    assert texts(page) == ["67 12"]


def crossed(y: float, begin: float = 24, end: float = 55) -> Page:
    page = cell_page().text(25, 40, "1,234", font=LATIN).text(100, 40, "567", font=LATIN)
    return page.line(begin, y, end, y)


def test_crossed_out_text_is_left_out_and_said() -> None:
    read = grid(crossed(36.5))
    assert [cell.text for cell in read.non_blank()] == ["567"]
    assert [(finding.rule, finding.actual) for finding in read.findings] == [("text-struck", "1,234")]


def test_underlined_text_stays() -> None:
    assert texts(crossed(42)) == ["1,234 567"]


def test_a_table_s_edge_through_text_crosses_nothing_out() -> None:
    page = Page().table([20, 220], [20, 37, 60]).text(25, 40, "1,234", font=LATIN)
    assert "1,234" in texts(page)
