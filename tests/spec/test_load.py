"""A wrong spec fails when it is loaded, with file, line and what to do."""

import re
from pathlib import Path

import pytest

from pipeline.errors import SpecError
from pipeline.spec.registry import load_forms
from tests.builders import write_spec
from tests.spec.conftest import Load

CHECKS = "checks:\n  - {id: a, %s}\n"
LINE = "sections:\n  - heading: ①概要\n    lines:\n      - - {%s}\n"
ROW = """sections:
  - heading: ①経費
    year_tables:
      - id: cost
        header: "{year}"
        years: 3
        evaluated: {basis: settlement}
        sheet: {basis: initial_budget}
        rows:
          - {%s}
"""
RECORDS = """sections:
  - heading: ①指標
    record_tables:
      - id: indicators
        makes: indicator
        columns: [{label: 指標名, part: name}]
        groups:
          - {kind: outcome, codes: [{%s}]}
"""


def fails(load: Load, text: str, line: int, *said: str) -> None:
    """Loading fails at this line of the file, and the message has all these words."""
    with pytest.raises(SpecError) as caught:
        load(text)
    message = str(caught.value)
    found = re.search(r"sheet/2008\.yaml:(\d+): ", message)
    assert found is not None, message
    assert [word for word in said if word not in message] == [], message
    assert int(found[1]) == line, message


def test_a_form_that_is_right_loads(load: Load) -> None:
    registry = load(LINE % "label: 担当, right: {report: department}")
    form = registry.get("kasumi/sheet/2008")
    assert form is not None
    assert (form.family, form.year) == ("kasumi/sheet", 2008)
    assert registry.get("kasumi/sheet/2009") is None


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("sectoins: []\n", 1, ["sectoins", "not permitted"]),
        (LINE % "label: 担当, belwo: {field: a}", 4, ["belwo", "not permitted"]),
        (LINE % "label: 担当, right: {feild: a}", 4, ["feild", "not permitted"]),
        (LINE % "label: 担当, right: {report: departement}", 4, ["'department'"]),
        (LINE % "label: 担当, right: {field: Telephone}", 4, ["pattern"]),
        (LINE % "label: 担当, right: {cost: {item: dirct}}", 4, ["'dirct' is not a item", "direct, personnel"]),
        (LINE % "label: 担当, right: {cost: {item: direct, basis: x}}", 4, ["'x' is not a basis", "initial_budget"]),
        (LINE % "label: 担当, right: {indicator: users, measure: x}", 4, ["'x' is not a indicator_measure"]),
        (LINE % "label: 担当, right: {staffing: {kind: x, measure: fte}}", 4, ["'x' is not a staff_kind", "regular"]),
        ("kind: page\n", 1, ["'page' is not a report_kind", "summary"]),
        ("municipality: {code: 990001, name: a, prefecture: b}\n", 1, ["code", "string"]),
        ("municipality: {code: '99', name: a, prefecture: b}\n", 1, ["code", "pattern"]),
        ("rounding: {千円: up}\n", 1, ["nearest", "truncated"]),
        ("rounding: {人: nearest}\n", 1, ["'人'", "not a unit of money"]),
        ("sections: []\n", 1, ["at least 1"]),
    ],
)
def test_unknown_words_are_refused(load: Load, text: str, line: int, said: list[str]) -> None:
    fails(load, text, line, *said)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("label: 担当, right: {}", ["exactly one of report, field", "found none"]),
        ("label: 担当, right: {field: a, narrative: b}", ["found field and narrative"]),
        ("label: 評価, right: {choice: verdict}", ["choice 'verdict' needs its options"]),
        ("label: 評価, right: {choice: verdict, options: []}", ["choice 'verdict' needs its options"]),
        ("label: 計画, right: {mark: plan}", ["mark 'plan' needs its option"]),
        ("label: 経費, right: {cost: {item: direct}, unit: 人}", ["'人' is not a unit of money"]),
        ("label: '{year', right: {field: a}", ["a hole is written {name}"]),
        ("label: '{x}', right: {field: a}", ["has no printed text, so it would match anything"]),
        ("label: '{year}と{year}', right: {field: a}", ["names a hole twice"]),
    ],
)
def test_a_value_that_says_too_little_or_too_much(load: Load, body: str, said: list[str]) -> None:
    fails(load, LINE % body, 4, *said)


def test_options_under_a_name_that_is_not_there(load: Load) -> None:
    fails(
        load, LINE % "label: 評価, right: {choice: verdict, options: gone}", 4, "'verdict'", "'gone'", "under choices"
    )


def test_two_headings_alike(load: Load) -> None:
    fails(load, "sections:\n  - {heading: ①経費}\n  - {heading: ①経費}\n", 3, "two sections are headed '①経費'")


def test_two_rows_labelled_alike(load: Load) -> None:
    row = "label: 決算, cost: {item: direct}}\n          - {label: 決 算, cost: {item: total}"
    fails(load, ROW % row, 11, "①経費", "two rows are labelled '決算'", "which is meant?")


def test_a_repeating_label_next_to_itself(load: Load) -> None:
    body = "label: コード, repeat: true}\n        - {label: コード"
    fails(load, LINE % body, 5, "'コード' repeats and is followed by itself")


