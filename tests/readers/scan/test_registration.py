"""Broken pages of known layouts are repaired; others are left alone, or are said to be too much damaged."""

import numpy as np
import pytest

from pipeline.model.finding import Finding, Severity
from pipeline.model.layout import KnownLayout
from pipeline.readers.scan.pictures import Pixels
from pipeline.readers.scan.registration import with_known
from pipeline.readers.scan.rules import Rules, find_rules
from tests.readers.scan import ruled
from tests.readers.scan.ruled import COLS, ROWS, boxes, break_rules, fill, layout, page_of, spans, write

OTHER_COLS = (40.0, 75.0, 160.0, 190.0, 240.0, 330.0, 360.0, 380.0)
OTHER_ROWS = (50.0, 64.0, 110.0, 121.0, 165.0, 190.0, 218.0, 239.0, 250.0)


def read(paper: Pixels, *layouts: KnownLayout) -> tuple[Rules, Rules, tuple[Finding, ...]]:
    """The rules as found, as they are by the known layouts, and what is said."""
    page = page_of(paper)
    found = find_rules(page)
    return found, *with_known(found, page, 3, layouts)


def test_broken_walls_are_put_back_and_said() -> None:
    paper = ruled.ruled()
    break_rules(paper)
    found, whole, (finding,) = read(paper, layout())
    assert spans(found) != boxes()
    assert spans(whole) == boxes()
    assert (finding.rule, finding.severity) == ("page-repaired", Severity.INFO)
    assert finding.place is not None
    assert finding.place.page == 3
    assert "town/form/2024" in finding.message


def test_a_page_that_was_moved_and_shrunk_is_repaired() -> None:
    cols, rows = (tuple(11 + 0.97 * edge for edge in edges) for edges in (COLS, ROWS))
    paper = ruled.ruled(cols, rows)
    break_rules(paper, cols=cols, rows=rows)
    found, whole, _ = read(paper, layout())
    assert spans(found) != boxes(cols, rows)
    assert spans(whole) == boxes(cols, rows)


def test_rows_that_may_grow_are_found_where_they_are() -> None:
    rows = (60.0, 80.0, 100.0, 164.0, 184.0, 218.0, 238.0, 258.0)
    paper = ruled.ruled(rows=rows)
    break_rules(paper, rows=rows)
    found, whole, _ = read(paper, layout(grows=(2, 4)))
    assert spans(found) != boxes(rows=rows)
    assert spans(whole) == boxes(rows=rows)


def test_rows_that_never_grow_are_not_stretched() -> None:
    rows = (60.0, 80.0, 100.0, 183.0, 203.0, 225.0, 245.0, 275.0)
    paper = ruled.ruled(rows=rows)
    break_rules(paper, rows=rows)
    found, left, findings = read(paper, layout())
    assert left is found
    assert "page-repaired" not in [finding.rule for finding in findings]


def test_of_several_layouts_the_right_one_is_taken() -> None:
    paper = ruled.ruled()
    break_rules(paper)
    _, whole, _ = read(paper, layout(OTHER_COLS, OTHER_ROWS), layout())
    assert spans(whole) == boxes()


def test_a_whole_page_stays_as_it_is() -> None:
    found, left, findings = read(ruled.ruled(), layout())
    assert left is found
    assert findings == ()


def test_a_page_of_another_layout_stays_as_it_is() -> None:
    for damaged in (False, True):
        paper = ruled.ruled(OTHER_COLS, OTHER_ROWS)
        if damaged:
            break_rules(paper, cols=OTHER_COLS, rows=OTHER_ROWS)
        found, left, findings = read(paper, layout(), layout(grows=range(7)))
        assert left is found
        assert "page-repaired" not in [finding.rule for finding in findings]


def test_a_row_that_was_added_is_neither_lost_nor_made_two() -> None:
    rows = (*ROWS[:6], 222.0, 242.0, 262.0)  # as the known ones, and one more of a height of its own
    for grows in ((), range(7)):
        found, left, _ = read(ruled.ruled(rows=rows), layout(grows=grows))
        assert spans(found) == boxes(rows=rows)
        assert spans(left) == boxes(rows=rows)


