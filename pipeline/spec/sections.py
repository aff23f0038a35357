"""The spec language, larger words: lines, tables and sections, in the order in which the form prints them."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pipeline.normalize.unit import money_factor
from pipeline.spec.template import compile_template
from pipeline.spec.values import (
    Basis,
    CostWord,
    DerivedWord,
    FundingWord,
    IndicatorKind,
    IndicatorMeasure,
    Labels,
    Name,
    Option,
    Printed,
    RecordColumn,
    StaffingWord,
    Stage,
    Strict,
    Value,
    WhichYear,
)


def variants(labels: str | list[str]) -> tuple[str, ...]:
    """A label's variants as a tuple."""
    return (labels,) if isinstance(labels, str) else tuple(labels)


class Element(Strict):
    """A label, and what stands in its holes, right of it or below it.

    Values are looked for in that order. ``right`` with several values: one cell each, in order. ``repeat``: the label
    may be printed any number of times in a row.
    """

    label: Labels
    holds: dict[str, Value] = {}
    right: Value | list[Value] | None = None
    below: Value | None = None
    optional: bool = False
    repeat: bool = False

    @model_validator(mode="after")
    def _marks_stand_right(self) -> Self:
        elsewhere = [*self.holds.values(), *([self.below] if self.below else [])]
        if any(value.mark is not None for value in elsewhere):
            raise ValueError(f"the mark of {variants(self.label)[0]!r} stands right of it, in a cell of its own")
        return self

    @model_validator(mode="after")
    def _holes_exist(self) -> Self:
        for label in variants(self.label):
            holes = set(compile_template(label).holes)
            if missing := set(self.holds) - holes:
                raise ValueError(f"label {label!r} has no hole {', '.join(sorted(missing))}")
            if unsaid := holes - set(self.holds) - {"year"}:
                raise ValueError(f"nothing says what the hole {', '.join(sorted(unsaid))} of {label!r} holds")
        return self

    @property
    def right_values(self) -> tuple[Value, ...]:
        """What stands right of the label, a value a cell."""
        if self.right is None:
            return ()
        return (self.right,) if isinstance(self.right, Value) else tuple(self.right)


class Records(Strict):
    """Elements that repeat along one line, a record each time (項目名 … 単位 …). The first is in every record."""

    each: Annotated[list[Element], Field(min_length=1)]
    indicator: IndicatorKind


LineItem = Printed | Element | Records


class TableColumn(Strict):
    """A column of a record table: a part of the record, or a measure in some year.

    ``times``: how many columns of this kind stand side by side. ``lead``: a label that may stand before the text in the
    cell itself.
    """

    label: Labels
    part: RecordColumn | None = None
    measure: IndicatorMeasure | None = None
    year: WhichYear | None = None
    unit: str | None = None
    times: Annotated[int, Field(ge=1, le=30)] = 1
    lead: Printed | None = None

    @model_validator(mode="after")
    def _one_meaning(self) -> Self:
        if (self.part is None) == (self.measure is None):
            raise ValueError(f"column {variants(self.label)[0]!r} is either a part or a measure")
        return self


class RecordLine(Strict):
    """One of several lines that make a record: its label, and the measure of the numbers on it.

    ``years: evaluated``: blank in later years. ``goal``: it has a figure in the column of the goal too.
    """

    label: Labels
    measure: IndicatorMeasure
    unit: str | None = None
    goal: bool = False
    years: Literal["all", "evaluated"] = "all"


class RecordGroup(Strict):
    """Records of one kind.

    ``label`` is printed at the first. Without ``lines`` a record is one row. ``codes``: options printed with their
    numbers, the chosen number after them. ``units``: the pattern of a row that prints the units.
    """

    label: Labels | None = None
    kind: IndicatorKind | None = None
    lines: list[RecordLine] = []
    codes: list[Option] = []
    units: Printed | None = None


class RecordTable(Strict):
    """A heading row, and records below it."""

    id: Name
    makes: Literal["indicator", "goal"]
    columns: Annotated[list[TableColumn], Field(min_length=1)]
    groups: Annotated[list[RecordGroup], Field(min_length=1)] = [RecordGroup()]


class YearRow(Strict):
    """One row of a year table: one fact a year, or with ``each_year`` several.

    ``years: evaluated``: blank in later years.
    """

    label: Labels
    cost: CostWord | None = None
    funding: FundingWord | None = None
    staffing: StaffingWord | None = None
    derived: DerivedWord | None = None
    each_year: list[Value] = []
    years: Literal["all", "evaluated"] = "all"
    unit: str | None = None
    optional: bool = False

    @property
    def values(self) -> tuple[Value, ...]:
        """What each year has, a value a cell."""
        if self.each_year:
            return tuple(self.each_year)
        word = {"cost": self.cost, "funding": self.funding, "staffing": self.staffing, "derived": self.derived}
        return (Value.model_validate({k: v for k, v in word.items() if v is not None} | {"unit": self.unit}),)

    @model_validator(mode="after")
    def _unit_is_one(self) -> Self:
        if self.unit is not None and (self.cost or self.funding) and money_factor(self.unit) is None:
            raise ValueError(f"{self.unit!r} is not a unit of money")
        return self

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        words = [w for w in (self.cost, self.funding, self.staffing, self.derived) if w is not None]
        if len(words) + bool(self.each_year) != 1:
            raise ValueError(
                f"row {variants(self.label)[0]!r} needs exactly one of cost, funding, staffing, derived, each_year"
            )
        _ = self.values
        return self


class RowGroup(Strict):
    """Rows under one label (財源内訳)."""

    group: Labels
    rows: Annotated[list[YearRow], Field(min_length=1)]


class ColumnMeaning(Strict):
    """What a year's column says where a row doesn't: the basis of its amounts, and what its sources add up to."""

    basis: Basis
    sums_to: Literal["direct", "total"] | None = None


class YearTable(Strict):
    """Years across, figures down; ``years`` is how many columns there are."""

    id: Name
    header: Labels
    years: Annotated[int, Field(ge=1, le=30)]
    unit: str | None = None
    evaluated: ColumnMeaning
    sheet: ColumnMeaning
    rows: Annotated[list[YearRow | RowGroup], Field(min_length=1)]

    @model_validator(mode="after")
    def _unit_is_money(self) -> Self:
        if self.unit is not None and money_factor(self.unit) is None:
            raise ValueError(f"{self.unit!r} is not a unit of money")
        return self


class MarkRow(Strict):
    """A row of a mark table: one choice among the columns."""

    label: Labels
    criterion: str | None = None


class MarkTable(Strict):
    """Options across, criteria down, a mark where they meet."""

    id: Name
    field: Name
    stage: Stage
    columns: Annotated[list[Printed], Field(min_length=2)]
    rows: Annotated[list[MarkRow], Field(min_length=1)]


class SectionEvaluation(Strict):
    """The verdict that a section holds. ``stage`` is left out where a mark on the sheet says it."""

    stage: Stage | None = None
    year: WhichYear | None = None
    restated: bool = False


class Section(Strict):
    """A part of the form below one heading, as printed.

    ``again``: the heading is printed more than once (on every page, say); all its parts are one section.
    """

    heading: Labels
    evaluation: SectionEvaluation | None = None
    lines: list[list[LineItem]] = []
    year_tables: list[YearTable] = []
    record_tables: list[RecordTable] = []
    mark_tables: list[MarkTable] = []
    decoration: list[Printed] = []
    optional: bool = False
    again: bool = False
