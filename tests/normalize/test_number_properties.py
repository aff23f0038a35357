"""Quantities: properties that hold for every cell."""

import time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.model.quantity import Quantity, Status
from pipeline.normalize.fold import match_key
from pipeline.normalize.kanji import NUMERAL_CHARS
from pipeline.normalize.number import _NUMERAL, is_bare_number, parse_fully, parse_quantity
from pipeline.normalize.unit import KNOWN_UNITS
from tests.normalize.test_kanji import in_kanji

FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
CELLS = st.text() | st.text(
    alphabet="0123456789,.．，０１２３Oo l-－△▲~～約年人回%％程度以上（）()千万億円一二三\n 　未定なし/#"
)


@given(
    st.decimals(-(10**12), 10**12, places=2) | st.integers(-(10**15), 10**15).map(Decimal),
    st.sampled_from(["{}", "{:,}"]),
    st.booleans(),
    st.sampled_from(["-", "－", "−", "△", "▲", "△ ", "▲　"]),
    st.sampled_from(["", "約", "約 ", "延べ", "年"]),
    st.sampled_from(["", " ", "人", " 人", "％", "千円", "か所", "回/月"]),
    st.sampled_from(["", "程度", "以上", "（見込）"]),
)
def test_round_trip_in_every_style(
    number: Decimal, style: str, wide: bool, minus: str, before: str, unit: str, after: str
) -> None:
    digits = style.format(abs(number))
    if wide:
        digits = digits.translate(FULL_WIDTH)
    negative = number < 0
    before = "" if negative else before
    quantity = parse_quantity(f"{before}{minus if negative else ''}{digits}{unit}{after}")
    assert quantity is not None
    assert (quantity.status, quantity.value, quantity.problem) == (Status.VALUE, number, None)
    assert quantity.unit == (unit.strip() or None)
    assert quantity.precision == (Decimal("0.01") if "." in str(number) else 1)
    words = " ".join(filter(None, (before.strip(), after if "（" not in after else "")))
    assert quantity.qualifier == (words or None)
    assert quantity.note == (after if "（" in after else None)


@given(st.integers(2, 10**12))
def test_round_trip_in_kanji(number: int) -> None:
    text = in_kanji(number)
    quantity = parse_quantity(text + "人")
    assert quantity is not None
    bare = not any(c in "一二三四五六七八九十" for c in text) or text in ("十万", "十億")
    assert quantity.value == (None if bare else number)
    assert (quantity.status is Status.AMBIGUOUS) == bare


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from("~～〜-－―"), st.sampled_from(["", "人", "%"]))
def test_ranges_round_trip_or_are_refused(low: int, high: int, dash: str, unit: str) -> None:
    quantity = parse_quantity(f"{low:,}{dash}{high:,}{unit}")
    assert quantity is not None
    if low <= high:
        assert (quantity.low, quantity.high, quantity.value) == (Decimal(low), Decimal(high), None)
    else:
        assert (quantity.status, quantity.low, quantity.high) == (Status.UNREADABLE, None, None)


@given(st.sampled_from(sorted(KNOWN_UNITS)), st.integers(1, 999))
def test_every_known_unit_is_read_behind_a_number(unit: str, number: int) -> None:
    assert parse_quantity(f"{number}{unit}") == Quantity(Status.VALUE, Decimal(number), unit=unit, precision=Decimal(1))


@given(st.integers(1000, 10**9), st.data())
def test_one_stray_letter_or_space_leaves_no_number(number: int, data: st.DataObject) -> None:
    text = f"{number:,}"
    place = data.draw(st.integers(1, len(text) - 1))
    stray = data.draw(st.sampled_from("OolIЗB,.x?*;:'"))
    quantity = parse_quantity(text[:place] + stray + text[place:])
    assert quantity is not None
    if stray == "." and text[place] != ",":
        # A point may make a well-formed number of another value; nothing in the text betrays that.
        assert quantity.status in (Status.VALUE, Status.UNREADABLE)
    else:
        assert (quantity.status, quantity.value) == (Status.UNREADABLE, None)