def test_a_title_without_a_year(load: Load) -> None:
    fails(load, "title: 事務事業評価表\n", 1, "needs a {sheet_year} or an {evaluated_year} hole")


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("equals: cost.settlement.total", ["either a sum, a ratio"]),
        ("sum: [x.y.z], equals: cost.settlement.total", ["'x.y.z'", "a selector begins with cost, funding"]),
        ("sum: [cost.settlement.x], equals: cost.settlement.total", ["'x' is none of direct, personnel"]),
        ("sum: [cost.settlement], equals: cost.settlement.total", ["'' is none of direct"]),
        ("sum: [cost.settlement.direct], equals: evaluation.first.x", ["'x' is none of performed"]),
        ("ratio: [cost.settlement.total], equals: cost.settlement.total", ["at least 2"]),
        (
            "ratio: [cost.*.total, cost.*.total], sum: [cost.*.total], equals: cost.*.total",
            ["either a sum, a ratio"],
        ),
    ],
)
def test_a_selector_that_selects_nothing(load: Load, check: str, said: list[str]) -> None:
    fails(load, CHECKS % check, 2, *said)


def test_a_companion_that_is_not_a_form(load: Load) -> None:
    fails(
        load,
        "kind: sheet\ncompanion:\n  form: kasumi/gone\n  same: []\n",
        3,
        "'kasumi/gone' is not a form",
        "kasumi/sheet",
    )


def test_a_form_that_is_not_where_its_name_says(load: Load) -> None:
    fails(load, "kind: sheet\nform: kasumi/sheet/2009\n", 2, "'kasumi/sheet/2009'", "'kasumi/sheet/2008'")


def test_a_folder_that_is_not_there(load: Load, tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="gone: no such folder of forms"):
        load_forms([tmp_path / "gone"])


def test_a_form_of_ones_own_replaces_the_built_in(load: Load, tmp_path: Path) -> None:
    write_spec(tmp_path / "none", "name: ours\n")
    assert [form.name for form in load("name: theirs\n").forms] == ["theirs"]


def test_the_hash_changes_with_what_a_form_says_and_not_with_its_comments(load: Load) -> None:
    first = load("name: a\n").forms_hash
    assert load("# said again\nname: a\n").forms_hash == first
    assert load("name: b\n").forms_hash != first


def test_the_forms_that_hyoka_ships_load() -> None:
    assert len(load_forms().forms) >= 2


# ---- what must not load, and messages that must help


def test_a_regular_expression_that_is_none(load: Load) -> None:
    fails(load, LINE % "label: 政策, right: {policy: {code: '第(\\d+章'}}", 4, "第(", "regular expression")


@pytest.mark.parametrize("other", ["① 経費", "①経費 "])
def test_two_headings_alike_but_for_spaces(load: Load, other: str) -> None:
    fails(load, f"sections:\n  - heading: ①経費\n  - heading: '{other}'\n", 3, "two sections are headed")


def test_two_checks_with_one_id(load: Load) -> None:
    check = "sum: [cost.settlement.%s], equals: cost.settlement.total"
    fails(load, CHECKS % (check % "direct") + f"  - {{id: a, {check % 'personnel'}}}\n", 3, "'a'", "two checks")


@pytest.mark.parametrize("column", ["direction", "budget", "outcome", "stage"])
def test_options_whose_keys_the_database_does_not_know(load: Load, column: str) -> None:
    value = f"choice: verdict, evaluation: {column}, options: [{{option: 拡充, key: expnd}}]"
    text = (LINE % f"label: 評価, right: {{{value}}}").replace(
        "    lines:", "    evaluation: {stage: first}\n    lines:"
    )
    fails(load, text, 5, "'拡充'", "'expnd'", column)


def test_codes_whose_keys_the_database_does_not_know(load: Load) -> None:
    fails(load, RECORDS % "option: 拡大, code: '1', key: more", 8, "'拡大'", "'more'", "increase")


def test_a_numerator_that_the_database_does_not_know(load: Load) -> None:
    fails(load, LINE % "label: 単価, right: {derived: {measure: per_use, numerator: totl}}", 4, "'totl'", "total")


def test_a_year_table_in_what_is_no_money(load: Load) -> None:
    text = (ROW % "label: 決算, cost: {item: direct}").replace(
        "        evaluated", "        unit: 千yen\n        evaluated"
    )
    fails(load, text, 7, "'千yen' is not a unit of money")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("{part: name}", "'name' needs the indicator"),
        ("{measure: actual}", "'actual' needs the indicator"),
        ("{evaluation: evaluator}", "'evaluator' belongs to an evaluation"),
        (
            "{choice: verdict, evaluation: budget, options: [{option: 増額, key: increase}]}",
            "'budget' belongs to an evaluation",
        ),
    ],
)
def test_a_value_that_belongs_to_nothing(load: Load, value: str, said: str) -> None:
    fails(load, LINE % f"label: 担当, right: {value}", 4, said)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("label: '{a}位'", "nothing says what the hole a"),
        ("label: 順位, holds: {a: {field: rank}}", "has no hole a"),
    ],
)
def test_holes_and_what_they_hold(load: Load, body: str, said: str) -> None:
    fails(load, LINE % body, 4, said)


def test_a_row_without_a_meaning(load: Load) -> None:
    fails(load, ROW % "label: 決算", 10, "row '決算' needs exactly one of cost, funding")
