"""Scans as the files that people have: pictures, TIFF of many pages, PDF of nothing but pictures."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.scans.condition import Format
from tests.scans.degrade import Scan

_QUALITY = 90  # of a JPEG that the condition says nothing of


def as_file(scans: Sequence[Scan], form: Format | None = None) -> bytes:
    """All scans in one file, of the condition's format unless another is given.

    Raises:
        ValueError: several pages, and a format that has room for one.
    """
    chosen = form or scans[0].condition.format
    if chosen in {"png", "jpeg"} and len(scans) > 1:
        raise ValueError(f"a {chosen} file holds one page, not {len(scans)}")
    return _WRITERS[chosen](scans)


def as_files(scans: Sequence[Scan], form: Format | None = None) -> list[tuple[bytes, Sequence[Scan]]]:
    """All scans in as many files as their format needs, each with the scans in it."""
    chosen = form or scans[0].condition.format
    if chosen in {"png", "jpeg"}:
        return [(as_file((scan,), chosen), (scan,)) for scan in scans]
    return [(as_file(scans, chosen), scans)]


def picture_of(scan: Scan) -> Image.Image:
    """A scan for Pillow: of one bit, grey or in colour."""
    picture = Image.fromarray(scan.pixels)
    return picture.convert("1", dither=Image.Dither.NONE) if scan.condition.one_bit else picture


def _as_picture(scans: Sequence[Scan], form: str, **options: object) -> bytes:
    first, *more = (picture_of(scan) for scan in scans)
    if more:
        options |= {"save_all": True, "append_images": more}
    out = BytesIO()
    first.save(out, form, dpi=(scans[0].dpi, scans[0].dpi), **options)
    return out.getvalue()


def _quality(scan: Scan) -> int:
    return scan.condition.jpeg or _QUALITY


def _as_jpeg(scans: Sequence[Scan]) -> bytes:
    return _as_picture(scans, "JPEG", quality=_quality(scans[0]))


def _as_pdf(scans: Sequence[Scan], inner: Callable[[Sequence[Scan]], bytes]) -> bytes:
    """Every page one picture, kept as ``inner`` makes it."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for scan in scans:
        height, width = (side * 72 / scan.dpi for side in scan.pixels.shape[:2])
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(BytesIO(inner((scan,)))), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _as_g4_pdf(scans: Sequence[Scan]) -> bytes:
    first, *more = (picture_of(scan).convert("1") for scan in scans)
    out = BytesIO()
    first.save(out, "PDF", resolution=float(scans[0].dpi), save_all=True, append_images=more)
    return out.getvalue()


def _as_png(scans: Sequence[Scan]) -> bytes:
    return _as_picture(scans, "PNG", compress_level=1)


_WRITERS: Mapping[Format, Callable[[Sequence[Scan]], bytes]] = {
    "png": _as_png,
    "jpeg": _as_jpeg,
    "tiff": lambda scans: _as_picture(scans, "TIFF", compression="tiff_lzw"),
    "tiff-g4": lambda scans: _as_picture(scans, "TIFF", compression="group4"),
    "pdf": lambda scans: _as_pdf(scans, _as_png),
    "pdf-jpeg": lambda scans: _as_pdf(scans, _as_jpeg),
    "pdf-g4": _as_g4_pdf,
}
