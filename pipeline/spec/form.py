"""A form: everything a YAML file says of it, validated."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from db.vocabulary import VOCABULARIES
from pipeline.normalize.fold import match_key
from pipeline.normalize.unit import money_factor
from pipeline.spec.identities import Check, Companion
from pipeline.spec.sections import Element, LineItem, Records, RowGroup, Section, YearRow, YearTable, variants
from pipeline.spec.template import compile_template
from pipeline.spec.values import Labels, Option, Strict, Value, key_of, options_of

Rounding = Literal["nearest", "truncated", "unknown"]


class MunicipalityWord(Strict):
    """The local government whose form this is. The code is text: quote it."""

    code: Annotated[str, Field(pattern=r"^\d{6}$")]
    name: str
    prefecture: str


class Form(Strict):
    """One form of one municipality in one version.

    ``title`` recognises it and holds ``{sheet_year}`` or ``{evaluated_year}``; ``sheet_after`` is how many years after
    the evaluated year the sheet is made. ``choices`` are option lists used more than once.
    """

    form: Annotated[str, Field(pattern=r"^[a-z0-9_]+/[a-z0-9_]+/\d{4}$")]
    name: str
    municipality: MunicipalityWord
    kind: Annotated[str, key_of("report_kind")]
    title: Labels
    sheet_after: Annotated[int, Field(ge=0, le=3)] = 1
    rounding: dict[str, Rounding] = {}
    companion: Companion | None = None
    choices: dict[str, list[Option | str]] = {}
    preamble: list[Labels] = []
    sections: Annotated[list[Section], Field(min_length=1)]
    checks: list[Check] = []

    @cached_property
    def label_keys(self) -> frozenset[str]:
        """The match keys of every label and heading that is printed text alone."""
        return frozenset(match_key(label) for label in _labels(self) if "{" not in label)

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
        raw = self.choices[value.options] if isinstance(value.options, str) else value.options or []
        return options_of(raw)

    @model_validator(mode="after")
    def _title_has_a_year(self) -> Self:
        for title in variants(self.title):
            if not {"sheet_year", "evaluated_year"} & set(compile_template(title).holes):
                raise ValueError(f"title {title!r} needs a {{sheet_year}} or an {{evaluated_year}} hole")
        return self

    @model_validator(mode="after")
    def _names_resolve(self) -> Self:
        for value in _values(self):
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
                _refuse_repeats([label for row in _rows(table) for label in variants(row.label)], section)
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
            for value in _element_values(item):
                if (value.measure or value.part) and value.indicator is None:
                    raise ValueError(f"{value.measure or value.part!r} needs the indicator it belongs to")
                if value.evaluation is None:
                    continue
                if section.evaluation is None:
                    raise ValueError(f"{value.evaluation!r} belongs to an evaluation, but the section holds none")
                if value.choice is not None:
                    known = {"yes", "no"} if value.evaluation == "performed" else _vocabulary(value.evaluation)
                    _require_keys(form.options(value), known, value.evaluation)
        for group in (group for table in section.record_tables for group in table.groups):
            _require_keys(tuple(group.codes), _vocabulary("indicator_direction"), "direction of an indicator")


def _vocabulary(name: str) -> set[str]:
    return {term.key for term in VOCABULARIES[name]}


def _require_keys(options: tuple[Option, ...], known: set[str], what: str) -> None:
    for option in options:
        if option.key is not None and option.key not in known:
            raise ValueError(
                f"option {option.option!r}: {option.key!r} is no {what}; known: {', '.join(sorted(known))}"
            )
        _require_keys(options_of(option.options), known, what)


def _labels(form: Form) -> Iterator[str]:
    for section in form.sections:
        yield from variants(section.heading)
        for item in (item for line in section.lines for item in line):
            for element in item.each if isinstance(item, Records) else [item]:
                yield from variants(element.label) if isinstance(element, Element) else (element,)
        for table in section.year_tables:
            for row in (*_rows(table), *table.rows):
                yield from variants(row.group if isinstance(row, RowGroup) else row.label)
        for column in (column for table in section.record_tables for column in table.columns):
            yield from variants(column.label)
        yield from (option for table in section.mark_tables for option in table.columns)


def _rows(table: YearTable) -> Iterator[YearRow]:
    for row in table.rows:
        if isinstance(row, RowGroup):
            yield from row.rows
        else:
            yield row


def _refuse_repeats(labels: list[str], section: Section) -> None:
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


def _values(form: Form) -> Iterator[Value]:
    for section in form.sections:
        for line in section.lines:
            for item in line:
                yield from _element_values(item)
        for table in section.year_tables:
            for row in _rows(table):
                yield from row.values


def _element_values(item: LineItem) -> Iterator[Value]:
    if isinstance(item, Records):
        for element in item.each:
            yield from _element_values(element)
    elif isinstance(item, Element):
        yield from item.holds.values()
        yield from item.right_values
        if item.below is not None:
            yield item.below
