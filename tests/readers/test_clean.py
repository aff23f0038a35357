from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import UnreadableFile
from pipeline.readers.clean import clean_pages
from pipeline.readers.grids.lattice import Lattice
from pipeline.readers.grids.learned import CleanPage, learn_layouts
from tests.paper.model import Gap, Page, Sheet, Table, said
from tests.paper.pdf import as_pdf


def sheet(*heights: float) -> bytes:
    rows = tuple((said("甲"), said("乙", cols=2) if number else said("丙"), *(() if number else (said("丁"),)))
                 for number in range(len(heights)))  # fmt: skip
    return as_pdf(Sheet((Page((Gap(20), Table((60, 100, 80), rows, heights))),)))


def pages(*files: bytes) -> list[CleanPage]:
    return [page for file in files for page in clean_pages(file)]


def test_rows_that_differ_may_grow_and_all_others_are_fixed() -> None:
    (layout,) = learn_layouts("town/form/2024", pages(sheet(20, 30, 18), sheet(20, 52, 18)))
    assert np.diff(layout.cols).tolist() == pytest.approx([60, 100, 80], abs=0.2)
    first, second, third = layout.bands
    assert first.fixed
    assert third.fixed
    assert (second.least, second.most) == pytest.approx((30, 52), abs=0.3)
    assert layout.upright == ((0, 0, 3), (1, 0, 3), (2, 0, 1), (3, 0, 3))
    assert layout.level == ((0, 0, 3), (1, 0, 3), (2, 0, 3), (3, 0, 3))
    assert layout.pages == 2


def test_of_one_page_alone_all_rows_may_grow() -> None:
    (layout,) = learn_layouts("town/form/2024", pages(sheet(20, 30)))
    assert not any(band.fixed for band in layout.bands)


def test_layouts_are_kept_apart_and_rare_ones_left_out() -> None:
    found = pages(sheet(20, 30, 18), sheet(20, 30), sheet(20, 40, 18))
    assert [(layout.pages, len(layout.bands)) for layout in learn_layouts("town/form/2024", found)] == [(2, 3), (1, 2)]
    assert [layout.pages for layout in learn_layouts("town/form/2024", found, least=2)] == [2]


def test_pages_without_tables_teach_nothing() -> None:
    empty = Lattice(np.empty(0), np.empty(0), np.empty((0, 0), np.bool_), np.empty((0, 0), np.bool_))
    assert learn_layouts("town/form/2024", [CleanPage(595, 842, empty)]) == []


def test_a_clean_scan_teaches_the_same() -> None:
    from tests.scans.condition import CLEAN_300
    from tests.scans.files import as_file
    from tests.scans.scanning import scan_file
    from tests.scans.sheets import SheetFile

    drawn = sheet(20, 30, 18)
    (of_pdf,) = learn_layouts("town/form/2024", pages(drawn))
    for form in ("pdf", "png"):
        data = as_file(scan_file(SheetFile("drawn", drawn, real=False), CLEAN_300), form)
        (of_scan,) = learn_layouts("town/form/2024", pages(data))
        assert (of_scan.level, of_scan.upright) == (of_pdf.level, of_pdf.upright)
        assert np.diff(of_scan.cols).tolist() == pytest.approx(np.diff(of_pdf.cols).tolist(), abs=0.5)


def test_other_files_teach_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="PDF files and scans"):
        pages(b"name\tvalue\n")
