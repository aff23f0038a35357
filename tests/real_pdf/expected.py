"""What one printed report must become, in the words of the database."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Cost:
    """One amount of ``costs``; ``name`` is the printed name of a line of 内訳."""

    part: int | None
    fiscal_year: int
    basis: str
    item: str
    within: str | None
    name: str
    status: str
    yen: int | None


@dataclass(frozen=True)
class Funding:
    fiscal_year: int
    basis: str
    source: str
    within: str | None
    status: str
    yen: int | None


@dataclass(frozen=True)
class Staff:
    fiscal_year: int
    basis: str
    name: str
    total: bool
    status: str
    value: Decimal | None


@dataclass(frozen=True)
class Derived:
    part: int | None
    measure: str
    fiscal_year: int | None
    basis: str | None
    status: str
    value: Decimal | None
    unit: str | None
    yen: Decimal | None


@dataclass(frozen=True)
class Indicator:
    part: int | None
    kind: str
    name: str
    unit: str | None


@dataclass(frozen=True)
class Value:
    """One number of the n-th indicator of its part and kind that has any."""

    part: int | None
    kind: str
    ordinal: int
    measure: str
    fiscal_year: int
    status: str
    value: Decimal | None


@dataclass(frozen=True)
class Rating:
    part: int | None
    criterion: str
    code: str | None
    grade: str


@dataclass(frozen=True)
class Choice:
    group: str
    option: str
    checked: bool


@dataclass(frozen=True)
class Attached:
    """A number on an attached page, wherever it is kept."""

    page: int
    fiscal_year: int
    raw: str


@dataclass(frozen=True)
class Expected:
    """One report."""

    ordinal: int
    first_page: int
    last_page: int
    serial: str | None
    project_name: str
    department: str
    fiscal_year: int
    sheet_fiscal_year: int
    started: int | None = None
    parts: tuple[str, ...] = ()
    costs: tuple[Cost, ...] = ()
    funding: tuple[Funding, ...] = ()
    staffing: tuple[Staff, ...] = ()
    derived: tuple[Derived, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    values: tuple[Value, ...] = ()
    ratings: tuple[Rating, ...] = ()
    choices: tuple[Choice, ...] = ()
    direction: str | None = None
    texts: tuple[str, ...] = ()
    attached: tuple[Attached, ...] = ()
    opinions: tuple[tuple[str, str], ...] = ()
    unsaid: tuple[str, ...] = ()
