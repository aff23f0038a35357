import pytest

from pipeline.model.ink import Step
from pipeline.readers.scan.context import told_apart
from pipeline.readers.scan.greedy import Character, likeliest


def characters(text: str) -> list[Character]:
    return [Character(character, 0.6, Step(f"{character}ー一", (0.6, 0.2, 0.1), 0.1, 0.0)) for character in text]


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ("サ一ビス", "サービス"),
        ("サービス", "サービス"),
        ("ーつ", "ーつ"),
        ("市ー般", "市一般"),
        ("第一に", "第一に"),
        ("ヘルパ一", "ヘルパー"),
        ("市ヘの", "市への"),
        ("へルパー", "ヘルパー"),
        ("一", "一"),
    ],
)
def test_neighbours_tell_what_looks_alike(read: str, told: str) -> None:
    assert "".join(character.text for character in told_apart(characters(read))) == told


def test_a_pair_told_apart_keeps_the_score_of_both() -> None:
    (_, long, *_) = told_apart(characters("サ一ビス"))
    assert long.text == "ー"
    assert long.score == pytest.approx(0.8)


def test_equal_neighbours_are_one_with_the_higher_score() -> None:
    steps = [
        Step("あ", (0.6,), 0.4, 0.0),
        Step("あ", (0.9,), 0.1, 0.1),
        Step("", (), 1.0, 0.2),
        Step("あ", (0.7,), 0.3, 0.3),
    ]
    read = likeliest(steps)
    assert [(character.text, character.score) for character in read] == [("あ", 0.9), ("あ", 0.7)]
