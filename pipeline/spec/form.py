"""A form: everything a YAML file says of it, validated."""

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from db.vocabulary import VOCABULARIES
from pipeline.normalize.fold import match_key
from pipeline.normalize.unit import money_factor
from pipeline.spec.identities import Check, Companion
from pipeline.spec.labels import LabelIndex
from pipeline.spec.listed import Listed
from pipeline.spec.sections import Element, LineItem, RowGroup, Section, YearRow, variants
from pipeline.spec.template import compile_template
from pipeline.spec.values import Labels, Option, Printed, Strict, Value, key_of, options_of
from pipeline.spec.walk import labels_in, labels_in_lines, values_in, values_in_lines, values_of

Rounding = Literal["nearest", "truncated", "unknown"]


class MunicipalityWord(Strict):
    """The local government whose form this is. The code is text: quote it."""

    code: Annotated[str, Field(pattern=r"^\d{6}$")]
    name: str
    prefecture: str


class Form(Strict):
    """One form of one municipality in one version.

    ``title`` recognises it and holds ``{sheet_year}`` or ``{evaluated_year}``; where it prints no year, ``dated`` is
    the label that does. ``sheet_after`` is how many years after the evaluated year the sheet is made. ``begins``: the
    label that only the first page of a sheet has, where the title is on every page. ``evidence``: what else a sheet
    must print where the title is one that any town may use. ``choices`` are option lists used more than once.
    ``decoration``: texts that say nothing, wherever they stand (page numbers). ``lines``: what stands before the first
    heading. ``listed`` instead of sections: a list of reports, one a row.
    """

    form: Annotated[str, Field(pattern=r"^[a-z0-9_]+/[a-z0-9_]+/\d{4}$")]
    name: str
    municipality: MunicipalityWord
    kind: Annotated[str, key_of("report_kind")]
    title: Labels = []
    dated: Labels | None = None
    begins: Labels | None = None
    evidence: list[Labels] = []
    decoration: list[Printed] = []
    lines: list[list[LineItem]] = []
    sheet_after: Annotated[int, Field(ge=0, le=3)] = 1
    rounding: dict[str, Rounding] = {}
    companion: Companion | None = None
    choices: dict[str, list[Option | str]] = {}
    preamble: list[Labels] = []
    sections: Annotated[list[Section], Field(min_length=1)] = []
    listed: Listed | None = None
    checks: list[Check] = []

    @cached_property
    def label_keys(self) -> frozenset[str]:
        """The match keys of every label and heading that is printed text alone."""
        return frozenset(match_key(label) for label in labels_in(self.sections) if "{" not in label)

    @cached_property
    def labels(self) -> LabelIndex:
        """Every label that a cell of this form may be: sections, tables, decoration, and what recognises the form."""
        more = (self.title, self.dated, self.begins, *self.evidence, *self.preamble)
        own = [label for labels in more if labels is not None for label in variants(labels)]
        listed = [] if self.listed is None else self.listed.labels()
        return LabelIndex([*own, *self.decoration, *labels_in_lines(self.lines), *labels_in(self.sections), *listed])

    @property
    def family(self) -> str:
        """Municipality and form without the year."""
        return self.form.rsplit("/", 1)[0]

    @property
    def year(self) -> int:
        """The first sheet year that this version is for."""
        return int(self.form.rsplit("/", 1)[1])

    def options(self, value: Value) -> tuple[Option, ...]:
        """The options of a choice, named or spelled out."""
        known = self._options.get(id(value))
        if known is None:
            raw = self.choices[value.options] if isinstance(value.options, str) else value.options or []
            # The value is kept, so that its id stays its own.
            known = self._options[id(value)] = (value, options_of(raw))
        return known[1]

    @cached_property
    def _options(self) -> dict[int, tuple[Value, tuple[Option, ...]]]:
        return {}

    @model_validator(mode="after")
    def _is_a_sheet_or_a_list(self) -> Self:
        if self.listed is None and not (self.title and self.sections):
            raise ValueError("a form needs a title and sections, or listed: the columns of a list")
        if self.listed is not None and (self.sections or self.lines):
            raise ValueError("a list has columns, and no sections or lines")
        if self.listed is not None and self.listed.year is None and not self.title:
            raise ValueError("a list needs a column for the year, or a title that prints it")
        return self

    @model_validator(mode="after")
    def _something_has_a_year(self) -> Self:
        for label in variants(self.title if self.dated is None else self.dated):
            if not {"sheet_year", "evaluated_year"} & set(compile_template(label).holes):
                raise ValueError(f"{label!r} needs a {{sheet_year}} or an {{evaluated_year}} hole")
        return self

    @model_validator(mode="after")
    def _names_resolve(self) -> Self:
        listed = [] if self.listed is None else self.listed.values()
        for value in (*values_in(self.sections), *values_in_lines(self.lines), *listed):
            if isinstance(value.options, str) and value.options not in self.choices:
                raise ValueError(f"choice {value.choice!r} uses options {value.options!r}, which are not under choices")
        for unit in self.rounding:
            if money_factor(unit) is None:
                raise ValueError(f"rounding speaks of {unit!r}, which is not a unit of money")
        return self

    @model_validator(mode="after")
    def _keys_are_known(self) -> Self:
        _check_keys(self)
        names = [check.id for check in self.checks]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two checks are called {name!r}")
        return self

    @model_validator(mode="after")
    def _labels_are_clear(self) -> Self:
        for section in self.sections:
            for table in section.year_tables:
                _refuse_repeats(table.rows, section)
            for line in section.lines:
                _refuse_adjacent(line, section)
        headings = [match_key(heading) for section in self.sections for heading in variants(section.heading)]
        for heading in headings:
            if headings.count(heading) > 1:
                raise ValueError(
                    f"two sections are headed {heading!r}: one heading is one section, however often printed"
                )
        return self


