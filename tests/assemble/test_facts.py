"""Parts put together: the head, indicators, policies and verdicts from the cells that name them."""

import pytest

from pipeline.model.facts import Evaluation, IndicatorValue, Narrative, Policy
from pipeline.model.report import Report
from tests.builders import finding, make_form, of, read, rules

VERDICT = """
sections:
  - heading: ①評価
    evaluation: {%s}
    lines:
      - - label: 実施{performed}
          optional: true
          holds:
            performed:
              choice: p
              evaluation: performed
              options: [{option: 有り, key: "yes"}, {option: 無し, key: "no"}]
      - - label: 段階{stage}
          optional: true
          holds:
            stage:
              choice: s
              evaluation: stage
              options: [{option: 一次, key: first}, {option: 二次, key: second}]
      - - label: 総合
          right:
            choice: direction
            evaluation: direction
            options:
              - option: 継続
                continues: true
                options:
                  - {option: 拡充, key: expand}
                  - {option: 縮小, key: reduce}
                  - {option: その他, key: other, text: true}
              - {option: 終了, key: ended, continues: false}
      - - label: 予算
          right:
            choice: budget
            evaluation: budget
            options: [{option: 増額, key: increase}, {option: 減額, key: decrease}]
      - - {label: 評価日, optional: true, right: {evaluation: evaluated_on}}
        - {label: 記入者, optional: true, right: {evaluation: evaluator}}
      - - {label: "{for_year}の方向性", optional: true, holds: {for_year: {evaluation: for_fiscal_year}}}
      - - {label: 理由, optional: true, right: {narrative: reason}}
"""
NO_BUDGET = "予算|□増額 □減額"


def verdict(direction: str, budget: str = NO_BUDGET, *more: str, head: str = "stage: first") -> Report:
    return read(make_form(VERDICT % head), "\n".join(["①評価", f"総合|{direction}", budget, *more]))


def said(report: Report) -> tuple[bool | None, bool | None, str | None, str | None]:
    (fact,) = of(Evaluation, report)
    return fact.performed, fact.continues, fact.direction, fact.budget


def test_a_verdict_from_its_ticks() -> None:
    report = verdict("■継続 ⇒ □拡充 ■縮小 □その他 [] □終了", "予算|□増額 ■減額")
    assert said(report) == (True, True, "reduce", "decrease")
    (fact,) = of(Evaluation, report)
    assert (fact.stage, fact.restated, fact.raw) == ("first", False, "①評価")


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("□継続 ⇒ □拡充 □縮小 □その他 [] ■終了", (True, False, "ended", None)),
        ("□継続 ⇒ ■拡充 □縮小 □その他 [] □終了", (True, True, "expand", None)),
        ("■継続 ⇒ □拡充 □縮小 □その他 [] □終了", (True, True, None, None)),
        ("□継続 ⇒ ■拡充 ■縮小 □その他 [] □終了", (True, True, "mixed", None)),
        ("□継続 ⇒ □拡充 □縮小 □その他 [] □終了", (False, None, None, None)),
        ("□継続 ⇒ □■拡充 □縮小 □その他 [] □終了", (None, None, None, None)),
    ],
)
def test_what_ticks_say(direction: str, expected: tuple[bool | None, bool | None, str | None, str | None]) -> None:
    assert said(verdict(direction)) == expected


def test_the_words_of_a_free_option_are_the_verdicts_note() -> None:
    (fact,) = of(Evaluation, verdict("■継続 ⇒ □拡充 □縮小 ■その他 [他課へ] □終了"))
    assert (fact.direction, fact.direction_note) == ("other", "他課へ")


def test_going_on_and_ending_at_once_is_a_contradiction() -> None:
    report = verdict("■継続 ⇒ □拡充 □縮小 □その他 [] ■終了")
    assert finding(report, "choice-contradicts").actual == "継続, 終了"
    assert said(report)[1] is None


