"""Year tables: years across, figures down."""

import pytest

from pipeline.model.facts import Cost, Funding, Staffing
from pipeline.model.report import Report
from tests.builders import amounts, finding, make_form, of, read, rules

FORM = make_form("""
rounding: {千円: nearest}
sections:
  - heading: ①経費
    year_tables:
      - id: cost
        header: ["{year}(千円)", "{year}"]
        years: 3
        unit: 千円
        evaluated: {basis: settlement, sums_to: total}
        sheet: {basis: initial_budget, sums_to: direct}
        rows:
          - {label: 当初予算, cost: {item: direct, basis: initial_budget}}
          - {label: 決算, years: evaluated, cost: {item: total}}
          - label: 職員
            optional: true
            years: evaluated
            each_year:
              - {staffing: {kind: regular, measure: fte, basis: settlement}, unit: 人}
              - {cost: {item: personnel, basis: settlement}, unit: 千円}
          - {label: 公債費, optional: true, years: evaluated, cost: {item: debt_service, basis: settlement}}
          - group: 財源
            rows:
              - {label: 一般財源, optional: true, funding: {source: general, within: total}}
""")
HEAD = "①経費||平成18年度(千円)|平成19年度(千円)|平成20年度(千円)\n"
GROUP = "\n|財源"


def table(*rows: str, head: str = HEAD, group: str = GROUP) -> Report:
    return read(FORM, head + "\n".join(rows) + group)


def test_each_figure_is_in_the_year_above_it() -> None:
    report = table("|当初予算|1,000|2,000|3,000", "|決算|4,000|5,000")
    assert amounts(report) == {
        ("direct", 2006): 1_000_000,
        ("direct", 2007): 2_000_000,
        ("direct", 2008): 3_000_000,
        ("total", 2006): 4_000_000,
        ("total", 2007): 5_000_000,
    }
    assert rules(report) == ["name-missing"]


def test_a_fact_has_the_labels_above_it_its_place_and_its_unit() -> None:
    report = table("|当初予算|1,000||", "|決算|4,000|5,000")
    (fact,) = [fact for fact in of(Cost, report) if fact.item == "direct"]
    assert (fact.label, fact.place.row, fact.place.col) == ("①経費 > 当初予算 > 平成18年度(千円)", 2, 2)
    assert (fact.raw, fact.unit, fact.precision_yen) == ("1,000", "千円", 1000)


def test_blank_dash_zero_and_undecided_are_four_things() -> None:
    facts = of(Cost, table("|当初予算|－|0|未定", "|決算"))
    assert [(fact.status, fact.amount_yen) for fact in facts] == [("none", None), ("value", 0), ("undecided", None)]
    assert of(Cost, table("|当初予算||", "|決算")) == []


def test_a_column_says_what_the_row_does_not() -> None:
    report = table("|当初予算|1|2|3", "|決算|1|2", group="\n|財源|一般財源|4|5|6")
    facts = of(Funding, report)
    assert [(f.fiscal_year, f.basis, f.sums_to, f.within) for f in facts] == [
        (2006, "settlement", "total", "total"),
        (2007, "settlement", "total", "total"),
        (2008, "initial_budget", "direct", "total"),
    ]
    assert facts[0].label == "①経費 > 財源 > 一般財源 > 平成18年度(千円)"


def test_two_cells_a_year() -> None:
    report = table("|当初予算", "|決算", "|職員|1.33 人|12,236|1.77 人|16,627")
    assert [(s.fiscal_year, str(s.value)) for s in of(Staffing, report)] == [(2006, "1.33"), (2007, "1.77")]
    assert amounts(report) == {("personnel", 2006): 12_236_000, ("personnel", 2007): 16_627_000}


def test_a_row_that_stands_where_its_label_does_is_read() -> None:
    assert amounts(table("当初予算|5|6", "|決算|7", "|公債費|8|9")) == amounts(
        table("|当初予算|5|6", "|決算|7", "|公債費|8|9")
    )


def test_a_row_pushed_aside_with_nothing_to_tell_how_far_is_left_open() -> None:
    report = table("|当初予算||1||2", "|決算|7|8")
    said = [f for f in report.findings if f.rule == "alignment-ambiguous"]
    assert [f.expected for f in said] == ["direct 2006 or direct 2007", "direct 2007 or direct 2008"]
    assert {f.amount_yen for f in of(Cost, report) if f.item == "direct"} == {None}


def test_a_row_with_a_blank_is_read_by_its_columns_only_beside_a_full_one() -> None:
    assert amounts(table("|当初予算||2|", "|決算|7|8"))[("direct", 2007)] == 2000
    alone = table("|当初予算||2|", "|決算")
    assert amounts(alone) == {("direct", None): None}
    said = finding(alone, "alignment-ambiguous")
    assert (said.expected, said.actual) == ("direct 2006 or direct 2007 or direct 2008", "2")


def test_a_missing_row_is_an_error_finding_unless_it_is_optional() -> None:
    report = table("|当初予算|1|2|3")
    assert finding(report, "label-missing").expected == "決算"


