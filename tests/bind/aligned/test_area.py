"""Which section a cell belongs to: the one whose heading stands above it."""

from pipeline.model.facts import Field, Narrative
from pipeline.model.report import Report
from tests.builders import finding, make_form, of, rules
from tests.grids import read

FORM = make_form("""
decoration: ["－{page}－"]
sections:
  - heading: (1)事業
    lines:
      - [{label: 事業名, right: {report: project_name}}]
  - heading: (2)費用
    lines:
      - [{label: 説明, right: {narrative: cost_words}}]
  - heading: (3)成果
    lines:
      - [{label: 説明, right: {narrative: result_words}}]
  - heading: (4)備考
    optional: true
    lines:
      - [{label: (4)備考, below: {narrative: remarks}}]
""")


def texts(report: Report) -> dict[str, str | None]:
    return {f.field: f.text for f in of(Narrative, report)} | {f.field: f.value for f in of(Field, report)}


def test_a_heading_rules_what_stands_below_it() -> None:
    report = read(FORM, ".(1)事業\n事業名 | 海岸清掃\n.(2)費用\n説明 | 安い\n.(3)成果\n説明 | 多い")
    assert texts(report) == {"project_name": "海岸清掃", "cost_words": "安い", "result_words": "多い"}
    assert rules(report) == []


def test_two_sections_side_by_side() -> None:
    report = read(FORM, ".(1)事業\n事業名 | 海岸清掃\n.(2)費用 | < | .(3)成果\n説明 | 安い | 説明 | 多い")
    assert texts(report) == {"project_name": "海岸清掃", "cost_words": "安い", "result_words": "多い"}


def test_sections_side_by_side_whose_rows_have_other_heights() -> None:
    report = read(
        FORM,
        """
        .(1)事業
        事業名   | 海岸清掃
        .(2)費用 | <    | .(3)成果 | <
        説明     | 安い | 説明     | 多い
        ^        | ^    | ^        | ^
        ^        | ^    | _        | _
        """,
    )
    assert texts(report) == {"project_name": "海岸清掃", "cost_words": "安い", "result_words": "多い"}


def test_a_section_goes_on_over_the_page() -> None:
    report = read(
        FORM, ".(1)事業\n事業名 | 海岸清掃\n.(2)費用\n.－1－\n---\n説明 | 安い\n.(3)成果\n説明 | 多い\n.－2－"
    )
    assert texts(report) == {"project_name": "海岸清掃", "cost_words": "安い", "result_words": "多い"}
    assert report.coverage == 1.0


def test_a_heading_may_be_a_label_itself() -> None:
    report = read(
        FORM, ".(1)事業\n事業名 | 海岸清掃\n.(2)費用\n説明 | 安い\n.(3)成果\n説明 | 多い\n.(4)備考 | <\nなし | <"
    )
    assert texts(report)["remarks"] == "なし"
    assert [f.label for f in of(Narrative, report) if f.field == "remarks"] == ["(4)備考"]


def test_without_its_heading_a_section_is_not_read_as_another() -> None:
    report = read(FORM, ".(1)事業\n事業名 | 海岸清掃\n.(2)費用\n説明 | 安い\n_ | _\n説明 | 多い")
    assert finding(report, "heading-missing").expected == "(3)成果"
    assert "result_words" not in texts(report)
    assert {"説明", "多い"} <= {cell.text for cell in report.unread}
