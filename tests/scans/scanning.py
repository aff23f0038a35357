"""From a PDF file to the scans of its pages."""

from collections.abc import Sequence

from tests.scans.condition import Condition
from tests.scans.degrade import Scan, degrade
from tests.scans.pages import page_count, rasterise_page
from tests.scans.sheets import SheetFile


def scan_file(file: SheetFile, condition: Condition, seed: int = 0, numbers: Sequence[int] | None = None) -> list[Scan]:
    """The scans of a file's pages, or of those ``numbers`` (from 1); through a page shines the one behind it."""
    count = page_count(file.data)
    scans = []
    for number in numbers or range(1, count + 1):
        page = rasterise_page(file.name, file.data, number, condition.dpi)
        behind = None
        if condition.bleed and count > 1:
            other = number + 1 if number % 2 and number < count else number - 1
            behind = rasterise_page(file.name, file.data, other, condition.dpi)
        scans.append(degrade(page, condition, seed, behind))
    return scans
