"""Text outside every table, as pdfplumber makes words of it: a wide white ends one."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np
from pdfplumber.utils.clustering import cluster_objects
from pdfplumber.utils.text import extract_text, extract_words

from pipeline.readers.grids.arrays import Floats, Ints
from pipeline.readers.grids.placing import Segments

_WIDE = 2.0  # of the size: white wider than this separates what is said
_LEVEL = 3.0  # words whose tops differ by less, in points, are on one line


@dataclass(frozen=True, slots=True)
class LooseText:
    """Pieces of text line by line, each with its box (left, top, right, bottom) and the number of its line."""

    boxes: Floats
    lines: Ints
    texts: list[str]

    def segments(self) -> Segments:
        """What placing them needs."""
        return Segments(self.boxes, self.lines)


def find_loose(chars: list[dict[str, Any]]) -> LooseText:
    """The pieces that ``chars``, characters of pdfplumber's, make."""
    printed = [char for char in chars if char["text"].strip()]
    blanks = [char for char in chars if not char["text"].strip()]
    words = extract_words(printed, x_tolerance_ratio=_WIDE, y_tolerance=_LEVEL, return_chars=True)
    boxes, lines, texts = [], [], []
    for number, line in enumerate(cluster_objects(words, itemgetter("top"), _LEVEL)):
        for word in sorted(line, key=itemgetter("x0")):
            boxes.append([word[side] for side in ("x0", "top", "x1", "bottom")])
            lines.append(number)
            texts.append(extract_text([*word["chars"], *_within(blanks, word)]))
    return LooseText(np.array(boxes, np.float64).reshape(-1, 4), np.array(lines, np.intp), texts)


def _within(blanks: list[dict[str, Any]], word: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The blanks printed in a word, which part what it says."""
    for char in blanks:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        if word["x0"] < x < word["x1"] and word["top"] < y < word["bottom"]:
            yield char
