"""Sheets on which a value could be taken for another's: it is right, or it stays unread with a finding."""

from pipeline.model.facts import Choice, Cost, Evaluation, Field, Funding, Indicator, IndicatorValue, Narrative
from tests.builders import make_form, of, rules
from tests.grids import read

NAME = "- [{label: 事業名, right: {report: project_name}}]"


def lines(text: str) -> str:
    return f"sections:\n  - heading: 1 事業\n    evaluation: {{stage: first}}\n    lines:\n      {NAME}\n      {text}\n"


# ---- merged cells


def test_one_cell_below_two_labels_is_neithers_alone() -> None:
    form = make_form(lines("- [{label: 声, below: {field: voice}}, {label: 課題, below: {field: issue}}]"))
    report = read(form, ".1 事業\n事業名 | 海岸清掃\n声 | 課題\n多い | <")
    assert "voice" not in {f.field for f in of(Field, report)}
    assert "多い" in {cell.text for cell in report.unread}


def test_one_cell_right_of_two_labels_is_neithers_alone() -> None:
    form = make_form(lines("- [{label: 起債, right: {field: bond}}]\n      - [{label: 町費, right: {field: own}}]"))
    report = read(form, ".1 事業\n事業名 | 海岸清掃\n起債 | 12\n町費 | ^")
    assert {f.field for f in of(Field, report)} == {"project_name"}
    assert "12" in {cell.text for cell in report.unread}


YEARS = """
sections:
  - heading: 2 費用
    decoration: [区分]
    year_tables:
      - id: cost
        unit: 千円
        columns: [{label: "{year}", times: 2, basis: settlement}]
        rows: [{label: 賃金, cost: {item: personnel}}, {label: 物件費, cost: {item: goods}}]
"""
HEAD = ".2 費用\n区分 | 平成18年度 | 平成19年度\n"


def test_a_figure_that_spans_two_rows_is_not_the_upper_rows_alone() -> None:
    report = read(make_form(YEARS), HEAD + "賃金 | 10 | 20\n物件費 | ^ | 30")
    assert ("personnel", 2006) not in {(f.item, f.fiscal_year) for f in of(Cost, report)}
    assert "10" in {cell.text for cell in report.unread}


def test_a_figure_left_of_all_headings_is_nobodys() -> None:
    report = read(
        make_form(YEARS), ".2 費用\n区分 | < | 平成18年度 | 平成19年度\n賃金 | 5 | 10 | 20\n物件費 | < | 1 | 2"
    )
    assert "5" in {cell.text for cell in report.unread}


RECORDS = """
sections:
  - heading: 3 成果
    record_tables:
      - id: outcomes
        makes: indicator
        columns:
          - {label: 指標, part: name}
          - {label: 単位, part: unit}
          - {label: "{year}", times: 2, measure: actual}
        groups: [{kind: outcome}]
"""
RECORD_HEAD = ".3 成果\n指標 | 単位 | 平成18年度 | 平成19年度\n"


def test_a_unit_of_two_records_is_not_the_first_ones_alone() -> None:
    report = read(make_form(RECORDS), RECORD_HEAD + "ごみ | kg | 1 | 2\n貝がら | ^ | 3 | 4")
    units = [f.unit for f in of(Indicator, report)]
    assert units == ["kg", "kg"] or "kg" in {cell.text for cell in report.unread}


def test_a_figure_of_two_records_is_not_the_first_ones_alone() -> None:
    report = read(make_form(RECORDS), RECORD_HEAD + "ごみ | kg | 1 | 2\n貝がら | kg | ^ | 4")
    assert "1" not in {f.raw for f in of(IndicatorValue, report)}
    assert "1" in {cell.text for cell in report.unread}


# ---- a label gone, and the same words elsewhere


def test_a_row_outside_groups_does_not_take_the_label_of_one_inside() -> None:
    form = make_form("""
        sections:
          - heading: 2 費用
            decoration: [区分]
            year_tables:
              - id: cost
                unit: 千円
                columns: [{label: "{year}", times: 2, basis: settlement}]
                rows:
                  - {label: 合計, cost: {item: total}}
                  - {group: 収入, rows: [{label: 合計, funding: {source: earmarked_total}}]}
    """)
    report = read(form, ".2 費用\n区分 | < | 平成18年度 | 平成19年度\n総計 | < | 10 | 20\n収入 | 合計 | 3 | 4")
    assert of(Cost, report) == []


