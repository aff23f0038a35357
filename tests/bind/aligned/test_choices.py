"""Choices: marks in cells of their own, in the options' cells, and what is printed alone."""

import pytest

from pipeline.model.facts import Choice, Evaluation, Rating
from pipeline.model.report import Report
from pipeline.spec.form import Form
from tests.builders import finding, make_form, of, rules, ticks
from tests.grids import read


def form(value: str) -> Form:
    head = "sections:\n  - heading: 4 評価\n    evaluation: {stage: first}\n    lines:\n"
    return make_form(
        f"{head}      - [{{label: 方向, right: {{{value}}}}}]\n      - [{{label: 理由, right: {{narrative: why}}}}]"
    )


LEFT = form("choice: goal, marks: left, options: [海, 山, 川, 町]")


def left(rows: str) -> Report:
    return read(LEFT, f".4 評価\n{rows}\n理由 | なし")


def test_circles_left_of_their_options_and_blanks_left_of_the_others() -> None:
    report = left("方向 | ○ | 海 | | 川\n^ | | 山 | ○ | 町")
    assert ticks(report) == {"海": True, "山": False, "川": False, "町": True}
    assert (report.coverage, rules(report)) == (1.0, ["name-missing"])


def test_no_circle_at_all() -> None:
    assert ticks(left("方向 | | 海 | | 川\n^ | | 山 | | 町")) == {"海": False, "山": False, "川": False, "町": False}


@pytest.mark.parametrize("mark", ["○", "◎", "●", "✓", "☑"])
def test_many_signs_are_a_mark(mark: str) -> None:
    assert ticks(left(f"方向 | {mark} | 海 | | 川\n^ | | 山 | | 町"))["海"] is True


def test_anything_else_left_of_an_option_leaves_it_in_doubt() -> None:
    report = left("方向 | 3 | 海 | | 川\n^ | | 山 | ○ | 町")
    assert ticks(report) == {"海": None, "山": False, "川": False, "町": True}
    assert finding(report, "mark-doubtful").place is not None


def test_an_option_that_is_not_printed_is_reported() -> None:
    report = left("方向 | ○ | 海 | | 川\n^ | | 山 | |")
    assert "町" not in ticks(report)
    assert finding(report, "label-missing").expected == "町"


def test_an_option_that_the_form_does_not_have_stays_unread() -> None:
    report = left("方向 | ○ | 海 | | 川\n^ | | 山 | | 町\n^ | ○ | 空 | |")
    assert {"○", "空"} == {cell.text for cell in report.unread}


# ---- marks in the options' cells


RADIO = form("choice: effort, options: [十分, 不足, {option: その他, text: true}], rating: {criterion: 取組}")


@pytest.mark.parametrize(
    ("text", "chosen"),
    [("●十分 ○不足 ○その他（ ）", "十分"), ("○十分 ●不足 ○その他（ ）", "不足"), ("□十分 ■不足 □その他（ ）", "不足")],
)
def test_one_of_a_row_of_circles(text: str, chosen: str) -> None:
    report = read(RADIO, f".4 評価\n方向 | {text}\n理由 | なし")
    assert [option for option, ticked in ticks(report).items() if ticked] == [chosen]
    assert [r.grade for r in of(Rating, report)] == [chosen]
    assert (report.coverage, rules(report)) == (1.0, ["name-missing"])


def test_words_in_the_bracket_of_an_open_option() -> None:
    report = read(RADIO, ".4 評価\n方向 | ○十分 ○不足 ●その他（来年決める）\n理由 | なし")
    (other,) = [f for f in of(Choice, report) if f.option == "その他"]
    assert (other.checked, other.note) == (True, "来年決める")


def test_options_in_cells_of_their_own() -> None:
    report = read(RADIO, ".4 評価\n方向 | ○十分 | ●不足 | ○その他（ ）\n理由 | < | < | なし")
    assert ticks(report) == {"十分": False, "不足": True, "その他": False}


def test_without_any_option_printed_there_is_an_error() -> None:
    report = read(RADIO, ".4 評価\n方向 | 未定\n理由 | なし")
    assert finding(report, "options-missing").severity == "error"


# ---- only what was chosen


CHOSEN = form(
    "choice: direction, only_chosen: true, evaluation: direction, options: "
    "[{option: 拡充, key: expand}, {option: 廃止, key: abolished, continues: false}]"
)


def test_a_cell_prints_only_what_was_chosen() -> None:
    report = read(CHOSEN, ".4 評価\n方向 | 拡充\n理由 | なし")
    assert [e.direction for e in of(Evaluation, report)] == ["expand"]
    assert [(f.option, f.checked, f.raw) for f in of(Choice, report) if f.checked] == [("拡充", True, "拡充")]


@pytest.mark.parametrize("text", ["現状のまま", "拡充しない"])
def test_a_cell_that_prints_anything_else_is_reported(text: str) -> None:
    report = read(CHOSEN, f".4 評価\n方向 | {text}\n理由 | なし")
    assert [e.direction for e in of(Evaluation, report)] in ([], [None])
    assert finding(report, "option-unknown").actual == text


def test_a_blank_cell_chooses_nothing() -> None:
    report = read(CHOSEN, ".4 評価\n方向 | \n理由 | なし")
    assert [f for f in of(Choice, report) if f.checked] == []
