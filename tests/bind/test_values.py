"""What a cell says if a word of the spec is meant."""

import pytest
from pydantic import ValidationError

from pipeline.model.facts import Cost, Derived, Field, IndicatorValue, Narrative, Policy, Rating, Staffing
from pipeline.model.report import Report
from tests.builders import decimal, finding, make_form, of, read, rules


def cell(value: str, text: str, heading: str = "①概要", more: str = "") -> Report:
    """The report of a sheet with one value, in the cell right of ``値``."""
    form = make_form(f"sections:\n  - heading: {heading}\n    lines: [[{{label: 値, right: {value}}}]]\n{more}")
    return read(form, f"{heading}\n値|{text}")


@pytest.mark.parametrize(
    ("text", "year", "rule"),
    [("50年度", None, "year-unreadable"),
     ("平成15年度", 2003, None), ("H 15", 2003, None), ("15年度", 2003, None), ("平成　年度", None, None),
     ("－", None, None), ("平成99年度", None, "year-unreadable"), ("不明", None, "year-unreadable")],
)  # fmt: skip
def test_years_of_the_head(text: str, year: int | None, rule: str | None) -> None:
    report = cell("{report: started_fiscal_year}", text)
    assert report.head.started_fiscal_year == year
    assert rules(report) == ([rule] if rule else []) + ["name-missing"]


def test_every_cell_of_the_head_is_a_field_too() -> None:
    report = cell("{report: project_code}", "010802")
    assert report.head.project_code == "010802"
    assert [(f.field, f.value) for f in of(Field, report)] == [("project_code", "010802")]


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [("12", "12", "value"), ("－", None, "none"), ("未定", None, "undecided"), ("1O0", None, "unreadable")],
)
def test_a_field_that_is_a_number(text: str, value: str | None, status: str) -> None:
    assert [(f.value, f.status) for f in of(Field, cell("{field: rank, type: number}", text))] == [(value, status)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [("平成20年5月15日", "2008-05-15"), ("平成20年12月", "2008-12"), ("H20.5.15", "2008-05-15")],
)
def test_a_field_that_is_a_date(text: str, iso: str) -> None:
    assert [f.value for f in of(Field, cell("{field: made_on, type: date}", text))] == [iso]


@pytest.mark.parametrize("text", ["A.高い", "A；高い", "A・高い", "A:高い", "A 高い"])
def test_the_sign_between_a_rating_and_its_code_is_of_neither(text: str) -> None:
    (rating,) = of(Rating, cell("{rating: {criterion: need, code: '[A-Z]'}}", text))
    assert (rating.code, rating.grade, rating.raw) == ("A", "高い", text)


@pytest.mark.parametrize(
    ("pattern", "text", "code", "name"),
    [
        (r"第?\d+章", "第8章 計画の推進に向け", "第8章", "計画の推進に向け"),
        (r"第?\d+章", "第 ８ 章　計画の推進", "第 ８ 章", "計画の推進"),
        (r"\(?\d+\)?", "(1)個人情報 保護", "(1)", "個人情報 保護"),
        (r"\(?\d+\)?", "（１）個人情報", "（１）", "個人情報"),
        (r"\d+", "計画の推進", None, "計画の推進"),
        (r"\d*", "計画", None, "計画"),
        (r"\d+", "12", "12", None),
    ],
)
def test_a_policy_is_a_code_and_a_name(pattern: str, text: str, code: str | None, name: str | None) -> None:
    (policy,) = of(Policy, cell(f"{{policy: {{level: 政策, code: '{pattern}'}}}}", text))
    assert (policy.code, policy.name, policy.level, policy.raw) == (code, name, "政策", text.strip())


def test_a_policy_in_two_cells() -> None:
    (policy,) = of(Policy, cell("{policy: {plan: 大綱, cells: [code, name]}}", "3411|プランの策定"))
    assert (policy.plan, policy.code, policy.name) == ("大綱", "3411", "プランの策定")


