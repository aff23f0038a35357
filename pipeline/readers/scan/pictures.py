"""From the bytes of a scan to its pages as pixels: PDF pages as they are shown, TIFF, PNG and JPEG pictures."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdfium2 import PdfDocument, PdfiumError, PdfPage
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from pipeline.errors import UnreadableFile
from pipeline.readers.scan import is_picture

Pixels = NDArray[np.uint8]

POINTS = 72  # an inch
_DOTS = 300  # pixels an inch, where a page isn't one picture with a resolution of its own
_LEAST_DOTS, _MOST_DOTS = 100, 400  # between these a page's picture is taken pixel by pixel
_MOST_PIXELS = 80_000_000  # A3 with 600 pixels an inch has seventy million
_JUST_UNDER = 1 - 1e-6  # PDFium rounds up, and a pixel more would blur all others
_FILLS = 0.8  # of a page: a picture that covers more is the page
_SHORTEST, _LONGEST = 140.0, 2600.0  # points: no sheet is smaller or larger; a resolution that says so is wrong
_PAPER = ((595.3, 841.9), (841.9, 1190.6))  # A4 and A3 in points
_USUAL_DOTS = (200, 300, 400, 600, 150, 240)
_GREY, _COLOUR = 2, 3  # dimensions


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels: rows of gray, or of red, green and blue; ``scale`` is pixels a point, the same both ways."""

    pixels: Pixels
    scale: float

    @property
    def height(self) -> float:
        return float(self.pixels.shape[0] / self.scale)

    @property
    def width(self) -> float:
        return float(self.pixels.shape[1] / self.scale)


def count_pages(data: bytes) -> int:
    """How many pages a scan has.

    Raises:
        UnreadableFile: it is damaged, locked, or no scan.
    """
    if is_picture(data):
        with _opened(data) as image:
            return int(getattr(image, "n_frames", 1))
    with _document(data) as document:
        return len(document)


def read_picture(data: bytes, number: int) -> Picture:
    """The ``number``-th page, from 1, of a scan.

    Raises:
        UnreadableFile: the file or the page is damaged, or larger than any sheet.
    """
    if is_picture(data):
        with _opened(data) as image:
            if number > 1:
                image.seek(number - 1)
            return _of_image(image, number)
    with _document(data) as document:
        return paint(document[number - 1], number)


def paint(page: PdfPage, number: int) -> Picture:
    """An open PDF page as it is shown: pixel by pixel if it is one picture, else with 300 pixels an inch.

    Raises:
        UnreadableFile: the page is damaged, or larger than any sheet.
    """
    width, height = page.get_size()
    dots = min(max(_own_dots(page, width, height) or _DOTS, _LEAST_DOTS), _MOST_DOTS)
    scale = dots / POINTS
    _check_size(round(width * scale), round(height * scale), number)
    try:
        pixels = page.render(scale=scale * _JUST_UNDER, rev_byteorder=True, prefer_bgrx=False).to_numpy()
    except PdfiumError as error:
        raise UnreadableFile(f"page {number} can't be painted: it is damaged; save the file anew") from error
    return Picture(_without_needless_colour(pixels), scale)


def _own_dots(page: PdfPage, width: float, height: float) -> float | None:
    """The resolution of the picture that fills a page, in pixels an inch; nothing if there is none."""
    for thing in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3):
        try:
            left, bottom, right, top = thing.get_bounds()
            across, down = thing.get_px_size()
        except PdfiumError:
            continue
        if (right - left) * (top - bottom) > _FILLS * width * height:
            return float(max(across, down) / max(right - left, top - bottom) * POINTS)
    return None


