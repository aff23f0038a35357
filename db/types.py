"""Column types that behave the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Dialect, Numeric
from sqlalchemy.types import TypeDecorator, TypeEngine

_INT64 = 2**63


class _PlainNumeric(Numeric[Any]):
    """NUMERIC without SQLAlchemy's own conversion, which would turn every integer into a float on SQLite."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> None:
        return None

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        return None


class Quantity(TypeDecorator[Decimal]):
    """A number in its printed unit: ``Decimal | None`` in and out.

    True NUMERIC on PostgreSQL. SQLite has none, so it gets an integer where the number is integral, else a float; up to
    15 significant digits come back as they went in.
    """

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(_PlainNumeric() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> Decimal | int | float | None:
        if value is None:
            return None
        if isinstance(value, float):
            raise TypeError(f"a quantity is a Decimal, never a float: {value!r}")
        number = Decimal(value)
        if not number.is_finite():
            raise ValueError(f"not a number: {value!r}")
        if dialect.name != "sqlite":
            return number
        integral = number == number.to_integral_value() and abs(number) < _INT64
        return int(number) if integral else float(number)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        return Decimal(str(value))


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC: aware in, aware out. SQLite keeps no time zone, so UTC is what its text means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a time zone: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