def test_a_missing_group_label_is_an_error_and_its_rows_are_read() -> None:
    report = table("|当初予算|1|2|3", "|決算|1|2", group="\n|一般財源|4|5|6")
    assert finding(report, "label-missing").expected == "財源"
    assert len(of(Funding, report)) == 3


@pytest.mark.parametrize(
    "head",
    ["①経費||平成18年度|平成19年度\n", "①経費||平成18年度|平成19年度|平成20年度|平成21年度\n", "①経費\n"],
)
def test_without_all_its_years_nothing_below_is_read(head: str) -> None:
    report = table("|当初予算|1|2|3", "|決算|1|2", head=head)
    said = finding(report, "label-missing")
    assert (of(Cost, report), said.expected, said.actual) == ([], "3", str(head.count("平成")))
    assert said.severity == "error"
    assert len(report.unread) >= 7


@pytest.mark.parametrize("years", ["平成17年度|平成18年度|平成20年度", "平成20年度|平成21年度|平成22年度"])
def test_years_that_do_not_fit_the_sheet_are_an_error(years: str) -> None:
    report = table("|当初予算|1|2|3", "|決算|1|2", head=f"①経費||{years}\n")
    said = finding(report, "years-unexpected")
    assert (said.severity, said.expected) == ("error", "years in a row, 2007 among them")


@pytest.mark.parametrize(
    ("years", "left"),
    [("平成 年度|平成19年度|平成20年度", {2007, 2008}), ("平成18年度|平成19年度|平成 年度", {2006, 2007}),
     ("平成 年度|平成 年度|平成 年度", set())],
)  # fmt: skip
def test_below_a_heading_without_a_year_no_figure_has_one(years: str, left: set[int]) -> None:
    report = table("|当初予算|1|2|3", "|決算|1|2|3", head=f"①経費||{years}\n")
    assert {f.fiscal_year for f in of(Cost, report) if f.amount_yen is not None} == left
    assert {(f.fiscal_year, f.status.value) for f in of(Cost, report) if f.amount_yen is None} == {(None, "ambiguous")}
    said = [f for f in report.findings if f.rule == "year-unreadable"]
    assert len(said) == 3 - len(left)
    assert said[0].severity == "error"
    assert "no year is filled in" in said[0].message
    assert rules(report).count("number-ambiguous") == 2 * (3 - len(left))


def test_of_two_headings_with_one_year_neither_has_figures() -> None:
    report = table("|当初予算|1|2|3", "|決算|1|2", head="①経費||平成19年度|平成19年度|平成20年度\n")
    assert {f.fiscal_year for f in of(Cost, report) if f.amount_yen is not None} == {2008}
    assert "those of a year twice left out" in finding(report, "years-unexpected").message


def test_more_figures_than_years_are_not_read() -> None:
    report = table("|当初予算|1|2|3|4", "|決算|1|2")
    said = finding(report, "too-many-values")
    assert (said.expected, said.actual) == ("3", "1 | 2 | 3 | 4")
    assert [cell.text for cell in report.unread] == ["1", "2", "3", "4"]


def test_figures_in_a_year_that_the_form_leaves_blank_are_a_warning() -> None:
    report = table("|当初予算|1|2|3", "|決算|4|5|6")
    assert finding(report, "value-in-later-year").severity == "warning"
    assert amounts(report)[("total", 2008)] == 6000


@pytest.mark.parametrize(
    ("text", "rule", "status"),
    [
        ("1O0", "number-unreadable", "unreadable"),
        ("12,2３6円", "number-ambiguous", "ambiguous"),
        ("####", "number-unreadable", "unreadable"),
    ],
)
def test_a_number_that_can_not_be_read_has_no_value_and_a_finding(text: str, rule: str, status: str) -> None:
    report = table(f"|当初予算|1|{text}|3", "|決算|1|2")
    (fact,) = [f for f in of(Cost, report) if f.raw == text]
    assert (fact.amount_yen, fact.fiscal_year) == (None, 2007)
    said = finding(report, rule)
    assert (said.severity, said.actual, said.fiscal_year) == ("error", text, 2007)
    assert fact.status == status


def test_words_where_a_number_was_expected_are_words() -> None:
    report = table("|当初予算|1|別紙|3", "|決算|1|2")
    (fact,) = [f for f in of(Cost, report) if f.raw == "別紙"]
    assert (fact.amount_yen, fact.status) == (None, "text")
    said = finding(report, "number-in-words")
    assert (said.actual, said.severity, said.fiscal_year, said.place) == ("別紙", "error", 2007, fact.place)


def test_a_row_that_starts_a_year_late_is_not_silently_read_a_year_early() -> None:
    report = table("|当初予算|1|2|3", "|決算||5,000|6,000")
    assert amounts(report).get(("total", 2006)) is None
    assert amounts(report).get(("total", 2007)) in (None, 5_000_000)


def test_a_figure_without_a_year_has_no_basis_made_up() -> None:
    report = table(
        "|当初予算", "|決算", head="①経費||平成18年度|平成19年度|平成　年度\n", group="\n|財源|一般財源|4|5|6"
    )
    assert [f.basis for f in of(Funding, report)] == ["settlement", "settlement", None]
