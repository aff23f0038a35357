"""The header of a list: which heading is which column, and that none is ever taken for another."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.change import replace
from pipeline.model.report import SourceReading
from pipeline.spec.form import Form
from tests.builders import dated_costs, errors, list_form, read_all
from tests.grids import drawn

_FORM = """
title: "{sheet_year}事業一覧"
listed:
  levels: %d
  groups:
    - columns:
        - {label: 事業名, value: {report: project_name}}
        - {label: 担当課, value: {report: department}}
    - unit: 千円
      basis: settlement
      each: [%s]
      columns:
        - {label: 事業費%s, value: {cost: {item: direct}}}
        - {label: 人件費%s, value: {cost: {item: personnel}}}
"""
_UNDER, _BACK = ', under: "{year}"', "{back: 2}, {back: 1}, {back: 0}"
BY_ORDER = list_form(_FORM % (1, _BACK, "", ""))
BY_YEAR = list_form(_FORM % (2, "{}, {}, {}", _UNDER, _UNDER))
BY_BOTH = list_form(_FORM % (2, _BACK, _UNDER, _UNDER))
TITLE = "令和7年度事業一覧"
ITEMS = {"事業費": "direct", "人件費": "personnel"}


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, the year above it, what stands below; ``joined`` to the heading left of it."""

    heading: str
    text: str
    year: int | None = None
    joined: bool = False


COLUMNS = [
    Column("事業名", "橋の点検"),
    Column("担当課", "土木課"),
    *(Column(item, f"{year}{n}", year) for year in (2022, 2023, 2024) for n, item in enumerate(ITEMS, 1)),
]


def read(form: Form, columns: list[Column]) -> SourceReading:
    rows = [["<" if c.joined else c.heading for c in columns], [c.text for c in columns]]
    assert form.listed is not None
    if form.listed.levels > 1:
        years = [c.year for c in columns]
        same = [n > 0 and years[n] is not None and years[n - 1] == years[n] for n in range(len(columns))]
        top = ["<" if same[n] else f"令和{y - 2018}年度" if y else "" for n, y in enumerate(years)]
        rows.insert(0, top)
    return read_all(drawn("\n".join(" | ".join(row) for row in rows), TITLE), form)


def right(columns: list[Column]) -> dict[str, tuple[str, int]]:
    """What every figure is, by the heading and the year above it; a figure below half a heading is nothing."""
    beside = {n for n, c in enumerate(columns) if c.joined} | {n - 1 for n, c in enumerate(columns) if c.joined}
    return {
        c.text: (ITEMS[c.heading], c.year)
        for n, c in enumerate(columns)
        if c.heading in ITEMS and c.year is not None and n not in beside
    }


@pytest.mark.parametrize("form", [BY_ORDER, BY_YEAR, BY_BOTH])
def test_a_header_as_the_form_has_it_is_read_whole(form: Form) -> None:
    reading = read(form, COLUMNS)
    assert {raw: (item, year) for _, item, year, raw in dated_costs(reading)} == right(COLUMNS)
    assert (errors(reading), reading.unread) == ([], ())


_CHANGES = ["remove", "add", "swap", "duplicate", "rename", "merge", "years"]


def _changed(columns: list[Column], how: str, at: int, other: int) -> list[Column]:
    at, other = at % len(columns), other % len(columns)
    column = columns[at]
    if how == "remove":
        return columns[:at] + columns[at + 1 :]
    if how == "add":
        return [*columns[:at], Column("備考", "999", column.year), *columns[at:]]
    if how == "duplicate":
        return [*columns[:other], replace(column, text=f"{column.text}0{other}"), *columns[other:]]
    made = list(columns)
    if how == "swap":
        made[at], made[other] = made[other], made[at]
    elif how == "rename":
        made[at] = replace(column, heading=columns[other].heading)
    elif how == "years":
        made[at] = replace(column, year=columns[other].year)
    elif at > 0:
        made[at] = replace(column, joined=True)
    return [replace(made[0], joined=False), *made[1:]] if made else made


