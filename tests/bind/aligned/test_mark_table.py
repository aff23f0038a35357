"""Mark tables: options across, criteria down."""

from pipeline.model.facts import Choice, Rating
from pipeline.model.report import Report
from tests.builders import finding, make_form, of, rules
from tests.grids import read

FORM = make_form("""
sections:
  - heading: 4 点検
    mark_tables:
      - id: review
        field: review
        stage: first
        columns: [高い, 並, 低い]
        rows: [{label: 必要性, criterion: 必要性}, {label: 有効性, criterion: 有効性}]
""")
HEAD = ".4 点検\n | 高い | 並 | 低い\n"


def grades(report: Report) -> dict[str, str | None]:
    return {f.criterion: f.grade for f in of(Rating, report)}


def test_a_mark_where_they_meet() -> None:
    report = read(FORM, HEAD + "必要性 | ○ | |\n有効性 | | | ○")
    assert grades(report) == {"必要性": "高い", "有効性": "低い"}
    assert (report.coverage, rules(report)) == (1.0, ["name-missing"])


def test_two_marks_in_a_row_give_no_grade() -> None:
    report = read(FORM, HEAD + "必要性 | ○ | ○ |\n有効性 | | | ○")
    assert grades(report).get("必要性") is None
    assert rules(report) != ["name-missing"]


def test_a_mark_over_two_options_chooses_neither() -> None:
    report = read(FORM, HEAD + "必要性 | ○ | < |\n有効性 | | | ○")
    assert [f.option for f in of(Choice, report) if f.checked] == ["低い"]
    assert "○" in {cell.text for cell in report.unread}


def test_a_row_whose_label_is_gone_is_nobodys() -> None:
    report = read(FORM, HEAD + "いらない | ○ | |\n有効性 | | | ○")
    assert grades(report) == {"有効性": "低い"}
    assert finding(report, "label-missing").expected == "必要性"
    assert {"いらない", "○"} == {cell.text for cell in report.unread}


def test_with_a_heading_gone_nothing_is_read() -> None:
    report = read(FORM, HEAD.replace("並", "") + "必要性 | ○ | |\n有効性 | | | ○")
    assert of(Rating, report) == []
    assert "label-missing" in rules(report)
