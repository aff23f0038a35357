"""Choice groups: which option is chosen, whatever the marks."""

import pytest

from pipeline.bind.choices import is_radio_style, scan_codes
from pipeline.model.document import Cell, Place
from pipeline.model.facts import Choice
from pipeline.model.report import Report
from pipeline.spec.values import Option
from tests.builders import finding, make_form, of, read, rules, ticks

FORM = make_form("""
sections:
  - heading: ①評価
    lines:
      - - label: 方向
          right:
            choice: direction
            options: [拡充, 縮小, 統合, {option: その他, key: other, text: true}]
      - [備考]
""")
NESTED = make_form("""
sections:
  - heading: ①評価
    lines:
      - - label: 総合評価
          right:
            choice: direction
            options:
              - {option: 継続, options: [拡充, 縮小, 終了]}
              - {option: 終了, options: [完了, 終了]}
""")
TICKED = '<input checked="" type="checkbox"/>'
EMPTY = '<input type="checkbox"/>'


def direction(*cells: str) -> Report:
    return read(FORM, f"①評価|方向|{'|'.join(cells)}\n備考")


def nested(*rows: str) -> list[tuple[str, str, bool | None]]:
    """Every option as (label above it, option, chosen)."""
    report = read(NESTED, "①評価|総合評価|" + "\n||".join(rows))
    assert rules(report) == ["name-missing"]
    return [(c.label.rsplit(" > ", 1)[-1], c.option, c.checked) for c in of(Choice, report)]


@pytest.mark.parametrize(
    "text",
    [
        "拡充 * 縮小 統合",
        "拡充 ＊縮小 統合",
        "拡充 ○縮小 統合",
        "拡充 レ縮小 統合",
        "□拡充 ■縮小 □統合",
        "☐拡充☑縮小☐統合",
        "□拡充 ✓縮小 □統合",
        "○拡充 ●縮小 ○統合",
        "[ ]拡充 [x]縮小 [ ]統合",
        "（ ）拡充（○）縮小（ ）統合",
        f"{EMPTY} 拡充 {TICKED} 縮小 {EMPTY} 統合",
        '<input type=radio>拡充<INPUT CHECKED TYPE="radio">縮小<input type=radio>統合',
        "□ 拡充・■ 縮小／□ 統合",
        "□拡　充 ■縮 小 □統\u200b合",
    ],
)
def test_marks_of_every_style(text: str) -> None:
    assert ticks(direction(text)) == {"拡充": False, "縮小": True, "統合": False}
    assert rules(direction(text)) == ["name-missing"]


def test_options_in_cells_of_their_own() -> None:
    assert ticks(direction("□拡充", "■縮小", "□統合")) == {"拡充": False, "縮小": True, "統合": False}


def test_options_without_a_mark_among_them_are_not_chosen_and_it_is_said_once() -> None:
    report = direction("拡充 縮小 統合")
    assert ticks(report) == {"拡充": False, "縮小": False, "統合": False}
    assert finding(report, "choice-unmarked").severity == "warning"
    assert "the marks were lost" in finding(report, "choice-unmarked").message


def test_empty_boxes_say_that_nothing_was_chosen() -> None:
    assert rules(direction("□拡充 □縮小 □統合")) == ["name-missing"]


def test_one_option_without_a_mark_where_the_form_has_several_is_doubtful() -> None:
    assert ticks(direction("縮小")) == {"縮小": None}
    assert "the other options are not printed" in finding(direction("縮小"), "mark-doubtful").message
    assert ticks(direction("■縮小")) == {"縮小": True}


@pytest.mark.parametrize("text", ["拡充 ×縮小 統合", "◆拡充 ◇縮小", "拡充 ◎縮小 統合", "□拡充 □縮小 □中止"])
def test_options_beside_what_is_none_are_null(text: str) -> None:
    report = direction(text)
    assert set(ticks(report).values()) == {None}
    assert rules(report) == ["option-unknown", "name-missing"]


def test_a_tick_of_its_own_counts_beside_words_and_not_beside_signs() -> None:
    assert ticks(direction("■拡充 □縮小 □中止")) == {"拡充": True, "縮小": None}
    assert ticks(direction("■拡充 □縮小 ◆中止")) == {"拡充": None, "縮小": None}


def test_several_may_be_chosen() -> None:
    assert ticks(direction("■拡充 □縮小 ■統合")) == {"拡充": True, "縮小": False, "統合": True}