def test_a_table_does_not_take_a_row_of_the_table_below_it() -> None:
    form = make_form("""
        sections:
          - heading: 2 費用
            decoration: [区分]
            year_tables:
              - id: cost
                unit: 千円
                columns: [{label: "{year}", times: 2, basis: settlement}]
                rows: [{label: 賃金, cost: {item: personnel}}, {label: 合計, cost: {item: total}}]
              - id: money
                unit: 千円
                columns: [{label: "{year}", times: 2, basis: settlement}]
                rows: [{label: 町費, funding: {source: general}}, {label: 合計, funding: {source: earmarked_total}}]
    """)
    text = HEAD + "賃金 | 1 | 2\n総計 | 1 | 2\n_ | _ | _\n区分 | 平成18年度 | 平成19年度\n町費 | 3 | 4\n合計 | 3 | 4"
    report = read(form, text)
    assert "total" not in {f.item for f in of(Cost, report)}
    assert [f.raw for f in of(Funding, report) if f.source == "general"] == ["3", "4"]


def test_a_table_whose_headings_are_gone_does_not_read_below_those_of_another() -> None:
    form = make_form("""
        sections:
          - heading: 2 費用
            decoration: [区分]
            year_tables:
              - id: cost
                unit: 千円
                columns: [{label: "{year}", times: 2, basis: settlement}]
                rows: [{label: 賃金, cost: {item: personnel}}]
              - id: plan
                unit: 千円
                columns: [{label: "{year}", times: 2, basis: budget}]
                rows: [{label: 物件費, cost: {item: goods}}]
    """)
    report = read(form, HEAD + "賃金 | 1 | 2\n_ | _ | _\n区分 | 一年目 | 二年目\n物件費 | 3 | 4")
    assert "goods" not in {f.item for f in of(Cost, report)}


def test_a_line_does_not_take_a_value_for_its_label() -> None:
    form = make_form(
        lines("- [{label: 目的, right: {narrative: purpose}}]\n      - [{label: 課題, right: {field: issue}}]")
    )
    report = read(form, ".1 事業\n事業名 | 課題 | 未定\n目的 | 海をまもる\n問題 | 人手")
    assert ("issue", "未定") not in {(f.field, f.value) for f in of(Field, report)}


def test_a_label_without_a_cell_of_its_own_takes_nothing_from_the_table_beside_it() -> None:
    form = make_form(lines("- [{label: 課題, right: {field: issue}}]"))
    report = read(form, ".1 事業\n事業名 | 海岸清掃 | _ | _\n課題 | _ | _ | 人手")
    assert "issue" not in {f.field for f in of(Field, report)}
    assert "人手" in {cell.text for cell in report.unread}


# ---- what a cell says


def test_a_cell_that_names_two_options_chose_neither_alone() -> None:
    form = make_form(
        lines(
            "- [{label: 方向, right: {choice: direction, only_chosen: true, evaluation: direction, "
            "options: [{option: 拡充, key: expand}, {option: 廃止, key: abolished, continues: false}]}}]"
        )
    )
    report = read(form, ".1 事業\n事業名 | 海岸清掃\n方向 | 拡充・廃止")
    assert "expand" not in {e.direction for e in of(Evaluation, report)}
    assert rules(report) != []
    assert [f for f in of(Choice, report) if f.checked] in ([], of(Choice, report))


def test_two_dashes_are_no_page_number() -> None:
    form = make_form('decoration: ["－{page}－"]\n' + YEARS.strip("\n"))
    report = read(form, HEAD + "賃金 | －－ | 20\n物件費 | 1 | 2\n.－7－")
    told = {(f.fiscal_year, f.status) for f in of(Cost, report) if f.item == "personnel"}
    assert (2006, "none") in told or "－－" in {cell.text for cell in report.unread}


def test_words_below_a_heading_that_is_a_label_are_not_lost() -> None:
    form = make_form(
        "sections:\n  - heading: 9 備考\n    lines:\n      - [{label: 9 備考, below: {narrative: remarks}}]"
    )
    report = read(form, "9 備考 | <\n海 | 山")
    assert "".join(f.text for f in of(Narrative, report)).replace("\n", "") == "海山" or report.unread
