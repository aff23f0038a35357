"""大船渡市: 407 rows of one workbook give exactly what the sheet shows, nothing missing and nothing more."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from tests.real_list import causes
from tests.real_list.asked import Asked
from tests.real_list.columns import FIRST_ROW, LAST_ROW
from tests.real_list.compare import COMPARISONS, ZERO
from tests.real_list.expected import Finding
from tests.real_list.figures import is_dash
from tests.real_list.ofunato import Row
from tests.real_pdf.database import same

FACTS = (
    "costs", "funding", "staffing", "indicators", "indicator_values", "evaluations", "ratings", "choices", "policies",
    "narratives", "fields",
)  # fmt: skip


def test_every_row_is_a_report(rows: Sequence[Row], asked: Asked) -> None:
    assert [row.number for row in rows] == list(range(FIRST_ROW, LAST_ROW + 1))
    assert asked.ask("SELECT status FROM sources") == [("loaded",)]
    assert [header.row for header in asked.headers()] == [row.number for row in rows]


def test_nothing_is_left_unread(asked: Asked) -> None:
    assert asked.ask("SELECT row, col, text FROM unread_cells") == []
    assert asked.ask("SELECT DISTINCT coverage FROM reports") == [(1.0,)]


@pytest.mark.parametrize("name", COMPARISONS)
def test_the_database_says_what_the_sheet_shows(rows: Sequence[Row], asked: Asked, name: str) -> None:
    COMPARISONS[name](rows, asked)


@pytest.mark.parametrize("table", FACTS)
def test_facts_keep_what_their_cell_shows(rows: Sequence[Row], asked: Asked, table: str) -> None:
    """``raw`` is the very text of the cell that ``row`` and ``col`` name, in the line of the fact's report."""
    shown = {(row.number, row.at(column), text) for row in rows for column, text in row.printed.items()}
    same([], asked.raws(table) - shown)


@pytest.mark.parametrize("table", ["parts", "derived", "goals"])
def test_nothing_that_the_list_has_none_of(asked: Asked, table: str) -> None:
    assert asked.ask(f"SELECT count(*) FROM {table}") == [(0,)]


def test_money_is_in_thousands_and_funds_the_direct_cost(asked: Asked) -> None:
    assert asked.ask("SELECT unit FROM costs UNION SELECT unit FROM funding") == [("千円",)]
    assert asked.ask("SELECT DISTINCT sums_to FROM funding") == [("direct",)]
    for table in ("costs", "funding"):
        digits = f"CASE instr(raw, '.') WHEN 0 THEN 0 ELSE length(raw) - instr(raw, '.') END FROM {table}"
        found = asked.ask(f"SELECT DISTINCT precision_yen, {digits} WHERE status = 'value'")
        assert all(precision == 10 ** (3 - behind) for precision, behind in found)


def test_the_sheet_adds_up(rows: Sequence[Row]) -> None:
    """Of the oracle alone: a misplaced column would break the sums."""
    sums = [one for row in rows for one in row.sums()]
    assert len(sums) > 2400
    assert [one for one in sums if one[1] != one[2]] == []


@pytest.mark.parametrize(
    ("cause", "count"),
    [
        (causes.bare_years, 28),
        (causes.points_or_commas, 1),
        (causes.parts_of_a_yen, 2),
        (causes.figures_without_a_name, 2),
        (causes.populations_without_a_name, 1),
    ],
)
def test_true_causes(rows: Sequence[Row], cause: Callable[[Row], Iterator[Finding]], count: int) -> None:
    """How often the sheet has each: what the errors are compared with isn't empty."""
    assert len([found for row in rows for found in cause(row)]) == count


def test_gaps_in_the_numbers_are_warnings(rows: Sequence[Row], asked: Asked) -> None:
    same(causes.gaps(rows), [warning for warning in asked.findings("warning") if warning.rule == "serial-gap"])


def test_zeros_without_a_name_are_warnings(rows: Sequence[Row], asked: Asked) -> None:
    found = [warning for warning in asked.findings("warning") if warning.rule == "indicator-unnamed"]
    same([warning for row in rows for warning in causes.zeros_without_a_name(row)], found)


def test_figures_of_a_population_without_a_name_are_errors(rows: Sequence[Row], asked: Asked) -> None:
    found = [error.row for error in asked.findings("error") if error.rule == "indicator-unnamed"]
    assert {one.row for row in rows for one in causes.populations_without_a_name(row)} <= set(found)
    assert len(found) == 3


def test_zero_of_a_formula_is_blank(asked: Asked) -> None:
    zeros: list[object] = [header for header in asked.headers() if header.project_code == ZERO]
    zeros += [field for field in asked.fields() if field.value == ZERO]
    zeros += [narrative for narrative in asked.narratives() if narrative.text == ZERO]
    assert zeros == []


def test_dash_among_words_says_that_there_is_none(asked: Asked) -> None:
    dashes: list[object] = [field for field in asked.fields() if is_dash(field.value or "")]
    dashes += [indicator for indicator in asked.indicators() if is_dash(indicator.name or "")]
    dashes += [said for said in asked.narratives() if said.status == "value" and is_dash(said.text)]
    assert dashes == []
