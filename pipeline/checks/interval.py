"""A printed number as the interval of what may have been rounded to it.

The rule is that of XBRL calculation checking (Calculations 1.1): two figures are consistent when their intervals
overlap. 16,627 千円 rounded is 16,626.5 to 16,627.5; cut off, 16,627 to 16,628; if nobody says which, both.
"""

from decimal import Decimal

from msgspec import Struct

from pipeline.spec.form import Rounding


class Interval(Struct, frozen=True):
    """A closed interval; ``low`` is never above ``high``."""

    low: Decimal
    high: Decimal

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def overlaps(self, other: "Interval") -> bool:
        """True if some number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def times(self, factor: Decimal) -> "Interval":
        """Both ends times a factor of either sign."""
        ends = (self.low * factor, self.high * factor)
        return Interval(min(ends), max(ends))

    def over(self, other: "Interval") -> "Interval | None":
        """The quotient; None where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return None
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))


def printed_interval(value: Decimal, precision: Decimal, rounding: Rounding) -> Interval:
    """What may have been printed as ``value``, whose last digit is ``precision`` wide (0: exact)."""
    half = precision / 2
    if rounding == "nearest":
        return Interval(value - half, value + half)
    if value == 0:
        return Interval(-precision, precision)
    # Cutting off moves towards zero, so a negative figure stood below its printed value.
    back = half if rounding == "unknown" else 0
    return Interval(value - back, value + precision) if value > 0 else Interval(value - precision, value + back)
