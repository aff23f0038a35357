"""A page as it is meant to be read: turned upright, laid straight, in gray."""

from collections.abc import Sequence

import cv2
import numpy as np

from pipeline.readers.scan.colours import gray_of
from pipeline.readers.scan.deskew import find_skew, straightened
from pipeline.readers.scan.evened import Page, even
from pipeline.readers.scan.parts import find_parts
from pipeline.readers.scan.pictures import Picture, Pixels
from pipeline.readers.scan.recogniser import RecognisedLine, Recogniser

_COARSE = 1.5  # pixels a point to look at the whole page with
_RULE = 16.0  # points: a longer stroke is no letter
_SPACE = 3.5  # points between characters of a line; there is more between lines
_LINE = (5.0, 22.0)  # points that a line of text is high
_LONG = 6.0  # times its height: a line with enough in it to tell
_LONGEST = 14.0
_ON_ITS_SIDE, _LEVEL = 0.75, 1.2  # pieces upwards to pieces sideways: between, the recogniser is asked
_FIRST, _ASKED = 3, 6  # lines that are read to tell whether the page stands on its head
_SURE = 0.85  # as the mean of the lines' scores: so well nothing reads upside down
_MARGIN = 2.0  # points around a line


def upright(picture: Picture, recogniser: Recogniser) -> Pixels:
    """The gray pixels of a page, upright and straight; ``recogniser`` is asked which way is up."""
    gray = gray_of(picture)
    gray = straightened(gray, find_skew(gray, picture.scale))
    factor = min(_COARSE / picture.scale, 1.0)
    small = np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    coarse = even(small, picture.scale * factor)
    letters = _letters(coarse)
    sides = _sides(letters, coarse.scale)
    turned = _quarter(gray), _quarter(letters)
    if sides < _ON_ITS_SIDE or (
        sides < _LEVEL
        and _sureness_of(*turned, factor, picture.scale, recogniser)
        > _sureness_of(gray, letters, factor, picture.scale, recogniser)
    ):
        gray, letters = turned
    return _on_its_feet(gray, letters, factor, picture.scale, recogniser)


def _quarter(pixels: Pixels) -> Pixels:
    return np.asarray(cv2.rotate(pixels, cv2.ROTATE_90_COUNTERCLOCKWISE), np.uint8)


def _letters(page: Page) -> Pixels:
    """The ink of a page without long strokes."""
    long_ = round(_RULE * page.scale)
    level = cv2.morphologyEx(page.ink, cv2.MORPH_OPEN, np.ones((1, long_), np.uint8))
    down = cv2.morphologyEx(page.ink, cv2.MORPH_OPEN, np.ones((long_, 1), np.uint8))
    return np.asarray(cv2.subtract(page.ink, cv2.max(level, down)), np.uint8)


def _sides(letters: Pixels, scale: float) -> float:
    """How many pieces characters make when joined upwards, beside when joined sideways.

    They stand closer to one another along their lines: less than 1 for lines that run up or down.
    """
    space = max(round(_SPACE * scale), 2)
    clean = cv2.morphologyEx(letters, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)) if scale > 1 else letters
    sideways = cv2.morphologyEx(clean, cv2.MORPH_CLOSE, np.ones((1, space), np.uint8))
    upwards = cv2.morphologyEx(clean, cv2.MORPH_CLOSE, np.ones((space, 1), np.uint8))
    return cv2.connectedComponents(np.asarray(upwards))[0] / cv2.connectedComponents(np.asarray(sideways))[0]


def _sureness_of(gray: Pixels, letters: Pixels, factor: float, scale: float, recogniser: Recogniser) -> float:
    """How well the longest lines of a page are read, or those of the page on its head."""
    crops = [_crop(gray, box, factor, scale) for box in _long_lines(letters, scale * factor)[:_FIRST]]
    if not crops:
        return 0.0
    return max(
        _score(crops, recogniser), _score([np.ascontiguousarray(crop[::-1, ::-1]) for crop in crops], recogniser)
    )


def _on_its_feet(gray: Pixels, letters: Pixels, factor: float, scale: float, recogniser: Recogniser) -> Pixels:
    """The page as it is, or turned by half if its longest lines are read better that way."""
    lines = _long_lines(letters, scale * factor)
    turned = np.asarray(cv2.rotate(gray, cv2.ROTATE_180), np.uint8)
    if not lines:
        return gray
    crops = [_crop(gray, box, factor, scale) for box in lines]
    first = _score(crops[:_FIRST], recogniser)
    if first >= _SURE:
        return gray
    upside_down = [np.ascontiguousarray(crop[::-1, ::-1]) for crop in crops]
    return turned if _score(upside_down, recogniser) > _score(crops, recogniser) else gray


def _long_lines(letters: Pixels, scale: float) -> list[list[int]]:
    """The boxes (left, top, width, height) of the lines of text that are long, but no longer than need be."""
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, max(round(_SPACE * scale), 2)), np.uint8))
    boxes = find_parts(np.asarray(joined, np.uint8)).stats[1:, :4]
    width, height = boxes[:, 2], boxes[:, 3]
    fits = (height >= _LINE[0] * scale) & (height <= _LINE[1] * scale) & (width >= _LONG * height)
    order = np.argsort(-np.minimum(width[fits] / height[fits], _LONGEST), kind="stable")
    found: list[list[int]] = boxes[fits][order[:_ASKED]].tolist()
    return found


def _crop(gray: Pixels, box: list[int], factor: float, scale: float) -> Pixels:
    margin = _MARGIN * scale
    left, top, width, height = (side / factor for side in box)
    width = min(width, _LONGEST * height)
    rows = slice(max(int(top - margin), 0), int(top + height + margin))
    columns = slice(max(int(left - margin), 0), int(left + width + margin))
    return even(np.ascontiguousarray(gray[rows, columns]), scale).gray


def _score(crops: Sequence[Pixels], recogniser: Recogniser) -> float:
    """How sure the recogniser is of the characters in lines, on the average; 0 for those in which it sees none."""
    return float(np.mean([_sureness(line) for line in recogniser.read(crops)]))


def _sureness(line: RecognisedLine) -> float:
    best = [step.scores[0] for step in line.steps if step.scores and step.scores[0] > step.blank]
    return sum(best) / len(best) if best else 0.0