def test_two_budgets_at_once_are_none() -> None:
    report = verdict("■継続 ⇒ ■拡充 □縮小 □その他 [] □終了", "予算|■増額 ■減額")
    assert finding(report, "choice-contradicts").actual == "増額, 減額"
    assert said(report)[3] is None


def test_the_date_the_evaluator_and_the_year_it_is_for() -> None:
    report = verdict("■継続", NO_BUDGET, "評価日|平成20年5月15日|記入者|小山 一", "平成21年度の方向性")
    (fact,) = of(Evaluation, report)
    assert (fact.evaluated_on, fact.evaluator, fact.for_fiscal_year) == ("2008-05-15", "小山 一", 2009)


def test_the_year_that_the_form_says_unless_the_sheet_does() -> None:
    head = "stage: first, year: after_sheet"
    assert of(Evaluation, verdict("■継続", head=head))[0].for_fiscal_year == 2009
    assert of(Evaluation, verdict("■継続", NO_BUDGET, "平成25年度の方向性", head=head))[0].for_fiscal_year == 2013


@pytest.mark.parametrize(("text", "performed"), [("□有り ■無し", False), ("■有り □無し", True), ("□有り □無し", False)])
def test_whether_an_evaluation_was_made(text: str, performed: bool) -> None:
    assert said(verdict("□継続", NO_BUDGET, f"実施{text}"))[0] is performed


def test_whether_an_evaluation_with_reasons_and_without_a_tick_was_made_is_unknown() -> None:
    report = verdict("□継続 □終了", NO_BUDGET, "理由|利用者が増えた。")
    assert said(report) == (None, None, None, None)
    assert "reasons are written and no verdict is ticked" in finding(report, "verdict-missing").message
    assert said(verdict("□継続 □終了", NO_BUDGET, "理由|－"))[0] is False


def test_a_verdict_that_has_lost_its_marks_is_said() -> None:
    report = verdict("継続 ⇒ 拡充 縮小 終了", "予算|増額 減額", "評価日|平成20年5月15日")
    found = [f for f in report.findings if f.rule == "choice-unmarked"]
    assert [f.actual for f in found] == ["継続 ⇒ 拡充 縮小 終了", "増額 減額"]
    assert {f.severity.value for f in found} == {"warning"}


def test_a_verdict_that_the_sheet_says_was_not_made_needs_no_marks() -> None:
    report = verdict("継続 ⇒ 拡充 縮小 終了", "予算|増額 減額", "実施□有り ■無し")
    assert rules(report) == ["name-missing"]


def test_a_verdict_where_none_was_made_is_said() -> None:
    report = verdict("■継続", NO_BUDGET, "実施□有り ■無し")
    assert finding(report, "verdict-without-evaluation").severity == "warning"
    assert said(report)[0] is False


def test_a_stage_by_its_mark() -> None:
    assert of(Evaluation, verdict("■継続", NO_BUDGET, "段階□一次 ■二次", head="restated: true"))[0].stage == "second"
    report = verdict("■継続", NO_BUDGET, "段階□一次 □二次", head="restated: true")
    assert (of(Evaluation, report)[0].stage, finding(report, "stage-unknown").severity) == (None, "warning")


def test_last_years_verdict_left_blank_is_no_verdict() -> None:
    assert of(Evaluation, verdict("□継続", NO_BUDGET, "段階□一次 □二次", head="restated: true")) == []


def test_policies_are_numbered_in_each_plan() -> None:
    form = make_form("""
sections:
  - heading: ①概要
    lines:
      - [{label: 政策, right: {policy: {level: 政策}}}, {label: 施策, right: {policy: {level: 施策}}}]
      - [{label: コード, repeat: true, right: {policy: {plan: 大綱, cells: [code, name]}}}]
""")
    report = read(form, "①概要\n政策|教育|施策|学校\nコード|34|計画|コード|35|改革")
    assert [(p.plan, p.ordinal, p.level, p.code, p.name) for p in of(Policy, report)] == [
        (None, 1, "政策", None, "教育"),
        (None, 2, "施策", None, "学校"),
        ("大綱", 1, None, "34", "計画"),
        ("大綱", 2, None, "35", "改革"),
    ]


