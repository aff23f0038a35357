"""The headings of a table: all of them, on one row, or nothing below is read."""

import pytest

from pipeline.model.facts import Cost
from tests.builders import finding, make_form, of, rules
from tests.grids import read


def table(columns: str) -> str:
    return f"""
sections:
  - heading: 2 費用
    decoration: [区分]
    year_tables:
      - id: cost
        unit: 千円
        columns: {columns}
        rows: [{{label: 合計, cost: {{item: total}}}}]
"""


PLAIN = table('[{label: "{year}決算", times: 2, basis: settlement}, {label: "{year}予算", basis: budget}]')
ROW = "合計 | 1 | 2 | 3"


def test_columns_of_two_kinds_in_any_order() -> None:
    report = read(make_form(PLAIN), f".2 費用\n区分 | 18年度決算 | 20年度予算 | 19年度決算\n{ROW}")
    found = [(f.basis, f.fiscal_year, f.raw) for f in of(Cost, report)]
    assert found == [("settlement", 2006, "1"), ("budget", 2008, "2"), ("settlement", 2007, "3")]


@pytest.mark.parametrize(
    "head", ["区分 | 18年度決算 | | 20年度予算", "区分 | 18年度決算 | 19年度予算 | 20年度予算", "区分 | | | "]
)
def test_a_heading_too_few_or_of_another_kind(head: str) -> None:
    report = read(make_form(PLAIN), f".2 費用\n{head}\n{ROW}")
    assert of(Cost, report) == []
    assert "label-missing" in rules(report)
    assert {"1", "2", "3"} <= {cell.text for cell in report.unread}


def test_a_heading_too_many_says_how_many_there_are() -> None:
    report = read(
        make_form(PLAIN), ".2 費用\n区分 | 17年度決算 | 18年度決算 | 19年度決算 | 20年度予算\n合計 | 1 | 2 | 3 | 4"
    )
    assert of(Cost, report) == []
    said = finding(report, "label-missing")
    assert (said.expected, said.actual) == ("2", "3")


def test_headings_on_two_rows_are_not_put_together() -> None:
    text = ".2 費用\n区分 | 18年度決算 | 19年度決算 | \n区分 | | | 20年度予算\n合計 | 1 | 2 | 3"
    assert of(Cost, read(make_form(PLAIN), text)) == []


UNDER = table('[{label: 決算, under: "{year}", times: 2, basis: settlement}]')


@pytest.mark.parametrize("heads", ["平成18年度 | 平成19年度", "平成18年度 | 来年度", "平成18年度 | "])
def test_every_heading_needs_the_one_above_it(heads: str) -> None:
    report = read(make_form(UNDER), f".2 費用\n区分 | {heads}\n^ | 決算 | 決算\n合計 | 1 | 2")
    years = [f.fiscal_year for f in of(Cost, report)]
    assert years == ([2006, 2007] if heads.endswith("平成19年度") else [])


def test_a_heading_above_that_is_narrower_is_not_above() -> None:
    text = ".2 費用\n区分 | 平成18年度 | < | 平成19年度\n^ | 決算 | 決算 | <\n合計 | 1 | 2 | <"
    report = read(make_form(UNDER), text)
    assert of(Cost, report) == []
    assert "label-missing" in rules(report)


def test_the_same_year_twice_is_reported() -> None:
    report = read(make_form(UNDER), ".2 費用\n区分 | 平成18年度 | 平成18年度\n^ | 決算 | 決算\n合計 | 1 | 2")
    assert rules(report) != ["name-missing"] or of(Cost, report) == []
