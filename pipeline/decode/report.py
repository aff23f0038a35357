"""A report of recognised pages read once more, as its form has it: figures within numbers, codes within codes.

Binding tells what each cell is; that needs the words of the cell alone, so it is right before its figures are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.bind.report import bind_report
from pipeline.decode.bitmap import Bitmap
from pipeline.decode.changed import report_with
from pipeline.decode.codes import with_codes
from pipeline.decode.emissions import joined
from pipeline.decode.lines import without_dirt
from pipeline.decode.lone_marks import read_lone_mark
from pipeline.decode.missing import with_missing_texts
from pipeline.decode.numbers import Reading, read_number
from pipeline.decode.points import count_points
from pipeline.decode.zeros import is_zero
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.facts import Derived, Fact, Measured, Money, Narrative
from pipeline.model.place import Place
from pipeline.model.quantity import Status
from pipeline.normalize.number import parse_quantity
from pipeline.normalize.unit import money_factor
from pipeline.recognise.found import FoundReport

_LIKELY = 0.5
_THOUSAND = 1000
_ZERO = 0.85  # probability of a 0 told by its shape alone: a person should look at it
_INK = 3.0  # points: ink so high is no dirt
_FIGURES = (Money, Measured, Derived)


@dataclass(frozen=True, slots=True)
class _Figure:
    """The units that may be printed with a figure; ``whole``: it is an amount of yen, or of thousands of yen."""

    units: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Decoded:
    """A report whose cells say what its form allows, and for each figure its readings, the one taken first."""

    found: FoundReport
    readings: Mapping[Place, Sequence[Reading]]


def is_recognised(found: FoundReport) -> bool:
    """True if any of a report's pages was a picture."""
    return any(grid.ink is not None for grid in found.grids)


def decode_report(found: FoundReport) -> Decoded:
    """Read the cells that hold figures as figures, and circles that nobody claimed as a 0 as circles."""
    found = with_codes(with_missing_texts(found, bind_report), bind_report)
    bound = bind_report(found)
    expected = _figures(bound.facts)
    readings: dict[Place, Sequence[Reading]] = {}
    pages = {grid.page: Bitmap(grid.ink) for grid in found.grids if grid.ink is not None}
    cells = {cell.place: circle for cell, circle in _circles(pages, bound.unread)}
    for cell in (cell for row in found.rows for cell in row if cell.lines and cell.place in expected):
        told = _told(cell, expected[cell.place], pages[cell.place.page])
        if not told:
            continue
        readings[cell.place] = told
        if told[0].text != cell.text:
            before = cell.text if cell.recognised is None else cell.recognised
            cells[cell.place] = replace(cell, text=told[0].text, recognised=before)
    return Decoded(report_with(found, cells), readings)


def _told(cell: Cell, figure: _Figure, page: Bitmap) -> Sequence[Reading]:
    """What a cell of a figure may say; nothing where it is to stay as it was recognised."""
    if is_zero(cell, page):
        return (Reading("0", _ZERO),)
    lines = without_dirt(cell.lines)
    points = sum(count_points(line, page) for line in lines)
    told = read_number(joined(lines), figure.units, whole=figure.whole, points=points).readings
    if any(line.box.bottom - line.box.top >= _INK for line in lines) and not all(reading.text for reading in told):
        told = tuple(reading for reading in told if reading.text)
        if not told or told[0].probability < _LIKELY:
            return ()  # it is no blank, and what it is can't be told
    likely = sum(reading.probability for reading in told)
    return () if likely < _LIKELY and _is_understood(cell, figure.units) else told


def _circles(pages: Mapping[int, Bitmap], unread: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """Cells read as a 0 that hold no figure, and what their ink says."""
    for cell in unread:
        if cell.place.page in pages:
            circle = read_lone_mark(cell, pages[cell.place.page], may_be_a_word=False)
            if circle is not cell:
                yield cell, circle


def _is_understood(cell: Cell, units: Sequence[str]) -> bool:
    """True for a figure with words around it that only the sheet's own reader knows."""
    quantity = parse_quantity(cell.text, units)
    return quantity is not None and quantity.status in {Status.VALUE, Status.NONE, Status.UNDECIDED}


def _figures(facts: Sequence[Fact]) -> dict[Place, _Figure]:
    """The cells that hold one figure and nothing else."""
    figures: dict[Place, list[Money | Measured | Derived]] = {}
    words = set()
    for fact in facts:
        if isinstance(fact, _FIGURES):
            figures.setdefault(fact.place, []).append(fact)
        elif isinstance(fact, Narrative):
            words.add(fact.place)
    return {place: _figure(found) for place, found in figures.items() if place not in words}


def _figure(facts: Sequence[Money | Measured | Derived]) -> _Figure:
    units = {fact.unit for fact in facts if fact.unit}
    small = all(0 < (money_factor(unit) or 0) <= _THOUSAND for unit in units)
    return _Figure(tuple(sorted(units)), bool(units) and small and all(isinstance(fact, Money) for fact in facts))
