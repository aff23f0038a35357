"""Sections with tables of the sheet's own (別紙)."""

from pipeline.model.facts import Cost, Indicator, IndicatorValue, Narrative
from pipeline.model.report import Report
from tests.builders import make_form, of, rules
from tests.grids import read

FORM = make_form("""
sections:
  - heading: 1 事業
    lines:
      - [{label: 事業名, right: {report: project_name}}]
  - heading: "(別紙){subject}"
    optional: true
    again: true
    free: true
""")


def sheet(text: str) -> Report:
    return read(FORM, f".1 事業\n事業名 | 海岸清掃\n---\n.(別紙)内訳\n{text}")


def told(report: Report) -> list[tuple[str | None, str | None, int | None, str]]:
    named = {f.number: f for f in of(Indicator, report)}
    return [
        (named[f.indicator].name, named[f.indicator].unit, f.fiscal_year, f.raw) for f in of(IndicatorValue, report)
    ]


def test_a_table_with_years_across_is_one_of_indicators() -> None:
    report = sheet(".1 来た人\n会場 | 平成18年度 | 平成19年度\n浜（人） | 10 | 20\n港（人） | 30 | 40")
    assert told(report) == [
        ("浜", "人", 2006, "10"), ("浜", "人", 2007, "20"), ("港", "人", 2006, "30"), ("港", "人", 2007, "40"),
    ]  # fmt: skip
    assert of(Indicator, report)[0].heading == "1 来た人"
    assert (report.coverage, rules(report)) == (1.0, [])


def test_labels_of_two_levels_name_it_together() -> None:
    report = sheet(".1 来た人\n | < | 平成18年度 | 平成19年度\n浜 | 朝 | 10 | 20\n^ | 夜 | 30 | 40")
    assert [name for name, *_ in told(report)] == ["浜 朝", "浜 朝", "浜 夜", "浜 夜"]


def test_years_without_an_era_are_near_the_sheets_own() -> None:
    assert [year for _, _, year, _ in told(sheet("会場 | 18年度 | 19年度\n浜 | 10 | 20"))] == [2006, 2007]


def test_a_figure_over_two_years_stays_unread() -> None:
    report = sheet("会場 | 平成18年度 | 平成19年度\n浜 | 10 | <")
    assert told(report) == []
    assert [cell.text for cell in report.unread] == ["10"]


def test_any_other_table_is_kept_as_text() -> None:
    report = sheet(".日程\n日 | すること\n7月1日 | 受付\n8月3日 | 清掃")
    assert [(f.label, f.text) for f in of(Narrative, report)] == [
        ("(別紙)内訳 > 日程 > すること > 7月1日", "受付"),
        ("(別紙)内訳 > 日程 > すること > 8月3日", "清掃"),
    ]
    assert report.coverage == 1.0


def test_no_figure_of_an_attachment_is_one_of_the_form() -> None:
    assert of(Cost, sheet("会場 | 平成18年度 | 平成19年度\n事業費 | 10 | 20")) == []


def test_text_alone_is_kept() -> None:
    report = sheet("ひとつの箱\n.雨の日は休む。")
    assert [f.text for f in of(Narrative, report)] == ["ひとつの箱\n雨の日は休む。"]


def test_two_tables_with_a_line_of_text_between() -> None:
    report = sheet(
        ".表1\n会場 | 平成18年度 | 平成19年度\n浜 | 10 | 20\n.表2\n会場 | 平成18年度 | 平成19年度\n港 | 30 | 40"
    )
    assert [f.heading for f in of(Indicator, report)] == ["表1", "表2"]
