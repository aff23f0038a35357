"""Workbooks read by us, by calamine and by openpyxl: wherever they differ, a named cause says why."""

from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils import range_boundaries

from pipeline.readers import read_document
from tests.readers.workbook_opinions import (
    FORMATTED,
    ROUNDED,
    SAME,
    WHITE,
    Opinion,
    by_calamine,
    by_openpyxl,
    differences,
    ours,
    why,
)
from tests.readers.workbooks import saved

OTHERS = [by_calamine, by_openpyxl]
_NUMBERS = ["General", "0", "#,##0", "0.0", "0.0%", "#,##0;△#,##0", "#,##0_ ;[Red]\\-#,##0\\ ", '#,##0"千円"', "0_ "]
_DAYS = ["yyyy/m/d", "[$-411]ge.m.d"]
_WORDS = st.text("事業費円0-－＿_x a\n　", min_size=1, max_size=6)
_FIGURES = st.integers(-(10**12), 10**12) | st.floats(-1e8, 1e8).map(lambda value: round(value, 6))
_CELL = (
    st.tuples(_WORDS, st.just("General"))
    | st.tuples(_FIGURES, st.sampled_from(_NUMBERS))
    | st.tuples(st.integers(32874, 60000), st.sampled_from(_DAYS))  # from 1990 on
    | st.tuples(st.booleans(), st.just("General"))
)
_CORNER = {(20, 10): ("隅", "General")}  # merged areas end where a sheet does
_CELLS = st.dictionaries(st.tuples(st.integers(1, 9), st.integers(1, 9)), _CELL, min_size=1, max_size=25).map(
    lambda cells: cells | _CORNER
)
_MERGED = st.lists(st.sampled_from(["A12:C12", "B14:B16", "D14:F15", "H12:I13"]), unique=True)


@pytest.mark.parametrize("other", OTHERS)
def test_the_real_list(real: Path, other: Callable[[bytes], list[Opinion]]) -> None:
    file = real / "ofunato" / "2025" / "report.xlsx"
    if not file.is_file():
        pytest.skip(f"the real list is not here: no file {file}")
    data = file.read_bytes()
    [grid], [opinion] = read_document(data).grids, other(data)
    causes = Counter(cause for _, cause in differences(ours(grid), opinion))
    assert causes.keys() <= {SAME, ROUNDED, FORMATTED, WHITE}
    assert causes[SAME] > 69_000
    assert causes[ROUNDED] + causes[FORMATTED] + causes[WHITE] < 500
    assert ours(grid).merged == opinion.merged == frozenset()


@pytest.mark.parametrize("other", OTHERS)
@settings(max_examples=25, deadline=None)
@given(_CELLS, _MERGED)
def test_made_workbooks(
    other: Callable[[bytes], list[Opinion]],
    cells: dict[tuple[int, int], tuple[str | int | float | bool, str]],
    merged: list[str],
) -> None:
    data = _made(cells, merged)
    [grid], [opinion] = read_document(data).grids, other(data)
    places = dict(differences(ours(grid), opinion))
    assert {(row - 1, col - 1) for row, col in cells} <= places.keys()
    assert ours(grid).merged == opinion.merged == {_area(reference) for reference in merged}


@settings(max_examples=25, deadline=None)
@given(_CELLS, _MERGED)
def test_made_old_workbooks(
    cells: dict[tuple[int, int], tuple[str | int | float | bool, str]], merged: list[str]
) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for (row, col), (value, code) in cells.items():
        sheet.write(row - 1, col - 1, value, xlwt.easyxf(num_format_str=code))
    for top, left, bottom, right in map(_area, merged):
        sheet.write_merge(top, bottom, left, right, "結合")
    out = BytesIO()
    book.save(out)
    [grid], [opinion] = read_document(out.getvalue()).grids, by_calamine(out.getvalue())
    assert {(row - 1, col - 1) for row, col in cells} <= dict(differences(ours(grid), opinion)).keys()
    assert ours(grid).merged == opinion.merged == {_area(reference) for reference in merged}


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("12", 13.0), ("1,235", 1234.0), ("12", -12.0), ("-12", 12.0), ("12.5%", 12.5), ("0.3", 0.36), ("", 1.0),
        ("あ", "い"), ("1", "01"), ("TRUE", False), ("1", object()),
    ],
)  # fmt: skip
def test_a_difference_without_a_cause_is_none_of_those_named(shown: str, value: object) -> None:
    assert why(shown, value) is None
    with pytest.raises(AssertionError, match="we show"):
        list(differences(Opinion({(0, 0): shown}, frozenset()), Opinion({(0, 0): value}, frozenset())))


def _made(cells: dict[tuple[int, int], tuple[str | int | float | bool, str]], merged: list[str]) -> bytes:
    book = Workbook()
    [sheet] = book.worksheets
    for (row, col), (value, code) in cells.items():
        cell = sheet.cell(row, col)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        cell.number_format = code
    for reference in merged:
        sheet[reference.partition(":")[0]] = "結合"
        sheet.merge_cells(reference)
    return saved(book)


def _area(reference: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = (int(bound or 0) for bound in range_boundaries(reference))
    return top - 1, left - 1, bottom - 1, right - 1