@pytest.mark.parametrize(
    ("text", "yen", "precision", "note"),
    [
        ("12,236", 12_236_000, 1000, None),
        ("１２，２３６千円", 12_236_000, 1000, None),
        ("△5", -5000, 1000, None),
        ("500万円", 5_000_000, 10_000, None),
        ("約12,236", 12_236_000, 1000, "約"),
    ],
)
def test_money_is_in_whole_yen(text: str, yen: int, precision: int, note: str | None) -> None:
    (fact,) = of(Cost, cell("{cost: {item: direct, basis: settlement}, unit: 千円, year: evaluated}", text))
    assert (fact.amount_yen, fact.precision_yen, fact.note, fact.fiscal_year) == (yen, precision, note, 2007)


@pytest.mark.parametrize("text", ["12,236円", "3億4千万", "10~20", "5人"])
def test_money_in_another_unit_than_the_forms_is_ambiguous(text: str) -> None:
    report = cell("{cost: {item: direct}, unit: 千円}", text)
    assert [(f.amount_yen, f.status) for f in of(Cost, report)] == [(None, "ambiguous")]
    assert finding(report, "number-ambiguous").severity == "error"


def test_qualifiers_ranges_and_units_of_indicators() -> None:
    (value,) = of(IndicatorValue, cell("{indicator: users, measure: goal}", "年60~120人程度"))
    assert (value.value, value.unit) == (None, "人")
    assert (value.value_low, value.value_high) == (decimal("60"), decimal("120"))
    assert "程度" in (value.qualifier or "")


@pytest.mark.parametrize(
    ("which", "year"),
    [("evaluated", 2007), ("sheet", 2008), ("before_evaluated", 2006), ("after_sheet", 2009), ("undated", None)],
)
def test_years_by_what_they_are_to_the_report(which: str, year: int | None) -> None:
    (value,) = of(IndicatorValue, cell(f"{{indicator: users, measure: actual, year: {which}}}", "5"))
    assert value.fiscal_year == year


@pytest.mark.parametrize(("text", "value"), [("36.2", "36.2"), ("36.2円", "36.2"), ("－", None)])
def test_figures_that_the_form_computes(text: str, value: str | None) -> None:
    (fact,) = of(Derived, cell("{derived: {measure: per_resident, numerator: total}, unit: 円}", text))
    assert (fact.yen, fact.value) == ((None, None) if value is None else (fact.value, fact.yen))
    assert str(fact.yen) == str(value)


def test_an_undecided_end_year_is_not_a_blank_one() -> None:
    report = cell("{report: ended_fiscal_year}", "未定")
    assert [(f.field, f.status) for f in of(Field, report)] == [("ended_fiscal_year", "undecided")]


def test_a_rate_printed_with_its_percent_sign() -> None:
    (fact,) = of(Derived, cell("{derived: {measure: beneficiary_rate}, unit: '%'}", "12.5％"))
    assert (str(fact.value), fact.status) == ("12.5", "value")


def test_hours_where_people_are_expected_are_said() -> None:
    report = cell("{staffing: {kind: regular, measure: fte}, unit: 人}", "120時間")
    (fact,) = of(Staffing, report)
    assert fact.measure == "hours" or len(rules(report)) > 1


def test_a_date_with_its_month_left_blank_is_said() -> None:
    assert len(rules(cell("{field: made_on, type: date}", "平成20年　月　日"))) > 1


@pytest.mark.parametrize("where", ["below: %s", "label: '値{a}', holds: {a: %s}"])
def test_a_mark_stands_nowhere_but_right_of_its_label(where: str) -> None:
    element = ("label: 値, " if "label" not in where else "") + where % "{mark: plan, option: 計画}"
    with pytest.raises(ValidationError, match="stands right of it, in a cell of its own"):
        make_form(f"sections: [{{heading: ①概要, lines: [[{{{element}}}]]}}]")


# ---- amounts with something beside them

AMOUNT = "{cost: {item: direct, basis: settlement}, unit: 千円}"


def amount(text: str) -> tuple[int | None, str | None, list[str]]:
    """An amount in thousands, its note, and the findings."""
    report = cell(AMOUNT, text)
    (cost,) = of(Cost, report)
    return cost.amount_yen and cost.amount_yen // 1000, cost.note, rules(report)[:-1]


@pytest.mark.parametrize("text", ["うち 50,500", "内50,500", "50.500", "－ 50,500"])
def test_an_amount_with_two_readings_is_left_out(text: str) -> None:
    assert (amount(text)[0], amount(text)[2]) == (None, ["number-ambiguous"])


