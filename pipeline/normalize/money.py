"""Quantities as whole yen. Where the printed unit and the form's unit leave two readings there is no amount."""

from decimal import Decimal

from msgspec import Struct

from pipeline.model.quantity import Quantity, Status
from pipeline.normalize.numeral import MULTIPLIER_PROBLEM
from pipeline.normalize.unit import money_factor, strip_unit


class Yen(Struct, frozen=True):
    """An amount in whole yen.

    ``precision`` is the width of the last printed digit in yen, ``unit`` the money unit that the amount was read in
    (the cell's own, else the form's). ``amount`` is None where ``problem`` says why, and where there is no value.
    """

    amount: int | None = None
    precision: int | None = None
    unit: str | None = None
    problem: str | None = None


_THOUSANDTH = Decimal("0.001")
_LARGE = 10_000
_TOO_MUCH = 2**63  # whole yen are kept in 64 bits
# 500万円 in a column of 千円 can only be five million yen: nobody prints these as the unit of a column of thousands by
# slip, as happens with 円, 千円 and 百万円.
_NUMERALS_IN_UNITS = ("万円", "億円", "兆円")


def to_yen(quantity: Quantity, form_unit: str | None) -> Yen:
    """``quantity`` in whole yen: by the money unit it prints itself, else by ``form_unit`` (千円, ``（単位：千円）``).

    No amount, and a problem, where a point with three digits behind it may have been typed for a comma (50.500), where
    the two units differ (12,236円 in a column of 千円), where 3億4千万 stands without 円 in such a column, where the
    printed unit is no money unit, where no unit is known, and where yen would not be whole. 3億4千万円 and 500万円 say
    themselves what they are, whatever the form's unit.
    """
    if quantity.status is not Status.VALUE:
        return Yen(unit=quantity.unit)
    if quantity.value is None:
        return Yen(unit=quantity.unit, problem="a range is not an amount")
    form_factor = None if form_unit is None else money_factor(form_unit)
    unit = quantity.unit or (strip_unit(form_unit) if form_unit is not None else None)
    factor = form_factor if quantity.unit is None else money_factor(quantity.unit)
    problem = point_or_comma(quantity, factor) or _conflict(quantity, factor, form_factor, form_unit)
    if factor is None or problem is not None:
        return Yen(unit=unit, problem=problem or "the money unit is not known")
    return _whole(quantity.value, quantity.precision or Decimal(1), factor, unit)


def point_or_comma(quantity: Quantity, factor: int | None) -> str | None:
    """Why 50.500 has two readings, or None. 1.234億円 has one: nobody counts thousands of those."""
    if quantity.value is None or quantity.precision != _THOUSANDTH or not 1 <= abs(quantity.value) < 1000:
        return None
    if quantity.unit is not None and (factor or 0) >= _LARGE:
        return None
    return "a point with three digits behind it: a decimal point, or one typed for the comma of thousands"


def _conflict(quantity: Quantity, factor: int | None, form_factor: int | None, form_unit: str | None) -> str | None:
    """Why the amount has no one reading, or None."""
    if quantity.unit is None:
        if form_unit is not None and form_factor is None:
            return f"the form's unit {form_unit} is no money unit"
        if _has_multiplier(quantity) and form_factor not in (None, 1):
            return f"written with 万, 千 … but no 円, where the form's unit is {form_unit}: two readings"
        return None
    if factor is None:
        return f"the printed unit {quantity.unit} is no money unit"
    if _says_itself(quantity) or form_factor is None or factor == form_factor:
        return None
    return f"printed in {quantity.unit} where the form's unit is {form_unit}: two readings"


def _says_itself(quantity: Quantity) -> bool:
    """Whether the cell's own words fix the amount whatever the column's unit: a kanji multiplier, then 円."""
    unit = strip_unit(quantity.unit or "") or ""
    return _has_multiplier(quantity) or (unit.endswith(_NUMERALS_IN_UNITS) and unit != "百万円")


def _has_multiplier(quantity: Quantity) -> bool:
    """Whether the number was written with 千, 万 …: its last digit is worth more than 1, or the reader said so."""
    wide = quantity.precision is not None and quantity.precision > 1
    return wide or MULTIPLIER_PROBLEM in (quantity.problem or "")


def _whole(value: Decimal, precision: Decimal, factor: int, unit: str | None) -> Yen:
    """``value`` times ``factor`` if that is whole yen. Exact: ``value`` has 18 digits at most (see ``numeral``)."""
    amount, width = value * factor, precision * factor
    if amount != amount.to_integral_value():
        return Yen(unit=unit, problem=f"{value} {unit} is not a whole number of yen")
    if max(abs(amount), width) >= _TOO_MUCH:
        return Yen(unit=unit, problem=f"{value} {unit} is more yen than there is in any budget")
    return Yen(int(amount), max(1, int(width)), unit)
