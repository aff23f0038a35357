"""From files of any kind to pixels, with the scale the paper had."""

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import UnreadableFile
from pipeline.readers.scan import is_picture
from pipeline.readers.scan.pictures import count_pages, media_type, read_picture
from tests.pdf_pictures import pdf_of

A4_AT_200 = (1654, 2339)


def sheet(size: tuple[int, int] = A4_AT_200, mode: str = "L") -> Image.Image:
    """A white page whose left top corner is black."""
    image = Image.new("L", size, 255)
    image.paste(0, (0, 0, size[0] // 4, size[1] // 8))
    return image.convert(mode)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def corner_is_dark(pixels: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]") -> bool:
    return bool(pixels[20, 20].max() < 60 and pixels[-20, -20].min() > 200 and pixels[20, -20].min() > 200)


KINDS: dict[str, Callable[[], bytes]] = {
    "one bit png": lambda: saved(sheet(mode="1"), "PNG", dpi=(200, 200)),
    "gray png": lambda: saved(sheet(), "PNG", dpi=(200, 200)),
    "palette png": lambda: saved(sheet(mode="P"), "PNG", dpi=(200, 200)),
    "colour png": lambda: saved(sheet(mode="RGB"), "PNG", dpi=(200, 200)),
    "png to see through": lambda: saved(see_through(), "PNG", dpi=(200, 200)),
    "deep png": lambda: saved(deep(), "PNG", dpi=(200, 200)),
    "gray jpeg": lambda: saved(sheet(), "JPEG", dpi=(200, 200)),
    "colour jpeg": lambda: saved(sheet(mode="RGB"), "JPEG", dpi=(200, 200)),
    "jpeg for a press": lambda: saved(sheet(mode="CMYK"), "JPEG", dpi=(200, 200)),
    "fax 3": lambda: saved(sheet(mode="1"), "TIFF", compression="group3", dpi=(200, 200)),
    "fax 4": lambda: saved(sheet(mode="1"), "TIFF", compression="group4", dpi=(200, 200)),
    "tiff": lambda: saved(sheet(mode="RGB"), "TIFF", compression="tiff_lzw", dpi=(200, 200)),
    "pdf": lambda: pdf_of(sheet(), 200),
}


def see_through() -> Image.Image:
    image = Image.new("RGBA", A4_AT_200, (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, A4_AT_200[0] // 4, A4_AT_200[1] // 8))
    return image


def deep() -> Image.Image:
    return Image.fromarray(np.asarray(sheet(), np.uint16) * 257)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_gives_the_same_page(kind: str) -> None:
    picture = read_picture(KINDS[kind](), 1)
    assert picture.pixels.ndim == 2
    assert corner_is_dark(picture.pixels)
    assert picture.scale == pytest.approx(200 / 72, abs=0.01)
    assert (picture.width, picture.height) == pytest.approx((595.3, 842), abs=1)


def test_colour_is_kept_where_there_is_any() -> None:
    image = sheet(mode="RGB")
    image.paste((220, 30, 40), (800, 1200, 1000, 1400))
    assert read_picture(saved(image, "PNG"), 1).pixels.ndim == 3


def test_a_photograph_is_turned_as_its_tag_says() -> None:
    tags = Image.Exif()
    tags[0x0112] = 6  # turned by 90 degrees counterclockwise
    lying = sheet().transpose(Image.Transpose.ROTATE_90)
    picture = read_picture(saved(lying, "JPEG", exif=tags, dpi=(200, 200)), 1)
    assert corner_is_dark(picture.pixels)


def test_the_lines_of_a_fax_are_as_high_as_its_pixels_are_wide() -> None:
    low = sheet((1728, 1145), "1")
    picture = read_picture(saved(low, "TIFF", compression="group3", dpi=(204, 98)), 1)
    assert picture.pixels.shape == (round(1145 * 204 / 98), 1728)
    assert picture.scale == pytest.approx(204 / 72, abs=0.02)


@pytest.mark.parametrize(
    ("size", "dpi", "paper"),
    [
        (A4_AT_200, None, (595, 842)),
        ((2480, 3508), None, (595, 842)),
        ((4961, 3508), None, (1191, 842)),  # 300 dots an inch: A3
        ((3507, 2480), None, (842, 595)),
        (A4_AT_200, (1, 1), (595, 842)),
        ((3000, 4243), (72, 72), (595, 842)),  # a camera that doesn't know
        (A4_AT_200, (150, 150), (794, 1123)),  # odd, but a sheet may be so large
    ],
)
def test_where_the_resolution_is_not_said_the_paper_is_a4_or_a3(
    size: tuple[int, int], dpi: tuple[int, int] | None, paper: tuple[float, float]
) -> None:
    options = {"dpi": dpi} if dpi else {}
    picture = read_picture(saved(sheet(size), "PNG", **options), 1)
    assert (picture.width, picture.height) == pytest.approx(paper, rel=0.01)


def test_pages_of_a_tiff_file_are_read_one_by_one() -> None:
    blank = Image.new("L", A4_AT_200, 255)
    data = saved(blank, "TIFF", save_all=True, append_images=[sheet()], dpi=(200, 200))
    assert count_pages(data) == 2
    assert read_picture(data, 1).pixels.min() == 255
    assert corner_is_dark(read_picture(data, 2).pixels)


def test_a_page_of_a_pdf_is_taken_pixel_by_pixel_within_reason() -> None:
    assert read_picture(pdf_of(sheet(), 200), 1).pixels.shape == A4_AT_200[::-1]
    coarse = read_picture(pdf_of(sheet((298, 421)), 36), 1)
    assert coarse.scale == pytest.approx(100 / 72, abs=0.01)


def test_what_is_damaged_is_said() -> None:
    whole = saved(sheet(), "PNG")
    with pytest.raises(UnreadableFile, match="damaged or cut short"):
        read_picture(whole[: len(whole) // 2], 1)
    with pytest.raises(UnreadableFile, match="damaged"):
        count_pages(b"II*\x00 and no more")
    with pytest.raises(UnreadableFile, match="damaged or locked"):
        count_pages(b"%PDF-1.4 and no more")


def test_what_is_larger_than_any_sheet_is_not_painted() -> None:
    with pytest.raises(UnreadableFile, match="too large"):
        read_picture(saved(Image.new("1", (12_000, 12_000), 1), "PNG"), 1)


def test_kinds_are_told_by_their_first_bytes() -> None:
    assert [media_type(KINDS[kind]()) for kind in ("gray png", "gray jpeg", "fax 4", "pdf")] == [
        "image/png", "image/jpeg", "image/tiff", "application/pdf",
    ]  # fmt: skip
    assert is_picture(KINDS["tiff"]())
    assert not is_picture(KINDS["pdf"]())
