"""Scans come back out of every kind of file as they went in."""

from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from pipeline.model.change import replace
from tests.paper.fonts import embedded_font
from tests.scans.condition import Condition, Format
from tests.scans.degrade import Scan, degrade
from tests.scans.files import as_file, as_files
from tests.scans.test_degrade import page

pytestmark = pytest.mark.skipif(embedded_font() is None, reason="the font of matplotlib-fontja isn't installed")


def scan(form: Format, *, one_bit: bool = False) -> Scan:
    return degrade(page(), Condition(name="x", format=form, dpi=150, one_bit=one_bit, skew=1))


@pytest.mark.parametrize("form", ["png", "jpeg"])
def test_a_picture_holds_one_page(form: Format) -> None:
    one = scan(form)
    with Image.open(BytesIO(as_file((one,)))) as picture:
        assert picture.info["dpi"] == pytest.approx((150, 150), abs=0.1)
        assert np.abs(np.asarray(picture).astype(int) - one.pixels).mean() < (2 if form == "jpeg" else 1e-9)
    with pytest.raises(ValueError, match="holds one page, not 2"):
        as_file((one, one))
    assert [len(scans) for _, scans in as_files((one, one))] == [1, 1]


@pytest.mark.parametrize(("form", "one_bit", "compression"), [("tiff", False, "tiff_lzw"), ("tiff-g4", True, "group4")])
def test_a_tiff_holds_many(form: Format, one_bit: bool, compression: str) -> None:
    one = scan(form, one_bit=one_bit)
    with Image.open(BytesIO(as_file((one, replace(one, number=2))))) as picture:
        assert (picture.n_frames, picture.info["compression"]) == (2, compression)  # type: ignore[attr-defined]
        picture.seek(1)
        assert picture.mode == ("1" if one_bit else "L")
        assert (np.asarray(picture.convert("L")) == one.pixels).all()


@pytest.mark.parametrize(("form", "one_bit", "off"), [("pdf", False, 0), ("pdf-jpeg", False, 2), ("pdf-g4", True, 0)])
def test_a_pdf_holds_nothing_but_pictures(form: Format, one_bit: bool, off: float) -> None:
    one = scan(form, one_bit=one_bit)
    with pypdfium2.PdfDocument(as_file((one, one))) as document:
        assert len(document) == 2
        second = document[1]
        kinds = {each.type for each in second.get_objects()}
        assert kinds == {pypdfium2.raw.FPDF_PAGEOBJ_IMAGE}
        assert second.get_size() == pytest.approx([side * 72 / 150 for side in one.pixels.shape[1::-1]], abs=0.1)
        shown = next(second.get_objects()).get_bitmap().to_numpy()
        grey = shown.reshape(*shown.shape[:2], -1)[:, :, 0]
        assert np.abs(grey.astype(int) - one.pixels).mean() <= off


def test_a_jpeg_in_a_pdf_is_kept_as_it_is() -> None:
    assert b"/DCTDecode" in as_file((scan("pdf-jpeg"),))
    assert b"/CCITTFaxDecode" in as_file((scan("pdf-g4", one_bit=True),))
