"""Walk over the words of a form: every printed label, every value."""

from collections.abc import Iterator, Sequence

from pipeline.spec.sections import (
    Element,
    LineItem,
    Records,
    RecordTable,
    RowGroup,
    Section,
    YearRow,
    YearTable,
    variants,
)
from pipeline.spec.values import Labels, Value


def labels_in(sections: Sequence[Section]) -> Iterator[str]:
    """Every label, heading and decoration of ``sections``, all variants."""
    for section in sections:
        yield from variants(section.heading)
        yield from section.decoration
        if section.parts is not None:
            yield from variants(section.parts.label)
        yield from labels_in_lines(section.lines)
        for year_table in section.year_tables:
            yield from _year_table_labels(year_table)
        for record_table in section.record_tables:
            yield from _record_table_labels(record_table)
        for mark_table in section.mark_tables:
            yield from mark_table.columns
            yield from (label for row in mark_table.rows for label in variants(row.label))


def splits_in(sections: Sequence[Section]) -> Iterator[str]:
    """How names in record tables are printed together with other parts."""
    for section in sections:
        for table in section.record_tables:
            for column in table.columns:
                yield from column.split


def labels_in_lines(lines: Sequence[Sequence[LineItem]]) -> Iterator[str]:
    """Every label of ``lines``, all variants."""
    for item in (item for line in lines for item in line):
        for element in item.each if isinstance(item, Records) else [item]:
            yield from variants(element.label) if isinstance(element, Element) else (element,)


def values_in(sections: Sequence[Section]) -> Iterator[Value]:
    """Every value of the lines and year tables of ``sections``."""
    for section in sections:
        yield from values_in_lines(section.lines)
        for table in section.year_tables:
            for row in table.each_row():
                yield from row.values


def values_in_lines(lines: Sequence[Sequence[LineItem]]) -> Iterator[Value]:
    """Every value of ``lines``."""
    for item in (item for line in lines for item in line):
        yield from values_of(item)


def values_of(item: LineItem) -> Iterator[Value]:
    """Every value of one item of a line, those that ``split`` takes out of others too."""
    if isinstance(item, Records):
        for element in item.each:
            yield from values_of(element)
    elif isinstance(item, Element):
        below = [] if item.below is None else [item.below]
        left = [] if item.left is None else [item.left]
        for value in (*item.holds.values(), *item.right_values, *left, *below):
            yield value
            yield from value.holds.values()


def needs_rules(section: Section) -> bool:
    """True for a section with words that only ruled lines can tell the meaning of."""
    if section.parts is not None or section.free:
        return True
    elements = [item for line in section.lines for item in line if isinstance(item, Element)]
    values = values_in_lines(section.lines)
    return any(element.left is not None for element in elements) or any(
        value.split is not None or value.only_chosen or value.marks != "inside" for value in values
    )


def _year_table_labels(table: YearTable) -> Iterator[str]:
    yield from _all(table.header, table.unit_note)
    for column in table.columns:
        yield from _all(column.label, column.under)
    yield from _row_labels(table.rows)


def _row_labels(rows: Sequence[YearRow | RowGroup]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, RowGroup):
            yield from variants(row.group)
            yield from _row_labels(row.rows)
        else:
            yield from _all(row.label)


def _record_table_labels(table: RecordTable) -> Iterator[str]:
    for column in table.columns:
        yield from _all(column.label, column.under)
    for group in table.groups:
        yield from _all(group.label)
        yield from (label for line in group.lines for label in variants(line.label))


def _all(*labels: Labels | None) -> Iterator[str]:
    for label in labels:
        if label is not None:
            yield from variants(label)
