"""Options with their marks in one cell: the words by their places, the marks by their ink."""

import cv2
import numpy as np
import pytest

from pipeline.decode.bitmap import Bitmap
from pipeline.decode.choices import UNTOLD, read_options
from pipeline.model.document import Box, Cell, Place
from pipeline.model.ink import Ink, Line

SCALE, SIZE = 3.0, 8  # pixels a point; points a character
GROUPS = (("有", "無"), ("拡充", "現状維持", "縮小"), ("達成", "おおむね達成", "達成までは困難"))


class Sheet:
    """A cell whose characters stand where they are written, ten points apart, and marks of ink."""

    def __init__(self) -> None:
        self.bits = np.zeros((180, 900), np.uint8)
        self.lines: list[Line] = []

    def write(self, text: str, seen: str = " ") -> "Sheet":
        """A line as it was recognised; a figure in it says what is drawn there: 0 nothing, 1 an empty box, 2 a ticked
        one, 3 an empty circle, 4 a filled one, 5 a box half ticked; a recogniser makes ``seen`` of it."""
        top = 10 + 20 * len(self.lines)
        read = ""
        for at, character in enumerate(text):
            if character.isdigit():
                self._draw(int(character), 10 + 10 * at, top)
                read += seen
            else:
                read += character
        box = Box(10, top, 10 + 10 * len(text), top + SIZE)
        self.lines.append(Line(read, 0.99, box))
        return self

    def _draw(self, what: int, x: float, y: float) -> None:
        left, top, side = round(x * SCALE), round(y * SCALE), round(SIZE * SCALE * 0.8)
        corner, middle = (left + side, top + side), (left + side // 2, top + side // 2)
        if what in {1, 2, 5}:
            cv2.rectangle(self.bits, (left, top), corner, 1, 2)
        if what == 2:
            cv2.line(self.bits, (left + 3, top + 9), (left + 8, top + 14), 1, 2)
            cv2.line(self.bits, (left + 8, top + 14), (left + side - 2, top + 3), 1, 2)
        if what == 5:
            cv2.circle(self.bits, middle, 1, 1, -1)
        if what in {3, 4}:
            cv2.circle(self.bits, middle, side // 2, 1, 2 if what == 3 else -1)

    def read(self) -> str:
        bits = np.packbits(self.bits.astype(np.bool_), axis=1).tobytes()
        page = Bitmap(Ink(self.bits.shape[1], self.bits.shape[0], SCALE, bits))
        text = "\n".join(line.text for line in self.lines)
        cell = Cell(text, Place(1, 0, 0), box=Box(2, 2, 298, 58), lines=tuple(self.lines))
        return read_options(cell, GROUPS, page).text


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("1拡充 2現状維持 1縮小", "□拡充 ☑現状維持 □縮小"),
        ("3拡充 4現状維持 3縮小", "○拡充 ●現状維持 ○縮小"),
        ("拡充 3現状維持 縮小", "拡充 ○現状維持 縮小"),
        ("1有 2無", "□有 ☑無"),
        ("1拡充 2現伏維持 1縮小", "□拡充 ☑現状維持 □縮小"),  # a slip of recognition
        ("3達成 4おおむね達成 3達成までは困難", "○達成 ●おおむね達成 ○達成までは困難"),
    ],
)
def test_each_option_has_the_mark_that_is_drawn(drawn: str, read: str) -> None:
    assert Sheet().write(drawn).read() == read


def test_what_was_recognised_where_a_mark_is_drawn_is_no_word() -> None:
    assert Sheet().write("1拡充 2現状維持 1縮小", seen="口").read() == "□拡充 ☑現状維持 □縮小"


def test_an_option_over_two_lines() -> None:
    assert Sheet().write("3達成 4おおむね").write("達成 3達成までは").write("困難").read() == (
        "○達成 ●おおむね達成\n○達成までは困難"
    )


def test_a_mark_that_cannot_be_told_is_not_guessed() -> None:
    assert Sheet().write("1拡充 5現状維持 1縮小").read() == f"□拡充 {UNTOLD}現状維持 □縮小"


@pytest.mark.parametrize("text", ["拡充することとし、縮小はしない方針である", "現状維持", "事業費の合計"])
def test_other_cells_stay_as_they_were_read(text: str) -> None:
    assert Sheet().write(text).read() == text