def test_the_head() -> None:
    form = make_form("""
sections:
  - heading: ①概要
    lines:
      - [{label: コード, right: [{report: project_code}, {report: project_name}, {report: department}]}]
      - [{label: 開始, right: {report: started_fiscal_year}}, {label: 終了, right: {report: ended_fiscal_year}}]
""")
    report = read(form, "①概要\nコード|010802|研修 事業|総務課\n開始|平成15年度|終了|平成　年度")
    head = report.head
    assert (head.project_code, head.project_name, head.department) == ("010802", "研修 事業", "総務課")
    assert (head.started_fiscal_year, head.ended_fiscal_year) == (2003, None)
    assert (head.fiscal_year, head.sheet_fiscal_year, head.form) == (2007, 2008, form.form)
    assert rules(report) == []


def test_facts_of_one_cell_are_numbered() -> None:
    form = make_form(
        "sections: [{heading: ①概要, lines: [[{label: '順位{a}/{b}', holds: {a: {field: x}, b: {field: y}}}]]}]"
    )
    assert sorted(fact.slot for fact in read(form, "①概要\n順位3/43").facts) == [0, 1]


def test_a_text_in_the_label_and_beside_it_is_one_text() -> None:
    form = make_form(
        "sections: [{heading: ①概要, lines: [[{label: '課題{t}', holds: {t: {narrative: a}}, right: {narrative: a}}]]}]"
    )
    assert [(n.text, n.slot) for n in of(Narrative, read(form, "①概要\n課題 対象を|拡大する"))] == [
        ("対象を\n拡大する", 0)
    ]


# ---- bugs


def test_each_number_has_the_unit_printed_beside_it() -> None:
    line = "[{label: '{year}', right: [{indicator: population, measure: actual}, {indicator: population, part: unit}]}]"
    form = make_form(f"sections: [{{heading: ①概要, lines: [[対象数], {line}, {line}]}}]")
    report = read(form, "①概要\n対象数\n平成18年度|1,800|人\n平成19年度|900|世帯")
    assert [(v.raw, v.unit) for v in of(IndicatorValue, report)] == [("1,800", "人"), ("900", "世帯")]


def test_two_codes_that_differ_are_said() -> None:
    line = "[{label: コード, right: {report: project_code}}]"
    form = make_form(f"sections: [{{heading: ①概要, lines: [{line}]}}, {{heading: ②評価, lines: [{line}]}}]")
    assert len(rules(read(form, "①概要\nコード|010802\n②評価\nコード|010803"))) > 1


# ---- years that can hardly be


@pytest.mark.parametrize(
    ("started", "ended", "odd"),
    [("平成20年度", "平成15年度", True), ("平成15年度", "平成20年度", False), ("平成20年度", "平成20年度", False),
     ("平成60年度", "平成　年度", True), ("平成23年度", "平成25年度", False)],
)  # fmt: skip
def test_a_project_does_not_end_before_it_begins_or_begin_far_ahead(started: str, ended: str, odd: bool) -> None:
    lines = "[[{label: 開始, right: {report: started_fiscal_year}}, {label: 終了, right: {report: ended_fiscal_year}}]]"
    form = make_form(f"sections: [{{heading: ①概要, lines: {lines}}}]")
    report = read(form, f"①概要\n開始|{started}|終了|{ended}")
    assert ("year-doubtful" in rules(report)) is odd


@pytest.mark.parametrize(
    ("date", "odd"), [("平成20年5月15日", False), ("平成22年3月", False), ("平成30年5月15日", True)]
)
def test_an_evaluation_is_made_about_the_year_of_the_sheet(date: str, odd: bool) -> None:
    report = verdict("■継続", NO_BUDGET, f"評価日|{date}")
    assert ("date-doubtful" in rules(report)) is odd
    assert of(Evaluation, report)[0].evaluated_on is not None
