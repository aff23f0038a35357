"""One row of a list: what its cells say below their headings."""

import pytest

from pipeline.model.facts import Choice, Cost, Evaluation, Field, Indicator, IndicatorValue, Policy
from pipeline.model.report import Report
from tests.builders import list_form, of, read_all, rules
from tests.grids import drawn

TITLE = "令和7年度一覧"
_FORM = 'title: "{sheet_year}一覧"\nlisted:\n  groups:\n'
_NAME = "{label: 事業名, value: {report: project_name}}"


def row(columns: str, text: str, more: str = "") -> Report:
    """The one row of a list of a name and ``columns``, its headings and its cells in ``text``."""
    form = list_form(f"{_FORM}    - {{columns: [{_NAME}]}}\n    - {{{more}columns: [{columns}]}}\n")
    head, cells = text.split("\n")
    (report,) = read_all(drawn(f"事業名 | {head}\n橋 | {cells}", TITLE), form).reports
    return report


# ---- cells of text


CODE = "{label: 十, joins: [一], record: 施策, blank: ['0'], value: {policy: {level: 施策, cells: [code]}}}"


@pytest.mark.parametrize(("cells", "code"), [("1 | 2", "12"), (" | 2", "2"), ("0 | 2", "2")])
def test_joined_cells_are_one_text(cells: str, code: str) -> None:
    report = row(CODE, f"十 | 一\n{cells}")
    assert [policy.code for policy in of(Policy, report)] == [code]
    assert (rules(report), report.unread) == ([], ())


def test_joined_cells_are_read_in_the_order_of_the_form() -> None:
    assert [policy.code for policy in of(Policy, row(CODE, "一 | 十\n2 | 1"))] == ["12"]


def test_joined_cells_with_a_later_one_blank_are_unread() -> None:
    report = row(CODE, "十 | 一\n1 | ")
    assert (of(Policy, report), [cell.text for cell in report.unread]) == ([], ["1"])
    assert "text-incomplete" in rules(report)


def test_joined_cells_with_a_heading_gone_are_unread() -> None:
    report = row(CODE, "十 | 他\n1 | 2")
    assert (of(Policy, report), [cell.text for cell in report.unread]) == ([], ["1", "2"])


def test_code_and_name_of_a_record_are_one_policy() -> None:
    name = "{label: 施策名, record: 施策, value: {policy: {level: 施策, cells: [name]}}}"
    report = row(f"{CODE}, {name}", "十 | 一 | 施策名\n1 | 2 | 道をつくる")
    assert [(policy.code, policy.name) for policy in of(Policy, report)] == [("12", "道をつくる")]


def test_what_shows_a_blank_says_nothing() -> None:
    column = "{label: 課, blank: ['0'], value: {field: section}}"
    report = row(f"{column}, {{label: 係, value: {{field: unit}}}}", "課 | 係\n0 | 0")
    assert [(field.field, field.value) for field in of(Field, report) if field.field != "project_name"] == [
        ("unit", "0")
    ]
    assert report.unread == ()


def test_a_column_without_a_value_says_nothing() -> None:
    report = row("{label: 備考}", "備考\n何か")
    assert (report.unread, rules(report)) == ((), [])


def test_the_lines_of_a_cell_keep_their_places_beside_blank_ones() -> None:
    columns = "{label: 款, value: {field: kan, each_line: true}}, {label: 項, value: {field: kou, each_line: true}}"
    report = row(columns, "款 | 項\n2\\n\\n10 | 1\\n4\\n3")
    found = [(f.field, f.ordinal, f.value) for f in of(Field, report) if f.field != "project_name"]
    assert found == [("kan", 0, "2"), ("kan", 2, "10"), ("kou", 0, "1"), ("kou", 1, "4"), ("kou", 2, "3")]


def test_lines_of_numbers_are_kept_as_printed() -> None:
    report = row("{label: 額, value: {field: amount, type: number, each_line: true}}", "額\n12\\n1,300")
    assert [(f.ordinal, f.value) for f in of(Field, report) if f.field == "amount"] == [(0, "12"), (1, "1,300")]
    assert rules(report) == []


@pytest.mark.parametrize(("cell", "checked"), [("○", True), ("", False), ("0", False), ("/", False)])
def test_a_mark_or_none(cell: str, checked: bool) -> None:
    column = "{label: 防災, blank: ['0'], value: {mark: plan, option: 防災}}, {label: 課, value: {field: section}}"
    report = row(column, f"防災 | 課\n{cell} | 課")
    assert [(choice.option, choice.checked) for choice in of(Choice, report)] == [("防災", checked)]
    assert report.unread == ()


