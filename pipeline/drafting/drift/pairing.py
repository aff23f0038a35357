"""Which unknown text on the sheet is which missing label: by its words, and by the labels that it stands between."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.drafting.drift.owed import owed_values
from pipeline.drafting.drift.trial import Reading, position
from pipeline.drafting.inventory import Entry
from pipeline.drafting.likeness import likeness
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key
from pipeline.normalize.mark import MARK_PATTERN

ALIKE = 0.5
_MARKS = re.compile(MARK_PATTERN)
_THE_SAME = 0.8  # so alike is a text that it is the label even where it could be a value
_PLACE, _SECTION, _LEAST = 0.35, 0.1, 0.4
_CONTAINERS = ("lines", "rows", "columns", "groups", "sections", "each")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A text that nothing in the form speaks of, where it stands first, and on how many sheets."""

    cell: Cell
    reading: Reading
    times: int

    @property
    def text(self) -> str:
        return self.cell.text


@dataclass(frozen=True, slots=True)
class Pair:
    """A missing label and the text that stands for it; ``alike`` from 0 to 1."""

    entry: Entry
    unknown: Unknown
    alike: float


def pair_up(missing: Sequence[Entry], unknown: Sequence[Unknown], entries: Sequence[Entry]) -> list[Pair]:
    """The missing labels with the texts that they are now, surest first; no text is two labels."""
    scored = []
    readings = {id(text.reading): text.reading for text in unknown}
    owed = {place for reading in readings.values() for place in owed_values(reading, entries)}
    words = sorted((match_key(e.text) for e in entries if e.kind == "option"), key=len, reverse=True)
    owed |= {text.cell.place for text in unknown if _has_only(words, text.text)}
    labels = [text for text in unknown if text.cell.place not in owed]
    for number, entry in enumerate(missing):
        for other, text in enumerate(unknown):
            alike = max(likeness(label, text.text) for label in entry.texts)
            if alike < _THE_SAME and (text.cell.place in owed or _is_beside(entry, text, labels)):
                continue
            score = alike + (_PLACE if in_place(entry, text, entries) else 0.0) + _SECTION * _same_section(entry, text)
            if alike >= ALIKE or score >= _LEAST:
                scored.append((score, -number, -other, alike))
    pairs: list[Pair] = []
    entries_used: set[int] = set()
    texts_used: set[int] = set()
    for _, number, other, alike in sorted(scored, reverse=True):
        if number not in entries_used and other not in texts_used:
            entries_used.add(number)
            texts_used.add(other)
            pairs.append(Pair(missing[-number], unknown[-other], alike))
    return pairs


def _has_only(options: Sequence[str], text: str) -> bool:
    """True for options of the form, marked or not, and nothing else: what is chosen beside a label."""
    rest = match_key(_MARKS.sub("", text))
    for option in options:
        rest = rest.replace(option, "")
    return not any(char.isalpha() for char in rest)


def _is_beside(entry: Entry, text: Unknown, unknown: Sequence[Unknown]) -> bool:
    """True if a text stands where another unknown text would have its value, were that the label."""
    if not isinstance(entry.item, dict) or not {"right", "below"} & set(entry.item):
        return False
    reading, cell = text.reading, text.cell
    places = {other.cell.place for other in unknown if other.reading is reading}
    if "below" in entry.item and reading.found.aligned:
        return any(c.place in places for c in reading.sheet.above(cell))
    row = next(row for row in reading.found.rows if cell in row)
    before = [c for c in row if c.col < cell.col][-1:]
    return any(c.place in places for c in before)


def in_place(entry: Entry, unknown: Unknown, entries: Sequence[Entry]) -> bool:
    """True if a text stands where the form has the entry: between its neighbours, in their column or row."""
    reading, cell = unknown.reading, unknown.cell
    around = neighbours(entry, entries)
    if entry.kind == "column":  # what stands over some of them is on another row
        around = [e for e in around[0] if e.kind == "column"], [e for e in around[1] if e.kind == "column"]
    before = next(_printed(reversed(around[0]), reading), None)
    after = next(_printed(around[1], reading), None)
    if before is None and after is None:
        return False
    if entry.kind in {"column", "heading"}:
        beside = [c for c in (before, after) if c is not None]
        level = all(c.place.page == cell.place.page and c.row_end == cell.row_end for c in beside)
        return level and (before is None or before.col < cell.col) and (after is None or cell.col < after.col)
    column = [c for c in (before, after) if c is not None]
    if (
        entry.kind == "row"
        and reading.found.aligned
        and all(c.col != cell.col and c.col_end != cell.col_end for c in column)
    ):
        return False
    return _between(cell, before, after)


def neighbours(entry: Entry, entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The entries before and after one in the list that it stands in."""
    depth = max((n for n, step in enumerate(entry.location) if step in _CONTAINERS), default=0) + 1
    inside = [
        e
        for e in entries
        if e.location[:depth] == entry.location[:depth] and e.kind not in {"option", "note"} and e is not entry
    ]
    before = [e for e in inside if _order(e) < _order(entry)]
    return before, [e for e in inside if _order(e) > _order(entry)]


def _order(entry: Entry) -> tuple[str, ...]:
    return tuple(f"{step:06}" if isinstance(step, int) else step for step in entry.location)


def _printed(entries: Iterable[Entry], reading: Reading) -> Iterator[Cell]:
    for entry in entries:
        # Where a table's first heading is missing, the others are unread as well, and stand where they stood.
        cells = sorted(reading.labelled(entry), key=lambda cell: cell.place in reading.unread)
        yield from cells[:1]


def _between(cell: Cell, before: Cell | None, after: Cell | None) -> bool:
    here = position(cell)
    return (before is None or position(before) < here) and (after is None or here < position(after))


def _same_section(entry: Entry, unknown: Unknown) -> bool:
    return unknown.reading.section_of.get(unknown.cell.place, "") == entry.section
