"""PDF pages: marks, glyphs that nobody can read, text that nobody sees, and scans."""

import pytest

from pipeline.model.finding import Severity
from tests.readers.pdf_asking import cell_page, cells, grid, rules, texts
from tests.readers.pdf_builder import KAKU, LATIN, MARKS, MUTE, WINGS, Page


def test_glyphs_without_a_meaning_are_said_and_never_taken_for_letters() -> None:
    page = cell_page().text(25, 40, "事業").text(60, 40, b"\x00\x34\x00\x35", font=MUTE)
    (finding,) = grid(page).findings
    assert texts(page) == ["事業 \ufffd\ufffd"]
    assert (finding.rule, finding.severity, finding.place) == ("glyph-unmapped", Severity.ERROR, cells(page)[0].place)


def test_letters_of_a_private_font_stay_and_are_said() -> None:
    page = cell_page().text(25, 40, "\ue000様")
    assert (texts(page), rules(page)) == (["\ue000様"], ["glyph-unmapped"])


def test_ticks_and_boxes_of_sign_fonts_are_what_they_look_like() -> None:
    page = cell_page().text(25, 40, b"\xfc\xfe\xa8\x6c\x6e\x6f\xa1\xfd", font=WINGS)
    assert texts(page) == ["✓☑☐●■□○☒"]
    assert texts(cell_page().text(25, 40, b"4ln", font=MARKS)) == ["✔●■"]


def test_a_letter_of_a_sign_font_that_nobody_knows_is_said() -> None:
    page = cell_page().text(25, 40, b"\x4a", font=WINGS)
    assert (texts(page), rules(page)) == (["\ufffd"], ["glyph-unmapped"])


def test_drawn_marks_are_signs_in_the_text() -> None:
    page = (
        cell_page()
        .ellipse(25, 31, 35, 41)
        .text(40, 40, "達成")
        .ellipse(85, 31, 95, 41, paint="B")
        .text(100, 40, "未達成")
    )
    assert texts(page) == ["○ 達成 ● 未達成"]


def test_a_ring_with_a_dot_is_the_option_chosen() -> None:
    page = cell_page().ellipse(25, 31, 35, 41).ellipse(28, 34, 32, 38, paint="f").text(40, 40, "達成")
    assert texts(page) == ["● 達成"]


def test_boxes_to_tick_are_signs_and_no_tables() -> None:
    page = cell_page().box(25, 31, 34, 40).text(40, 40, "直営").box(85, 31, 94, 40).text(100, 40, "委託")
    page.draw("0 G 87 264 m 89 262 l 93 268 l S")
    page.box(145, 31, 154, 40).line(145, 31, 154, 40).line(145, 40, 154, 31).text(160, 40, "補助")
    page.box(205, 31, 214, 40).text(205.5, 39, "レ", size=8).text(220, 40, "他")
    assert texts(page) == ["□ 直営 ☑ 委託 ☒ 補助 ☑ 他"]
    assert len(cells(page)) == 1


def test_a_square_filled_black_is_a_mark_and_a_shaded_cell_is_none() -> None:
    page = (
        Page()
        .table([20, 32, 132], [20, 32])
        .fill(20, 20, 32, 32, "0.2 0.2 0.2")
        .fill(40, 22, 48, 30)
        .text(52, 30, "済")
    )
    assert texts(page) == ["■ 済"]


def test_a_circle_around_an_option_is_said() -> None:
    page = cell_page().text(25, 40, "継続").text(75, 40, "廃止").ellipse(22, 28, 49, 44)
    (finding,) = grid(page).findings
    assert texts(page) == ["継続 廃止"]
    assert (finding.rule, finding.severity, finding.actual) == ("drawn-circle", Severity.WARNING, "継続")


@pytest.mark.parametrize("how", ["3 Tr", "1 1 1 rg", "0.99 g"])
def test_text_that_nobody_sees_is_said_and_not_read(how: str) -> None:
    page = cell_page().text(25, 40, "見える").text(25, 60, "見えない", how=how)
    (finding,) = grid(page).findings
    assert texts(page) == ["見える"]
    assert (finding.rule, finding.severity, finding.actual) == ("hidden-text", Severity.WARNING, "見えない")


def test_white_text_on_a_dark_ground_is_text() -> None:
    page = cell_page().fill(20, 20, 380, 50, "0 0 0.5").text(25, 40, "見出し", how="1 g").text(25, 70, "本文")
    assert (texts(page), rules(page)) == (["見出し\n本文"], [])


@pytest.mark.parametrize("text", ["Title", "見出し"])
def test_white_text_on_a_round_badge_is_text(text: str) -> None:
    font = LATIN if text.isascii() else KAKU
    page = cell_page().ellipse(10, 20, 110, 60, paint="f").text(40, 43, text, how="1 g", font=font)
    assert (texts(page), rules(page)) == ([text], [])


def test_text_in_the_colour_of_its_ground_is_hidden() -> None:
    page = cell_page().fill(20, 20, 380, 50, "0.8 0.9 1").text(25, 40, "秘密", how="0.8 0.9 1 rg").text(25, 70, "本文")
    assert (texts(page), rules(page)) == (["本文"], ["hidden-text"])


def test_text_beside_the_page_is_hidden() -> None:
    assert rules(Page().text(20, 40, "本文").text(-80, 40, "外")) == ["hidden-text"]


def test_a_scan_is_said() -> None:
    page = Page().picture(0, 0, 400, 300)
    (finding,) = grid(page).findings
    assert (finding.rule, finding.severity, cells(page)) == ("page-is-picture", Severity.ERROR, [])


def test_text_recognised_on_a_scan_is_not_trusted() -> None:
    page = Page().picture(0, 0, 400, 300).text(20, 40, "誤読", how="3 Tr")
    assert (rules(page), cells(page)) == (["page-is-picture"], [])


def test_a_blank_page_is_just_blank() -> None:
    assert (rules(Page()), cells(Page())) == ([], [])
