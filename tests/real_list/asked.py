"""The same of the database, by SQL alone: every table whole, each row with the line of the sheet that its report is."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter

from tests.real_list.columns import FIRST_ROW, fold
from tests.real_list.expected import (
    Choice,
    Evaluation,
    Field,
    Finding,
    Header,
    Indicator,
    IndicatorValue,
    Money,
    Narrative,
    Policy,
    Rating,
    Staff,
)
from tests.real_pdf.database import Database, decimal


def _at(row: int, col: int) -> str:
    """A place of the reader's grid, which counts from 0, as Excel names it."""
    return f"{get_column_letter(col + 1)}{row + 1}"


def _said(text: str | None) -> str | None:
    return text.strip() if text is not None else None


def _truth(value: Any) -> bool | None:
    return None if value is None else bool(value)


class Asked:
    """A database with one list in it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self._database.ask(sql)

    def _facts(self, table: str, columns: str, more: str = "") -> Iterator[tuple[int, str, tuple[Any, ...]]]:
        """Each row of a table: its line of the sheet, its cell and the columns."""
        sql = f"SELECT r.ordinal, f.row, f.col, f.page, {columns} FROM {table} f JOIN reports r ON r.id = f.report_id"
        for ordinal, row, col, page, *rest in self.ask(f"{sql} {more}"):
            assert page == 1
            yield ordinal + FIRST_ROW, _at(row, col), tuple(rest)

    def headers(self) -> list[Header]:
        sql = """SELECT ordinal, serial, project_code, project_name, department, fiscal_year, sheet_fiscal_year,
            started_fiscal_year, ended_fiscal_year FROM reports ORDER BY ordinal"""
        return [Header(row[0] + FIRST_ROW, *row[1:]) for row in self.ask(sql)]

    def policies(self) -> list[Policy]:
        found = self._facts("policies", "f.ordinal, f.level, f.code, f.name")
        return [Policy(row, ordinal, level, code, name.strip()) for row, _, (ordinal, level, code, name) in found]

    def fields(self) -> list[Field]:
        """A value counts only where there is one: what can't be told may still be kept as printed."""
        found = self._facts("fields", "f.field, f.ordinal, f.status, f.value")
        return [
            Field(row, at, field, ordinal, status, _said(value) if status == "value" else None)
            for row, at, (field, ordinal, status, value) in found
        ]

    def costs(self) -> list[Money]:
        return self._money("costs", "item")

    def funding(self) -> list[Money]:
        return self._money("funding", "source")

    def _money(self, table: str, what: str) -> list[Money]:
        columns = f"f.fiscal_year, f.fiscal_year_to, f.basis, f.{what}, f.within, f.status, f.amount_yen"
        return [Money(row, at, *rest) for row, at, rest in self._facts(table, columns)]

    def staffing(self) -> list[Staff]:
        found = self._facts("staffing", "f.fiscal_year, f.fiscal_year_to, f.basis, f.measure, f.status, f.value")
        return [
            Staff(row, at, year, to, basis, measure, status, decimal(value))
            for row, at, (year, to, basis, measure, status, value) in found
        ]

    def indicators(self) -> list[Indicator]:
        found = self._facts("indicators", "f.kind, f.heading, f.name, f.unit")
        return [
            Indicator(row, kind, heading[-1], _said(name), _said(unit)) for row, _, (kind, heading, name, unit) in found
        ]

    def values(self) -> list[IndicatorValue]:
        columns = "i.report_id = f.report_id, i.kind, i.heading, f.measure, f.fiscal_year, f.status, f.value, f.note"
        found = list(self._facts("indicator_values", columns, "LEFT JOIN indicators i ON i.id = f.indicator_id"))
        assert all(rest[0] for _, _, rest in found), "a value of an indicator of another report, or of none"
        return [
            IndicatorValue(row, at, kind, heading[-1], measure, year, status, decimal(value), note)
            for row, at, (_, kind, heading, measure, year, status, value, note) in found
        ]

    def ratings(self) -> list[Rating]:
        found = self._facts("ratings", "f.stage, f.criterion, f.grade")
        return [Rating(row, at, stage, fold(criterion), grade) for row, at, (stage, criterion, grade) in found]

    def choices(self) -> list[Choice]:
        found = self._facts("choices", "f.stage, f.field, f.option, f.key, f.checked")
        return [
            Choice(row, at, stage, field, fold(option), key, bool(checked))
            for row, at, (stage, field, option, key, checked) in found
        ]

    def evaluations(self) -> list[Evaluation]:
        found = self._facts("evaluations", "f.stage, f.direction, f.continues, f.outcome, f.budget")
        return [Evaluation(row, stage, said, _truth(goes_on), *rest) for row, _, (stage, said, goes_on, *rest) in found]

    def narratives(self) -> list[Narrative]:
        found = self._facts("narratives", "f.stage, f.field, f.criterion, f.status, coalesce(f.text, f.raw)")
        return [
            Narrative(row, at, stage, field, fold(criterion) if criterion else None, status, text.strip())
            for row, at, (stage, field, criterion, status, text) in found
        ]

    def findings(self, severity: str) -> list[Finding]:
        """What there is to look at; an indicator without a name is told of at one of its figures, whichever."""
        sql = f"SELECT rule, row, col FROM findings WHERE severity = '{severity}'"
        found = [(rule, row, _at(row, col)) for rule, row, col in self.ask(sql)]
        return [Finding(row + 1, rule, None if rule == "indicator-unnamed" else at) for rule, row, at in found]

    def raws(self, table: str) -> set[tuple[int, str, str]]:
        """The line, cell and unaltered text that each fact of a table comes from."""
        return {(row, at, raw) for row, at, (raw,) in self._facts(table, "f.raw")}

    def sums(self) -> dict[tuple[int, int], tuple[Decimal, Decimal]]:
        """Of each line and year where every figure is a number: the sources of funding together, and 事業費計."""
        sql = """SELECT r.ordinal, c.fiscal_year, sum(f.amount_yen), c.amount_yen
            FROM costs c JOIN reports r ON r.id = c.report_id
            JOIN funding f ON f.report_id = c.report_id AND f.fiscal_year = c.fiscal_year AND f.basis = c.basis
            WHERE c.item = 'direct' AND c.fiscal_year_to IS NULL AND f.fiscal_year_to IS NULL
            GROUP BY c.id HAVING count(f.amount_yen) = 5"""
        return {(row[0] + FIRST_ROW, row[1]): (Decimal(row[2]), Decimal(row[3])) for row in self.ask(sql)}
