"""Match keys: what is folded, what must stay apart, and the way back to the printed text."""

from unicodedata import combining, decomposition, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.fold import fold, fold_by_context, fold_width, match_key

# Plain Unicode, and text dense in what folding is about.
TEXTS = st.text() | st.text(alphabet="あカｶﾞﾊﾟー－-～〜 　\u200b①Ⅱ㍻㈱㌔㎡ｍ²１1２A（）・･゛゙が\u3099")


def by_context(char: str) -> bool:
    """Whether what ``char`` folds to depends on what stands before it."""
    return char in "ーｰ" or decomposition(char).startswith(("<super>", "<sub>"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("平成　１８ 年度", "平成18年度"),
        ("決　算 (見込み含む)", "決算(見込み含む)"),
        ("決\t算\n（見込み含む）", "決算(見込み含む)"),
        ("ｶﾞﾊﾞﾅﾝｽ", "ガバナンス"),
        ("サービス", "サービス"),
        ("サ ー ビ ス", "サービス"),
        ("６０～１２０", "60~120"),
        ("60〜120", "60~120"),
        ("６０－１２０", "60-120"),
        ("60ー120", "60-120"),
        ("ー", "-"),
        ("— ― – ‐ ‑ − ﹣ ─", "--------"),
        ("国･県支出金", "国・県支出金"),
        ("国·県•支出金", "国・県・支出金"),
        ("㎡", "m2"),
        ("m²", "m2"),
        ("㌔", "キロ"),
        ("ｅラーニング", "eラーニング"),
        ("［　］", "[]"),
        ("〔注〕【重点】", "〔注〕【重点】"),
        ("⇒ →", "⇒→"),
        ("", ""),
    ],
)
def test_keys(text: str, key: str) -> None:
    assert match_key(text) == key


@pytest.mark.parametrize(
    "text",
    ["①", "⑳", "㉑", "⑴", "⒈", "Ⅰ", "Ⅻ", "ⅳ", "㍻", "㋿", "㈱", "10²", "½", "〔", "≪", "A", "a"],
)
def test_what_means_something_else_than_its_folding_stays(text: str) -> None:
    assert match_key(text) == text


@given(TEXTS)
def test_fold_and_match_key_agree_and_folding_twice_changes_nothing(text: str) -> None:
    key = match_key(text)
    assert fold(text).key == key
    assert match_key(key) == key


@given(TEXTS)
def test_no_white_space_survives(text: str) -> None:
    assert not any(c.isspace() or c == "\u200b" for c in match_key(text))


@given(TEXTS)
def test_origins_ascend_within_the_text_and_point_at_what_the_key_came_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.origin) == len(folded.key)
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= i < len(text) and not text[i].isspace() for i in folded.origin)
    if not any(combining(c) for c in folded.key + normalize("NFKD", text)):
        for char, index in zip(folded.key, folded.origin, strict=True):
            assert by_context(text[index]) or char in match_key(text[index])


@given(TEXTS, st.data())
def test_printed_text_folds_to_its_stretch_of_the_key(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.key)))
    end = data.draw(st.integers(start, len(folded.key)))
    printed = folded.printed(start, end)
    assert printed in text
    assert printed == printed.strip()
    # What one character folded to (㌔) can't be cut in two, and a mark taken from its kana context may change (ー).
    whole = len(set(folded.origin)) == len(folded.origin)
    if whole and not any(by_context(c) for c in text):
        assert match_key(printed) == folded.key[start:end]


def test_printed_keeps_the_white_space_inside() -> None:
    folded = fold("　平成 18　年度 (千円)")
    assert folded.key == "平成18年度(千円)"
    assert folded.printed(0, 6) == "平成 18　年度"
    assert folded.printed(6, 10) == "(千円)"
    assert folded.printed(3, 3) == ""


def test_printed_takes_the_dakuten_along() -> None:
    folded = fold("ﾊﾟﾝ")
    assert (folded.key, folded.origin) == ("パン", (0, 2))
    assert folded.printed(0, 1) == "ﾊﾟ"


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("平成18年", False),
        ("平成 18 年", False),
        ("平成1 8年", True),
        ("平成 1 8 年", False),
        ("1 8", True),
        ("1 年 8", False),
    ],
)
def test_torn_digits(text: str, torn: bool) -> None:
    assert fold(text).torn_digits() is torn


@pytest.mark.parametrize(
    ("text", "folded"), [("１，２３４．５（Ａ）", "1,234.5(A)"), ("①Ⅱ㍻ｶﾞ～", "①Ⅱ㍻ｶﾞ~"), ("　", " ")]
)
def test_fold_width(text: str, folded: str) -> None:
    assert fold_width(text) == folded


@given(TEXTS)
def test_fold_width_is_one_for_one(text: str) -> None:
    folded = fold_width(text)
    assert len(folded) == len(text)
    assert match_key(folded) == match_key(text)


# ---- the quick way and the slow one


@given(TEXTS | st.text(alphabet="あアーｰ-㎡ 　ﾞﾟ゛e\u0301²aサービス"))
def test_the_quick_way_to_fold_says_what_the_slow_one_does(text: str) -> None:
    assert fold(text) == fold_by_context(text)
    assert match_key(text) == fold_by_context(text).key


def test_every_character_folds_alike_in_both_ways() -> None:
    different = [
        code
        for code in range(0x110000)
        for text in (f"カ{chr(code)}ー",)
        if not 0xD800 <= code <= 0xDFFF and match_key(text) != fold_by_context(text).key
    ]
    assert not different
