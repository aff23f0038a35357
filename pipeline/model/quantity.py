"""What a printed number says, and how it was printed."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class Status(StrEnum):
    """What kind of thing a cell says. Blank cells make no fact, so there is no status for them."""

    VALUE = "value"
    NONE = "none"
    UNDECIDED = "undecided"
    TEXT = "text"
    AMBIGUOUS = "ambiguous"
    UNREADABLE = "unreadable"


class Quantity(Struct, frozen=True):
    """A number with all that was printed around it.

    ``value`` is None for a range (``low``, ``high`` are set) and for every status but ``value``. ``qualifier`` holds
    the printed words (約, 程度, 年, …) joined by a space, ``unit`` the printed unit, ``note`` what else the cell says
    (``（4）``). ``precision`` is the width of the last printed digit (``98.3`` -> 0.1; ``3億`` -> 100000000).
    ``problem`` says in words why a number could not be read, or what is odd about one that could.
    """

    status: Status
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: str | None = None
    unit: str | None = None
    note: str | None = None
    precision: Decimal | None = None
    problem: str | None = None