@pytest.mark.parametrize(
    ("text", "doubtful", "problem"),
    [
        ("○拡充 ○縮小 ○統合", ["拡充", "縮小", "統合"], "every option has a circle"),
        ("□拡充 縮小 ■統合", ["縮小"], "it has no mark, but the other options have"),
        ("□■拡充 □縮小 □統合", ["拡充"], "two marks stand before it"),
        ("○拡充 ■縮小 □統合", ["拡充"], "a circle stands among marks of another kind"),
    ],
)
def test_a_mark_that_can_not_be_told_is_null_with_a_finding(text: str, doubtful: list[str], problem: str) -> None:
    report = direction(text)
    assert [option for option, checked in ticks(report).items() if checked is None] == doubtful
    said = [f for f in report.findings if f.rule == "mark-doubtful"]
    assert len(said) == len(doubtful)
    assert f"①評価 > 方向 > {doubtful[0]}: whether it is chosen can't be told: {problem}" in said[0].message
    assert {c.status for c in of(Choice, report) if c.checked is None} == {"unreadable"}


@pytest.mark.parametrize(
    ("texts", "radio"),
    [
        (["○有 ●無"], True),
        (["□有", "◉有 ◯無"], True),
        (["●有", "○無"], False),
        (["○有 ○無", "■有 □無"], False),
        ([], False),
    ],
)
def test_black_and_white_circles_in_one_row_are_a_style(texts: list[str], radio: bool) -> None:
    assert is_radio_style(texts) is radio


@pytest.mark.parametrize(
    ("elsewhere", "text", "chosen"),
    [
        ("備考", "○拡充 ○縮小 ○統合", None),
        ("備考|○有 ●無", "○拡充 ○縮小 ○統合", False),
        ("備考|○有|●無", "○拡充 ○縮小 ○統合", False),
        ("備考|○有 ●無", "○拡充 縮小 統合", True),
    ],
)
def test_the_style_of_circles_is_known_from_elsewhere_on_the_sheet(
    elsewhere: str, text: str, chosen: bool | None
) -> None:
    assert ticks(read(FORM, f"①評価|方向|{text}\n{elsewhere}"))["拡充"] is chosen


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("■その他 [他課へ移管]", "他課へ移管"),
        ("■その他［ 拡充と縮小 ］", "拡充と縮小"),
        ("■その他（②へ）", "②へ"),
        ("■その他 []", None),
        ("■その他 ( )", None),
    ],
)
def test_free_text_in_brackets(text: str, note: str | None) -> None:
    report = direction(f"□拡充 □縮小 □統合 {text}")
    assert ticks(report) == {"拡充": False, "縮小": False, "統合": False, "その他": True}
    assert of(Choice, report)[-1].note == note
    assert "option-unknown" not in rules(report)


def test_words_that_are_no_option_are_left_over_and_unread() -> None:
    report = direction("□拡充 □縮小 □維持 □統合")
    said = finding(report, "option-unknown")
    assert (said.actual, said.severity) == ("□維持", "error")
    assert "①評価 > 方向: the form has no such option" in said.message
    assert len(report.unread) == 1


def test_a_cell_of_other_words_is_no_part_of_the_group() -> None:
    report = direction("■拡充 □縮小", "詳細は別紙")
    assert finding(report, "cell-unread").actual == "詳細は別紙"


def test_a_choice_of_which_nothing_is_printed() -> None:
    assert finding(direction(""), "options-missing").severity == "error"
    assert rules(direction("別紙")) == ["options-missing", "cell-unread", "name-missing"]


# ---- nested options


def test_options_below_options() -> None:
    assert nested("■継続 ⇒（□拡充 ■縮小 □終了）") == [
        ("総合評価", "継続", True),
        ("継続", "拡充", False),
        ("継続", "縮小", True),
        ("継続", "終了", False),
    ]


@pytest.mark.parametrize("arrow", ["⇒ ", "→", " ⇒（"])
def test_one_text_on_three_levels(arrow: str) -> None:
    assert nested("* 継続 ⇒ 拡充 縮小 * 終了", f"終了{arrow}完了 終了") == [
        ("総合評価", "継続", True),
        ("継続", "拡充", False),
        ("継続", "縮小", False),
        ("継続", "終了", True),
        ("総合評価", "終了", False),
        ("終了", "完了", False),
        ("終了", "終了", False),
    ]


def test_a_row_below_belongs_to_the_group() -> None:
    assert nested("□継続", "■終了 ⇒ □完了 ■終了")[1:] == [
        ("総合評価", "終了", True),
        ("終了", "完了", False),
        ("終了", "終了", True),
    ]


