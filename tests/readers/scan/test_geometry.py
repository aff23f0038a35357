"""Cells of scans against those that the PDF reader finds on the same page: synthetic sheets and real ones."""

from collections.abc import Iterable
from functools import cache

import pytest

from pipeline.model.document import Grid
from pipeline.readers.pdf import read_pdf
from pipeline.readers.scan.page import read_page
from pipeline.readers.scan.pictures import Picture
from tests.readers.scan.stand_in import StandIn
from tests.scans.condition import CLEAN_300, CONDITIONS, ONE_BIT_200, SCAN_200, Condition
from tests.scans.degrade import degrade
from tests.scans.pages import rasterise_page
from tests.scans.placing import Placing, compare_places
from tests.scans.sheets import SheetFile, real_or_skip, synthetic_files

_SHEETS = ("mokuhyo/drawn", "hyokasho/narrow", "kikaku/thick")
_EASY = (CLEAN_300, *(CONDITIONS[name] for name in ("clean-200", "clean-150", "skew-2", "one-bit", "faint-rules")))
_ALMOST = 0.99  # of the cells
_WORN = 0.93


@cache
def synthetic() -> dict[str, SheetFile]:
    return {file.name: file for file in synthetic_files(files=0)}


def placing(file: SheetFile, condition: Condition) -> tuple[Placing, Grid]:
    """The cells of a file's first page, scanned, against the true ones."""
    truth = read_pdf(file.data).grids[0]
    scan = degrade(rasterise_page(file.name, file.data, 1, condition.dpi), condition)
    grid = read_page(Picture(scan.pixels, scan.dpi / 72), 1, StandIn())
    return compare_places(truth, grid), grid


@pytest.mark.parametrize("condition", _EASY, ids=lambda condition: condition.name)
@pytest.mark.parametrize("name", _SHEETS)
def test_every_cell_of_a_readable_scan_is_found_and_no_other(name: str, condition: Condition) -> None:
    found, _ = placing(synthetic()[name], condition)
    assert found.page_right, (found.wanted, found.right, found.extra)


@pytest.mark.parametrize("condition", [SCAN_200, ONE_BIT_200], ids=lambda condition: condition.name)
@pytest.mark.parametrize("name", _SHEETS)
def test_nearly_every_cell_of_a_poor_scan_is_found(name: str, condition: Condition) -> None:
    found, _ = placing(synthetic()[name], condition)
    assert found.right >= _WORN * found.wanted, (found.wanted, found.right, found.extra)
    assert found.extra <= (1 - _WORN) * found.wanted


@pytest.mark.parametrize("name", _SHEETS)
def test_cells_that_say_something_have_lines_and_blank_ones_have_none(name: str) -> None:
    found, _ = placing(synthetic()[name], SCAN_200)
    ruled = [(true, read) for true, read in found.pairs if true.ruled]
    wrong = [true for true, read in ruled if true.is_blank != (not read.lines)]
    assert len(wrong) <= (1 - _ALMOST) * len(ruled), wrong


def real_sample() -> Iterable[SheetFile]:
    """The last file of each municipality."""
    return {file.name.split("/")[0]: file for file in real_or_skip()}.values()


def test_cells_of_real_pages_are_found_on_their_scans() -> None:
    wanted = right = extra = 0
    for file in real_sample():
        for condition in (CLEAN_300, SCAN_200):
            found, _ = placing(file, condition)
            wanted, right, extra = wanted + found.wanted, right + found.right, extra + found.extra
    assert right >= _ALMOST * wanted, (wanted, right, extra)
    assert extra <= (1 - _ALMOST) * wanted, (wanted, right, extra)