def _check_keys(form: Form) -> None:
    """Every key that an option gives an evaluation must be one of the database's."""
    for section in form.sections:
        for item in (item for line in section.lines for item in line):
            for value in values_of(item):
                _check_value(form, value, section.evaluation is not None)
        for group in (group for table in section.record_tables for group in table.groups):
            _require_keys(tuple(group.codes), _vocabulary("indicator_direction"), "direction of an indicator")
    for columns in [] if form.listed is None else form.listed.groups:
        for value in (column.value for column in columns.columns if column.value is not None):
            _check_value(form, value, columns.evaluation is not None)


def _check_value(form: Form, value: Value, in_evaluation: bool) -> None:
    if (value.measure or value.part) and value.indicator is None:
        raise ValueError(f"{value.measure or value.part!r} needs the indicator it belongs to")
    if value.evaluation is None:
        return
    if not in_evaluation:
        raise ValueError(f"{value.evaluation!r} belongs to an evaluation, but the section holds none")
    if value.choice is not None:
        known = {"yes", "no"} if value.evaluation == "performed" else _vocabulary(value.evaluation)
        _require_keys(form.options(value), known, value.evaluation)


def _vocabulary(name: str) -> set[str]:
    return {term.key for term in VOCABULARIES[name]}


def _require_keys(options: tuple[Option, ...], known: set[str], what: str) -> None:
    for option in options:
        if option.key is not None and option.key not in known:
            raise ValueError(
                f"option {option.option!r}: {option.key!r} is no {what}; known: {', '.join(sorted(known))}"
            )
        _require_keys(options_of(option.options), known, what)


def _refuse_repeats(rows: list[YearRow | RowGroup], section: Section) -> None:
    """Two rows under one group, or outside all, can't have the same label."""
    for row in rows:
        if isinstance(row, RowGroup):
            _refuse_repeats(row.rows, section)
    labels = [label for row in rows if isinstance(row, YearRow) and row.label for label in variants(row.label)]
    keys = [compile_template(label).pattern.pattern for label in labels]
    for label, key in zip(labels, keys, strict=True):
        if keys.count(key) > 1:
            raise ValueError(
                f"section {variants(section.heading)[0]!r}: two rows are labelled {label!r}; which is meant?"
            )


def _refuse_adjacent(line: list[LineItem], section: Section) -> None:
    """A label that repeats and stands next to itself could match in two ways."""
    labels = [variants(item.label)[0] if isinstance(item, Element) else None for item in line]
    for left, right, item in zip(labels, labels[1:], line, strict=False):
        if left is not None and left == right and isinstance(item, Element) and item.repeat:
            raise ValueError(f"section {variants(section.heading)[0]!r}: {left!r} repeats and is followed by itself")
