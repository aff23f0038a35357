import numpy as np

from pipeline.readers.scan.cropping import HEIGHT, cut_pieces
from tests.readers.scan.drawing import drawn


def test_blank_margins_are_left_out() -> None:
    (piece,) = cut_pieces(drawn("　　　　12"))
    assert piece.left > 0.5
    assert piece.image.shape[0] == HEIGHT


def test_a_crop_without_ink_has_no_pieces() -> None:
    assert cut_pieces(np.full((40, 300), 240, dtype=np.uint8)) == []
    assert cut_pieces(np.zeros((0, 5), dtype=np.uint8)) == []


def test_a_wide_gap_cuts_a_line_and_says_so() -> None:
    first, second = cut_pieces(drawn("12　　　　34"))
    assert (first.gap, second.gap) == (False, True)
    assert first.right < second.left


def test_long_lines_are_cut_between_characters() -> None:
    crop = drawn("改善の余地があるので検討する" * 5)
    pieces = cut_pieces(crop)
    assert len(pieces) > 1
    assert all((piece.right - piece.left) * crop.shape[1] / crop.shape[0] < 27 for piece in pieces)
    edges = [round(piece.left * crop.shape[1]) for piece in pieces]
    assert all(crop[:, edge].min() > 128 for edge in edges)


def test_a_line_without_any_gap_is_read_whole() -> None:
    crop = np.full((40, 2000), 255, dtype=np.uint8)
    crop[18:22, 10:1990] = 0
    assert len(cut_pieces(crop)) == 1


def test_bold_letters_that_cover_most_of_a_crop_are_ink() -> None:
    crop = np.zeros((40, 120), dtype=np.uint8)
    crop[:3] = crop[-3:] = 255
    crop[:, 38:42] = crop[:, 78:82] = 255
    (piece,) = cut_pieces(crop)
    assert piece.right - piece.left > 0.9
    assert cut_pieces(np.zeros((40, 120), dtype=np.uint8)) == []
