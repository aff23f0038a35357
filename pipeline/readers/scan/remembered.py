"""Lines that are printed again and again on the pages of a volume, read once: the labels of its form.

Only crops that are all but the same picture count as the same, and only words are remembered: two numbers may differ in
so little that it would pass for dirt, so a line with a digit in any of its likely readings is read every time.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from msgspec.structs import replace as with_fields
from numpy.typing import NDArray

from pipeline.readers.scan.recogniser import RecognisedLine, Recogniser

Gray = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Small:
    """The ink of a crop in few pixels, from 0 for ink to 255 for paper; where it stands, as fractions of the width."""

    pixels: NDArray[np.float32]
    left: float
    right: float

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])


_HEIGHT = 32
_MOST = 2000
# Of 255, the mean over the worst spot of three by three pixels. The same line scanned twice differs by under 10 (noise
# of 8), 未 from 末 by 80; measured on drawn lines.
_SAME = 20.0
_SPOT = 3
_DARKEST = 1.0  # per cent of all pixels: what ink is, a speck left aside
_SURE = 0.98
_POSSIBLE = 1e-3
_SHORTEST = 3  # characters; a line of one or two is read every time: it is soon done, and may be a mark
_NUMERALS = frozenset("0123456789０１２３４５６７８９〇○◯●一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤ△▲%％✓レ☑□■")


class Remembering:
    """A recogniser that remembers words it has read; at most ``most``, the longest unused being forgotten first."""

    def __init__(self, recogniser: Recogniser, most: int = _MOST) -> None:
        self._recogniser = recogniser
        self._most = most
        # By their width, because only pictures of one size are compared.
        self._known: OrderedDict[int, list[tuple[_Small, RecognisedLine]]] = OrderedDict()

    def read(self, crops: Sequence[Gray]) -> list[RecognisedLine]:
        """What each of ``crops`` says, in their order."""
        pictures = [_small(crop) for crop in crops]
        lines = [self._recall(picture) for picture in pictures]
        unknown = [index for index, line in enumerate(lines) if line is None]
        for index, line in zip(unknown, self._recogniser.read([crops[index] for index in unknown]), strict=True):
            lines[index] = line
            self._keep(pictures[index], line)
        return [line for line in lines if line is not None]

    def _recall(self, picture: _Small | None) -> RecognisedLine | None:
        """The line read from a picture that is all but the same."""
        if picture is None or picture.width not in self._known:
            return None
        self._known.move_to_end(picture.width)
        known = self._known[picture.width]
        return next((_moved(line, old, picture) for old, line in known if _same(old, picture)), None)

    def _keep(self, picture: _Small | None, line: RecognisedLine) -> None:
        if picture is None or not _is_words(line):
            return
        self._known.setdefault(picture.width, []).append((picture, line))
        self._known.move_to_end(picture.width)
        while sum(map(len, self._known.values())) > self._most:
            self._known.popitem(last=False)


def _is_words(line: RecognisedLine) -> bool:
    """Whether a line is surely words, without a character that may be a numeral or a mark."""
    if line.score < _SURE or len(line.text) < _SHORTEST or _NUMERALS & set(line.text):
        return False
    return not any(
        score > _POSSIBLE and character in _NUMERALS
        for step in line.steps
        for character, score in zip(step.characters, step.scores, strict=True)
    )


def _small(crop: Gray) -> _Small | None:
    """The ink of ``crop`` without its margins; None if it is blank."""
    if not crop.size:
        return None
    paper, ink = float(np.median(crop)), float(np.percentile(crop, _DARKEST))
    if paper - ink < 1:
        return None
    dark = crop < (paper + ink) / 2
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    tight = crop[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    width = max(_SPOT, round(tight.shape[1] * _HEIGHT / tight.shape[0]))
    small = np.asarray(cv2.resize(tight, (width, _HEIGHT), interpolation=cv2.INTER_AREA), dtype=np.float32)
    pixels = np.clip((small - ink) * (255 / (paper - ink)), 0, 255).astype(np.float32)
    return _Small(pixels, float(columns[0]) / crop.shape[1], float(columns[-1] + 1) / crop.shape[1])


def _moved(line: RecognisedLine, old: _Small, new: _Small) -> RecognisedLine:
    """``line`` with its steps where they are in the new picture, whose margins may be other ones."""
    scale = (new.right - new.left) / (old.right - old.left)
    steps = (with_fields(step, x=round(new.left + (step.x - old.left) * scale, 4)) for step in line.steps)
    return replace(line, steps=tuple(steps))


def _same(one: _Small, other: _Small) -> bool:
    """Whether two small pictures differ in nothing that may be a stroke."""
    return float(cv2.blur(cv2.absdiff(one.pixels, other.pixels), (_SPOT, _SPOT)).max()) <= _SAME
