"""The bench of scans runs, and reckons right. How fast anything is, no test says: machines differ."""

import json
from pathlib import Path
from random import Random

import pytest

from pipeline.model.document import Document
from tests.bench.scans_errors import Errors, errors_of_cells, errors_of_texts
from tests.bench.scans_main import main
from tests.bench.scans_measure import Child, Measured
from tests.bench.scans_pages import Prepared, prepare
from tests.bench.scans_report import as_text, rows
from tests.bench.scans_ways import CROPS, OURS, WHOLE, Piece, has_tesseract, peak_megabytes
from tests.paper.fonts import embedded_font
from tests.scans import filled
from tests.scans.condition import CONDITIONS
from tests.scans.sheets import LOOKS, SheetFile, draw

pytestmark = pytest.mark.skipif(embedded_font() is None, reason="the font of matplotlib-fontja isn't installed")
READER = f"{__name__}:blind"


def sheet() -> SheetFile:
    return SheetFile("boxes", draw(filled.box_sheets(Random(2), 2), LOOKS[0]), real=False)


def blind(data: bytes) -> Document:
    """A reader that sees nothing."""
    return Document((), "blind", "1", "application/pdf")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    (one,) = prepare([sheet()], CONDITIONS["skew-2"], 1, tmp_path_factory.mktemp("scans"))
    return one


def true_cells(page: Prepared) -> list[Piece]:
    cells = [cell for row in page.truth.rows for cell in row]
    return [(c.text, c.box.left, c.box.top, c.box.right, c.box.bottom) for c in cells if c.box]


def on_scan(page: Prepared) -> list[Piece]:
    """The true texts as pieces on the scan, a piece a line that lies within its cell."""
    found = []
    for cell in page.truth.non_blank():
        assert cell.box is not None
        box = page.transform.box(cell.box)
        lines = cell.text.split("\n")
        height = (box.bottom - box.top) / len(lines)
        for number, text in enumerate(lines):
            middle = box.top + (number + 0.5) * height
            found.append((text, box.left + 4, middle - 3, box.right - 4, middle + 3))
    return found


def test_a_page_is_written_for_every_way(page: Prepared) -> None:
    assert all(Path(path).stat().st_size > 1000 for path in (page.job.file, page.job.picture, page.job.crops))
    texts = [line for cell in page.truth.non_blank() for line in cell.text.split("\n")]
    assert page.lines == pytest.approx(len(texts), abs=0.15 * len(texts))


def test_cells_are_counted_wherever_the_page_was_laid(page: Prepared) -> None:
    pieces = [(text, left + 9, top - 4, right + 9, bottom - 4) for text, left, top, right, bottom in true_cells(page)]
    right = errors_of_cells(page, pieces)
    assert right.wrong == 0 < right.characters
    assert right.exact == right.numbers > 15
    first = next(number for number, piece in enumerate(pieces) if piece[0].strip().isdigit())
    pieces[first] = ("x", *pieces[first][1:])
    wrong = errors_of_cells(page, pieces)
    assert (right.exact - wrong.exact, wrong.wrong > 0) == (1, True)
    nothing = errors_of_cells(page, [])
    assert (nothing.wrong, nothing.exact) == (right.characters, 0)


def test_texts_on_the_scan_go_into_the_cells_they_stand_in(page: Prepared) -> None:
    pieces = on_scan(page)
    found = errors_of_texts(page, pieces)
    assert found.exact == found.numbers
    assert found.wrong <= 0.1 * found.characters  # letters one below the other come as one level piece here
    shifted = [(text, left + 300, top, right + 300, bottom) for text, left, top, right, bottom in pieces]
    assert errors_of_texts(page, shifted).exact < found.exact / 2
    joined = [("事業費1,234", *on_scan(page)[0][1:])]
    assert errors_of_texts(page, joined).wrong >= found.characters - len("事業費1,234")


def test_a_child_reads_says_what_it_took_and_ends(page: Prepared) -> None:
    with Child(OURS, READER) as child:
        answer = child.read(page)
        assert answer["pieces"] == []
        assert answer["seconds"] > 0
        peak = child.close()
    assert peak is None or 20 < peak < 2000
    assert peak_megabytes() is None or (peak_megabytes() or 0) > 20


def test_a_child_that_fails_is_said_to() -> None:
    with pytest.raises(RuntimeError, match="the process that reads by ours has ended"):
        Child(OURS, "tests.bench.nothing:read")


def test_it_prints_a_table_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--quick", "--condition", "clean-150", "--reader", READER]
    main([*words, "--json"], [sheet()], [OURS])
    told = json.loads(capsys.readouterr().out)
    (row,) = told["rows"]
    assert (row["way"], row["pages"], row["condition"]) == (OURS, 2, "clean-150")
    assert (row["characters_wrong"], row["to_whole"], row["met"]) == (100, None, None)
    assert told["machine"]["cores"]


def measured(way: str, seconds: float, wrong: int = 10) -> Measured:
    return Measured(way, "clean-300", 10, seconds, 2 * seconds, Errors(1000, wrong, 100, 99))


def test_ratios() -> None:
    found = rows([measured(OURS, 30), measured(WHOLE, 60), measured(CROPS, 25)], {OURS: 500, WHOLE: 900, CROPS: 300})
    assert (found[0].seconds, found[0].processor, found[0].to_whole, found[0].to_crops) == (3, 6, 0.5, 1.2)
    assert (found[0].characters_wrong, found[0].numbers_exact, found[0].megabytes) == (1, 99, 500)
    assert [row.met for row in found] == [True, None, None]
    assert "NOT MET" not in as_text(found, 2)


@pytest.mark.parametrize(
    ("seconds", "wrong", "peak", "met"),
    [(30, 10, 600, True), (31, 10, 600, False), (30, 10, 601, False), (1, 1000, 100, False), (30, 11, 600, False)],
)
def test_goals(seconds: float, wrong: int, peak: float, met: bool) -> None:
    ours, *_ = rows([measured(OURS, seconds, wrong), measured(WHOLE, 60)], {OURS: peak, WHOLE: 900})
    assert ours.met is met
    assert ("NOT MET" in as_text([ours], 1)) is not met


def test_tesseract_is_left_out_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not has_tesseract()
