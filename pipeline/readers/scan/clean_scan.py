"""The lattices of clean scans, for learning how a form is ruled."""

from collections.abc import Iterator

import cv2
import numpy as np

from pipeline.readers.grids.lattice import build_lattice
from pipeline.readers.grids.learned import CleanPage
from pipeline.readers.scan.deskew import find_skew, straightened
from pipeline.readers.scan.evened import Page, even
from pipeline.readers.scan.pictures import count_pages, read_picture
from pipeline.readers.scan.rules import find_rules

_COLOURS = 3  # dimensions of a picture in colour


def scanned_pages(data: bytes) -> Iterator[CleanPage]:
    """The pages of a scan, upright, one by one.

    Raises:
        UnreadableFile: it is damaged or locked.
        TooManyRules: a page is no page of tables.
    """
    for number in range(1, count_pages(data) + 1):
        yield scanned_page(data, number)


def scanned_page(data: bytes, number: int) -> CleanPage:
    """The ``number``-th page, from 1."""
    page = clean_page(data, number)
    rules = find_rules(page)
    lattice, _ = build_lattice(rules.level[:, :3], rules.upright[:, :3])
    return CleanPage(page.width, page.height, lattice)


def clean_page(data: bytes, number: int) -> Page:
    """The ``number``-th page as it is seen, laid straight."""
    picture = read_picture(data, number)
    gray = picture.pixels
    if gray.ndim == _COLOURS:
        gray = np.asarray(cv2.cvtColor(gray, cv2.COLOR_RGB2GRAY), np.uint8)
    return even(straightened(gray, find_skew(gray, picture.scale)), picture.scale)
