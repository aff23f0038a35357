"""Beam search and scoring, against all ways written out (brute force)."""

from collections import defaultdict
from itertools import groupby, product
from math import exp, inf, isclose, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decode.automaton import Grammar, one_of, optional, repeated, sequence
from pipeline.decode.ctc import UNSEEN, best_texts, fit, score_text
from pipeline.decode.emissions import Emission, emissions
from tests.decode.making import printed, steps_of

ALPHABET = "ab1"


@st.composite
def cells(draw: st.DrawFn) -> list[Emission]:
    rows = draw(st.lists(st.lists(st.integers(1, 50), min_size=4, max_size=4), min_size=1, max_size=5))
    return [
        Emission(row[0] / sum(row), {c: n / sum(row) for c, n in zip(ALPHABET, row[1:], strict=True)}) for row in rows
    ]


def all_texts(cell: list[Emission]) -> dict[str, float]:
    """The probability of every text, by summing over every way."""
    found: dict[str, float] = defaultdict(float)
    for way in product(["", *ALPHABET], repeat=len(cell)):
        probability = 1.0
        for character, emission in zip(way, cell, strict=True):
            probability *= emission.characters[character] if character else emission.blank
        found["".join(key for key, _ in groupby(way))] += probability
    return found


@given(cells())
def test_best_texts_are_those_of_all_ways(cell: list[Emission]) -> None:
    expected = all_texts(cell)
    found = best_texts(cell, most=400)
    assert isclose(sum(exp(one.score) for one in found), 1.0, rel_tol=0.05) or len(cell) > 3
    for one in found[:3]:
        assert exp(one.score) <= expected[one.text] * 1.0001
    assert isclose(exp(found[0].score), max(expected.values()), rel_tol=0.02)


@given(cells(), st.text(ALPHABET, max_size=5))
def test_a_text_scores_the_sum_of_its_ways(cell: list[Emission], text: str) -> None:
    expected = all_texts(cell).get(text, 0.0)
    assert isclose(exp(score_text(cell, text)), expected, rel_tol=1e-6, abs_tol=1e-300)


@given(cells())
@settings(max_examples=50)
def test_a_grammar_gives_the_best_of_its_own(cell: list[Emission]) -> None:
    grammar = Grammar.of(sequence(one_of("a"), optional(one_of("1"))))
    allowed = {text: score for text, score in all_texts(cell).items() if text in ("a", "a1")}
    found = {one.text: exp(one.score) for one in best_texts(cell, grammar)}
    assert set(found) == set(allowed)
    assert all(isclose(found[text], allowed[text], rel_tol=1e-6) for text in found)


def test_equal_neighbours_are_one_unless_a_blank_may_stand_between() -> None:
    close = emissions(steps_of([{"1": 1.0}, {"1": 1.0}]))
    apart = emissions(steps_of([{"1": 1.0}, {"": 1.0}, {"1": 1.0}]))
    assert best_texts(close)[0].text == "1"
    assert best_texts(apart)[0].text == "11"
    assert score_text(close, "11") == -inf


def test_a_text_longer_than_the_steps_is_impossible() -> None:
    assert score_text(emissions(printed("1")), "12345") == -inf
    assert score_text([], "1") == -inf
    assert score_text([], "") == 0.0


def test_a_character_that_was_not_kept_costs_what_an_unseen_one_does() -> None:
    seen = emissions(printed("abc", sure=0.999999))
    assert score_text(seen, "abd") == pytest.approx(score_text(seen, "abc") + log(UNSEEN), abs=0.01)


def test_a_hole_takes_anything_or_nothing() -> None:
    seen = emissions(printed("令和7年度"))
    assert fit(seen, ["令", "和", None, "年", "度"]) == pytest.approx(0.0, abs=0.1)
    assert fit(seen, ["令", "和", "7", None, "年", "度"]) == pytest.approx(0.0, abs=0.1)
    assert fit(seen, ["平", "成", None, "年", "度"]) < -10


def test_the_best_reading_fits_and_others_do_not() -> None:
    seen = emissions(printed("千円"))
    assert fit(seen, "千円") == pytest.approx(0.0, abs=1e-6)
    assert fit(seen, "百円") < -8


def test_a_grammar_that_nothing_follows_gives_nothing() -> None:
    assert best_texts(emissions(steps_of([{"a": 1.0}])), Grammar.of(repeated(one_of("1")))) == []
