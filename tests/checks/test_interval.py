"""A printed number as the interval of what may have been rounded to it."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.interval import Interval, printed_interval
from pipeline.spec.form import Rounding
from tests.builders import decimal as d


def between(low: str, high: str) -> Interval:
    return Interval(d(low), d(high))


@pytest.mark.parametrize(
    ("value", "rounding", "low", "high"),
    [
        ("16627", "nearest", "16626.5", "16627.5"),
        ("16627", "truncated", "16627", "16628"),
        ("16627", "unknown", "16626.5", "16628"),
        ("-5", "nearest", "-5.5", "-4.5"),
        ("-5", "truncated", "-6", "-5"),
        ("-5", "unknown", "-6", "-4.5"),
        ("0", "nearest", "-0.5", "0.5"),
        ("0", "truncated", "-1", "1"),
        ("0", "unknown", "-1", "1"),
    ],
)
def test_what_may_have_been_printed_so(value: str, rounding: Rounding, low: str, high: str) -> None:
    assert printed_interval(d(value), d("1"), rounding) == between(low, high)


@pytest.mark.parametrize("rounding", get_args(Rounding))
def test_without_precision_a_number_is_exact(rounding: Rounding) -> None:
    assert printed_interval(d("36.2"), d("0"), rounding) == between("36.2", "36.2")


def test_sums() -> None:
    assert between("1", "2") + between("-3", "4") == between("-2", "6")


@pytest.mark.parametrize(
    ("other", "overlap"), [("2", True), ("1", True), ("1.5", True), ("0.9", False), ("2.1", False)]
)
def test_intervals_that_touch_overlap(other: str, overlap: bool) -> None:
    point = between(other, other)
    assert between("1", "2").overlaps(point) is overlap
    assert point.overlaps(between("1", "2")) is overlap


def test_a_negative_factor_turns_an_interval_round() -> None:
    assert between("1", "2").times(d("-100")) == between("-200", "-100")


@pytest.mark.parametrize(("low", "high"), [("0", "0"), ("0", "1"), ("-1", "0"), ("-1", "1")])
def test_nothing_is_divided_by_what_may_be_zero(low: str, high: str) -> None:
    assert between("1", "2").over(between(low, high)) is None


def test_16627_thousand_by_1054_may_be_printed_as_15775_5() -> None:
    cost, users = printed_interval(d("16627000"), d("1000"), "nearest"), between("1054", "1054")
    quotient = cost.over(users)
    assert quotient is not None
    assert quotient.overlaps(printed_interval(d("15775.5"), d("0.1"), "nearest"))
    assert not quotient.overlaps(printed_interval(d("15785.5"), d("0.1"), "nearest"))


NEAREST: tuple[Rounding, ...] = ("nearest", "unknown")
TRUNCATED: tuple[Rounding, ...] = ("truncated", "unknown")

numbers = st.decimals(-(10**9), 10**9, places=4)
widths = st.sampled_from([d("0.1"), d("1"), d("10"), d("1000")])


@given(numbers, widths, st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_the_exact_value_lies_in_the_interval_of_its_rounding(exact: Decimal, width: Decimal, how: str) -> None:
    printed = (exact / width).quantize(d("1"), rounding=how) * width
    for rounding in NEAREST:
        interval = printed_interval(printed, width, rounding)
        assert interval.low <= exact <= interval.high


@given(numbers, widths)
def test_the_exact_value_lies_in_the_interval_of_its_truncation(exact: Decimal, width: Decimal) -> None:
    printed = (exact / width).quantize(d("1"), rounding=ROUND_DOWN) * width
    for rounding in TRUNCATED:
        interval = printed_interval(printed, width, rounding)
        assert interval.low <= exact <= interval.high


ends = st.tuples(numbers, numbers).map(lambda pair: Interval(min(pair), max(pair)))
inside = st.decimals(0, 1, places=3)


def at(interval: Interval, share: Decimal) -> Decimal:
    return interval.low + (interval.high - interval.low) * share


@given(ends, ends, inside, inside)
def test_arithmetic_never_loses_a_value(left: Interval, right: Interval, a: Decimal, b: Decimal) -> None:
    x, y = at(left, a), at(right, b)
    total, quotient = left + right, left.over(right)
    assert total.low <= x + y <= total.high
    if quotient is not None:
        slack = d("1e-15") * max(abs(quotient.low), abs(quotient.high), d("1"))
        assert quotient.low - slack <= x / y <= quotient.high + slack
