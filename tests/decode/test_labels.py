import pytest

from pipeline.decode.labels import Label, find_label
from tests.decode.making import printed

LABELS: dict[str, Label] = {
    "name": ["事業名称"],
    "year": ["令和", None, "年度"],
    "cost": ["事業費（千円）"],
    "result": ["カ所数"],
    "goal": ["目標値"],
    "actual": ["実績値"],
}


@pytest.mark.parametrize(
    ("seen", "name"),
    [
        ("事業名称", "name"),
        ("事業 名称", "name"),
        ("令和７年度", "year"),
        ("令和12年度", "year"),
        ("事業費(千円)", "cost"),
        ("力所数", "result"),
        ("実績値", "actual"),
    ],
)
def test_a_label_is_found_however_its_width_and_look_alikes_were_read(seen: str, name: str) -> None:
    found = find_label(printed(seen), LABELS)
    assert found is not None
    assert found.name == name


def test_one_misread_character_in_a_long_label_changes_nothing() -> None:
    found = find_label(printed("事業費（十円）"), LABELS)
    assert found is not None
    assert found.name == "cost"


@pytest.mark.parametrize("seen", ["事業の概要", "目", "12,345", ""])
def test_what_is_no_label_of_the_form_is_none(seen: str) -> None:
    assert find_label(printed(seen), LABELS) is None


def test_two_labels_that_look_alike_are_not_told_apart() -> None:
    alike: dict[str, Label] = {"kana": ["ロ"], "kanji": ["口"]}
    assert find_label(printed("ロ"), alike) is None


def test_between_two_labels_in_doubt_none_is_found() -> None:
    seen = printed("x標値", doubts={0: {"目": 0.5, "指": 0.5}})
    assert find_label(seen, {"goal": ["目標値"], "index": ["指標値"]}) is None


def test_a_form_without_labels_has_none() -> None:
    assert find_label(printed("事業名称"), {}) is None
