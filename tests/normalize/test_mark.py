"""Marks of choice forms."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.mark import MARK_PATTERN, Mark, MarkReading, find_mark, parse_mark

TICKED = [
    '<input checked="" type="checkbox"/>',
    '<input type="checkbox" checked>',
    "<INPUT TYPE='RADIO' CHECKED='checked' />",
    "<input type=checkbox checked=checked>",
    "<input\n  type=checkbox\n  checked/>",
    *"☑☒■●◉✓✔✅レﾚ*＊",
    "☑\ufe0f",
]
UNTICKED = [
    '<input type="checkbox"/>',
    "<input type=radio>",
    "<input type=checkbox/>",
    '<input type="checkbox" value="checked">',
    '<input data-checked="1" type="checkbox">',
    '<input title="a > b, checked" type="checkbox">',
    *"☐□▢",
]
CIRCLES = list("○◯〇⚪")


@pytest.mark.parametrize(
    ("text", "mark"),
    [(t, Mark.TICKED) for t in TICKED] + [(t, Mark.UNTICKED) for t in UNTICKED] + [(t, Mark.CIRCLE) for t in CIRCLES],
)
def test_marks_before_an_option(text: str, mark: Mark) -> None:
    before, after = "終了 ", " 事業の継続"
    assert find_mark(f"{before}{text}{after}", len(before)) == (mark, len(before) + len(text))
    assert find_mark(f"{before}{text}事業の継続", len(before)) == (mark, len(before) + len(text))
    found = re.search(MARK_PATTERN, f"{before}{text}{after}")
    assert found is not None
    assert found.group() == text


@pytest.mark.parametrize(
    "text",
    [
        "レベル",
        "事業",
        "[]",
        "[x]",
        "(✓)",
        "◎",
        "**",
        "*1",
        "＊２",
        "×",
        "－",
        "△",
        "1",
        "",
        "<input type='text' checked>",
        "<input>",
        "<inputs type=radio>",
        "<b>",
        "<input type=checkbox",
        '<input type="checkbox>',
        "< input type=radio>",
    ],
)
def test_no_mark(text: str) -> None:
    assert find_mark(text, 0) is None


@pytest.mark.parametrize(("text", "pos"), [("サービスレ", 4), ("レレ", 0), ("ｻｰﾋﾞｽﾚ", 5), ("ール", 0), ("2*3", 1)])
def test_a_tick_kana_or_star_inside_something_else_is_none(text: str, pos: int) -> None:
    assert find_mark(text, pos) is None


@pytest.mark.parametrize("pos", [-1, 1, 100])
def test_positions_outside_the_text(pos: int) -> None:
    assert find_mark("■", pos) is None


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("[x]", Mark.TICKED),
        ("[X]", Mark.TICKED),
        ("［ レ ］", Mark.TICKED),
        ("[✓]", Mark.TICKED),
        ("(✓)", Mark.TICKED),
        ("（●）", Mark.TICKED),
        ("[ ]", Mark.UNTICKED),
        ("[　]", Mark.UNTICKED),
        ("[]", Mark.UNTICKED),
        ("(○)", Mark.CIRCLE),
        ("[1]", None),
        ("[x)", None),
        ("[レベル]", None),
    ],
)
def test_brackets_are_marks_only_where_asked_for(text: str, mark: Mark | None) -> None:
    assert find_mark(text, 0, brackets=True) == (None if mark is None else (mark, len(text)))
    assert find_mark(text, 0) is None


def test_the_free_text_bracket_behind_an_option_is_no_mark() -> None:
    text = "□その他 []"
    assert [find_mark(text, pos) for pos in range(len(text))] == [(Mark.UNTICKED, 1)] + [None] * (len(text) - 1)


@pytest.mark.parametrize("text", ["○", "◯", "〇", "◎", " ○ ", "●", "■", "☑", "✓", "レ", "*", "[x]", TICKED[0]])
def test_cell_ticked(text: str) -> None:
    assert parse_mark(text) == MarkReading(True)


@pytest.mark.parametrize("text", ["□", "☐", "－", "―", "-", "×", "[ ]", UNTICKED[0]])
def test_cell_unticked(text: str) -> None:
    assert parse_mark(text) == MarkReading(False)


@pytest.mark.parametrize("text", ["", " ", "　\n"])
def test_cell_blank(text: str) -> None:
    assert parse_mark(text) is None


@pytest.mark.parametrize("text", ["△", "1", "O", "0", "x", "○○", "☑ ☐", "○継続", "レベル", "####", "なし"])
def test_cell_unreadable(text: str) -> None:
    reading = parse_mark(text)
    assert reading is not None
    assert reading.checked is None
    assert reading.problem


@given(
    st.text() | st.text(alphabet="<input type=checkbox radio checked\"'/>[]レ○*■□ "), st.integers(-1, 30), st.booleans()
)
def test_a_mark_ends_inside_the_text_and_reads_the_same_without_what_follows(
    text: str, pos: int, brackets: bool
) -> None:
    found = find_mark(text, pos, brackets=brackets)
    if found is not None:
        mark, end = found
        assert pos < end <= len(text)
        assert find_mark(text[:end], pos, brackets=brackets) == (mark, end)


@given(st.text())
def test_a_cell_reading_is_complete(text: str) -> None:
    reading = parse_mark(text)
    assert (reading is None) == (
        not text.strip() or not any(not c.isspace() and c not in "\u200b\u200c\u200d\u2060\ufeff" for c in text)
    )
    assert reading is None or (reading.checked is None) == (reading.problem is not None)
