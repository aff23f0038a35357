"""What a person still has to name keeps a form from loading, and is listed."""

import pytest

from pipeline.errors import SpecError
from pipeline.spec.todo import is_todo, todos, without_todos
from tests.spec.conftest import Load

SPEC = """
choices:
  direction:
    - {option: 拡充, key: TODO}
    - {option: 継続, key: maintain}
sections:
  - heading: ①概要
    lines:
      - - {label: 電話, right: {field: TODO}}
        - {label: TODO 所管課, right: {report: department}}
    year_tables:
      - id: cost
        header: "{year}"
        years: 2
        unit: 千円
        evaluated: {basis: settlement}
        sheet: {basis: budget}
        rows:
          - {label: 委託料, cost: {item: TODO}}
          - {label: 応援, staffing: {kind: TODO, measure: TODO}}
"""


def test_a_form_with_things_to_do_does_not_load_and_says_where_each_is(load: Load) -> None:
    with pytest.raises(SpecError) as caught:
        load(SPEC)
    said = str(caught.value)
    assert "2008.yaml:3: 6 things are to do" in said
    for line in ("line 3: key of 拡充", "line 8: field of 電話", "line 9: label: 所管課", "line 18: item of 委託料"):
        assert line in said


def test_with_all_named_it_loads(load: Load) -> None:
    text = SPEC.replace("key: TODO", "key: expand").replace("field: TODO", "field: telephone").replace("TODO 所", "所")
    text = text.replace("item: TODO", "item: goods").replace("kind: TODO, measure: TODO", "kind: other, measure: fte")
    (form,) = load(text).forms
    assert form.sections[0].lines[0][1].label == "所管課"  # type: ignore[union-attr]


def test_what_else_is_wrong_is_told_first(load: Load) -> None:
    with pytest.raises(SpecError, match=r"2008\.yaml:18: .*'costs' is not permitted here"):
        load(SPEC.replace("cost: {item: TODO}", "costs: {item: TODO}"))


def test_a_change_brings_in_things_to_do(load: Load) -> None:
    parent = "sections:\n  - heading: ①概要\n    lines: [[{label: 電話, right: {field: telephone}}]]\n"
    change = "extends: kasumi/sheet/2008\nchange:\n  - {at: 電話, set: {label: TODO 電話番号}}\n"
    with pytest.raises(SpecError, match=r"2009\.yaml:3: 1 thing is to do .*\(line 3: label: 電話番号\)"):
        load(parent, kasumi__sheet__2009=change)


def test_a_form_may_extend_the_one_that_it_replaces(load: Load) -> None:
    parent = "sections:\n  - heading: ①概要\n    lines: [[{label: 電話, right: {field: telephone}}]]\n"
    with pytest.raises(SpecError, match="extends itself"):
        load("extends: kasumi/sheet/2008\n" + parent)


@pytest.mark.parametrize(
    ("word", "expected"), [("TODO", True), ("TODO: 電話", True), ("TODO 電話", True), ("TODOS", False), ("電話", False)]
)
def test_what_is_to_do(word: str, expected: bool) -> None:
    assert is_todo(word) is expected


def test_where_and_what_would_be() -> None:
    data = {"a": [{"field": "TODO"}, "TODO 電話"], "b": 1}
    assert list(todos(data)) == [("a", 0, "field"), ("a", 1)]
    assert without_todos(data) == {"a": [{"field": "todo"}, "電話"], "b": 1}
