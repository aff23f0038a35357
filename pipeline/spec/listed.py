"""The spec language for lists (一覧): header rows, and then one report a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pipeline.spec.sections import SectionEvaluation, variants
from pipeline.spec.silent import said_for
from pipeline.spec.template import compile_template
from pipeline.spec.values import Basis, IndicatorMeasure, Labels, Printed, Strict, Value


class ListColumn(Strict):
    """A column, by its heading, and what stands below it; without ``value`` it says nothing.

    ``under``: the heading printed above the label. ``joins``: the headings of further columns right of it, whose cells
    are one text with this column's. ``record``: what the form calls the indicator, or the level of a plan,
    that the cell is of; all its cells share it. ``blank``: what a cell shows that is blank
    (0, where formulas fetched it).
    """

    label: Labels
    under: Labels | None = None
    joins: list[Labels] = []
    record: str | None = None
    blank: list[str] = []
    value: Value | None = None


class ListBlock(Strict):
    """One of several blocks of the same columns: the year it is of, and what else only the spec knows of it.

    ``back`` and ``ahead``: how many years before or after the latest that the report evaluates (``back: 0`` is that
    one); without them the headings print a ``{year}``.
    """

    back: Annotated[int, Field(ge=0, le=30)] | None = None
    ahead: Annotated[int, Field(ge=1, le=30)] | None = None
    basis: Basis | None = None
    sums_to: Literal["direct", "total"] | None = None
    measure: IndicatorMeasure | None = None

    @property
    def after_evaluated(self) -> int | None:
        """How many years after the evaluated one it is; None where the headings say its year."""
        return self.ahead if self.back is None else -self.back

    @model_validator(mode="after")
    def _one_year(self) -> Self:
        if self.back is not None and self.ahead is not None:
            raise ValueError("a block is of one year: either back or ahead")
        return self


class ListGroup(Strict):
    """Columns that stand side by side.

    ``each``: they are printed once for each of these blocks. ``evaluation``: the verdict that they hold. ``unit``: of
    the amounts of money. ``covers``: their figures cover all years of the project (全体計画).
    """

    columns: Annotated[list[ListColumn], Field(min_length=1)]
    each: list[ListBlock] = []
    evaluation: SectionEvaluation | None = None
    unit: str | None = None
    basis: Basis | None = None
    sums_to: Literal["direct", "total"] | None = None
    covers: Literal["project"] | None = None

    @model_validator(mode="after")
    def _blocks_have_years(self) -> Self:
        printed = any("year" in compile_template(label).holes for column in self.columns for label in _labels(column))
        if not printed and any(block.after_evaluated is None for block in self.each):
            raise ValueError("a block needs back or ahead, or a {year} in the headings of its columns")
        return self


class ListYear(Strict):
    """The column that says which year a report is of; ``era`` is written before a year that has none."""

    label: Labels
    era: str = ""
    means: Literal["sheet", "evaluated"] = "sheet"


@dataclass(frozen=True, slots=True)
class Slot:
    """One column as it is printed: ``value`` with all that its block and group say of it."""

    column: ListColumn
    group: int
    block: ListBlock | None
    value: Value | None
    labels: Labels
    joined_to: int | None = None


class Listed(Strict):
    """A list: ``levels`` header rows, then a report a row.

    ``year`` is the column that dates a report; without it the title above the header does. ``unit_note``: where the
    sheet prints the unit of its amounts above the header (``(単位:{unit})``); without it on the sheet none is read.
    ``above``: what else may stand there, and says nothing.
    """

    groups: Annotated[list[ListGroup], Field(min_length=1)]
    levels: Annotated[int, Field(ge=1, le=6)] = 1
    year: ListYear | None = None
    unit_note: Printed | None = None
    above: list[Printed] = []

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Every column from left to right; one that is joined to another names the number of that."""
        found: list[Slot] = []
        for number, group in enumerate(self.groups):
            for block in group.each or (None,):
                for column in group.columns:
                    first = len(found)
                    found.append(Slot(column, number, block, _said(column, group, block), column.label))
                    found.extend(Slot(column, number, block, None, labels, first) for labels in column.joins)
        return tuple(found)

    def labels(self) -> Iterator[str]:
        """Every heading, all variants."""
        yield from self.above
        yield from variants(self.unit_note or [])
        for column in (column for group in self.groups for column in group.columns):
            yield from _labels(column)

    def values(self) -> Iterator[Value]:
        """Every value, those that ``split`` takes out of others too."""
        for column in (column for group in self.groups for column in group.columns):
            if column.value is not None:
                yield column.value
                yield from column.value.holds.values()

    @model_validator(mode="after")
    def _year_is_a_column(self) -> Self:
        labels = {label for slot in self.slots for label in variants(slot.labels)}
        if self.year is not None and not labels.intersection(variants(self.year.label)):
            raise ValueError(
                f"the year stands in column {variants(self.year.label)[0]!r}, which is not among the columns"
            )
        return self

    @model_validator(mode="after")
    def _reports_are_named(self) -> Self:
        if not any(value.report in {"project_name", "project_code"} for value in self.values()):
            raise ValueError("no column has the project's name or code: which rows are reports can't be told")
        return self


def _labels(column: ListColumn) -> Iterator[str]:
    for labels in (column.label, column.under or [], *column.joins):
        yield from variants(labels)


def _said(column: ListColumn, group: ListGroup, block: ListBlock | None) -> Value | None:
    if column.value is None:
        return None
    basis = (block.basis if block else None) or group.basis
    sums_to = (block.sums_to if block else None) or group.sums_to
    value = said_for(column.value, basis, sums_to, group.unit if column.value.is_money else None)
    if block is not None and block.measure is not None and value.measure is not None:
        value = value.model_copy(update={"measure": block.measure})
    return value
