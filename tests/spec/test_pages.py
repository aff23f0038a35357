"""The words for ruled pages: what they mean together, and what is refused."""

import re

import pytest
from pydantic import ValidationError

from pipeline.spec.form import Form
from tests.builders import make_form


def section(words: str) -> Form:
    return make_form(f"sections: [{{heading: 費用, {words}}}]")


def table(words: str) -> Form:
    return section(f"year_tables: [{{id: cost, unit: 千円, {words}, rows: [{{label: 合計, cost: {{item: total}}}}]}}]")


HEADER = 'header: "{year}", years: 2, evaluated: {basis: settlement}, sheet: {basis: budget}'
COLUMNS = 'columns: [{label: 決算, under: "{year}", times: 2, basis: settlement}]'


@pytest.mark.parametrize("words", [HEADER, COLUMNS])
def test_a_table_says_its_columns_one_way_or_the_other(words: str) -> None:
    assert table(words).sections[0].year_tables[0].id == "cost"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (f"{HEADER}, {COLUMNS}", "header, years, evaluated and sheet say nothing"),
        ('header: "{year}", years: 2', "needs header, years, evaluated and sheet, or columns"),
    ],
)
def test_a_table_that_says_its_columns_twice_or_half_is_refused(words: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        table(words)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{cost: {item: total}}", "either a label, or any"),
        ("{label: 合計, any: 3, cost: {item: total}}", "either a label, or any"),
        ("{any: 3}", "needs exactly one of cost"),
    ],
)
def test_a_row_has_a_label_or_takes_any(row: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        section(f"year_tables: [{{id: cost, unit: 千円, {COLUMNS}, rows: [{row}]}}]")


def test_two_groups_may_have_rows_of_one_label_but_one_group_may_not() -> None:
    group = "{group: %s, rows: [{label: 合計, cost: {item: total}}]}"
    rows = f"[{group % '支出'}, {group % '収入'}]"
    form = section(f"year_tables: [{{id: cost, unit: 千円, {COLUMNS}, rows: {rows}}}]")
    assert len(list(form.sections[0].year_tables[0].each_row())) == 2
    twice = "[{group: 支出, rows: [{label: 合計, cost: {item: total}}, {label: 合計, cost: {item: direct}}]}]"
    with pytest.raises(ValidationError, match="two rows are labelled '合計'"):
        section(f"year_tables: [{{id: cost, unit: 千円, {COLUMNS}, rows: {twice}}}]")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('{split: "{a}～{b}"}', "one needs the other"),
        ("{field: a, holds: {b: {field: c}}}", "one needs the other"),
        ("{rating: {criterion: 有効性, code: '['}}", "not a regular expression"),
        ("{rating: {criterion: 有効性}, field: a}", "exactly one of"),
    ],
)
def test_values_that_say_half_or_two_things_are_refused(value: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        section(f"lines: [[{{label: 期間, right: {value}}}]]")


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("{label: 指標, part: name, measure: actual}", "either a part, a measure or a mark"),
        ('{label: 指標, part: name, split: ["{name}({nothing})"]}', "nothing is no part of a record"),
    ],
)
def test_columns_of_records_that_say_two_things_are_refused(column: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        section(f"record_tables: [{{id: a, makes: indicator, columns: [{column}]}}]")


def test_a_title_without_a_year_needs_a_label_that_has_one() -> None:
    with pytest.raises(ValidationError, match=r"needs a \{sheet_year\}"):
        make_form("title: 評価シート\nsections: [{heading: 費用}]")
    with pytest.raises(ValidationError, match=r"needs a \{sheet_year\}"):
        make_form("title: 評価シート\ndated: 予算\nsections: [{heading: 費用}]")
    assert (
        make_form('title: 評価シート\ndated: "{sheet_year}予算"\nsections: [{heading: 費用}]').dated
        == "{sheet_year}予算"
    )


def test_every_label_of_a_form_is_found_among_its_labels() -> None:
    form = make_form("""
        begins: 事業名
        decoration: ["－{page}－"]
        lines: [[{label: NO., right: {report: serial}}]]
        sections:
          - heading: 費用
            parts: {label: 細目}
            year_tables:
              - id: cost
                unit_note: "(単位:{unit})"
                columns: [{label: 決算, under: "{year}", basis: settlement}]
                rows: [{group: 支出, rows: [{group: 人, rows: [{label: 給料, cost: {item: personnel}}]}]}]
    """)
    for text in (
        "事業名",
        "－ 7 －",
        "ＮＯ．",
        "費 用",
        "細目",
        "（単位：千円）",
        "決算",
        "令和5年度",
        "支出",
        "人",
        "給料",
    ):
        assert form.labels.matches(text), text
    assert form.labels.matches("12,345") == ()


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("{label: 決算, times: 2, basis: settlement}", "no year for the column '決算'"),
        ('{label: "{year}", times: 2}', "row '合計' has no basis in the column '{year}'"),
    ],
)
def test_a_column_without_a_year_or_a_basis_is_refused(columns: str, said: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(said)):
        table(f"columns: [{columns}]")


def test_a_row_may_say_the_basis_itself() -> None:
    row = "{label: 合計, cost: {item: total, basis: settlement}}"
    form = section(f'year_tables: [{{id: a, columns: [{{label: "{{year}}", times: 2}}], unit: 千円, rows: [{row}]}}]')
    assert form.sections[0].year_tables[0].columns[0].basis is None


@pytest.mark.parametrize("unit", ["仁", "千円"])
def test_people_are_not_counted_in_just_anything(unit: str) -> None:
    row = f"{{label: 職員, staffing: {{kind: regular, measure: fte}}, unit: {unit}}}"
    with pytest.raises(ValidationError, match="not a unit of people or time"):
        section(f"year_tables: [{{id: staff, {COLUMNS}, rows: [{row}]}}]")
