"""What stands where on a page, read by coordinates alone: the oracle shares no code with the pipeline."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pdfplumber

DASHES = frozenset("-‐‑–—―−－ｰー")
NEGATIVE = frozenset("▲△-−－")
UNITS = ("千円", "円", "人", "%")
SLANT = 5  # a stroke this wide and this high is a diagonal, not a rule


@dataclass(frozen=True)
class Box:
    """A region of a page, in points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, char: "Char") -> bool:
        x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
        return self.left <= x < self.right and self.top <= y < self.bottom


@dataclass(frozen=True)
class Char:
    """One printed character and its place."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Number:
    """What a number cell says: ``value`` is None where it says no number."""

    status: str
    value: Decimal | None
    raw: str


@dataclass(frozen=True)
class Page:
    """The characters of one page in no order, its horizontal rules, and its diagonal strokes."""

    number: int
    chars: tuple[Char, ...]
    rules: tuple[Box, ...] = ()
    strokes: tuple[Box, ...] = ()

    def between_rules(self, x: float, y: float) -> tuple[float, float]:
        """The nearest rules above and below a point."""
        heights = [r.top for r in self.rules if r.left < x < r.right]
        return max(h for h in heights if h < y), min(h for h in heights if h > y)

    def struck(self, box: Box) -> bool:
        return any(box.left <= x < box.right and box.top <= y < box.bottom for x, y in map(middle, self.strokes))

    def lines(self, box: Box) -> list[str]:
        """The lines of text whose characters have their middle inside the box."""
        return ["".join(c.text for c in line) for line in _lines(c for c in self.chars if box.holds(c))]

    def text(self, box: Box) -> str:
        """The same without white space: what is compared."""
        return squash("".join(self.lines(box)))

    def find(self, label: str, box: Box) -> Box | None:
        """Where the label is printed, its characters in one line and white space between them ignored."""
        for line in _lines(c for c in self.chars if box.holds(c) and squash(c.text)):
            at = "".join(c.text for c in line).find(label)
            if at >= 0:
                return _around(line[at : at + len(label)])
        return None

    def must_find(self, label: str, box: Box) -> Box:
        found = self.find(label, box)
        if found is None:
            raise LookupError(f"page {self.number} prints no {label} in {box}")
        return found

    def cell(self, box: Box) -> Number | None:
        """The number printed in the box; None where it is blank."""
        raw = self.text(box)
        return number(raw) if raw else None


def _around(chars: list[Char]) -> Box:
    return Box(
        min(c.left for c in chars),
        min(c.top for c in chars),
        max(c.right for c in chars),
        max(c.bottom for c in chars),
    )


def _lines(chars: Iterable[Char]) -> Iterator[list[Char]]:
    """Characters by line, from the top; a line holds what overlaps its first character by more than half."""
    line: list[Char] = []
    for char in sorted(chars, key=lambda c: (c.top + c.bottom, c.left)):
        middle = (char.top + char.bottom) / 2
        if line and middle > (line[0].top + line[0].bottom) / 2 + (line[0].bottom - line[0].top) / 2:
            yield sorted(line, key=lambda c: c.left)
            line = []
        line.append(char)
    if line:
        yield sorted(line, key=lambda c: c.left)


def squash(text: str) -> str:
    return re.sub(r"\s", "", text)


def fold(text: str) -> str:
    """Without white space and differences of width: for labels, never for values."""
    return squash(unicodedata.normalize("NFKC", text))


def number(raw: str) -> Number:
    """A printed number: digits with commas, perhaps a sign before and a unit after."""
    text = fold(raw)
    if raw in DASHES:
        return Number("none", None, raw)
    unsigned = text.lstrip("".join(NEGATIVE))
    for unit in UNITS:
        unsigned = unsigned.removesuffix(unit)
    if not re.fullmatch(r"(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", unsigned):
        return Number("text", None, raw)
    value = Decimal(unsigned.replace(",", ""))
    return Number("value", -value if text[0] in NEGATIVE else value, raw)


def middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def columns(centres: list[float]) -> list[tuple[float, float]]:
    """The columns whose headings have these middles: they meet half way, and the outer ones are symmetric."""
    meets = [(a + b) / 2 for a, b in itertools.pairwise(centres)]
    edges = [2 * centres[0] - meets[0], *meets, 2 * centres[-1] - meets[-1]]
    return list(itertools.pairwise(edges))


@contextmanager
def pages(path: Path) -> Iterator[list[Page]]:
    with pdfplumber.open(path) as document:
        yield [_page(page) for page in document.pages]


def _page(page: Any) -> Page:
    return Page(
        page.page_number,
        tuple(Char(c["text"], c["x0"], c["top"], c["x1"], c["bottom"]) for c in page.chars),
        tuple(Box(e["x0"], e["top"], e["x1"], e["bottom"]) for e in page.edges if e["orientation"] == "h"),
        tuple(
            Box(s["x0"], s["top"], s["x1"], s["bottom"])
            for s in [*page.lines, *page.curves]
            if s["x1"] - s["x0"] > SLANT and s["bottom"] - s["top"] > SLANT
        ),
    )
