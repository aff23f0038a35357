"""The pages that are timed, written as files for each way; and the lines on them, cut out by the truth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from pipeline.model.change import replace
from pipeline.model.document import Grid
from pipeline.model.place import Box
from pipeline.readers import read_document
from tests.bench.scans_ways import Job
from tests.scans.condition import Condition
from tests.scans.degrade import Scan
from tests.scans.files import as_file, picture_of
from tests.scans.geometry import Transform
from tests.scans.pages import Mask, PageImage, Pixels, page_count, rasterise_page
from tests.scans.scanning import scan_file
from tests.scans.sheets import SheetFile

_PAD = 2.0  # points around a line
_LEAST = 2.0  # points: lines that are less high are dirt or dashes, and go with the line above
_SPACE = 0.6  # points of white between two lines


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready to be read: its truth, where its points are on the scan, and how many lines were cut out."""

    name: str
    truth: Grid
    transform: Transform
    lines: int
    job: Job


def prepare(files: Sequence[SheetFile], condition: Condition, pages: int, folder: Path) -> list[Prepared]:
    """The first pages of files all over the list, scanned and written below ``folder``."""
    prepared: list[Prepared] = []
    for file, number in _chosen(files, pages):
        (scan,) = scan_file(file, condition, numbers=(number,))
        clean = rasterise_page(file.name, file.data, number, condition.dpi)
        truth = read_document(file.data).grids[number - 1]
        at = folder / f"{condition.name}-{len(prepared)}"
        boxes, crops = cut_lines(scan, clean, truth)
        job = Job(*(str(at.with_suffix(suffix)) for suffix in (".scan", ".png", ".npz")))
        Path(job.file).write_bytes(as_file((scan,)))
        picture_of(scan).convert("RGB").save(job.picture)
        _keep(job.crops, boxes, crops)
        prepared.append(Prepared(f"{file.name} {number}", truth, scan.transform, len(crops), job))
    return prepared


def _chosen(files: Sequence[SheetFile], pages: int) -> Iterator[tuple[SheetFile, int]]:
    """Evenly spread files, of each the first page, then the second of those that have one."""
    step = max(1, len(files) // pages)
    some = files[::step]
    every = [(file, number) for number in (1, 2, 3) for file in some if number <= page_count(file.data)]
    yield from every[:pages]


def cut_lines(scan: Scan, clean: PageImage, truth: Grid) -> tuple[list[Box], list[Pixels]]:
    """The lines of text in the true cells, straightened, and their boxes in pixels of the scan."""
    back = scan.transform.inverse().then(clean.transform)
    height, width = clean.grey.shape
    size, fill = (width, height), (scan.condition.paper,) * 3
    straight = cv2.warpAffine(scan.pixels, back.matrix[:2], size, flags=cv2.INTER_LINEAR, borderValue=fill)
    colour = straight if straight.ndim == 3 else cv2.cvtColor(straight, cv2.COLOR_GRAY2RGB)
    boxes = [line for cell in truth.non_blank() if cell.box is not None for line in lines_in(clean, cell.box)]
    to_pixels, to_scan = clean.transform, scan.transform
    crops = []
    for line in boxes:
        at = to_pixels.box(replace(line, left=line.left - _PAD, right=line.right + _PAD))
        left, top, right, bottom = (max(0, round(side)) for side in (at.left, at.top - 2, at.right, at.bottom + 2))
        crops.append(np.asarray(colour[top:bottom, left:right], np.uint8))
    return [to_scan.box(line) for line in boxes], crops


def lines_in(page: PageImage, box: Box) -> list[Box]:
    """The lines of text in a cell of a clean page, in points."""
    at = page.transform.box(box)
    top, left = max(0, round(at.top) + 1), max(0, round(at.left) + 1)
    ink = page.text[top : round(at.bottom), left : round(at.right)]
    lines: list[Box] = []
    scale = page.transform.e
    for start, stop in _runs(np.asarray(ink.any(axis=1)), _SPACE * scale):
        columns = np.flatnonzero(ink[start:stop].any(axis=0))
        if (stop - start) >= _LEAST * scale or len(lines) == 0:
            first, last = int(columns[0]), int(columns[-1]) + 1
            pixels = Box(left + first, top + start, left + last, top + stop)
            lines.append(page.transform.inverse().box(pixels))
    return lines


def _runs(inked: Mask, space: float) -> list[tuple[int, int]]:
    """Runs of rows with ink, with no more than a little white in them."""
    runs: list[tuple[int, int]] = []
    for row in np.flatnonzero(inked).tolist():
        if runs and row - runs[-1][1] <= space:
            runs[-1] = (runs[-1][0], row + 1)
        else:
            runs.append((row, row + 1))
    return runs


def _keep(path: str, boxes: Sequence[Box], crops: Sequence[Pixels]) -> None:
    corners = np.array([(box.left, box.top, box.right, box.bottom) for box in boxes]).reshape(-1, 4)
    named = {f"crop{number}": crop for number, crop in enumerate(crops)}
    with Path(path).open("wb") as out:
        np.savez(out, boxes=corners, **named)  # type: ignore[arg-type]
