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

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.blank and any(value.is_number for value in _figures(self.value)):
            raise ValueError(f"column {_name(self)!r}: a figure of 0 is a figure, so nothing it shows is blank")
        if self.joins and (self.value is None or self.value.is_number or self.value.choice or self.value.mark):
            raise ValueError(f"column {_name(self)!r}: only cells of text join")
        if self.value is not None and self.value.each_line and self.value.field is None:
            raise ValueError(f"column {_name(self)!r}: only a field may have several things, one each_line")
        if any("unit" in compile_template(label).holes for label in _labels(self)):
            raise ValueError(
                f"column {_name(self)!r}: a heading prints the form's unit; write it down instead of {{unit}}"
            )
        return self


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
    def _figures_have_years(self) -> Self:
        for column in self.columns:
            told = any("year" in compile_template(label).holes for label in _own_labels(column))
            if not told and any(block.after_evaluated is None for block in self.each):
                raise ValueError(
                    f"column {_name(column)!r}: a block needs back or ahead, or a {{year}} in its headings"
                )
            if not told and not self.each and self.covers is None and any(map(_needs_year, _figures(column.value))):
                raise ValueError(
                    f"no year for the figures of column {_name(column)!r}: put {{year}} into its heading, or say its "
                    "year, what the group covers, or each: the blocks"
                )
        return self

    @model_validator(mode="after")
    def _blocks_that_differ_are_told_apart(self) -> Self:
        meanings = {(block.basis, block.sums_to, block.measure) for block in self.each}
        if len(meanings) > 1 and any(block.after_evaluated is None for block in self.each):
            raise ValueError(
                "blocks of different meaning need back or ahead: told apart by order alone, one might be taken "
                "for another; where the headings print years, they must agree"
            )
        years = [block.after_evaluated for block in self.each if block.after_evaluated is not None]
        if len(set(years)) < len(years):
            raise ValueError("two blocks are of one year")
        return self

    @model_validator(mode="after")
    def _amounts_have_a_basis(self) -> Self:
        bare = any(block.basis is None for block in self.each) or not self.each
        for column in self.columns:
            for value in _figures(column.value):
                word = value.cost or value.funding or value.staffing or value.derived
                if word is not None and word.basis is None and self.basis is None and bare:
                    raise ValueError(
                        f"column {_name(column)!r} has no basis: say it (settlement, budget, …) at the value, its "
                        "group or every block"
                    )
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

    @cached_property
    def records(self) -> dict[str, str | None]:
        """Every record that columns share, in their order, with the kind of indicator it is; None: of a policy."""
        found: dict[str, str | None] = {}
        for slot in self.slots:
            name, value = slot.column.record, slot.value
            if name is not None and value is not None:
                found[name] = found.get(name) or value.indicator
        return found

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
    def _unit_is_said_once(self) -> Self:
        if self.unit_note is None:
            return self
        if "unit" not in compile_template(self.unit_note).holes:
            raise ValueError(f"unit_note {self.unit_note!r} needs a {{unit}}")
        if any(group.unit is not None for group in self.groups):
            raise ValueError("the unit is either read, by unit_note, or said by the groups")
        return self

    @model_validator(mode="after")
    def _a_record_is_of_one_kind(self) -> Self:
        kinds: dict[str, set[str]] = {}
        for slot in self.slots:
            if slot.column.record is not None and slot.value is not None:
                word = slot.value
                kind = word.indicator or ("a policy" if word.policy else "derived" if word.derived else None)
                if kind is None:
                    raise ValueError(f"record {slot.column.record!r}: only indicators and policies are records")
                kinds.setdefault(slot.column.record, set()).add(kind)
        for name, found in kinds.items():
            if len(found - {"derived"}) != 1:
                raise ValueError(f"record {name!r} is of several kinds: {', '.join(sorted(found))}")
        return self

    @model_validator(mode="after")
    def _reports_are_named(self) -> Self:
        if not any(value.report in {"project_name", "project_code"} for value in self.values()):
            raise ValueError("no column has the project's name or code: which rows are reports can't be told")
        return self


def _name(column: ListColumn) -> str:
    return variants(column.label)[0]


def _figures(value: Value | None) -> Iterator[Value]:
    """The value, or those that ``split`` takes out of it, if it is a figure."""
    for each in () if value is None else (value, *value.holds.values()):
        if each.is_number:
            yield each


def _needs_year(value: Value) -> bool:
    return value.year is None and value.field is None


def _own_labels(column: ListColumn) -> Iterator[str]:
    for labels in (column.label, column.under or []):
        yield from variants(labels)


def _labels(column: ListColumn) -> Iterator[str]:
    for labels in (column.label, column.under or [], *column.joins):
        yield from variants(labels)


def _said(column: ListColumn, group: ListGroup, block: ListBlock | None) -> Value | None:
    if column.value is None:
        return None
    return _with_group(column.value, group, block)


def _with_group(value: Value, group: ListGroup, block: ListBlock | None) -> Value:
    basis = (block.basis if block else None) or group.basis
    sums_to = (block.sums_to if block else None) or group.sums_to
    said = said_for(value, basis, sums_to, group.unit if value.is_money else None)
    if block is not None and block.measure is not None and value.measure is not None:
        said = said.model_copy(update={"measure": block.measure})
    if value.holds:
        holds = {name: _with_group(inner, group, block) for name, inner in value.holds.items()}
        said = said.model_copy(update={"holds": holds})
    return said
