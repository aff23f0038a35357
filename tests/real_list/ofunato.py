"""大船渡市: what each row of the list says. Formulas put it together, and show 0 for a blank cell."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests.real_list.columns import (
    BLOCK,
    BY_LINE,
    CHOICES,
    EVALUATED,
    FIELDS,
    FIRST_ROW,
    HEADER_ROW,
    INDICATORS,
    ITEMS,
    JUDGED,
    MADE,
    MARKS,
    NARRATIVES,
    PLAN,
    POLICIES,
    RATINGS,
    SOURCES,
    STAFF,
    WIDTH,
    YEARS,
    YEARS_OF_BLOCKS,
    after,
    fold,
)
from tests.real_list.expected import (
    Choice,
    Evaluation,
    Field,
    Header,
    Indicator,
    IndicatorValue,
    Money,
    Narrative,
    Policy,
    Rating,
    Staff,
)
from tests.real_list.figures import Figure, fiscal_year, is_dash, shown, yen
from tests.real_list.figures import figure as read_figure


class Row:
    """One project as the sheet shows it."""

    def __init__(self, number: int, header: dict[str, str], cells: dict[str, str]) -> None:
        self.number, self._header, self._cells = number, header, cells

    @property
    def printed(self) -> dict[str, str]:
        """What each cell shows, white space and all."""
        return self._cells

    def at(self, column: str) -> str:
        return f"{column}{self.number}"

    def text(self, column: str) -> str:
        """What a cell shows, without the white space around it."""
        return self._cells[column].strip()

    def words(self, column: str) -> str:
        """The same of a column of words, where 0 is what a formula shows for a blank cell."""
        return "" if self.text(column) == "0" else self.text(column)

    def is_blank(self) -> bool:
        return not any(text.strip() for text in self._cells.values())

    @cached_property
    def term(self) -> tuple[int | None, int | None]:
        """始期 and 終期 where they are known."""
        begun, ended = (fiscal_year(self._cells[column]) for column in YEARS)
        return begun.value if begun else None, ended.value if ended else None

    def header(self) -> Header:
        name, department = self.text("I"), self.text("U")
        return Header(
            self.number, self.text("C"), self.words("H") or None, name, department, EVALUATED, MADE, *self.term
        )

    def policies(self) -> Iterator[Policy]:
        for ordinal, (level, tens, ones, name) in enumerate(POLICIES, 1):
            yield Policy(self.number, ordinal, level, self.text(tens) + self.text(ones), self.text(name))

    def fields(self) -> Iterator[Field]:
        for column, field in FIELDS.items():
            yield from self._lines(column, field, [self.words(column)])
        for column, field in BY_LINE.items():
            yield from self._lines(column, field, self.words(column).split("\n"))
        for column, field in YEARS.items():
            year = fiscal_year(self.text(column))
            if year is not None:
                value = self.text(column) if year.status == "value" else None
                yield Field(self.number, self.at(column), field, 0, year.status, value)

    def _lines(self, column: str, field: str, lines: list[str]) -> Iterator[Field]:
        for ordinal, line in enumerate(filter(None, map(str.strip, lines))):
            status, value = ("none", None) if is_dash(line) else ("value", line)
            yield Field(self.number, self.at(column), field, ordinal, status, value)

    def blocks(self) -> Iterator[tuple[str, int | None, int | None, str]]:
        """The first column of each block of figures, its years and its basis."""
        begun, ended = self.term
        known = begun is not None and ended is not None and begun < ended
        yield PLAN, begun if known else None, ended if known else None, "plan"
        for number, year in enumerate(YEARS_OF_BLOCKS):
            yield after(BLOCK, number * WIDTH), year, None, "settlement" if year <= EVALUATED else "plan"

    def funding(self) -> Iterator[Money]:
        yield from self._money(dict(enumerate(SOURCES)), "total")

    def costs(self) -> Iterator[Money]:
        yield from self._money(ITEMS, None)

    def _money(self, what: dict[int, str], within: str | None) -> Iterator[Money]:
        for first, year, to, basis in self.blocks():
            for step, name in what.items():
                at = after(first, step)
                found = yen(self.text(at))
                if found is not None:
                    amount = None if found.value is None else int(found.value)
                    yield Money(self.number, self.at(at), year, to, basis, name, within, found.status, amount)

    def staffing(self) -> Iterator[Staff]:
        for first, year, to, basis in self.blocks():
            for step, measure in STAFF.items():
                at = after(first, step)
                found = read_figure(self.text(at))
                if found is not None:
                    yield Staff(self.number, self.at(at), year, to, basis, measure, found.status, found.value)

    def figures_of(self, place: int) -> Iterator[tuple[str, int, Figure]]:
        """The figures of the n-th indicator, each with its column and year; blank cells have none."""
        for number, year in enumerate(YEARS_OF_BLOCKS):
            column = after(BLOCK, number * WIDTH + 10 + place)
            found = read_figure(self.text(column))
            if found is not None:
                yield column, year, found

    def named(self, column: str) -> str | None:
        """The name or unit of an indicator; blank, 0 and a dash are none."""
        said = self.words(column)
        return said if said and not is_dash(said) else None

    def indicators(self) -> Iterator[Indicator]:
        """Those with a name, a unit or a figure."""
        for place, (kind, letter, column) in enumerate(INDICATORS):
            name, unit = self.named(column), self.named(after(column, 1))
            if name or unit or any(self.figures_of(place)):
                yield Indicator(self.number, kind, letter, name, unit)

    def unnamed(self) -> Iterator[tuple[str, list[Figure]]]:
        """The kind and the figures of each indicator that has some, but no name; dashes are no figures."""
        for place, (kind, _, column) in enumerate(INDICATORS):
            figures = [found for _, _, found in self.figures_of(place) if found.status != "none"]
            if figures and (not self.words(column) or is_dash(self.words(column))):
                yield kind, figures

    def values(self) -> Iterator[IndicatorValue]:
        for place, (kind, letter, _) in enumerate(INDICATORS):
            for column, year, found in self.figures_of(place):
                measure = "actual" if year <= EVALUATED else "target"
                yield IndicatorValue(
                    self.number, self.at(column), kind, letter, measure, year, found.status, found.value, found.note
                )

    def criterion(self, column: str) -> str:
        """The words of a heading after its number."""
        return fold(re.sub(r"^[①-⑳]\s*", "", self._header[column]))

    def sums(self) -> Iterator[tuple[int, Decimal, Decimal]]:
        """Of each year where every figure is a number: the sources of funding together, and 事業費計."""
        for first, year, _, _ in list(self.blocks())[1:]:
            amounts = [yen(self.text(after(first, step))) for step in range(len(SOURCES) + 1)]
            known = [found.value for found in amounts if found is not None and found.value is not None]
            if year is not None and len(known) == len(amounts):
                yield year, sum(known[:-1], Decimal(0)), known[-1]

    def ratings(self) -> Iterator[Rating]:
        for column in RATINGS:
            if self.words(column):
                yield Rating(self.number, self.at(column), "first", self.criterion(column), self.text(column))

    def narratives(self) -> Iterator[Narrative]:
        places: list[tuple[str, str | None, str, str | None]] = [(c, None, f, None) for c, f in NARRATIVES.items()]
        places += [(c, stage, field, None) for c, (stage, field) in JUDGED.items()]
        places += [(after(c, 1), "first", "reason", self.criterion(c)) for c in RATINGS]
        for column, stage, field, criterion in places:
            said = self.words(column)
            if said:
                status = "none" if is_dash(said) else "value"
                yield Narrative(self.number, self.at(column), stage, field, criterion, status, said)

    def choices(self) -> Iterator[Choice]:
        for column, option in MARKS.items():
            yield Choice(self.number, self.at(column), None, "plan_listed", option, None, self.text(column) == "○")
        for column, (stage, field, keys) in CHOICES.items():
            option = fold(self.words(column))
            if option:
                key = keys[option[0] if field == "direction" else option]
                yield Choice(self.number, self.at(column), stage, field, option, key, True)

    def evaluations(self) -> Iterator[Evaluation]:
        said = {(choice.stage, choice.field): choice.key for choice in self.choices()}
        for stage in ("first", "second"):
            direction = said.get((stage, "direction"))
            continues = None if direction is None else direction != "other"
            outcome, budget = said.get((stage, "outcome")), said.get((stage, "budget"))
            yield Evaluation(self.number, stage, direction, continues, outcome, budget)


@cache
def rows(path: Path) -> tuple[Row, ...]:
    """Every row of the first sheet from the third on with anything in it."""
    sheet = load_workbook(path, data_only=True).worksheets[0]
    letters = [get_column_letter(column) for column in range(1, sheet.max_column + 1)]
    lines = [dict(zip(letters, map(shown, line), strict=True)) for line in sheet.iter_rows(values_only=True)]
    header = lines[HEADER_ROW - 1]
    found = (Row(number, header, cells) for number, cells in enumerate(lines, 1) if number >= FIRST_ROW)
    return tuple(row for row in found if not row.is_blank())


def heading(path: Path) -> dict[str, str]:
    """The header, by column."""
    sheet = load_workbook(path, data_only=True).worksheets[0]
    return {get_column_letter(cell.column): fold(shown(cell.value)) for cell in sheet[HEADER_ROW]}
