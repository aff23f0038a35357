"""What a person's value makes of a row: numbers by the very normalisers that read the sheets, keys by their words."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Table

from db import tables as t
from db.types import Quantity as QuantityColumn
from db.vocabulary import VOCABULARIES
from pipeline.errors import HyokaError
from pipeline.load.stated import said_columns
from pipeline.model.quantity import Quantity, Status
from pipeline.normalize.date import parse_date
from pipeline.normalize.era import parse_fiscal_year
from pipeline.normalize.fold import match_key
from pipeline.normalize.mark import parse_mark
from pipeline.normalize.money import to_yen
from pipeline.normalize.number import parse_quantity
from pipeline.normalize.unit import money_factor

Values = dict[str, Any]

# The column that is meant where a person names none.
_MAIN = {
    "costs": "amount_yen", "funding": "amount_yen", "staffing": "value", "indicator_values": "value",
    "derived": "value", "evaluations": "direction", "ratings": "grade", "choices": "checked", "goals": "item",
    "policies": "name", "narratives": "text", "fields": "value", "indicators": "name", "parts": "name",
}  # fmt: skip
_NUMBERS = {"costs", "funding", "staffing", "indicator_values", "derived"}
_YEARS = ("fiscal_year", "fiscal_year_to", "for_fiscal_year")
_DATES = ("evaluated_on", "deadline")
_ALSO = (*_YEARS, "basis", "note")
_OF_NUMBERS = {
    "amount_yen": ("amount_yen", "unit", "precision_yen"),
    "value": ("value", "value_low", "value_high", "qualifier", "unit", "yen"),
}
_YES, _NO = ("yes", "true"), ("no", "false")
_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


class WrongValue(HyokaError):
    """A person's value doesn't fit the column; the message says what would."""


def main_field(table: Table) -> str:
    """The column of a fact table that a ruling is on where nothing else is said."""
    return _MAIN[table.name]


def fields_of(table: Table) -> list[str]:
    """The columns of a fact table that can be ruled on."""
    numeric = {name for names in _OF_NUMBERS.values() for name in names} if table.name in _NUMBERS else set()
    said = [name for name in said_columns(table) if name not in numeric]
    return [main_field(table), *(name for name in (*said, *_ALSO) if name in table.c and name != main_field(table))]


def replaced(table: Table, row: Mapping[str, Any], field: str, text: str) -> Values:
    """The columns that ``text`` makes of the row of a fact.

    Raises:
        WrongValue: it is no value for this column, or the column can't be ruled on.
    """
    _refuse_other(table, field)
    if table.name in _NUMBERS and field == main_field(table):
        return _number(table, row, text)
    values = {field: _plain(table.c[field], text)}
    if field not in _ALSO and "status" in table.c:
        values["status"] = Status.VALUE.value
    return values


def unreadable(table: Table, field: str) -> Values:
    """The columns of a fact that nobody can read; what can't be NULL stays, and the status says that it isn't known."""
    _refuse_other(table, field)
    if field in _ALSO:
        return {field: None}
    names = _OF_NUMBERS[field] if table.name in _NUMBERS else (field,)
    nulls: Values = {name: None for name in names if name in table.c and name != "unit" and table.c[name].nullable}
    return {**nulls, "status": Status.UNREADABLE.value} if "status" in table.c else nulls


def _refuse_other(table: Table, field: str) -> None:
    if field not in fields_of(table):
        raise WrongValue(f"{field}: no column of {table.name} that can be ruled on; there is {_list(fields_of(table))}")


def _number(table: Table, row: Mapping[str, Any], text: str) -> Values:
    unit = row["unit"]
    quantity = parse_quantity(text, (unit,) if unit else ())
    if quantity is None or quantity.status not in (Status.VALUE, Status.NONE, Status.UNDECIDED) or quantity.problem:
        said = (quantity and quantity.problem) or "no number"
        raise WrongValue(f"{text!r}: {said}; write it as it should be printed on the sheet: 12,236 or －")
    values: Values = {"status": quantity.status.value}
    if quantity.note:
        values["note"] = quantity.note
    if table in (t.costs, t.funding):
        return values | _money(quantity, unit, text)
    if table is t.derived:
        return values | _derived(quantity, unit)
    return values | {
        "value": quantity.value,
        "value_low": quantity.low,
        "value_high": quantity.high,
        "qualifier": quantity.qualifier,
        "unit": quantity.unit or unit,
    }


def _money(quantity: Quantity, unit: str | None, text: str) -> Values:
    """The unit that a person writes is the unit; without one it is the cell's."""
    yen = to_yen(quantity, None if quantity.unit else unit)
    if quantity.status is Status.VALUE and yen.amount is None:
        raise WrongValue(f"{text!r}: {yen.problem}; write the unit behind it, as in 12,236千円")
    return {"amount_yen": yen.amount, "unit": yen.unit or unit, "precision_yen": yen.precision}


def _derived(quantity: Quantity, unit: str | None) -> Values:
    if quantity.status is Status.VALUE and quantity.value is None:
        raise WrongValue("a range is no figure that a form computes; write one number")
    printed = quantity.unit or unit
    factor = money_factor(printed) if printed else None
    yen = None if quantity.value is None or factor is None else quantity.value * factor
    return {"value": quantity.value, "unit": printed, "yen": yen}


def _plain(column: Column[Any], text: str) -> Any:
    if not text.strip() or "\0" in text:
        raise WrongValue(f"{text!r}: a value has words in it; what nobody can read is ruled unreadable")
    if column.name in _YEARS:
        return _year(text)
    if column.name in _DATES:
        return _date(text)
    if isinstance(column.type, Boolean):
        return _truth(text)
    if vocabulary := column.info.get("vocabulary"):
        return _key(vocabulary, text)
    if isinstance(column.type, Integer | QuantityColumn):  # none of those that can be ruled on
        raise WrongValue(f"{column.name} can't be ruled on")
    return text


def _year(text: str) -> int:
    reading = parse_fiscal_year(text)
    if reading is None or reading.year is None:
        raise WrongValue(f"{text!r}: no fiscal year; write 2021 or 令和3年度")
    return reading.year


def _date(text: str) -> str:
    if _ISO.fullmatch(text):
        return text
    reading = parse_date(text)
    if reading is None or reading.iso is None:
        raise WrongValue(f"{text!r}: no date; write 2008-12 or 平成20年12月")
    return reading.iso


def _truth(text: str) -> bool:
    word = match_key(text).lower()
    if word in _YES or word in _NO:
        return word in _YES
    reading = parse_mark(text)
    if reading is None or reading.checked is None:
        raise WrongValue(f"{text!r}: neither ticked nor not; write yes or no")
    return reading.checked


def _key(vocabulary: str, text: str) -> str:
    terms = VOCABULARIES[vocabulary]
    for term in terms:
        if text in (term.key, term.ja):
            return term.key
    raise WrongValue(f"{text!r}: no word for it; there is {_list([term.key for term in terms])}")


def _list(words: list[str]) -> str:
    return ", ".join(words)
