"""What is wrong with the list itself: the true cause of every finding that a person has to look at."""

import itertools
from collections.abc import Iterator, Sequence

from tests.real_list.columns import BLOCK, ITEMS, PLAN, SOURCES, WIDTH, YEARS, YEARS_OF_BLOCKS, after
from tests.real_list.expected import Finding
from tests.real_list.figures import fiscal_year, may_be_thousands, yen
from tests.real_list.ofunato import Row


def bare_years(row: Row) -> Iterator[Finding]:
    """``18`` alone: a year of any era."""
    for column in YEARS:
        year = fiscal_year(row.text(column))
        if year is not None and year.status == "ambiguous":
            yield Finding(row.number, "year-unreadable", row.at(column))


def points_or_commas(row: Row) -> Iterator[Finding]:
    """``98.765`` thousand yen: a decimal point, or one typed for a comma."""
    for column in _money():
        if may_be_thousands(row.text(column)) and not _is_sound(row, column):
            yield Finding(row.number, "number-ambiguous", row.at(column))


def parts_of_a_yen(row: Row) -> Iterator[Finding]:
    """``1234.5678`` thousand yen: more digits than yen has."""
    for column in _money():
        if not may_be_thousands(row.text(column)) and not _is_sound(row, column):
            yield Finding(row.number, "number-ambiguous", row.at(column))


def figures_without_a_name(row: Row) -> Iterator[Finding]:
    """Figures of an activity or an outcome that isn't named."""
    yield from _unnamed(row, {"activity", "outcome"}, only_zeros=False)


def gaps(rows: Sequence[Row]) -> Iterator[Finding]:
    """Numbers of the list that don't follow the one before."""
    for before, row in itertools.pairwise(rows):
        if int(row.text("C")) != int(before.text("C")) + 1:
            yield Finding(row.number, "serial-gap", row.at("C"))


def zeros_without_a_name(row: Row) -> Iterator[Finding]:
    """The same, but nothing but 0: what a formula shows for blank cells, so no more than a warning."""
    yield from _unnamed(row, {"activity", "outcome", "population"}, only_zeros=True)


def populations_without_a_name(row: Row) -> Iterator[Finding]:
    """Figures of a 対象指標 that isn't named: on this form these have names like the others."""
    yield from _unnamed(row, {"population"}, only_zeros=False)


ERRORS = (bare_years, points_or_commas, parts_of_a_yen, figures_without_a_name, populations_without_a_name)


def _unnamed(row: Row, kinds: set[str], *, only_zeros: bool) -> Iterator[Finding]:
    for kind, figures in row.unnamed():
        if kind in kinds and all(found.value == 0 for found in figures) is only_zeros:
            yield Finding(row.number, "indicator-unnamed", None)


def _money() -> Iterator[str]:
    """The columns of amounts, 全体計画 and the six years."""
    steps = (*range(len(SOURCES)), *ITEMS)
    for first in (PLAN, *(after(BLOCK, WIDTH * year) for year in range(len(YEARS_OF_BLOCKS)))):
        yield from (after(first, step) for step in steps)


def _is_sound(row: Row, column: str) -> bool:
    amount = yen(row.text(column))
    return amount is None or amount.status in {"value", "none"}
