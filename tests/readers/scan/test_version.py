from pipeline.model.backend import Ocr, PdfBackend
from pipeline.model.layout import NO_LAYOUTS, KnownLayouts
from pipeline.readers import read_document, reader_version
from tests.conftest import ROOT

KNOWN = KnownLayouts("0123abcd")
PDF = (ROOT / "raw/aohama/2024/hyokasho.pdf").read_bytes()


def test_what_is_known_of_forms_is_part_of_the_version() -> None:
    versions = {reader_version(ocr=ocr, known=known) for ocr in Ocr for known in (NO_LAYOUTS, KNOWN)}
    assert len(versions) == 5  # where nothing is recognised, what is known doesn't matter


def test_a_document_counts_as_long_as_all_that_had_a_hand_in_it() -> None:
    for ocr in Ocr:
        for known in (NO_LAYOUTS, KNOWN):
            said = read_document(PDF, PdfBackend.PDFIUM, ocr, known).reader_version
            assert set(said.split("+")) <= set(reader_version(PdfBackend.PDFIUM, ocr, known).split("+"))
            for other in set(Ocr) - {ocr}:
                assert not set(said.split("+")) <= set(reader_version(PdfBackend.PDFIUM, other, known).split("+"))