@pytest.mark.parametrize(
    ("text", "word"),
    [("平均50,500", "平均"), ("最大50,500", "最大"), ("下限50,500", "下限"),
     ("毎月50,500", "毎月"), ("50,500以上", "以上"),
     ("50,500※600", "※600"), ("50,500※他に1,200", "※他に1,200")],
)  # fmt: skip
def test_an_amount_with_a_word_that_makes_it_another_is_kept_and_said(text: str, word: str) -> None:
    assert (amount(text)[0], amount(text)[2]) == (50_500, ["number-odd"])
    assert word in finding(cell(AMOUNT, text), "number-odd").message


@pytest.mark.parametrize(
    ("text", "note"),
    [("約50,500", "約"), ("50,500見込み", "見込み"), ("50,500 ※1", "※1"),
     ("1,243,584（△24,614）", "（△24,614）"), ("▲ 39", None), ("50,500※2023年度分", "※2023年度分")],
)  # fmt: skip
def test_an_amount_with_an_ordinary_note_is_nothing_to_look_at(text: str, note: str | None) -> None:
    assert amount(text)[1:] == (note, [])


def test_a_number_in_another_unit_than_the_forms_is_kept_and_said() -> None:
    report = cell("{indicator: users, measure: actual, unit: 人}", "12件")
    assert [(v.value, v.unit) for v in of(IndicatorValue, report)] == [(decimal("12"), "件")]
    assert "printed in 件 where the form has 人" in finding(report, "number-odd").message


def test_a_computed_figure_with_a_point_that_may_be_a_comma_is_left_out() -> None:
    report = cell("{derived: {measure: per_use, basis: settlement}, unit: 円}", "15.775")
    assert [(d.value, d.yen, d.status) for d in of(Derived, report)] == [(None, None, "ambiguous")]


# ---- what a report is known by

IDENTITY = ["project_code", "serial", "project_name", "department"]


def identity(column: str, text: str) -> tuple[str | None, list[tuple[str | None, str]], list[tuple[str, str]]]:
    """The column of the head, its field row, and the findings."""
    report = cell(f"{{report: {column}}}", text)
    fields = [(f.value, f.status.value) for f in of(Field, report)]
    findings = [(f.rule, f.severity.value) for f in report.findings if f.rule != "name-missing"]
    return getattr(report.head, column), fields, findings


@pytest.mark.parametrize("column", IDENTITY)
@pytest.mark.parametrize("text", ["#REF!", "####", "#N/A", "生活\ufffd\ufffd路"])
def test_a_damaged_name_or_code_is_none(column: str, text: str) -> None:
    assert identity(column, text) == (None, [(None, "unreadable")], [("text-unreadable", "error")])


@pytest.mark.parametrize("column", IDENTITY)
@pytest.mark.parametrize(("text", "status"), [("－", "none"), ("なし", "none"), ("未定", "undecided")])
def test_a_dash_is_no_name_and_no_code(column: str, text: str, status: str) -> None:
    severity = "warning" if column in {"project_code", "project_name"} else "info"
    assert identity(column, text) == (None, [(None, status)], [("value-missing", severity)])


@pytest.mark.parametrize(
    ("text", "status"), [("－" * 20, "none"), ("－" * 20 + "完了", "value"), ("完了" + "－" * 20, "value")]
)
def test_a_dash_of_any_length_is_no_text_and_words_behind_it_are(text: str, status: str) -> None:
    assert [f.status.value for f in of(Narrative, cell("{narrative: remarks}", text))] == [status]


@pytest.mark.parametrize("text", ["060311", "A-12", "０６０３１１", "第12号", "R5-003"])
def test_a_code_is_letters_digits_and_hyphens(text: str) -> None:
    assert identity("project_code", text) == (text, [(text, "value")], [])


@pytest.mark.parametrize("text", ["060311・060312", "６Ｅ＋０４", "生活道路舗装修繕事業", "06O311", "12/3"])
def test_any_other_code_is_kept_and_said(text: str) -> None:
    assert identity("project_code", text) == (text, [(text, "value")], [("value-doubtful", "warning")])


def test_a_damaged_field_is_unreadable() -> None:
    report = cell("{field: group}", "#REF!")
    assert [(f.value, f.status) for f in of(Field, report)] == [(None, "unreadable")]
    assert "text-unreadable" in rules(report)