def test_cells_that_are_one_on_the_page_stay_one() -> None:
    paper = ruled.ruled()
    break_rules(paper)
    fill(paper, COLS[3] + 1, ROWS[3] - 1, COLS[4] - 1, ROWS[3] + 1, 255)
    _, whole, findings = read(paper, layout())
    assert [(f.rule, f.severity) for f in findings] == [("page-repaired", "info"), ("page-differs", "warning")]
    left, top, right, bottom = COLS[3], ROWS[2], COLS[4], ROWS[4]
    two = {(left, top, right, ROWS[3]), (left, ROWS[3], right, bottom)}
    assert spans(whole) == boxes() - two | {(left, top, right, bottom)}


@pytest.mark.parametrize(("letters", "severity"), [(2, "info"), (4, "warning")])
def test_strokes_of_letters_that_the_layout_does_not_have_are_no_rules(letters: int, severity: str) -> None:
    paper, left, top = ruled.ruled(), COLS[1] + 4, ROWS[3] + 6
    write(paper, left, top, letters)
    fill(paper, left, top + 2.2, left + 3 * letters, top + 3)
    page = page_of(paper)
    found = find_rules(page)
    stroke = np.array(((top + 3.9, left, left + 9 * letters - 2, 1.0),))
    taken = Rules(np.concatenate((found.level, stroke)), found.upright)
    whole, (finding,) = with_known(taken, page, 3, (layout(),))
    assert spans(whole) == boxes()
    assert (finding.rule, finding.severity, finding.actual) == ("page-repaired", severity, "0 walls, 1 lines")


def test_letters_across_a_short_wall_are_no_trace_of_it() -> None:
    cols = (40.0, 90.0, 102.0, 210.0, 290.0, 380.0)
    paper = ruled.ruled(cols)
    break_rules(paper, cols=cols)
    fill(paper, cols[1] + 1, ROWS[3] - 1, cols[2] - 1, ROWS[3] + 1, 255)
    ruled.write(paper, cols[1] + 2.5, ROWS[3] - 5, 1)
    found, whole, findings = read(paper, layout(cols))
    assert (cols[1], ROWS[2], cols[2], ROWS[4]) in spans(found) & spans(whole)
    assert "page-differs" in [finding.rule for finding in findings]


def test_a_short_wall_that_is_gone_altogether_is_put_back_in_line_with_the_others() -> None:
    cols = (40.0, 90.0, 102.0, 210.0, 290.0, 380.0)
    paper = ruled.ruled(cols)
    fill(paper, cols[1] + 1, ROWS[3] - 1, cols[2] - 1, ROWS[3] + 1, 255)
    found, whole, _ = read(paper, layout(cols))
    assert spans(found) != boxes(cols)
    assert spans(whole) == boxes(cols)


def test_a_page_with_too_much_missing_is_said_and_left_alone() -> None:
    paper = ruled.ruled()
    for row in ROWS[3:5]:
        fill(paper, COLS[0] + 30, row - 1, COLS[-1] - 40, row + 1, 255)
    for col in COLS[2:3]:
        fill(paper, col - 1, ROWS[1] + 10, col + 1, ROWS[-1] - 10, 255)
    found, left, (finding,) = read(paper, layout())
    assert left is found
    assert (finding.rule, finding.severity) == ("page-damaged", Severity.ERROR)
    assert "town/form/2024" in finding.message


def test_a_page_without_rules_says_nothing() -> None:
    paper = ruled.blank()
    ruled.write(paper, 60, 60, 8)
    found, left, findings = read(paper, layout())
    assert left is found
    assert findings == ()


def test_a_page_whose_rules_are_broken_all_over_is_said_if_no_layout_repairs_it() -> None:
    paper = ruled.ruled()
    break_rules(paper)
    for layouts in ((), (layout(OTHER_COLS, OTHER_ROWS),)):
        found, left, (finding,) = read(paper, *layouts)
        assert left is found
        assert (finding.rule, finding.severity) == ("page-damaged", Severity.ERROR)
    assert read(ruled.ruled())[2] == ()
