"""The spec language, larger words: lines, tables and sections, in the order in which the form prints them."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Annotated, Any, Literal, Self, get_args

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
    """A label, and what stands in its holes, right of it, left of it or below it.

    Values are looked for in that order. ``right`` with several values: one cell each, in order. ``repeat``: the label
    may be printed any number of times in a row.
    """

    label: Labels
    holds: dict[str, Value] = {}
    right: Value | list[Value] | None = None
    left: Value | None = None
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

    @cached_property
    def says_something(self) -> bool:
        """False for a label that only groups others."""
        return bool(self.holds or self.left or self.below or self.right is not None)

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

    ``under``: the heading printed above the label. ``times``: how many columns of this kind there are. ``lead``: a
    label that may stand before the text in the cell itself. ``split``: how a name is printed together with other parts,
    which its holes are called (``{name}({unit})``). ``ends_in_goal``: the last of these columns is the final target.
    """

    label: Labels
    under: Labels | None = None
    part: RecordColumn | None = None
    measure: IndicatorMeasure | None = None
    year: WhichYear | None = None
    unit: str | None = None
    times: Annotated[int, Field(ge=1, le=30)] = 1
    lead: Printed | None = None
    mark: Name | None = None
    ends_in_goal: bool = False
    split: list[Printed] = []

    @model_validator(mode="after")
    def _one_meaning(self) -> Self:
        if sum(word is not None for word in (self.part, self.measure, self.mark)) != 1:
            raise ValueError(f"column {variants(self.label)[0]!r} is either a part, a measure or a mark")
        for template in self.split:
            if unknown := set(compile_template(template).holes) - set(get_args(RecordColumn)):
                raise ValueError(f"split {template!r}: {', '.join(sorted(unknown))} is no part of a record")
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
    numbers, the chosen number after them. ``units``: the pattern of a row that prints the units. ``derived``: its n-th
    record is no indicator, but a figure computed from the n-th indicator of ``kind``.
    """

    label: Labels | None = None
    kind: IndicatorKind | None = None
    lines: list[RecordLine] = []
    codes: list[Option] = []
    units: Printed | None = None
    derived: DerivedWord | None = None


class RecordTable(Strict):
    """A heading row, and records below it."""

    id: Name
    makes: Literal["indicator", "goal"]
    columns: Annotated[list[TableColumn], Field(min_length=1)]
    groups: Annotated[list[RecordGroup], Field(min_length=1)] = [RecordGroup()]


class YearRow(Strict):
    """One row of a year table: one fact a year, or with ``each_year`` several.

    ``years: evaluated``: blank in later years. ``any`` instead of a label: that many rows whose labels the sheet fills
    in.
    """

    label: Labels | None = None
    any: Annotated[int, Field(ge=1, le=100)] | None = None
    cost: CostWord | None = None
    funding: FundingWord | None = None
    staffing: StaffingWord | None = None
    derived: DerivedWord | None = None
    each_year: list[Value] = []
    years: Literal["all", "evaluated"] = "all"
    unit: str | None = None
    optional: bool = False

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """What each year has, a value a cell."""
        if self.each_year:
            return tuple(self.each_year)
        word = {"cost": self.cost, "funding": self.funding, "staffing": self.staffing, "derived": self.derived}
        return (Value.model_validate({k: v for k, v in word.items() if v is not None} | {"unit": self.unit}),)

    @property
    def name(self) -> str:
        """The row as messages name it."""
        return "(any label)" if self.label is None else variants(self.label)[0]

    @model_validator(mode="after")
    def _has_a_label(self) -> Self:
        if (self.label is None) == (self.any is None):
            raise ValueError("a row has either a label, or any: how many rows the sheet itself labels")
        return self

    @model_validator(mode="after")
    def _unit_is_one(self) -> Self:
        if self.unit is not None and (self.cost or self.funding) and money_factor(self.unit) is None:
            raise ValueError(f"{self.unit!r} is not a unit of money")
        return self

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        words = [w for w in (self.cost, self.funding, self.staffing, self.derived) if w is not None]
        if len(words) + bool(self.each_year) != 1:
            raise ValueError(f"row {self.name!r} needs exactly one of cost, funding, staffing, derived, each_year")
        _ = self.values
        return self


class RowGroup(Strict):
    """Rows under one label (財源内訳), groups among them."""

    group: Labels
    rows: Annotated[list["YearRow | RowGroup"], Field(min_length=1)]


class ColumnMeaning(Strict):
    """What a year's column says where a row doesn't: the basis of its amounts, and what its sources add up to."""

    basis: Basis
    sums_to: Literal["direct", "total"] | None = None


class HeadedColumns(Strict):
    """Columns of one kind in a year table, where ruled lines say what stands under which heading.

    ``under``: the heading printed above the label. ``times``: how many there are. ``derived``: a figure computed from
    the other columns (差引), whatever the row is. ``year``: for headings that print none.
    """

    label: Labels
    under: Labels | None = None
    times: Annotated[int, Field(ge=1, le=30)] = 1
    basis: Basis | None = None
    sums_to: Literal["direct", "total"] | None = None
    derived: DerivedWord | None = None
    year: WhichYear | None = None

    @model_validator(mode="after")
    def _has_a_year(self) -> Self:
        labels = [*variants(self.label), *variants(self.under or [])]
        if self.year is None and not any("year" in compile_template(label).holes for label in labels):
            name = variants(self.label)[0] if variants(self.label) else ""
            raise ValueError(
                f"no year for the column {name!r}: put {{year}} into its label, or into the one it stands under, or "
                "say which year it is"
            )
        return self

    @cached_property
    def derived_value(self) -> Value:
        """The figure that stands in the column, whatever the row is."""
        return Value(derived=self.derived)


class YearTable(Strict):
    """Years across, figures down.

    ``header``: the heading of every year, ``years`` how many there are; ``evaluated`` and ``sheet`` say what a column
    means. Where a form's columns are of several kinds, or have two levels of headings, ``columns`` lists them instead.
    ``unit_note``: where the sheet prints the unit of its amounts (``(単位:{unit})``); without it nothing is read.
    """

    id: Name
    header: Labels | None = None
    years: Annotated[int, Field(ge=1, le=30)] | None = None
    columns: list[HeadedColumns] = []
    unit: str | None = None
    unit_note: Printed | None = None
    evaluated: ColumnMeaning | None = None
    sheet: ColumnMeaning | None = None
    rows: Annotated[list[YearRow | RowGroup], Field(min_length=1)]

    @model_validator(mode="after")
    def _columns_are_said_once(self) -> Self:
        headed = [self.header, self.years, self.evaluated, self.sheet]
        if self.columns and any(word is not None for word in headed):
            raise ValueError(f"table {self.id!r} has columns, so header, years, evaluated and sheet say nothing")
        if not self.columns and any(word is None for word in headed):
            raise ValueError(f"table {self.id!r} needs header, years, evaluated and sheet, or columns")
        return self

    @model_validator(mode="after")
    def _every_amount_has_a_basis(self) -> Self:
        bare = next((c for c in self.columns if c.basis is None and c.derived is None), None)
        if bare is None:
            return self
        for row in self.each_row():
            for value in row.values:
                word = value.cost or value.funding or value.staffing or value.derived
                if word is not None and word.basis is None:
                    raise ValueError(
                        f"row {row.name!r} has no basis in the column {variants(bare.label)[0]!r}: say basis at the "
                        "column (settlement, budget, …) or at the row"
                    )
        return self

    @cached_property
    def undated_column(self) -> HeadedColumns:
        """The column of a year, where nothing says which."""
        unsaid: dict[str, Any] = dict.fromkeys(("under", "basis", "sums_to", "derived", "year"))
        return HeadedColumns.model_construct(label=self.header or [], times=self.years or 1, **unsaid)

    @cached_property
    def evaluated_column(self) -> HeadedColumns:
        """The column of a year that is over."""
        return self._meaning(self.evaluated)

    @cached_property
    def sheet_column(self) -> HeadedColumns:
        """The column of the sheet's own year, or a later one."""
        return self._meaning(self.sheet)

    def _meaning(self, meaning: ColumnMeaning | None) -> HeadedColumns:
        said = {} if meaning is None else {"basis": meaning.basis, "sums_to": meaning.sums_to}
        return self.undated_column.model_copy(update=said)

    def each_row(self) -> Iterator[YearRow]:
        """Every row, those in groups too."""
        yield from _rows_in(self.rows)

    @model_validator(mode="after")
    def _unit_is_money(self) -> Self:
        if self.unit is not None and money_factor(self.unit) is None:
            raise ValueError(f"{self.unit!r} is not a unit of money")
        return self


def _rows_in(rows: Sequence[YearRow | RowGroup]) -> Iterator[YearRow]:
    for row in rows:
        if isinstance(row, RowGroup):
            yield from _rows_in(row.rows)
        else:
            yield row


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


class PartsWord(Strict):
    """The blocks of a section, each about a part of the project (細事業).

    A block begins at ``label``, right of which its name stands. ``numbered``: a cell left of the block counts it.
    """

    label: Labels
    numbered: bool = False


class Section(Strict):
    """A part of the form below one heading, as printed.

    ``again``: the heading is printed more than once (on every page, say); all its parts are one section. ``parts``:
    what the section says is said of each part of the project in turn. ``free``: the section holds whatever tables and
    text the sheet has there (別紙); rows of figures below years are indicators, all else is kept as text.
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
    parts: PartsWord | None = None
    free: bool = False
