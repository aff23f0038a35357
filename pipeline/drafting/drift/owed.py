"""Unread cells that are the values of labels which are known: they are no labels themselves."""

from collections.abc import Iterator, Sequence

from pipeline.drafting.drift.trial import Reading
from pipeline.drafting.inventory import Entry
from pipeline.model.document import Place


def owed_values(reading: Reading, entries: Sequence[Entry]) -> Iterator[Place]:
    """Unread cells in rows of text that stand right of a known label which has a value there: that is what they are."""
    if reading.found.aligned:
        return
    leading = [e for e in entries if e.kind == "label" and isinstance(e.item, dict) and "right" in e.item]
    labels = {cell.place: e.item["right"] for e in leading for cell in reading.labelled(e)}
    for row in reading.found.rows:
        for number, cell in enumerate(row):
            if cell.place in labels and cell.place not in reading.unread:
                right = labels[cell.place]
                count = len(right) if isinstance(right, list) else 1
                yield from (c.place for c in row[number + 1 : number + 1 + count] if c.place in reading.unread)
