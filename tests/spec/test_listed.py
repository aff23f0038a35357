"""The words for lists: what they mean together, and what is refused."""

import pytest
from pydantic import ValidationError

from pipeline.spec.form import Form
from pipeline.spec.listed import Listed
from tests.builders import list_form

NAME = "{label: 事業名, value: {report: project_name}}"
COST = "{label: 事業費, value: {cost: {item: direct}}}"
BLOCKS = "each: [{back: 1, basis: settlement}, {back: 0, basis: settlement}, {ahead: 1, basis: plan}]"


def listed(*groups: str, more: str = "") -> Form:
    lines = "".join(f"    - {{{group}}}\n" for group in (f"columns: [{NAME}]", *groups))
    return list_form(f'title: "{{sheet_year}}一覧"\nlisted:\n  groups:\n{lines}{more}')


def words(form: Form) -> Listed:
    assert form.listed is not None
    return form.listed


def test_every_block_has_the_columns_again() -> None:
    slots = words(listed(f"unit: 千円, {BLOCKS}, columns: [{COST}]")).slots
    assert [slot.block.after_evaluated for slot in slots if slot.block] == [-1, 0, 1]
    values = [slot.value for slot in slots[1:] if slot.value]
    assert [(v.unit, v.cost.basis) for v in values if v.cost] == [
        ("千円", "settlement"), ("千円", "settlement"), ("千円", "plan"),
    ]  # fmt: skip


def test_a_joined_column_names_the_one_it_belongs_to() -> None:
    slots = words(listed("columns: [{label: 十の位, joins: [一の位], value: {field: number}}]")).slots
    assert [(slot.labels, slot.joined_to) for slot in slots[1:]] == [("十の位", None), ("一の位", 1)]


def test_what_is_taken_out_of_a_cell_is_said_by_the_group_too() -> None:
    column = '{label: 内訳, value: {split: "{a}/{b}", holds: {a: {cost: {item: direct}}, b: {field: rest}}}}'
    slot = words(listed(f"unit: 千円, basis: budget, covers: project, columns: [{column}]")).slots[-1]
    inner = slot.value.holds["a"] if slot.value else None
    assert inner is not None
    assert inner.cost is not None
    assert (inner.unit, inner.cost.basis) == ("千円", "budget")


def test_records_keep_the_order_of_the_columns() -> None:
    first = "{label: 指標1, record: 一, value: {indicator: activity, part: name}}"
    second = "{label: 指標2, record: 二, value: {indicator: outcome, part: name}}"
    assert words(listed(f"columns: [{first}, {second}]")).records == {"一": "activity", "二": "outcome"}


@pytest.mark.parametrize(
    ("group", "said"),
    [
        (f"unit: 千円, each: [{{basis: plan}}, {{basis: plan}}], columns: [{COST}]", "'事業費': a block needs back or"),
        (f"unit: 千円, each: [{{back: 1, ahead: 1}}], columns: [{COST}]", "either back or ahead"),
        (f"unit: 千円, basis: plan, each: [{{back: 1}}, {{back: 1}}], columns: [{COST}]", "two blocks are of one year"),
        (f"unit: 千円, basis: plan, columns: [{COST}]", "no year for the figures of column '事業費'"),
        (f"unit: 千円, covers: project, columns: [{COST}]", "column '事業費' has no basis"),
        (
            'each: [{basis: plan}, {basis: settlement}], columns: [{label: "{year}費", value: {cost: {item: direct}}}]',
            "blocks of different meaning need back or ahead",
        ),
        (
            "covers: project, basis: plan, columns: [{label: 費, blank: ['0'], value: {cost: {item: direct}}}]",
            "'費': a figure of 0 is a figure",
        ),
        ("columns: [{label: 費, joins: [他], value: {mark: a, option: b}}]", "'費': only cells of text join"),
        ("columns: [{label: 費, joins: [他]}]", "'費': only cells of text join"),
        ("columns: [{label: 費, value: {report: serial, each_line: true}}]", "only a field may have several things"),
        ('columns: [{label: "費({unit})", value: {field: a}}]', "a heading prints the form's unit"),
        ("columns: [{label: 課, record: 一, value: {field: a}}]", "only indicators and policies are records"),
        (
            "columns: [{label: 甲, record: 一, value: {indicator: outcome, part: name}},"
            " {label: 乙, record: 一, value: {indicator: activity, part: unit}}]",
            "record '一' is of several kinds: activity, outcome",
        ),
    ],
)
def test_what_says_nothing_certain_is_refused(group: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        listed(group)


def test_the_year_stands_in_one_of_the_columns() -> None:
    assert words(listed("columns: [{label: [年度, 年]}]", more="  year: {label: 年度, era: 令和}")).year is not None
    with pytest.raises(ValidationError, match="the year stands in column '年度', which is not among the columns"):
        listed(more="  year: {label: 年度}")


def test_a_list_has_names_or_codes() -> None:
    with pytest.raises(ValidationError, match="no column has the project's name or code"):
        list_form("listed: {groups: [{columns: [{label: 課, value: {report: department}}]}]}")


def test_a_list_without_a_column_for_the_year_has_a_title() -> None:
    with pytest.raises(ValidationError, match="needs a column for the year, or a title"):
        list_form(f"listed: {{groups: [{{columns: [{NAME}]}}]}}")
