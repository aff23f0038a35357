"""This year's form is last year's with a few changes."""

from typing import Any

import pytest

from pipeline.errors import SpecError
from pipeline.spec.extend import located
from pipeline.spec.form import Form
from tests.spec.conftest import Load

PARENT = """
choices:
  direction:
    - {option: 継続, options: [{option: 拡充, key: expand}, {option: 縮小, key: reduce}]}
    - {option: 終了, key: ended, options: [{option: 終了, key: ended}]}
sections:
  - heading: ①概要
    lines:
      - [担当, {label: [電話, TEL], right: {field: telephone}}]
      - - {label: 評価理由, right: {narrative: reason}}
  - heading: ②評価
    lines:
      - - {label: 評価理由, right: {narrative: reason}}
checks:
  - {id: total, sum: [cost.settlement.direct], equals: cost.settlement.total}
"""


def child(load: Load, change: str, top: str = "") -> Form:
    text = f"extends: kasumi/sheet/2008\n{top}change:\n{change}"
    form = load(PARENT, kasumi__sheet__2009=text).get("kasumi/sheet/2009")
    assert form is not None
    return form


def headings(form: Form) -> list[Any]:
    return [section.heading for section in form.sections]


def test_a_child_is_its_parent_but_for_what_it_says(load: Load) -> None:
    registry = load(PARENT, kasumi__sheet__2009="extends: kasumi/sheet/2008\nname: 翌年の様式\n")
    parent, form = registry.forms
    assert form.name == "翌年の様式"
    assert form.sections == parent.sections
    assert "extends" not in registry.resolved[form.form]


def test_set_changes_the_keys_it_names_and_keeps_the_others(load: Load) -> None:
    form = child(load, "  - {at: ①概要 / 電話, set: {label: 電話番号}}\n")
    item = form.model_dump()["sections"][0]["lines"][0][1]
    assert item["label"] == "電話番号"
    assert item["right"]["field"] == "telephone"


def test_set_replaces_a_bare_label(load: Load) -> None:
    assert child(load, "  - {at: 担当, set: 担当課}\n").sections[0].lines[0][0] == "担当課"


def test_before_and_after_put_a_neighbour_in_its_place(load: Load) -> None:
    form = child(load, "  - {before: ①概要, add: {heading: ⓪}}\n  - {after: ①概要, add: {heading: ①の二}}\n")
    assert headings(form) == ["⓪", "①概要", "①の二", "②評価"]


def test_a_list_that_is_added_is_a_line_of_its_own(load: Load) -> None:
    form = child(load, "  - {after: ①概要 / 電話, add: [係, 班]}\n  - {before: ①概要 / 電話, add: [町名]}\n")
    lines = form.sections[0].lines
    assert [len(line) for line in lines] == [1, 2, 2, 1]
    assert (lines[0], lines[2]) == (["町名"], ["係", "班"])


def test_only_lines_have_lines_beside_them(load: Load) -> None:
    with pytest.raises(SpecError, match="a list is added as a line of its own"):
        child(load, "  - {after: ①概要, add: [係]}\n")


def test_remove(load: Load) -> None:
    assert headings(child(load, "  - {at: ②評価, remove: true}\n")) == ["①概要"]


@pytest.mark.parametrize("name", ["電話", "TEL", "ＴＥＬ", "電 話", "①概要 / TEL"])
def test_a_thing_has_the_name_of_any_variant_in_any_width(load: Load, name: str) -> None:
    assert len(child(load, f"  - {{at: {name}, remove: true}}\n").sections[0].lines[0]) == 1


def test_a_path_tells_things_of_one_name_apart(load: Load) -> None:
    form = child(
        load, "  - {at: ②評価 / 評価理由, set: {label: 理由}}\n  - {at: choices / 継続 / 縮小, remove: true}\n"
    )
    labels = [section["lines"][-1][0]["label"] for section in form.model_dump()["sections"]]
    assert labels == ["評価理由", "理由"]
    assert [option["option"] for option in form.model_dump()["choices"]["direction"][0]["options"]] == ["拡充"]


