"""The options that are about PDFs: which library reads them, and the picture of what was read."""

from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Hyoka
from tests.readers.pdf_builder import Page, pdf
from tests.town import Town

Option = tuple[str, str]
XS, YS = [20.0, 80, 160, 220, 380], [80.0, 110, 140]
TEXTS = [["事業番号", "0012", "事業名", "海岸清掃"], ["担当課", "環境課", "目的", "海岸を守る"]]
_DOTS, _LEGEND = 160, 44


def sheet() -> Page:
    page = Page().text(100, 40, "令和4年度浜辺町事業評価票").text(20, 70, "1 事業").text(300, 280, "欄外")
    page.table(XS, YS).table([20, 120, 220], [160, 200]).line(20, 200, 120, 160)
    for y, row in zip(YS[:-1], TEXTS, strict=True):
        for x, text in zip(XS[:-1], row, strict=True):
            page.text(x + 3, y + 20, text)
    return page


def colour(picture: Image.Image, x: float, y: float) -> object:
    """The colour at a place in points; the legend stands above the page."""
    return picture.getpixel((round(x * _DOTS / 72), round(y * _DOTS / 72) + _LEGEND))


def test_a_page_is_drawn_with_the_cells_by_what_they_are(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("raw/a.pdf", pdf(sheet()))
    answer = hyoka("show", "raw/a.pdf", *forms, "--image", "1")
    assert (answer.status, answer.out) == (0, "page 1 is drawn in a-1.png\n")
    with Image.open(town.folder / "a-1.png") as picture:
        label, value = colour(picture, 24, 84), colour(picture, 84, 84)
        unread, blank = colour(picture, 299.3, 280), colour(picture, 124, 164)
        size = picture.size
    assert list(size) == pytest.approx([400 * _DOTS / 72, 300 * _DOTS / 72 + _LEGEND], abs=1)
    assert len({label, value, unread, blank}) == 4
    assert blank == (255, 255, 255)
    assert isinstance(label, tuple)
    assert isinstance(value, tuple)
    assert isinstance(unread, tuple)
    assert max(label) == label[2], "labels are bluish"
    assert max(value) == value[1], "values are greenish"
    assert max(unread) == unread[0], "what is unread is reddish"


def test_the_text_is_not_covered(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("a.pdf", pdf(sheet().fill(90, 85, 96, 91)))
    hyoka("show", "a.pdf", *forms, "--image", "1", "--output", "here.png")
    with Image.open(town.folder / "here.png") as picture:
        assert colour(picture, 93, 88) == (0, 0, 0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["a.pdf", "--image", "3"], "--image 3: there is no such page; the file has pages 1 to 2"),
        (["a.pdf", "--image", "0"], "--image 0"),
        (["a.txt", "--image", "1"], "only a page of a PDF or of a scan can be drawn"),
        (["a.pdf", "--image", "1", "--output", "nowhere/x.png"], "can't be written"),
        (["a.pdf", "--image", "1", "--json"], "choose one"),
        (["a.pdf", "--output", "x.png"], "say which page"),
        (["a.pdf", "--pdf-backend", "acrobat"], "pdfplumber"),
    ],
)
def test_what_can_not_be_drawn_is_a_usage_error(
    town: Town, hyoka: Hyoka, forms: Option, words: list[str], said: str
) -> None:
    town.write("a.txt")
    town.write("a.pdf", pdf(sheet(), Page()))
    answer = hyoka("show", *words, *forms)
    assert (answer.status, answer.out) == (2, "")
    assert said in " ".join(answer.err.replace("│", "").split())
    assert not list(town.folder.glob("*.png"))


def test_a_file_that_can_not_be_read_says_why_instead(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("a.pdf", b"%PDF-1.7 nothing")
    answer = hyoka("show", "a.pdf", *forms, "--image", "1")
    assert answer.status == 1
    assert "damaged" in answer.out
    assert not list(town.folder.glob("*.png"))


def test_another_backend_reads_again(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("raw/a.pdf", pdf(sheet()))
    versions = set()
    for words, skipped in [([], 0), ([], 1), (["--pdf-backend", "pdfplumber"], 0), (["--pdf-backend", "pdfium"], 0)]:
        answer = hyoka("ingest", "raw", *forms, "--db", "a.sqlite", *words, "--json")
        assert answer.out.count('"skipped": true') == skipped, words
        [(version, command)] = Town(town.folder, "sqlite:///a.sqlite", town.registry).rows(
            "SELECT reader_version, command FROM sources JOIN runs ON runs.id = sources.last_run_id"
        )
        versions.add(version)
        assert ("--pdf-backend pdfplumber" in command) is ("pdfplumber" in words)
    assert len(versions) == 2


def test_an_unknown_backend_is_a_usage_error(town: Town, hyoka: Hyoka) -> None:
    answer = hyoka("ingest", "raw", "--pdf-backend", "acrobat")
    assert (answer.status, answer.out) == (2, "")
    assert "pdfium" in answer.err
    assert not Path("db").exists()