@given(CELLS, st.lists(st.text(max_size=5), max_size=3), st.booleans())
@example("(((((((((2", [], True)
@example("〇〇", [], False)
@example("1" + "0" * 5000, [], False)
def test_every_reading_is_complete_and_consistent(text: str, units: list[str], bracketed: bool) -> None:
    quantity = parse_quantity(text, units, bracketed=bracketed)
    if quantity is None:
        return
    numbers = (quantity.value, quantity.low, quantity.high)
    if quantity.status is Status.VALUE:
        assert [n is None for n in numbers] in ([False, True, True], [True, False, False])
        assert quantity.precision is not None
    else:
        assert numbers == (None, None, None)
        assert quantity.precision is None
    if quantity.status in (Status.UNREADABLE, Status.AMBIGUOUS):
        assert quantity.problem
    for printed in (quantity.unit, quantity.note):
        assert printed is None or all(piece in text for piece in printed.split())


@given(CELLS)
def test_no_digit_is_ever_dropped_from_a_value(text: str) -> None:
    quantity = parse_quantity(text)
    if quantity is not None and quantity.status is Status.VALUE and text.isascii():
        said = "".join(c for c in text if c.isdigit())
        noted = "".join(c for c in (quantity.note or "") + (quantity.unit or "") if c.isdigit())
        numbers = [n for n in (quantity.value, quantity.low, quantity.high) if n is not None]
        read = "".join(c for n in numbers for c in f"{n:f}" if c.isdigit())
        assert len(read) + len(noted) == len(said) or "leading zero" in (quantity.problem or "")


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10000,
        "1," * 5000,
        "(" * 10000,
        "()" * 5000,
        "5" + "()" * 5000,
        "約" * 10000,
        "5" + "以上" * 5000,
        "-" * 10000,
        "一" * 10000,
        "O" * 10000,
        "O" * 9999 + "1",
        "千" * 10000,
        "1 " * 5000,
        "平成" * 5000,
        "5" + "(" * 10000,
        "l1" * 5000,
        "5人（" + "あ" * 10000 + "）",
        "1~" * 5000,
        "人/" * 5000,
        "#" * 10000,
        "1." * 5000,
        "月" * 10000 + "5回",
    ],
)
def test_long_cells_are_fast(text: str) -> None:
    began = time.process_time()
    parse_quantity(text)
    parse_quantity(text, bracketed=True)
    assert time.process_time() - began < 0.5


# ---- the short way and the long one

PLAIN = st.from_regex(
    r"[ \u3000]?-?([0-9]{1,3}(,[0-9]{3}){0,3}|[0-9]{1,20})(\.[0-9]{1,4})?"
    r"[ \u3000]?(人|件|%|％|千円|か所|年|円/人)?[ ]?",
    fullmatch=True,
)


@given(PLAIN | CELLS, st.sampled_from([(), ("千円",), ("人",), ("-人",), ("5人", "人回")]), st.booleans())
@example("-5人", ("-5人",), False)
@example("-0.0", (), False)
@example("2008年", (), False)
def test_the_short_way_to_read_a_number_says_what_the_long_one_does(
    text: str, units: tuple[str, ...], bracketed: bool
) -> None:
    assert repr(parse_quantity(text, units, bracketed=bracketed)) == repr(parse_fully(text, units, bracketed=bracketed))


def test_what_has_no_numeral_folds_to_none() -> None:
    """``is_bare_number`` looks at the printed text alone: no character may become a numeral only when folded."""
    odd = [
        chr(code)
        for code in range(0x20, 0x30000)
        if not 0xD800 <= code < 0xE000
        and any(sign in "0123456789" or sign in NUMERAL_CHARS for sign in match_key(chr(code)))
        and _NUMERAL.search(chr(code)) is None
    ]
    assert odd == []


@given(st.text(alphabet="0５十一百.,-△ 　人件約③²㎡年目標値", max_size=8))
def test_a_bare_number_is_a_quantity_with_a_value(text: str) -> None:
    quantity = parse_quantity(text)
    assert is_bare_number(text) == (quantity is not None and quantity.status is Status.VALUE)