def test_a_check_goes_by_its_id(load: Load) -> None:
    assert child(load, "  - {at: total, set: {severity: warning}}\n").checks[0].severity == "warning"


def test_changes_build_on_those_before(load: Load) -> None:
    form = child(load, "  - {after: ②評価, add: {heading: ③}}\n  - {after: ③, add: {heading: ④}}\n")
    assert headings(form)[-2:] == ["③", "④"]


def test_a_chain_of_years(load: Load) -> None:
    registry = load(
        PARENT,
        kasumi__sheet__2009="extends: kasumi/sheet/2008\nchange:\n  - {after: ②評価, add: {heading: ③}}\n",
        kasumi__sheet__2010="extends: kasumi/sheet/2009\nchange:\n  - {at: ③, set: {heading: ③改}}\n",
    )
    assert [headings(form)[2:] for form in registry.forms] == [[], ["③"], ["③改"]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("{at: 評価理由, remove: true}", "'評価理由' names 2 things in the form it extends; it must name exactly one"),
        ("{at: ③成果, remove: true}", "'③成果' names nothing in the form it extends; there is: "),
        ("{at: 評価の理由, remove: true}", "'評価の理由' names nothing .*near it: 評価理由"),
        ("{at: 評価理由, remove: true}", "exactly one: '①概要 / 評価理由', '②評価 / 評価理由'"),
        ("{at: ②評価 / 電話, remove: true}", "'②評価 / 電話' names nothing"),
        ("{at: '', remove: true}", "names nothing"),
        ("{at: ①概要, remove: false}", "an edit has at\\+set"),
        ("{at: ①概要, add: {heading: ③}}", "an edit has at"),
        ("{at: ①概要, delete: true}", "an edit has at"),
        ("remove", "an edit has at"),
        ("{at: ①概要, set: ①}", "set needs a mapping of the keys to change"),
        ("{after: choices, add: {heading: ③}}", "only items of a list have neighbours"),
    ],
)
def test_a_change_that_can_not_be_made(load: Load, change: str, said: str) -> None:
    with pytest.raises(SpecError, match=rf"sheet/2009\.yaml:4: .*{said}"):
        child(load, f"  - {{at: 担当, set: 担当課}}\n  - {change}\n")


def test_change_is_a_list_of_edits_to_a_parent(load: Load) -> None:
    with pytest.raises(SpecError, match=r"2009\.yaml:3: change is a list of edits"):
        load(PARENT, kasumi__sheet__2009="name: a\nextends: kasumi/sheet/2008\nchange: {at: 担当, remove: true}\n")
    with pytest.raises(SpecError, match=r"2008\.yaml:2: change needs extends"):
        load("name: a\nchange: []\n")


def test_a_parent_that_is_not_there(load: Load) -> None:
    with pytest.raises(
        SpecError, match=r"2009\.yaml:2: extends 'kasumi/sheet/2007', which is not a form; near it: kasumi/sheet/2008"
    ):
        load(PARENT, kasumi__sheet__2009="name: a\nextends: kasumi/sheet/2007\n")


@pytest.mark.parametrize("parents", [("2009", "2009"), ("2010", "2009"), ("2010", "2010")])
def test_a_form_that_extends_itself(load: Load, parents: tuple[str, str]) -> None:
    texts = [f"name: a\nextends: kasumi/sheet/{parent}\n" for parent in parents]
    with pytest.raises(SpecError, match=r"\.yaml:2: kasumi/sheet/20.. extends itself by way of kasumi/sheet/20.."):
        load(PARENT, kasumi__sheet__2009=texts[0], kasumi__sheet__2010=texts[1])


def test_a_thing_named_like_the_one_it_is_in(load: Load) -> None:
    form = child(load, "  - {at: choices / 終了 / 終了, remove: true}\n")
    assert form.model_dump()["choices"]["direction"][1]["options"] == []


