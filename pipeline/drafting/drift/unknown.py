"""The texts on the sheets that nothing in the form speaks of, and which of them may be labels."""

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.drafting.drift.pairing import Unknown
from pipeline.drafting.drift.trial import Reading
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key
from pipeline.normalize.mark import find_mark
from pipeline.normalize.number import parse_quantity
from pipeline.normalize.words import stands_for_no_value

_LONGEST = 60  # characters; what is longer is no label


def unknown_texts(readings: Sequence[Reading]) -> list[Unknown]:
    """Every unread text that no label of the form fits and that may be a label itself, each once, in reading order.

    Of several sheets, only what at least two of them print: what stands on one alone is a value.
    """
    times: Counter[str] = Counter()
    first: dict[str, tuple[Cell, Reading]] = {}
    for reading in readings:
        keys = set()
        for cell in unread_cells(reading):
            key = match_key(cell.text)
            if not reading.found.form.labels.matches(cell.text) and may_be_label(cell.text):
                first.setdefault(key, (cell, reading))
                keys.add(key)
        times.update(keys)
    least = min(2, len(readings))
    return [Unknown(cell, reading, times[key]) for key, (cell, reading) in first.items() if times[key] >= least]


def unread_cells(reading: Reading) -> Iterable[Cell]:
    """The cells of a sheet that nobody claimed, in reading order."""
    return (cell for cell in reading.cells if cell.place in reading.unread)


def may_be_label(text: str) -> bool:
    """True for words that aren't a figure, a mark, a sentence or a sign for nothing."""
    key = match_key(text)
    if not key or len(key) > _LONGEST or "。" in key or not any(char.isalpha() for char in key):
        return False
    if find_mark(text.strip(), 0) is not None or stands_for_no_value(key) is not None:
        return False
    quantities = (parse_quantity(text), parse_quantity(text, bracketed=True))
    return all(quantity is None or quantity.value is None for quantity in quantities)
