"""Lines of text in cells, outside them, below one another, and what is none."""

import numpy as np
import pytest

from pipeline.readers.grids.faces import find_faces
from pipeline.readers.grids.lattice import build_lattice
from pipeline.readers.scan.clean import without_rules
from pipeline.readers.scan.cutting import cut
from pipeline.readers.scan.evened import even
from pipeline.readers.scan.rules import find_rules
from pipeline.readers.scan.textlines import TextLine, TextLines, find_lines
from tests.readers.scan.stand_in import SCALE, Paper

CHARACTER = 9 * SCALE


def lines(paper: Paper) -> TextLines:
    page = even(paper.pixels, paper.scale)
    rules = find_rules(page)
    lattice, _ = build_lattice(rules.level[:, :3], rules.upright[:, :3])
    return find_lines(without_rules(page, rules), lattice, find_faces(lattice))


def boxes(found: list[TextLine]) -> list[list[int]]:
    """Boxes in whole points."""
    return [[round(side / SCALE) for side in line.box] for line in found]


def table() -> Paper:
    return Paper().frame(20, 20, 280, 100).level(60, 20, 280).upright(120, 20, 60)


def test_lines_stand_in_their_cells_and_beside_the_table() -> None:
    found = lines(table().signs(24, 25, 8).signs(24, 40, 5).signs(130, 30, 10).signs(20, 5, 12))
    assert {face: len(those) for face, those in found.inside.items()} == {0: 2, 1: 1}
    assert boxes(found.inside[0]) == [pytest.approx(box, abs=1) for box in ([24, 25, 102, 34], [24, 40, 72, 49])]
    assert [line.row for line in found.inside[0]] == [0, 1]
    assert len(found.outside) == 1


def test_a_blank_cell_has_no_line_whatever_dust_lies_in_it() -> None:
    paper = table().fill(150, 40, 150.7, 40.7).fill(60, 80, 60.8, 80.8).fill(200, 30, 200.4, 30.4)
    paper.fill(220, 40, 221.8, 41.8)  # a large speck, which a recogniser would take for an o
    found = lines(paper)
    assert not found.inside
    assert not found.outside


def test_a_speck_far_from_the_text_of_its_cell_is_no_part_of_it() -> None:
    found = lines(table().signs(130, 30, 2).fill(240, 40, 241.8, 41.8))
    assert boxes(found.inside[1]) == [pytest.approx([130, 30, 149, 39], abs=1)]


@pytest.mark.parametrize("sign", [(150, 40, 156, 41), (150, 38, 151, 44), (150, 40, 152.6, 41)])
def test_a_dash_a_one_and_a_hyphen_are_lines(sign: tuple[float, float, float, float]) -> None:
    found = lines(table().fill(*sign))
    assert [len(those) for those in found.inside.values()] == [1]


def test_figures_in_neighbouring_cells_stay_apart() -> None:
    paper = Paper().frame(20, 20, 280, 36)
    for x in range(60, 280, 40):
        paper.upright(x, 20, 36).signs(x - 20, 24, 2)
    paper.signs(262, 24, 1)
    assert [len(those) for those in lines(paper).inside.values()] == [1] * 7


def test_wide_white_parts_a_line_and_its_parts_keep_its_number() -> None:
    found = lines(table().signs(24, 75, 4).signs(180, 75, 6)).inside[2]
    assert [line.row for line in found] == [0, 0]
    assert found[0].box[2] < found[1].box[0]


def test_a_label_set_upright_is_one_line_laid_on_its_side() -> None:
    paper = Paper().frame(20, 20, 36, 100).frame(36, 20, 280, 100).signs(23.5, 30, 5, down=True)
    (line,) = lines(paper).inside[0]
    assert line.stacked
    height, width = line.crop.shape
    assert width > 4 * height
    assert boxes([line])[0] == pytest.approx([24, 30, 32, 84], abs=1)


def test_text_on_a_shade_and_white_text_on_dark_are_dark_on_light() -> None:
    paper = Paper().frame(20, 20, 280, 60).fill(20.4, 20.4, 279.6, 40, 190).frame(20, 60, 280, 100)
    paper.fill(20, 60, 280, 100, 30).signs(30, 26, 10).signs(30, 76, 10, gray=255)
    found = lines(paper)
    crops = [line.crop for those in found.inside.values() for line in those]
    assert len(crops) == 2
    for crop in crops:
        assert np.median(crop) > 220
        assert crop.min() < 60


def test_cells_that_are_no_rectangles_have_only_their_own_text() -> None:
    paper = Paper().frame(20, 20, 280, 100).level(60, 60, 280).upright(60, 60, 100)
    found = lines(paper.signs(24, 30, 10).signs(24, 80, 2).signs(70, 76, 12))
    assert sorted(len(those) for those in found.inside.values()) == [1, 2]


def test_parts_of_a_character_are_one_line_and_lines_are_several() -> None:
    ink = np.zeros((120, 200), np.uint8)
    for y in (10, 20, 30):  # 三
        ink[y : y + 3, 20:43] = 1
    assert len(cut(ink, CHARACTER, 3)) == 1
    for y in (60, 95):
        ink[y : y + 24, 20:150] = 1
    assert len(cut(ink, CHARACTER, 3)) == 3


def test_blocks_side_by_side_are_read_one_after_the_other() -> None:
    ink = np.zeros((130, 400), np.uint8)
    for y in (10, 45, 80):
        ink[y : y + 24, 20:120] = 1
    for y in (27, 62):
        ink[y : y + 24, 260:380] = 1
    assert len(cut(ink, CHARACTER, 3)) == 5


def test_the_edge_of_a_rule_that_is_left_beside_it_is_no_text() -> None:
    paper = table().fill(150, 58.2, 170, 58.5).fill(278.6, 70, 278.9, 90)
    assert not lines(paper).inside
    figures = table().signs(260, 30, 1).fill(278.6, 30, 278.9, 40)
    assert [boxes(found) for found in lines(figures).inside.values()] == [[pytest.approx([260, 30, 269, 39], abs=1)]]


def test_a_speck_above_a_line_makes_no_blocks_of_its_words() -> None:
    """Its words stand a little further apart than characters do, and a tall sign makes it high enough for two."""
    words = Paper().signs(20, 50, 5).signs(76, 50, 4).signs(122, 50, 6).fill(195, 44, 197, 62)
    assert len(lines(words).outside) == 1
    assert len(lines(words.fill(150, 44.5, 152.4, 46.5)).outside) == 1


def test_the_fringe_of_a_rule_is_no_dash() -> None:
    fringe = lines(table().fill(150, 58.6, 154, 59))
    assert not fringe.inside
    assert not fringe.outside
    assert len(lines(table().fill(150, 55, 154, 55.6)).inside) == 1