def test_a_wrong_word_that_a_change_brings_in_is_found_where_it_was_written(load: Load) -> None:
    with pytest.raises(SpecError, match=r"2009\.yaml:4: .*feild"):
        child(load, "  - {at: 担当, set: 担当課}\n  - {at: ①概要 / 電話, set: {right: {feild: telephone}}}\n")


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ("  - {after: ①概要, add: {heading: ③}}\n  - {at: ②評価 / 評価理由, set: {right: {feild: a}}}\n", 4),
        ("  - {at: ①概要, remove: true}\n  - {after: ②評価, add: {heading: ③, lnies: []}}\n", 4),
        ("  - {before: ①概要, add:\n      {heading: ③,\n       lnies: []}}\n  - {at: ②評価, remove: true}\n", 5),
    ],
)
def test_what_changes_move_keeps_its_place(load: Load, change: str, line: int) -> None:
    with pytest.raises(SpecError, match=rf"2009\.yaml:{line}: .*is not permitted here"):
        child(load, change)


def test_what_was_right_and_no_longer_is_is_found_where_it_stands(load: Load) -> None:
    twice = "extends: kasumi/sheet/2008\nchange:\n  - {after: ②評価, add: {heading: ①概要}}\n"
    with pytest.raises(SpecError, match=r"2009\.yaml:3: two sections are headed '①概要'"):
        load(PARENT, kasumi__sheet__2009=twice)


def test_two_parents_are_refused(load: Load) -> None:
    with pytest.raises(SpecError, match=r"2009\.yaml:1: "):
        load(PARENT, kasumi__sheet__2009="extends: [kasumi/sheet/2008]\n")


def test_move(load: Load) -> None:
    assert headings(child(load, "  - {move: ②評価, before: ①概要}\n")) == ["②評価", "①概要"]
    form = child(load, "  - {move: ①概要 / 電話, after: ②評価 / 評価理由}\n")
    assert [len(section.lines[0]) for section in form.sections] == [1, 2]


def test_what_moved_is_found_where_it_was_written(load: Load) -> None:
    change = "  - {at: ②評価 / 評価理由, set: {nonsense: 1}}\n  - {move: ②評価, before: ①概要}\n"
    with pytest.raises(SpecError, match=r"2009\.yaml:3: .*nonsense"):
        child(load, change)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("{move: ①概要, after: ①概要 / 電話}", "can't stand beside a part of itself"),
        ("{move: choices / direction, after: ①概要}", "only items of a list can move"),
        ("{move: ③, after: ①概要}", "'③' names nothing"),
    ],
)
def test_a_move_that_can_not_be_made(load: Load, change: str, said: str) -> None:
    with pytest.raises(SpecError, match=rf"2009\.yaml:3: .*{said}"):
        child(load, f"  - {change}\n")


def test_every(load: Load) -> None:
    form = child(load, "  - {at: 評価理由, every: true, set: {label: 理由}}\n")
    assert [section["lines"][-1][0]["label"] for section in form.model_dump()["sections"]] == ["理由", "理由"]
    with pytest.raises(SpecError, match="an edit has at"):
        child(load, "  - {at: 評価理由, every: false, set: {label: 理由}}\n")
    with pytest.raises(SpecError, match="'③' names nothing"):
        child(load, "  - {at: ③, every: true, set: {label: 理由}}\n")


def test_what_a_label_says_of_itself_is_no_name_of_a_thing() -> None:
    rated = {"label": "効き目", "right": {"rating": {"criterion": "効き目"}}}
    reason = {"label": "理由", "right": {"narrative": "reason", "criterion": "効き目"}}
    data = {"sections": [{"heading": "1 点検", "lines": [[rated], [reason], ["効き目の例"]]}]}
    assert located(data, "効き目") == ("sections", 0, "lines", 0, 0)
    assert located(data, "効き目の例") == ("sections", 0, "lines", 2, 0)
