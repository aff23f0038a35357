"""What an attacker found: pages changed so that a value could be taken for another's without a word."""

from pipeline.model.facts import Choice, Cost, IndicatorValue, Rating, Staffing
from tests.builders import make_form, of, rules
from tests.grids import read

YEARS = """
sections:
  - heading: 2 費用
    decoration: [区分]
    year_tables:
      - id: cost
        unit: 千円
        columns: [{label: "{year}決算", times: 2, basis: settlement}]
        rows: [{label: 賃金, cost: {item: personnel}}]
"""


def test_two_headings_of_one_year_date_nothing() -> None:
    report = read(make_form(YEARS), ".2 費用\n区分 | 平成19年度決算 | 平成19年度決算\n賃金 | 10 | 20")
    assert "years-unexpected" in rules(report)
    assert [(cost.fiscal_year, cost.amount_yen, cost.status) for cost in of(Cost, report)] == [
        (None, None, "ambiguous"),
        (None, None, "ambiguous"),
    ]


def test_a_settlement_of_the_sheets_own_year_is_told() -> None:
    report = read(make_form(YEARS), ".2 費用\n区分 | 平成19年度決算 | 平成20年度決算\n賃金 | 10 | 20")
    assert "years-unexpected" in rules(report)


STAFF = """
sections:
  - heading: 2 人員
    decoration: [区分]
    year_tables:
      - id: staff
        columns: [{label: "{year}決算", times: 2, basis: settlement}]
        rows:
          - group: 職種
            rows:
              - {label: 労務職, optional: true, staffing: {kind: regular, measure: fte}, unit: 人}
              - {any: 3, staffing: {kind: other, measure: fte}, unit: 人}
"""


def test_two_rows_of_which_the_line_between_is_gone_are_neither() -> None:
    text = ".2 人員\n区分 | < | 平成18年度決算 | 平成19年度決算\n職種 | %s | 4人 | 4人\n^ | 医師 | 1人 | 1人"
    assert [staff.kind for staff in of(Staffing, read(make_form(STAFF), text % "労務職"))] == ["regular"] * 2 + [
        "other"
    ] * 2
    report = read(make_form(STAFF), text % "労務職任期付職員")
    assert [staff.kind for staff in of(Staffing, report)] == ["other"] * 2
    assert "労務職任期付職員" in {cell.text for cell in report.unread}


def test_a_figure_of_an_attachment_under_no_year_is_no_name() -> None:
    form = make_form('sections: [{heading: "(別紙){subject}", free: true}]')
    report = read(form, ".(別紙)実績\n項目 | _ | 平成18年度 | 平成19年度\n港 | 7 | 8 | 9")
    assert of(IndicatorValue, report) == []
    assert "7" in {cell.text for cell in report.unread}


def test_a_list_of_options_that_isnt_whole_gives_no_grade() -> None:
    form = make_form(
        "sections: [{heading: 4 評価, lines: [[{label: 見込み, right: "
        "{choice: outlook, options: [達成, おおむね, 困難], rating: {criterion: 見込み}}}]]}]"
    )
    whole = read(form, ".4 評価\n見込み | ○達成 ●おおむね ○困難")
    assert [rating.grade for rating in of(Rating, whole)] == ["おおむね"]
    torn = read(form, ".4 評価\n見込み | ○達成 ●困難")
    assert (of(Rating, torn), len(of(Choice, torn))) == ([], 2)
    assert "label-missing" in rules(torn)