# ---- figures


COST = "{label: 費, value: {cost: {item: direct}}}"


@pytest.mark.parametrize(
    ("began", "ended", "years"),
    [
        ("令和3年度", "令和9年度", (2021, 2027)),
        ("令和3年度", "", (None, None)),
        ("令和9年度", "令和3年度", (None, None)),
    ],
)
def test_what_covers_the_project_is_of_all_its_years(began: str, ended: str, years: tuple[int, int]) -> None:
    head = "{label: 始, value: {report: started_fiscal_year}}, {label: 終, value: {report: ended_fiscal_year}}"
    more = "covers: project, basis: plan, unit: 千円, "
    report = row(f"{COST}, {head}", f"費 | 始 | 終\n5 | {began} | {ended}", more)
    assert [(c.fiscal_year, c.fiscal_year_to, c.amount_yen) for c in of(Cost, report)] == [(*years, 5000)]


def test_a_year_in_the_heading_is_the_year() -> None:
    column = '{label: "{year}費", value: {cost: {item: direct}}}'
    report = row(column, "令和4年度費\n5", "basis: budget, unit: 千円, ")
    assert [(c.fiscal_year, c.basis) for c in of(Cost, report)] == [(2022, "budget")] or rules(report)


def test_a_figure_merged_over_two_headings_is_nobodys() -> None:
    more = "each: [{back: 0}], basis: settlement, unit: 千円, "
    second = "{label: 人, value: {cost: {item: personnel}}}"
    report = row(f"{COST}, {second}", "費 | 人\n5 | <", more)
    assert (of(Cost, report), [cell.text for cell in report.unread]) == ([], ["5"])
    assert rules(report) == ["cell-unread"]


def test_a_struck_figure_is_none_and_a_blank_one_nothing() -> None:
    more = "each: [{back: 0}], basis: settlement, unit: 千円, "
    second = "{label: 人, value: {cost: {item: personnel}}}"
    report = row(f"{COST}, {second}", "費 | 人\n/ | ", more)
    assert [(c.item, c.status, c.amount_yen) for c in of(Cost, report)] == [("direct", "none", None)]


def test_a_cell_below_no_heading_is_unread() -> None:
    report = row("{label: 課, value: {field: section}}", "課 | \n課 | 7")
    assert [cell.text for cell in report.unread] == ["7"]


# ---- records and verdicts


_PARTS = (
    "{label: 名1, record: 一, value: {indicator: outcome, part: name}},"
    " {label: 名2, record: 二, value: {indicator: outcome, part: name}},"
    " {label: 値2, record: 二, value: {indicator: outcome, measure: actual, year: evaluated}}"
)


def test_the_second_indicator_stays_the_second_where_the_first_is_blank() -> None:
    report = row(_PARTS, "名1 | 名2 | 値2\n | 人数 | 5")
    assert [(i.ordinal, i.heading, i.name) for i in of(Indicator, report)] == [(2, "二", "人数")]
    assert [(v.fiscal_year, v.raw) for v in of(IndicatorValue, report)] == [(2024, "5")]


def test_a_block_says_what_its_figures_are() -> None:
    column = "{label: 値, record: 一, value: {indicator: outcome, measure: actual}}"
    more = "each: [{back: 0, measure: actual}, {ahead: 1, measure: target}], "
    report = row(column, "値 | 値\n5 | 6", more)
    assert [(v.measure, v.fiscal_year, v.raw) for v in of(IndicatorValue, report)] == [
        ("actual", 2024, "5"), ("target", 2025, "6"),
    ]  # fmt: skip


def test_a_verdict_is_made_only_where_it_says_something() -> None:
    column = (
        "{label: 方向, blank: ['0'], value: {choice: direction, evaluation: direction, only_chosen: true,"
        " options: [{option: 継続, key: maintain}, {option: 廃止, key: abolished, continues: false}]}}"
    )
    more = "evaluation: {stage: first}, "
    (verdict,) = of(Evaluation, row(column, "方向\n廃止", more))
    assert (verdict.stage, verdict.direction, verdict.continues) == ("first", "abolished", False)
    for cell in ("0", "休止"):
        found = row(f"{column}, {{label: 課, value: {{field: section}}}}", f"方向 | 課\n{cell} | 課", more)
        assert [f.direction for f in of(Evaluation, found) if f.direction] == []
        assert (rules(found) == ["choice-unmarked"]) == (cell == "0")
        assert rules(found)