@contextmanager
def _document(data: bytes) -> Iterator[PdfDocument]:
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        raise UnreadableFile("the file is no PDF, or is damaged or locked; save a copy without a password") from error
    try:
        yield document
    finally:
        document.close()


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """A picture file, opened; whatever goes wrong with it is told as an unreadable file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=("TIFF", "PNG", "JPEG")) as image:
                yield image
    except UnreadableFile:
        raise
    except UnidentifiedImageError as error:
        raise UnreadableFile("the picture is damaged: it begins as one and is none; fetch the file anew") from error
    except Exception as error:  # Pillow's decoders raise what they like on damaged files
        raise UnreadableFile(
            f"the picture is damaged or cut short ({error}); scan the sheet again, or fetch the file anew"
        ) from error


def _of_image(image: Image.Image, number: int) -> Picture:
    """The frame that is open in ``image``, upright as its tags say, with square pixels."""
    _check_size(image.width, image.height, number)
    across, down = _resolution(image)
    turned = image.getexif().get(0x0112, 1) in range(5, 9)
    pixels = _pixels(ImageOps.exif_transpose(image))
    if turned:
        across, down = down, across
    height, width = pixels.shape[:2]
    if not (across and down):
        across = down = _likely_dots(width, height)
    dots = max(across, down)
    size = (round(width * dots / across), round(height * dots / down))
    _check_size(*size, number)
    if size != (width, height):  # fax machines have fewer lines an inch than pixels in a line
        pixels = _gray_or_colour(cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR))
    return Picture(pixels, dots / POINTS)


def _check_size(width: int, height: int, number: int) -> None:
    if width * height > _MOST_PIXELS:
        raise UnreadableFile(
            f"page {number} is too large: {width:,} x {height:,} pixels (limit {_MOST_PIXELS:,}); "
            "scan it with 200 to 400 pixels an inch"
        )


def _resolution(image: Image.Image) -> tuple[float, float]:
    """Pixels an inch across and down as the file says; zeros if it says nothing, or nothing that a sheet can have."""
    said: Any = image.info.get("dpi") or (0, 0)
    try:
        across, down = float(said[0]), float(said[1])
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    if not (across > 0 and down > 0):
        return 0.0, 0.0
    sides = sorted((image.width / across * POINTS, image.height / down * POINTS))
    if sides[0] < _SHORTEST or sides[1] > _LONGEST:
        return 0.0, 0.0
    return across, down


def _likely_dots(width: int, height: int) -> float:
    """Pixels an inch of a scan that doesn't say: those with which it is A4 or A3, whichever is more usual."""
    found = []
    for order, (short, long_) in enumerate(_PAPER):
        dots = max(min(width, height) / short, max(width, height) / long_) * POINTS
        off = min(abs(dots - usual) / usual for usual in _USUAL_DOTS)
        found.append((off > 0.03, order, dots))
    return min(found)[2]


def _pixels(image: Image.Image) -> Pixels:
    """The pixels of a picture of any mode, on white where it can be seen through."""
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"))
    if image.mode.startswith("I") or image.mode == "F":
        deep = np.asarray(image, np.float64)
        most = 65535.0 if image.mode.startswith("I;16") or deep.max(initial=0) > 255 else 255.0
        return np.clip(deep / most * 255, 0, 255).astype(np.uint8)
    if "A" in image.getbands() or "transparency" in image.info:
        seen = image.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        ground.alpha_composite(seen)
        image = ground
    return _without_needless_colour(np.asarray(image.convert("RGB")))


def _without_needless_colour(pixels: Pixels) -> Pixels:
    """Gray for a picture whose colours are all gray."""
    if pixels.ndim == _GREY:
        return pixels
    if pixels.shape[2] == 1:
        return np.ascontiguousarray(pixels[:, :, 0])
    colour = np.ascontiguousarray(pixels[:, :, :_COLOUR])
    thin = colour[::4, ::4].astype(np.int16)
    coloured = (thin.max(axis=2) - thin.min(axis=2)) > 48
    return colour if coloured.any() else _gray_or_colour(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY))


def _gray_or_colour(pixels: NDArray[Any]) -> Pixels:
    return np.asarray(pixels, np.uint8)


def media_type(data: bytes) -> str:
    """The media type of a scan."""
    if data.startswith(b"\x89PNG"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/tiff" if is_picture(data) else "application/pdf"
