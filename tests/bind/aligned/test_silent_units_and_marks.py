"""More sheets on which a value could be taken for another's: units, marks and headings that serve two."""

import pytest

from pipeline.model.facts import Cost, Funding, IndicatorValue
from tests.builders import make_form, of, rules, ticks
from tests.grids import read

TWO_UNITS = """
sections:
  - heading: 2 費用
    decoration: [区分]
    year_tables:
      - id: cost
        unit_note: "(単位:{unit})"
        columns: [{label: "{year}", times: 2, basis: settlement}]
        rows: [{label: 賃金, cost: {item: personnel}}]
      - id: money
        unit_note: "(単位:{unit})"
        columns: [{label: "{year}", times: 2, basis: settlement}]
        rows: [{label: 町費, funding: {source: general}}]
"""
TABLES = """.2 費用 | _ | %s
区分 | 平成18年度 | 平成19年度
賃金 | 1 | 2
_ | _ | %s
区分 | 平成18年度 | 平成19年度
町費 | 3 | 4"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (".(単位：千円)", ".(単位：千円)"),
        (".(単位：千円)", ".(単位：円)"),
        ("_", ".(単位：円)"),
    ],
)
def test_each_table_has_the_unit_printed_above_it(first: str, second: str) -> None:
    report = read(make_form(TWO_UNITS), TABLES % (first, second))
    factor = {".(単位：千円)": 1000, ".(単位：円)": 1}
    assert [f.amount_yen for f in of(Cost, report)] in ([], [n * factor.get(first, 0) for n in (1, 2)])
    assert [f.amount_yen for f in of(Funding, report)] in ([], [n * factor[second] for n in (3, 4)])


def test_a_group_whose_unit_is_no_money_gives_no_amounts() -> None:
    form = make_form("""
        sections:
          - heading: 2 費用
            decoration: [区分]
            year_tables:
              - id: cost
                columns: [{label: "{year}", times: 2, basis: settlement}]
                rows: [{group: "費用({unit})", rows: [{label: 合計, cost: {item: total}}]}]
    """)
    report = read(form, ".2 費用\n区分 | < | 平成18年度 | 平成19年度\n費用（人） | 合計 | 1 | 2")
    assert [f.amount_yen for f in of(Cost, report)] in ([], [None, None])
    assert rules(report) != ["name-missing"]


def test_a_mark_beside_two_options_chooses_neither() -> None:
    form = make_form(
        "sections: [{heading: 4 評価, lines: [[{label: 方向, right: {choice: goal, marks: left, options: [海, 山]}}]]}]"
    )
    report = read(form, ".4 評価\n方向 | ○ | 海\n^ | ^ | 山")
    assert ticks(report) == {"海": None, "山": None}


def test_a_year_over_two_columns_of_an_attachment_does_not_give_two_figures_of_one_kind() -> None:
    form = make_form("""
        sections:
          - heading: "(別紙){subject}"
            free: true
    """)
    text = ".(別紙)内訳\n会場 | 平成18年度 | < | 平成19年度 | <\n^ | 予定 | 結果 | 予定 | 結果\n浜 | 10 | 12 | 20 | 23"
    report = read(form, text)
    figures = [(f.indicator, f.measure, f.fiscal_year) for f in of(IndicatorValue, report)]
    assert len(figures) == len(set(figures))


def test_a_label_printed_twice_beside_itself_reads_each_once() -> None:
    line = "[{label: 係, right: {field: first}}, {label: 係, right: {field: second}}]"
    form = make_form(f"sections: [{{heading: 1 事業, lines: [{line}]}}]")
    report = read(form, ".1 事業\n係 | 清掃 | 係 | 港湾")
    assert [f.raw for f in report.facts] == ["清掃", "港湾"]


@pytest.mark.xfail(reason="a section's label is looked for in the rows of a section beside it whose heading is gone")
def test_a_section_beside_another_whose_heading_is_gone_does_not_get_its_rows() -> None:
    form = make_form("""
        sections:
          - heading: (2)費用
            lines: [[{label: 説明, right: {narrative: cost_words}}], [{label: 備考, right: {narrative: cost_notes}}]]
          - heading: (3)成果
            lines: [[{label: 説明, right: {narrative: words}}], [{label: 備考, right: {narrative: notes}}]]
    """)
    text = ".(2)費用 | < | _ | _\n説明 | 安い | 説明 | 多い\n_ | _ | 備考 | 来年も"
    report = read(form, text)
    assert "来年も" not in {f.raw for f in report.facts}
