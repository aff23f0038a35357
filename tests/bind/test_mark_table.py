"""Mark tables: options across, criteria down, a mark where they meet."""

import pytest

from pipeline.model.facts import Choice, Rating
from pipeline.model.report import Report
from tests.builders import finding, make_form, of, read, rules

FORM = make_form("""
sections:
  - heading: ①評価
    mark_tables:
      - id: contribution
        field: contribution
        stage: ex_ante
        columns: [高い, 普通, 低い]
        rows: [{label: 計画, criterion: plan}, {label: 公約}]
""")


def marks(plan: str, pledge: str = "公約|□|□|□") -> Report:
    return read(FORM, f"①評価||高い|普通|低い\n|{plan}\n|{pledge}")


def plan(report: Report) -> dict[str, bool | None]:
    return {c.option: c.checked for c in of(Choice, report) if "計画" in c.label}


@pytest.mark.parametrize(
    "row",
    ["計画|□|■|□", '計画|<input type="checkbox"/>|<input type="checkbox" checked=""/>|<input type="checkbox"/>',
     "計画||○|", "計画||レ", "計画|－|○|－", "計画|[ ]|[x]|[ ]"],
)  # fmt: skip
def test_the_mark_says_which_option_is_meant(row: str) -> None:
    report = marks(row)
    assert plan(report) == {"高い": False, "普通": True, "低い": False}
    (rating,) = of(Rating, report)
    assert (rating.criterion, rating.grade, rating.stage) == ("plan", "普通", "ex_ante")
    assert rules(report) == ["name-missing"]


def test_without_a_mark_nothing_is_chosen_and_nothing_rated() -> None:
    report = marks("計画", "公約")
    assert {c.checked for c in of(Choice, report)} == {False}
    assert len(of(Choice, report)) == 6
    assert of(Rating, report) == []


def test_an_option_is_labelled_with_its_row_and_column() -> None:
    assert of(Choice, marks("計画|□|■|□"))[0].label == "①評価 > 計画 > 高い"


def test_a_mark_that_moved_is_left_open() -> None:
    report = marks("計画|||||○"[:-1] + "|○", "公約|□|□|□")
    assert of(Rating, report) == []
    assert finding(report, "alignment-ambiguous").expected == "高い or 普通 or 低い"
    assert True not in plan(report).values()


def test_what_is_no_mark_is_doubtful() -> None:
    report = marks("計画|□|高|□")
    assert plan(report) == {"高い": False, "普通": None, "低い": False}
    assert finding(report, "mark-doubtful").actual == "高"


def test_more_cells_than_options_are_not_read() -> None:
    assert finding(marks("計画|□|■|□|□"), "too-many-values").expected == "3"


def test_missing_headings_and_labels_are_errors() -> None:
    report = read(FORM, "①評価||高い|低い\n|計画|■|□")
    assert finding(report, "label-missing").expected == "高い 普通 低い"
    assert of(Choice, report) == []
    assert finding(read(FORM, "①評価||高い|普通|低い\n|計画|□|■|□"), "label-missing").expected == "公約"


def test_circles_in_a_row_with_a_black_one_are_not_chosen() -> None:
    assert plan(marks("計画|○|●|○")) == {"高い": False, "普通": True, "低い": False}


@pytest.mark.parametrize("row", ["計画|■|■|□", "計画|○|○|○"])
def test_two_marks_in_a_row_are_said(row: str) -> None:
    assert len(of(Rating, marks(row))) <= 1 or len(rules(marks(row))) > 1
