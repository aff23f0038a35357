"""Recognisers for tests, and pages for them to read."""

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model.ink import Step
from pipeline.readers.scan.recogniser import RecognisedLine

Gray = NDArray[np.uint8]
DOTS = 200
SCALE = DOTS / 72


class StandIn:
    """Says the same of every crop, or what ``says`` makes of it, as surely as ``sureness`` has it; keeps the crops."""

    def __init__(
        self, says: Callable[[Gray], str] = lambda crop: "字", sureness: Callable[[Gray], float] = lambda crop: 1.0
    ):
        self.crops: list[Gray] = []
        self._says, self._sureness = says, sureness

    def read(self, crops: Sequence[Gray]) -> list[RecognisedLine]:
        self.crops += crops
        return [self._line(crop) for crop in crops]

    def _line(self, crop: Gray) -> RecognisedLine:
        text, sureness = self._says(crop), self._sureness(crop)
        steps = tuple(
            Step(sign, (sureness,), 1 - sureness, (number + 0.5) / len(text)) for number, sign in enumerate(text)
        )
        return RecognisedLine(text, sureness, steps)


class Paper:
    """A page to draw on; all places are in points from its left top corner."""

    def __init__(self, width: float = 300, height: float = 200, scale: float = SCALE) -> None:
        self.scale = scale
        self.pixels: Gray = np.full((round(height * scale), round(width * scale)), 255, np.uint8)

    def fill(self, left: float, top: float, right: float, bottom: float, gray: int = 0) -> "Paper":
        first, last = self._at(left, top), self._at(right, bottom)
        self.pixels[first[1] : max(last[1], first[1] + 1), first[0] : max(last[0], first[0] + 1)] = gray
        return self

    def level(self, y: float, start: float, stop: float, thick: float = 0.8, gray: int = 0) -> "Paper":
        return self.fill(start - thick / 2, y - thick / 2, stop + thick / 2, y + thick / 2, gray)

    def upright(self, x: float, start: float, stop: float, thick: float = 0.8, gray: int = 0) -> "Paper":
        return self.fill(x - thick / 2, start - thick / 2, x + thick / 2, stop + thick / 2, gray)

    def frame(self, left: float, top: float, right: float, bottom: float, thick: float = 0.8) -> "Paper":
        self.level(top, left, right, thick).level(bottom, left, right, thick)
        return self.upright(left, top, bottom, thick).upright(right, top, bottom, thick)

    def stroke(self, x: float, y: float, x1: float, y1: float, thick: float = 0.8) -> "Paper":
        cv2.line(self.pixels, self._at(x, y), self._at(x1, y1), (0,), round(thick * self.scale), cv2.LINE_AA)
        return self

    def signs(self, left: float, top: float, count: int, size: float = 9, gray: int = 0, down: bool = False) -> "Paper":
        """A line of what looks like characters, ``size`` points each, to the right or ``down``."""
        for number in range(count):
            x, y = (left, top + number * 1.25 * size) if down else (left + number * 1.1 * size, top)
            part = size / 9
            for row in (0.5, 3.5, 7.5):
                self.fill(x + 0.5 * part, y + row * part, x + 8.5 * part, y + (row + 1) * part, gray)
            self.fill(x + 4 * part, y + 0.5 * part, x + 5 * part, y + 8.5 * part, gray)
        return self

    def _at(self, x: float, y: float) -> tuple[int, int]:
        return round(x * self.scale), round(y * self.scale)
