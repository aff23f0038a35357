"""Two forms about one project in one file must say the same."""

import pytest

from pipeline.checks.companions import link_companions
from pipeline.model.facts import Cost
from pipeline.model.report import SourceReading
from pipeline.spec.registry import Registry
from tests.builders import finding, make_form, of, read_all, sheet

HEADING = """
  - heading: %s
    lines:
      - - {label: 事業名, right: {report: project_name}}
        - {label: コード, optional: true, right: {report: project_code}}
      - [{label: 担当, optional: true, right: {report: department}}]
      - [{label: 費用, optional: true, right: {cost: {item: total, basis: settlement}, unit: 千円, year: evaluated}}]
"""
SHEET = make_form(f"""
rounding: {{千円: nearest}}
companion: {{form: kasumi/outline, same: [report.project_name, report.department, cost.settlement.total]}}
sections:{HEADING % "①事業"}
""")
OUTLINE = make_form(
    f"""
title: "{{evaluated_year}}の概要"
kind: summary
companion: {{form: kasumi/sheet, same: []}}
sections:{HEADING % "事業"}
""",
    "kasumi/outline/2008",
)


def both(
    *, name: str = "情報研修", department: str = "企画課", cost: str = "1,000", year: str = "平成19年度"
) -> SourceReading:
    text = f"""{year}の概要
事業
事業名|{name}
担当|{department}
費用|{cost}
平成20年度試験評価表
①事業
事業名|情報研修|コード|010802
担当|企画課
費用|1,000"""
    return read_all(sheet(text, title=None), SHEET, OUTLINE)


def test_what_agrees_is_information() -> None:
    _, main = both(name="情報　研修").reports
    said = {f.rule: f for f in main.findings if f.rule.startswith("same-")}
    assert set(said) == {"same-report.project_name", "same-report.department", "same-cost.settlement.total"}
    assert {f.severity for f in said.values()} == {"info"}
    assert said["same-cost.settlement.total"].message == (
        "cost.settlement.total agrees with kasumi/outline/2008 in the same file"
    )


def test_what_does_not_agree_is_a_warning_with_both() -> None:
    _, main = both(cost="2,000", department="総務課").reports
    said = finding(main, "same-cost.settlement.total")
    assert (said.severity, said.expected, said.actual, said.fiscal_year) == ("warning", "2,000", "1,000", 2007)
    assert said.message.endswith("does not agree with kasumi/outline/2008 in the same file: one of them is wrong")
    assert said.place == of(Cost, main)[0].place
    assert finding(main, "same-report.department").actual == "企画課"


@pytest.mark.parametrize(
    ("cost", "agrees"), [("1,000千円", True), ("99万円", True), ("1,001", False), ("101万円", False)]
)
def test_amounts_agree_if_equal_or_within_the_rounding_of_another_unit(cost: str, agrees: bool) -> None:
    said = finding(both(cost=cost).reports[1], "same-cost.settlement.total")
    assert (said.severity == "info") is agrees


WITNESSED = make_form("""
companion: {form: kasumi/outline, same: [cost.settlement.total]}
sections:
  - heading: ①事業
    lines: [[{label: 事業名, right: {report: project_name}}]]
    year_tables:
      - id: cost
        header: "{year}"
        years: 2
        unit: 千円
        evaluated: {basis: settlement}
        sheet: {basis: settlement}
        rows: [{label: 合計, cost: {item: total}}]
""")


@pytest.mark.parametrize(("outline", "year"), [("1,000", 2007), ("2,000", None), ("", None)])
def test_a_companion_that_states_a_figure_shows_where_a_moved_one_belongs(outline: str, year: int | None) -> None:
    text = f"""平成19年度の概要
事業
事業名|情報研修
費用|{outline}
平成20年度試験評価表
①事業
事業名|情報研修
||平成18年度|平成19年度
合計|1,000"""
    main = read_all(sheet(text, title=None), WITNESSED, OUTLINE).reports[1]
    (fact,) = of(Cost, main)
    assert (fact.fiscal_year, fact.amount_yen) == ((year, 1_000_000) if year else (None, None))
    assert ("alignment-ambiguous" in {f.rule for f in main.findings}) is (year is None)


def test_a_report_without_a_code_has_its_companions() -> None:
    outline, main = both().reports
    assert (main.head.project_code, outline.head.project_code) == ("010802", "010802")


@pytest.mark.parametrize("change", [{"name": "別の事業"}, {"year": "平成18年度"}])
def test_another_project_or_year_is_no_companion(change: dict[str, str]) -> None:
    for report in both(**change).reports:
        said = finding(report, "companion-missing")
        assert said.severity == "warning"
        assert "about the same project and year is not in the file" in said.message
    assert both(**change).reports[0].head.project_code is None


def test_a_report_alone_says_that_its_companion_is_missing() -> None:
    (alone,) = read_all(sheet("①事業\n事業名|情報研修"), SHEET, OUTLINE).reports
    assert finding(alone, "companion-missing").expected == "kasumi/outline"


def test_a_form_without_a_companion_misses_none() -> None:
    form = make_form(f"sections:{HEADING % '①事業'}")
    (report,) = read_all(sheet("①事業\n事業名|情報研修"), form).reports
    assert link_companions([report], Registry((form,), {})) == (report,)


def test_what_only_one_of_them_says_is_not_compared() -> None:
    assert not [f for f in both(cost="").reports[1].findings if f.rule == "same-cost.settlement.total"]


def test_findings_come_in_the_order_of_the_sheet() -> None:
    years = "|".join(f"平成{year}年度" for year in range(9, 20))
    table = """
    year_tables:
      - id: cost
        header: "{year}"
        years: 11
        unit: 千円
        evaluated: {basis: settlement}
        sheet: {basis: settlement}
        rows: [{label: 決算, cost: {item: direct}}]
"""
    same = "companion: {form: kasumi/outline, same: [cost.settlement.direct]}\n"
    main = make_form(f"{same}sections:{HEADING % '①事業'}{table}")
    outline = make_form(f'title: "{{evaluated_year}}の概要"\nsections:{HEADING % "事業"}{table}', "kasumi/outline/2008")
    rows = f"事業名|情報研修\n||{years}\n|決算|" + "|".join(map(str, range(11)))
    text = f"平成19年度の概要\n事業\n{rows}\n平成20年度試験評価表\n①事業\n{rows}"
    found = [
        f for f in read_all(sheet(text, title=None), main, outline).reports[1].findings if f.rule.startswith("same-")
    ]
    assert len(found) == 11
    assert [f.fiscal_year for f in found] == list(range(1997, 2008))
