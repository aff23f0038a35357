"""Distances of texts."""

import pytest

from tests.scans.texts import characters_wrong, distance, folded


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", 0),
        ("abc", "abc", 0),
        ("abc", "", 3),
        ("", "ab", 2),
        ("kitten", "sitting", 3),
        ("海岸の清掃", "海岸の清帰", 1),
        ("海岸の清掃", "海の清掃", 1),
        ("ab", "ba", 2),
        ("aaa", "aa", 1),
        ("abab", "ab", 2),
    ],
)
def test_distance(one: str, other: str, expected: int) -> None:
    assert distance(one, other) == distance(other, one) == expected


def test_what_looks_the_same_is_the_same() -> None:
    assert folded(" １，２３６ 千円\n") == "1,236千円"
    assert characters_wrong("令和5年度～令和9年度", "令和５年度〜令和９年度") == 0
    assert characters_wrong("―－ー−", "----") == 0
    assert characters_wrong("データ", "デ一タ") == 1
