"""Amounts in whole yen: one reading, or none and why."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.model.quantity import Quantity, Status
from pipeline.normalize.money import Yen, to_yen
from pipeline.normalize.number import parse_quantity

FACTORS = {"円": 1, "千円": 1000, "万円": 10_000, "百万円": 10**6, "億円": 10**8}


def yen(text: str, form_unit: str | None) -> Yen:
    quantity = parse_quantity(text)
    assert quantity is not None
    return to_yen(quantity, form_unit)


@pytest.mark.parametrize(
    ("text", "form_unit", "amount", "precision", "unit"),
    [
        ("12,236", "千円", 12_236_000, 1000, "千円"),
        ("12,236", "（単位：千円）", 12_236_000, 1000, "千円"),
        ("12,236千円", "千円", 12_236_000, 1000, "千円"),
        ("12,236千円", None, 12_236_000, 1000, "千円"),
        ("12,236（千円）", "千円", 12_236_000, 1000, "千円"),
        ("△1.5", "千円", -1500, 100, "千円"),
        ("0", "千円", 0, 1000, "千円"),
        ("12.0", "円", 12, 1, "円"),
        ("1,050.500", "千円", 1_050_500, 1, "千円"),
        ("0.500", "千円", 500, 1, "千円"),
        ("1.234億円", "千円", 123_400_000, 100_000, "億円"),
        ("¥500", "円", 500, 1, "¥"),
        ("3億4千万円", "千円", 340_000_000, 10_000_000, "円"),
        ("1万500円", "千円", 10_500, 1, "円"),
        ("500万円", "千円", 5_000_000, 10_000, "万円"),
        ("3億円", "百万円", 300_000_000, 100_000_000, "億円"),
        ("3億4千万", "円", 340_000_000, 10_000_000, "円"),
    ],
)
def test_amounts(text: str, form_unit: str | None, amount: int, precision: int, unit: str) -> None:
    assert yen(text, form_unit) == Yen(amount, precision, unit)


@pytest.mark.parametrize(
    ("text", "form_unit", "problem"),
    [
        ("12,236円", "千円", "two readings"),
        ("12,236千円", "円", "two readings"),
        ("12百万円", "千円", "two readings"),
        ("3億4千万", "千円", "two readings"),
        ("1万500", "千円", "two readings"),
        ("五百", "千円", "two readings"),
        ("12人", "千円", "人 is no money unit"),
        ("12", "人", "人 is no money unit"),
        ("12", None, "not known"),
        ("12.5", "円", "not a whole number"),
        ("50.500", "千円", "comma of thousands"),
        ("５０．５００", "千円", "comma of thousands"),
        ("△1.250円", "円", "comma of thousands"),
        ("1.2345", "千円", "not a whole number"),
        ("3~5", "千円", "range"),
    ],
)
def test_no_amount_and_why(text: str, form_unit: str | None, problem: str) -> None:
    reading = yen(text, form_unit)
    assert reading.amount is None
    assert reading.precision is None
    assert problem in (reading.problem or "")


@pytest.mark.parametrize("text", ["－", "未定", "1,23", "(5)", "一式"])
def test_what_is_no_value_is_no_amount(text: str) -> None:
    assert yen(text, "千円").amount is None


@given(st.integers(-(10**13), 10**13), st.sampled_from(sorted(FACTORS)), st.booleans())
def test_round_trip(n: int, unit: str, printed: bool) -> None:
    assume(abs(n * FACTORS[unit]) < 2**63)
    text = f"{n:,}{unit}" if printed else f"{n:,}"
    assert yen(text, unit) == Yen(n * FACTORS[unit], FACTORS[unit], unit)


@given(
    st.decimals(-(10**12), 10**12, places=3),
    st.sampled_from([None, "人", *FACTORS]),
    st.sampled_from([None, "人", *FACTORS]),
    st.integers(-3, 8),
)
def test_an_amount_is_the_value_times_the_factor_or_absent_with_a_problem(
    value: Decimal, unit: str | None, form_unit: str | None, exponent: int
) -> None:
    quantity = Quantity(Status.VALUE, value=value, unit=unit, precision=Decimal(1).scaleb(exponent))
    reading = to_yen(quantity, form_unit)
    assert (reading.amount is None) == (reading.problem is not None)
    if reading.amount is not None:
        assert reading.amount == value * FACTORS[unit or form_unit or ""]
        assert reading.precision is not None
        assert reading.precision >= 1


def test_more_yen_than_can_be_kept_is_no_amount() -> None:
    assert yen("999,999,999,999,999", "千円").amount == 999_999_999_999_999_000
    found = yen("9,223,372,036,854,776", "千円")
    assert (found.amount, found.precision) == (None, None)
    assert "more yen" in (found.problem or "")
