"""A clean page as a scan of it, the same pixels for the same seed."""

from dataclasses import dataclass
from zlib import crc32

import cv2
import numpy as np

from tests.scans import before
from tests.scans.condition import Condition
from tests.scans.geometry import Transform, quarters_turned, shifted, turned
from tests.scans.pages import PageImage, Pixels

_THRESHOLD = 0.6  # of the way from ink to paper
_EDGE = 0.5  # pixel: where the middle of one is


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned page: its ``pixels`` (grey or red, green, blue; 0 and 255 alone if the condition is of one bit).

    ``transform``: from points on the clean page, as it is shown, to pixels of the scan; ``degrees`` (clockwise) and
    ``turns`` (quarters clockwise after that) are what of it a reader has to undo. ``gaps``: whether rules were broken.
    """

    condition: Condition
    file: str
    number: int
    pixels: Pixels
    transform: Transform
    degrees: float
    turns: int
    gaps: bool

    @property
    def dpi(self) -> int:
        return self.condition.dpi


def degrade(page: PageImage, condition: Condition, seed: int = 0, behind: PageImage | None = None) -> Scan:
    """The scan of a page; ``behind`` is the page that shines through, by default the page itself.

    Raises:
        ValueError: the page was rasterised at another resolution than the condition's.
    """
    if page.dpi != condition.dpi:
        raise ValueError(f"{page.file} page {page.number} has {page.dpi} dpi, {condition.name} {condition.dpi}")
    rng = np.random.default_rng((seed, crc32(f"{page.file}:{page.number}:{condition.name}".encode())))
    broken = condition.gaps != "none" and bool(rng.random() < condition.gap_share)
    printed = _printed(page, condition, broken, rng, behind or page)
    degrees = float(rng.uniform(-condition.skew, condition.skew))
    turns = int(rng.integers(1, 4)) if condition.turned else 0
    laid, moved = _laid(printed, condition.paper, degrees, turns)
    pixels = _scanned(laid, condition, rng)
    return Scan(condition, page.file, page.number, pixels, page.transform.then(moved), degrees, turns, broken)


def _printed(
    page: PageImage, condition: Condition, broken: bool, rng: np.random.Generator, behind: PageImage
) -> Pixels:
    """The sheet as it lies on the scanner."""
    picture = page.colour if condition.colour else page.grey
    if broken or condition.faint < 1:
        picture = before.worn_rules(page, picture, condition.faint, condition.gaps if broken else "none", rng)
    if condition.bleed:
        picture = before.shone_through(picture, behind.grey, condition.bleed)
    if condition.ink > 0 or condition.paper < 255:
        table = np.linspace(condition.ink, condition.paper, 256).round().astype(np.uint8)
        picture = table[picture]
    if condition.stamp:
        picture = before.stamped(page, picture, rng)
    if condition.pen:
        picture = before.pen_line(page, picture, rng)
    if condition.holes:
        picture = before.punched(page, picture, rng)
    return picture


def _laid(picture: Pixels, paper: int, degrees: float, turns: int) -> tuple[Pixels, Transform]:
    """The sheet as it was laid on the scanner, all of it, and where its pixels went."""
    height, width = picture.shape[:2]
    moved = shifted(0, 0)
    if degrees:
        about = shifted(-width / 2, -height / 2).then(turned(degrees))
        corners = about.points(np.array(((0, 0), (width, 0), (width, height), (0, height)), float))
        size = np.ceil(np.ptp(corners, axis=0)).astype(int)
        moved = about.then(shifted(size[0] / 2, size[1] / 2))
        # OpenCV counts from the middle of the first pixel.
        matrix = shifted(_EDGE, _EDGE).then(moved).then(shifted(-_EDGE, -_EDGE)).matrix[:2]
        fill = (paper,) * 3
        picture = cv2.warpAffine(
            picture, matrix, (int(size[0]), int(size[1])), flags=cv2.INTER_CUBIC, borderValue=fill
        ).astype(np.uint8)
        height, width = picture.shape[:2]
    quarters, _, _ = quarters_turned(turns, width, height)
    return np.ascontiguousarray(np.rot90(picture, -turns)), moved.then(quarters)


def _scanned(picture: Pixels, condition: Condition, rng: np.random.Generator) -> Pixels:
    """What the scanner makes of it."""
    if condition.blur:
        picture = cv2.GaussianBlur(picture, (0, 0), condition.blur * condition.dpi / 200).astype(np.uint8)
    if condition.specks:
        picture = _specked(picture, condition.specks, condition.dpi, rng)
    if condition.noise:
        grain = rng.standard_normal(picture.shape, np.float32) * np.float32(condition.noise)
        picture = np.clip(picture + grain, 0, 255).round().astype(np.uint8)
    if condition.one_bit:
        grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
        level = condition.ink + _THRESHOLD * (condition.paper - condition.ink)
        return np.where(grey > level, 255, 0).astype(np.uint8)
    if condition.jpeg is not None:
        return through_jpeg(picture, condition.jpeg)
    return picture


def _specked(picture: Pixels, specks: float, dpi: int, rng: np.random.Generator) -> Pixels:
    """Dust: dark specks of up to 0.8 pt across, less than a full stop, and half as many white ones."""
    shown = picture.copy()
    area = picture.shape[0] * picture.shape[1] / dpi**2
    for density, low, high in ((specks, 0, 110), (specks / 2, 225, 256)):
        count = int(rng.poisson(density * area))
        places = rng.uniform((0, 0), picture.shape[1::-1], (count, 2))
        sizes, greys = rng.uniform(0.12, 0.4, count) * dpi / 72, rng.integers(low, high, count)
        for (x, y), size, grey in zip(places.tolist(), sizes.tolist(), greys.tolist(), strict=True):
            colour = grey if picture.ndim == 2 else (grey,) * 3
            cv2.circle(shown, (round(x * 16), round(y * 16)), round(size * 16), colour, -1, cv2.LINE_AA, 4)
    return shown


def through_jpeg(picture: Pixels, quality: int) -> Pixels:
    """What is left of a picture that was kept as JPEG."""
    kept = cv2.imencode(".jpg", _blue_first(picture), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return _blue_first(np.asarray(cv2.imdecode(kept, cv2.IMREAD_UNCHANGED), np.uint8))


def _blue_first(picture: Pixels) -> Pixels:
    return picture if picture.ndim == 2 else np.ascontiguousarray(picture[:, :, ::-1])