# ---- codes


def codes(*texts: str) -> tuple[list[str], str]:
    options = [Option(option="拡大を図る", code="1"), Option(option="縮小を図る", code="2")]
    cells = [Cell(text, Place(1, row, 0)) for row, text in enumerate(texts)]
    found, left = scan_codes(cells, options)
    return [option.option.option for option in found], left


@pytest.mark.parametrize(
    ("texts", "chosen"),
    [
        (("拡大を図る1", "縮小を図る2 1"), "1"),
        (("拡大を図る １ 縮小を図る ２ [２]",), "2"),
        (("拡大を図る1", "縮小を図る2", "2"), "2"),
        (("拡大を図る1 縮小を図る2 []",), ""),
        (("拡大を図る1 縮小を図る2 [3]",), "3"),
        (("拡大を図る1 縮小を図る2 1・2",), "1・2"),
    ],
)
def test_the_number_left_over_is_the_chosen_one(texts: tuple[str, ...], chosen: str) -> None:
    assert codes(*texts) == (["拡大を図る", "縮小を図る"], chosen)


def test_the_mark_of_an_unknown_option_is_not_its_neighbours() -> None:
    assert ticks(direction("* 維持 拡充 縮小 統合"))["拡充"] is not True


@pytest.mark.parametrize("text", ["拡充□ 縮小■ 統合□", "拡充○ 縮小 統合"])
def test_marks_behind_their_options_are_not_those_of_the_next(text: str) -> None:
    found = ticks(direction(text))
    right = {"拡充": "○" in text, "縮小": "■" in text, "統合": False}
    assert all(checked in (None, right[option]) for option, checked in found.items())


def test_a_mark_in_a_cell_before_its_option_leaves_no_option_unchosen() -> None:
    assert ticks(direction("", "拡充", "○", "縮小", "", "統合"))["縮小"] is not False


def test_one_black_circle_alone() -> None:
    assert ticks(direction("拡充 ●縮小 統合")) == {"拡充": False, "縮小": True, "統合": False}


def test_an_option_that_ends_in_a_half_width_voiced_mark() -> None:
    form = make_form(
        "sections: [{heading: ①評価, lines: [[{label: 方向, right: {choice: a, options: [アップ, ダウン]}}]]}]"
    )
    report = read(form, "①評価|方向|■ｱｯﾌﾟ □ﾀﾞｳﾝ")
    assert (ticks(report), report.unread) == ({"アップ": True, "ダウン": False}, ())


def test_an_option_printed_twice_is_doubtful() -> None:
    report = direction("■拡充 □縮小 □拡充")
    assert [(c.option, c.checked) for c in of(Choice, report)] == [("拡充", None), ("縮小", False), ("拡充", None)]
    said = [f for f in report.findings if f.rule == "mark-doubtful"]
    assert len(said) == 2
    assert "①評価 > 方向 > 拡充: whether it is chosen can't be told: it is printed twice" in said[0].message


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [("拡充□ 縮小■ 統合□", ["拡充", "縮小", "統合"]), ("拡充○ 縮小 統合", ["拡充"]), ("拡充・縮小○ 統合", ["縮小"])],
)
def test_a_mark_behind_its_option_is_doubtful(text: str, doubtful: list[str]) -> None:
    report = direction(text)
    assert ticks(report) == {option: None if option in doubtful else False for option in ("拡充", "縮小", "統合")}
    said = [f for f in report.findings if f.rule == "mark-doubtful"]
    assert len(said) == len(doubtful)
    assert {f.message.split("told: ")[1] for f in said} == {"its mark stands after it; look at the sheet"}


def test_a_mark_behind_a_blank_is_that_of_the_option_after_it() -> None:
    assert ticks(direction("拡充 ○ 縮小 統合")) == {"拡充": False, "縮小": True, "統合": False}


def test_one_text_on_three_levels_without_arrows_is_doubtful() -> None:
    report = read(NESTED, "①評価|総合評価|* 継続 拡充 縮小 * 終了\n||終了 完了 終了")
    found = of(Choice, report)
    assert {(c.option, c.checked) for c in found} == {
        ("継続", True), ("拡充", False), ("縮小", False), ("完了", False), ("終了", None),
    }  # fmt: skip
    assert len([f for f in report.findings if f.rule == "mark-doubtful"]) == len(
        [c for c in found if c.checked is None]
    )