@pytest.mark.parametrize("form", [BY_ORDER, BY_YEAR, BY_BOTH])
@settings(max_examples=150, deadline=None)
@given(changes=st.lists(st.tuples(st.sampled_from(_CHANGES), st.integers(0, 9), st.integers(0, 9)), max_size=3))
def test_no_figure_is_ever_read_as_another(form: Form, changes: list[tuple[str, int, int]]) -> None:
    columns = COLUMNS
    for how, at, other in changes:
        columns = _changed(columns, how, at, other) or columns
    said = [c.heading for c in columns if c.heading in ITEMS and not c.joined]
    if form is BY_ORDER and said == [c.heading for c in COLUMNS if c.heading in ITEMS]:
        return  # headings that print no year, in the form's own order: nobody could tell
    reading = read(form, columns)
    told = {raw: (item, year) for _, item, year, raw in dated_costs(reading)}
    truth = right(columns)
    assert told.items() <= truth.items()
    assert len(told) == len(dated_costs(reading))
    if len(told) < sum(c.heading in ITEMS for c in columns):
        # A row with too few of the headings is no header at all, and all of the page stands outside.
        assert errors(reading) or (not reading.reports and reading.unread)


def test_a_year_more_leaves_every_figure_unread() -> None:
    more = [*COLUMNS, Column("事業費", "20251", 2025), Column("人件費", "20252", 2025)]
    for form in (BY_ORDER, BY_YEAR, BY_BOTH):
        reading = read(form, more)
        assert dated_costs(reading) == []
        assert {"label-missing", "heading-unknown"} <= set(errors(reading))


def test_blocks_in_another_order_are_unread_where_the_form_counts_their_years() -> None:
    reading = read(BY_BOTH, [*COLUMNS[:2], *COLUMNS[4:6], *COLUMNS[2:4], *COLUMNS[6:]])
    assert {year for _, _, year, _ in dated_costs(reading)} == {2024}
    assert "years-unexpected" in errors(reading)


def test_a_year_printed_twice_counts_for_neither() -> None:
    twice = [replace(c, year=2023) if c.year == 2022 else c for c in COLUMNS]
    reading = read(BY_YEAR, twice)
    assert {year for _, _, year, _ in dated_costs(reading)} == {2024}
    assert "label-missing" in errors(reading)


@pytest.mark.parametrize("heading", ["事業\\n費", "事 業 費", "　事業費　"])
def test_breaks_and_spaces_in_a_heading_say_nothing(heading: str) -> None:
    reading = read(BY_ORDER, [replace(c, heading=heading) if c.heading == "事業費" else c for c in COLUMNS])
    assert (len(dated_costs(reading)), errors(reading)) == (6, [])


def test_a_heading_in_another_unit_is_another_heading() -> None:
    form = list_form(
        'title: "{sheet_year}事業一覧"\nlisted:\n  groups:\n    - unit: 千円\n      basis: settlement\n'
        "      covers: project\n      columns:\n        - {label: 事業名, value: {report: project_name}}\n"
        "        - {label: 事業費（千円）, value: {cost: {item: direct}}}\n"
        "        - {label: 担当課, value: {report: department}}"
    )
    assert dated_costs(read_all(drawn("事業名 | 事業費(千円) | 担当課\n橋 | 5 | 土木課", TITLE), form))
    reading = read_all(drawn("事業名 | 事業費（円） | 担当課\n橋 | 5000 | 土木課", TITLE), form)
    assert dated_costs(reading) == []
    assert {"label-missing", "heading-unknown"} <= set(errors(reading))


def test_unknown_words_above_a_heading_leave_its_column_unread() -> None:
    text = "当初予算 | < | | \n事業名 | 担当課 | 事業費 | 人件費\n橋 | 土木課 | 1 | 2"
    reading = read_all(drawn(text, TITLE), list_form(_FORM % (2, "{back: 0}", "", "")))
    assert reading.reports == ()
    assert "heading-unknown" in errors(reading)


def test_a_header_with_more_rows_than_the_form_is_not_known() -> None:
    text = "事業名 | 担当課 | 事業費 | 人件費\n^ | ^ | 予算 | 決算\n橋 | 土木課 | 1 | 2"
    reading = read_all(drawn(text, TITLE), list_form(_FORM % (1, "{back: 0}", "", "")))
    assert dated_costs(reading) == []
    assert {"label-missing", "list-empty"} <= set(errors(reading))
