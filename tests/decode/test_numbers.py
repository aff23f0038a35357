"""Cells of numbers: separators, signs, look-alikes, and the four things that are no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decode.numbers import NumberCell, read_number
from pipeline.normalize.number import parse_quantity
from tests.decode.making import Doubts, printed, steps_of


def read(text: str, units: tuple[str, ...] = (), doubts: Doubts | None = None) -> NumberCell:
    return read_number(printed(text, doubts=doubts), units)


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ("12,345", "12,345"),
        ("１２，３４５", "12,345"),
        ("1;713", "1,713"),
        ("1、713", "1,713"),
        ("△1,234", "△1,234"),
        ("▲５", "▲5"),
        ("-3.5%", "-3.5%"),
        ("29（4）", "29(4)"),
        ("（4）", "(4)"),
        ("60～120人", "60~120人"),
        ("約1800人程度", "約1800人程度"),
        ("O", "0"),
        ("1O", "10"),
        ("98.3％", "98.3%"),
        ("0.250", "0.250"),
        ("12 345", "12345"),
        ("1,234,567千円", "1,234,567千円"),
        ("3カ所", "3カ所"),
    ],
)
def test_a_number_is_read_as_it_is_printed(seen: str, said: str) -> None:
    cell = read(seen)
    assert cell.readings[0].text == said
    assert cell.readings[0].probability > 0.9
    assert cell.raw == seen


@pytest.mark.parametrize("word", ["未定", "なし", "-", "皆減", "皆増", "該当なし"])
def test_words_for_no_value_stay_words(word: str) -> None:
    assert read(word).readings[0].text == word


@pytest.mark.parametrize("dash", "－―ー一‐−")
def test_every_dash_is_a_dash_and_never_a_number(dash: str) -> None:
    cell = read(dash)
    assert cell.readings[0].text == "-"
    assert not any(reading.text.isdigit() for reading in cell.readings)


def test_blank_dash_nought_and_undecided_are_four_things() -> None:
    said = {read(seen).readings[0].text for seen in ("", "－", "0", "未定")}
    assert said == {"", "-", "0", "未定"}


def test_a_sharp_point_before_three_digits_stays_undecided() -> None:
    cell = read("12.345")
    assert {reading.text.replace(",", "") for reading in cell.readings[:2]} == {"12345", "12.345"}
    assert cell.readings[0].probability < 0.9


def test_a_spot_that_may_be_a_comma_is_one_where_only_a_separator_fits() -> None:
    cell = read("408.178", doubts={3: {".": 0.75, ",": 0.24}})
    assert cell.readings[0].text == "408,178"
    assert cell.readings[0].probability > 0.9
    assert cell.readings[1].text == "408.178"


@pytest.mark.parametrize("seen", ["3.5", "1234.567", "0.123"])
def test_a_point_where_no_separator_fits_stays_a_point(seen: str) -> None:
    cell = read(seen)
    assert cell.readings[0].text == seen
    assert cell.readings[0].probability > 0.9


def test_two_digits_that_may_be_either_are_both_kept_with_their_odds() -> None:
    cell = read("12,236", doubts={3: {"2": 0.6, "8": 0.4}, 4: {"3": 0.55, "8": 0.45}})
    texts = {reading.text: reading.probability for reading in cell.readings}
    assert texts["12,236"] == pytest.approx(0.33, abs=0.02)
    assert texts["12,286"] == pytest.approx(0.27, abs=0.02)
    assert cell.margin < 0.1


def test_separators_that_were_missed_make_no_second_reading() -> None:
    cell = read("12,345", doubts={2: {",": 0.5, "": 0.5}})
    assert cell.readings[0].text.replace(",", "") == "12345"
    assert cell.readings[0].probability > 0.95


@pytest.mark.parametrize("seen", ["○", "5年度", "検討", "1,71", "12人5"])
def test_what_is_no_number_has_low_odds_of_being_one(seen: str) -> None:
    cell = read(seen)
    assert all(reading.probability < 0.5 for reading in cell.readings)
    assert cell.margin < 0.1
    assert cell.raw == seen


def test_specks_before_a_number_are_not_read() -> None:
    steps = steps_of([{".": 0.6, "": 0.4}, {"": 1.0}, {".": 0.55, "": 0.45}, {"9": 0.999}, {"4": 0.999}])
    assert read_number(steps).readings[0].text == "94"


def test_a_unit_of_the_form_is_known_when_it_is_given() -> None:
    assert read("12ほげ", ("ほげ",)).readings[0].text == "12ほげ"
    assert read("12ほげ").readings[0].probability < 0.5


@given(st.integers(0, 10**9), st.booleans(), st.sampled_from(["", "△", "-"]), st.sampled_from(["", "人", "%", "千円"]))
def test_every_number_comes_back(number: int, grouped: bool, sign: str, unit: str) -> None:
    text = f"{sign}{number:,}{unit}" if grouped else f"{sign}{number}{unit}"
    first = read(text).readings[0]
    assert first.text == text
    quantity = parse_quantity(first.text)
    assert quantity is not None
    assert quantity.value == (-number if sign else number)


@given(st.lists(st.tuples(st.sampled_from("0123456789"), st.floats(0.05, 0.95)), min_size=1, max_size=5), st.data())
def test_adversarial_digits_never_sum_to_more_than_certainty(
    digits: list[tuple[str, float]], data: st.DataObject
) -> None:
    columns = []
    for digit, score in digits:
        other = data.draw(st.sampled_from([character for character in "0123456789" if character != digit]))
        columns += [{digit: score, other: 0.999 - score}, {"": 1.0}]
    cell = read_number(steps_of(columns))
    assert sum(reading.probability for reading in cell.readings) <= 1.0 + 1e-9
    # Whoever wants the runner-up finds it: a digit in doubt never gives one reading that is all but certain.
    if max(min(score, 0.999 - score) for _, score in digits) > 0.2 and cell.readings:
        assert cell.readings[0].probability < 0.999


def test_an_amount_of_thousands_has_no_decimals_and_clear_ones_are_a_doubt() -> None:
    blurred = {1: {".": 0.85, ",": 0.1, "": 0.05}}
    assert read_number(printed("1.315", doubts=blurred), whole=True).readings[0].text == "1,315"
    assert read_number(printed("3,521.720"), whole=True).readings[0].text == "3,521,720"
    clear = read_number(printed("12.5"), whole=True)
    assert (clear.readings[0].text, clear.readings[0].probability < 0.9) == ("12.5", True)


def test_a_point_that_its_ink_shows_is_read() -> None:
    passed_over = {1: {"": 0.99, ".": 0.01}}
    steps = printed("1.1人", doubts=passed_over)
    assert read_number(steps).readings[0].text == "11人"
    assert read_number(steps, points=1).readings[0].text == "1.1人"


def test_a_point_that_nothing_was_seen_of_leaves_a_doubt() -> None:
    first = read_number(printed("11人"), points=1).readings[0]
    assert first.text == "11人"
    assert 0.5 < first.probability < 0.9
