"""Rules of drawn pages: what is one, what mends one, and what only looks like one."""

import cv2
import numpy as np
import pytest

from pipeline.readers.grids.faces import find_faces
from pipeline.readers.grids.lattice import build_lattice
from pipeline.readers.scan.evened import even
from pipeline.readers.scan.rules import find_rules
from tests.readers.scan.stand_in import Gray, Paper

Box = tuple[float, float, float, float]
TABLE = {(20.0, 20.0, 120.0, 60.0), (120.0, 20.0, 280.0, 60.0), (20.0, 60.0, 280.0, 100.0)}


def faces(pixels: Gray, scale: float) -> set[Box]:
    """The closed faces of a page, to half a point."""
    rules = find_rules(even(pixels, scale))
    lattice, _ = build_lattice(rules.level[:, :3], rules.upright[:, :3])
    x, y = lattice.cols.tolist(), lattice.rows.tolist()
    return {(x[c], y[r], x[c1], y[r1]) for r, c, r1, c1 in find_faces(lattice).spans.tolist()}


def same(found: set[Box], wanted: set[Box], within: float = 1.0) -> bool:
    """Whether there are as many boxes, and each is near one wanted."""
    return len(found) == len(wanted) and all(
        any(np.abs(np.subtract(one, other)).max() <= within for other in found) for one in wanted
    )


def table(thick: float = 0.8, scale: float = 200 / 72) -> Paper:
    paper = Paper(scale=scale).frame(20, 20, 280, 100, thick)
    return paper.level(60, 20, 280, thick).upright(120, 20, 60, thick)


@pytest.mark.parametrize("scale", [150 / 72, 200 / 72, 300 / 72])
@pytest.mark.parametrize("thick", [0.4, 0.8, 2.0])
def test_rules_of_any_thickness_make_cells(scale: float, thick: float) -> None:
    assert same(faces(table(thick, scale).pixels, scale), TABLE)


def test_faint_rules_on_grainy_paper_make_cells() -> None:
    paper = table(0.5)
    grain = np.random.default_rng(1).normal(0, 7, paper.pixels.shape)
    worn = cv2.GaussianBlur(170 + paper.pixels * (58 / 255), (0, 0), 0.7) + grain
    assert same(faces(np.clip(worn, 0, 255).astype(np.uint8), paper.scale), TABLE)


def test_double_rules_are_one_edge() -> None:
    paper = table().level(62.2, 20, 280)
    found = {box for box in faces(paper.pixels, paper.scale) if box[3] - box[1] > 4}
    assert same(found, TABLE, within=2.0)


def test_dashed_rules_are_rules() -> None:
    paper = Paper().frame(20, 20, 280, 100).upright(120, 20, 60)
    for start in range(20, 280, 5):
        paper.level(60, start, start + 3)
    assert same(faces(paper.pixels, paper.scale), TABLE)


@pytest.mark.parametrize("where", [(40, 42.2), (119, 121), (200, 202.2), (276, 280.4), (19.6, 23)])
def test_gaps_are_bridged(where: tuple[float, float]) -> None:
    paper = table().fill(where[0], 58, where[1], 62, 255)
    assert same(faces(paper.pixels, paper.scale), TABLE)


def test_many_gaps_are_bridged_if_the_pieces_between_are_long() -> None:
    paper = table()
    for x in range(45, 270, 40):
        paper.fill(x, 58, x + 2, 62, 255)
    for y in range(35, 60, 20):
        paper.fill(118, y, 122, y + 2, 255)
    assert same(faces(paper.pixels, paper.scale), TABLE)


def test_boxes_side_by_side_stay_two() -> None:
    paper = Paper().frame(20, 20, 140, 60).frame(143, 20, 280, 60)
    assert same(faces(paper.pixels, paper.scale), {(20.0, 20.0, 140.0, 60.0), (143.0, 20.0, 280.0, 60.0)})


def test_the_edge_of_a_shade_is_no_rule_and_rules_in_a_shade_are() -> None:
    paper = Paper().fill(20, 20, 280, 45, 200).frame(20, 20, 280, 100).level(60, 20, 280).upright(120, 20, 60)
    assert same(faces(paper.pixels, paper.scale), TABLE)


def test_a_dark_fill_ends_where_a_rule_would_be() -> None:
    paper = Paper().frame(20, 20, 280, 100).fill(20, 20, 280, 60, 40).signs(40, 35, 8, gray=255)
    assert same(faces(paper.pixels, paper.scale), {(20.0, 20.0, 280.0, 60.0), (20.0, 60.0, 280.0, 100.0)}, within=2.0)


@pytest.mark.parametrize("size", [9.0, 14.0, 20.0])
def test_strokes_of_letters_are_no_rules(size: float) -> None:
    paper = table().signs(124, 28, int(140 / size), size).signs(24, 64, int(230 / size), size)
    assert same(faces(paper.pixels, paper.scale), TABLE)


def test_letters_that_all_but_fill_their_row_are_no_rules() -> None:
    paper = Paper().frame(20, 20, 280, 33).signs(24, 22.3, 20, 9)
    assert same(faces(paper.pixels, paper.scale), {(20.0, 20.0, 280.0, 33.0)})


def test_bars_in_the_text_are_no_rules() -> None:
    paper = table()
    for x in range(130, 270, 12):  # ｜ and １ in a row of their height, and long dashes
        paper.upright(x, 34, 45, 1.0)
    paper.level(80, 40, 49, 1.0).level(80, 60, 82, 1.0)
    assert same(faces(paper.pixels, paper.scale), TABLE)


def test_boxes_to_tick_are_no_cells() -> None:
    paper = table().frame(130, 36, 138, 44).frame(160, 36, 168, 44).frame(30, 76, 39, 85)
    assert same(faces(paper.pixels, paper.scale), TABLE)


def test_a_short_rule_between_two_others_is_one() -> None:
    paper = Paper().frame(20, 20, 280, 32).upright(60, 20, 32).upright(200, 20, 32).signs(64, 22, 10, 8)
    cells = {(20.0, 20.0, 60.0, 32.0), (60.0, 20.0, 200.0, 32.0), (200.0, 20.0, 280.0, 32.0)}
    assert same(faces(paper.pixels, paper.scale), cells)


def test_nothing_makes_no_rules() -> None:
    assert not faces(Paper().pixels, 2.0)
    assert not faces(np.zeros((300, 200), np.uint8), 2.0)


@pytest.mark.parametrize("gray", [205, 230])
def test_rules_that_shine_through_from_behind_are_none(gray: int) -> None:
    paper = table()
    for y in (40, 80, 130):  # one of them goes on from a rule of this side
        paper.level(y, 10, 290, gray=gray).level(60, 280, 295, gray=gray)
    paper.upright(200, 10, 190, gray=gray)
    assert same(faces(paper.pixels, paper.scale), TABLE)


def test_pale_rules_are_rules_where_all_are_pale() -> None:
    paper = table()
    paper.pixels[paper.pixels == 0] = 205
    assert same(faces(paper.pixels, paper.scale), TABLE)
