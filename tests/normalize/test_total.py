"""Nothing in ``pipeline.normalize`` raises on any string, nor takes long over it."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalize.date import parse_date
from pipeline.normalize.era import era_year, eraless_year, parse_fiscal_year, year_number
from pipeline.normalize.fold import fold, fold_width, match_key
from pipeline.normalize.kanji import kanji_number, kanji_number_with_precision
from pipeline.normalize.mark import find_mark, parse_mark
from pipeline.normalize.number import parse_quantity
from pipeline.normalize.unit import money_factor, strip_unit

READERS: list[Callable[[str], object]] = [
    fold,
    fold_width,
    match_key,
    kanji_number,
    kanji_number_with_precision,
    parse_fiscal_year,
    parse_date,
    year_number,
    money_factor,
    strip_unit,
    parse_quantity,
    parse_mark,
    lambda text: find_mark(text, 0, brackets=True),
    lambda text: eraless_year(text, 2008),
    lambda text: era_year(text, text),
    lambda text: era_year("平成", text),
]
ANY = (
    st.text()
    | st.text(st.characters())
    | st.text(alphabet="平成年度月日0123456789,.-~()（）一十千万億円人約<input>[]レ #/")
)


@given(ANY)
@settings(max_examples=400)
def test_never_raises_and_says_the_same_again(text: str) -> None:
    for reader in READERS:
        assert reader(text) == reader(text)


@pytest.mark.parametrize(
    "piece", ["<input ", "<input a='", "(", "平成20年", "1", "一", "[ ", " ", "単位", "（", "20.", "\u3099", "レ"]
)
@pytest.mark.parametrize("reader", READERS)
def test_long_strings_are_fast(reader: Callable[[str], object], piece: str) -> None:
    text = piece * (10_000 // len(piece))
    began = time.process_time()
    reader(text)
    assert time.process_time() - began < 0.5
