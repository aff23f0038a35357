"""What one row of a list must become, in the words of the database. ``row`` and ``at`` are Excel's own (409, CD409)."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Header:
    row: int
    serial: str
    project_code: str | None
    project_name: str
    department: str
    fiscal_year: int
    sheet_fiscal_year: int
    started: int | None
    ended: int | None


@dataclass(frozen=True)
class Policy:
    row: int
    ordinal: int
    level: str
    code: str
    name: str


@dataclass(frozen=True)
class Field:
    row: int
    at: str
    field: str
    ordinal: int
    status: str
    value: str | None


@dataclass(frozen=True)
class Money:
    """One amount of ``costs`` (an item) or ``funding`` (a source)."""

    row: int
    at: str
    fiscal_year: int | None
    fiscal_year_to: int | None
    basis: str
    what: str
    within: str | None
    status: str
    yen: int | None


@dataclass(frozen=True)
class Staff:
    row: int
    at: str
    fiscal_year: int | None
    fiscal_year_to: int | None
    basis: str
    measure: str
    status: str
    value: Decimal | None


@dataclass(frozen=True)
class Indicator:
    """``letter`` is the kana that the form calls it by."""

    row: int
    kind: str
    letter: str
    name: str | None
    unit: str | None


@dataclass(frozen=True)
class IndicatorValue:
    row: int
    at: str
    kind: str
    letter: str
    measure: str
    fiscal_year: int
    status: str
    value: Decimal | None
    note: str | None


@dataclass(frozen=True)
class Rating:
    row: int
    at: str
    stage: str
    criterion: str
    grade: str


@dataclass(frozen=True)
class Choice:
    row: int
    at: str
    stage: str | None
    field: str
    option: str
    key: str | None
    checked: bool


@dataclass(frozen=True)
class Evaluation:
    row: int
    stage: str
    direction: str | None
    continues: bool | None
    outcome: str | None
    budget: str | None


@dataclass(frozen=True)
class Narrative:
    row: int
    at: str
    stage: str | None
    field: str
    criterion: str | None
    status: str
    text: str


@dataclass(frozen=True)
class Finding:
    """A finding of one severity; ``at`` is None where only the row is compared."""

    row: int
    rule: str
    at: str | None
