import pytest

from pipeline.spec.printed import is_worded, words_of


@pytest.mark.parametrize(
    ("text", "worded"),
    [
        ("事業の概要", True),
        ("16 平和と公正", True),
        ("（4）事業費等（千円）", True),
        ("令和6年度実績", False),
        ("R6年度における取組", False),
        ("{year}年度", False),
        ("費", False),
        ("(1)", False),
        ("■ 拡充", False),
        ("PDCA", False),
    ],
)
def test_words_are_what_is_the_same_on_every_sheet(text: str, worded: bool) -> None:
    assert is_worded(text) is worded


def test_texts_that_only_figures_tell_apart_are_not_told_by_words() -> None:
    assert words_of(["成果指標1", "成果指標2", "活動指標 3", "活動指標３", "評価A", "評価B", "{year}年度"]) == {
        "活動指標3"
    }
