"""The command measures with whatever reads, and says what it found."""

import json
from pathlib import Path
from random import Random

import pytest

from pipeline.model.change import replace
from pipeline.model.document import Document, Grid
from pipeline.model.report import SourceReading
from tests.paper.fonts import embedded_font
from tests.scans import __main__ as command
from tests.scans import filled
from tests.scans.__main__ import choose, main, measure_file
from tests.scans.condition import CONDITIONS, SCAN_200
from tests.scans.degrade import Scan
from tests.scans.geometry import quarters_turned, scaled, turned
from tests.scans.scanning import scan_file
from tests.scans.sheets import LOOKS, SheetFile, draw, real_files, real_or_skip
from tests.scans.test_evaluate import Refuses, truth

pytestmark = pytest.mark.skipif(embedded_font() is None, reason="the font of matplotlib-fontja isn't installed")


@pytest.fixture(autouse=True)
def one_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """The truth by the one form that is needed."""
    monkeypatch.setattr(command, "truth_of", lambda file: truth())


class Perfect:
    """What reads the truth, whatever it is given, and keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[bytes] = []

    def read(self, data: bytes) -> Document:
        self.given.append(data)
        return truth().document

    def read_facts(self, data: bytes) -> SourceReading:
        return truth().reading


def files() -> list[SheetFile]:
    return [SheetFile("boxes", draw(filled.box_sheets(Random(2), 2), LOOKS[0]), real=False)]


def test_a_reader_is_given_the_file_that_a_user_has() -> None:
    reader = Perfect()
    assert measure_file(files()[0], SCAN_200, reader).numbers_exact > 0
    assert reader.given[0].startswith(b"%PDF-")
    assert measure_file(files()[0], CONDITIONS["one-bit-150"], reader).pages_right == 2
    assert reader.given[1][:4] in {b"II*\0", b"MM\0*"}
    assert measure_file(files()[0], CONDITIONS["clean-150"], reader).pages == 2


def test_a_reader_that_refuses_is_no_crash() -> None:
    tally = measure_file(files()[0], CONDITIONS["clean-150"], Refuses())
    assert (tally.numbers_exact, tally.silent) == (0, 0)
    assert "no scan" in str(tally.wrong[0].rule)


def test_the_command_prints_a_table(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(command, "_files", lambda chosen: files())
    main(["--condition", "clean-150"], Perfect())
    out, err = capsys.readouterr()
    assert "clean-150 (2 pages)" in out.splitlines()[0]
    assert "numeric values exact" in out
    assert "boxes: 2 pages" in err
    main(["--condition", "clean-150", "--json"], Refuses())
    (one,) = json.loads(capsys.readouterr().out)
    assert one["counts"]["numbers_exact"] == 0


def test_without_real_sheets_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                       capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    assert real_files(tmp_path) == []
    with pytest.raises(pytest.skip.Exception, match="HYOKA_REAL"):
        real_or_skip(tmp_path)
    monkeypatch.setattr(command, "real_files", lambda: real_files(tmp_path))
    main(["--real"])
    assert "HYOKA_REAL" in capsys.readouterr().out


def test_some_files_come_from_all_over_the_list() -> None:
    many = [SheetFile(str(number), files()[0].data, real=False) for number in range(20)]
    assert list(choose(many, None)) == many
    some = [int(file.name) for file in choose(many, 8)]
    assert len(some) == 4
    assert max(some) > 10 > min(some)


class Straightens:
    """What knows the truth, and has its boxes where a reader has them that straightens a page and leaves its edges."""

    def __init__(self, off: float = 0) -> None:
        self.off = off

    def read(self, data: bytes) -> Document:
        (one, two) = scan_file(files()[0], SKEWED)
        grids = zip(truth().document.grids, (one, two), strict=True)
        return replace(truth().document, grids=tuple(self._laid(grid, scan) for grid, scan in grids))

    def read_facts(self, data: bytes) -> SourceReading:
        return truth().reading

    def _laid(self, grid: Grid, scan: Scan) -> Grid:
        back = quarters_turned(-scan.turns, *scan.pixels.shape[1::-1])[0]
        to_points = scaled(72 / scan.dpi, 72 / scan.dpi)
        moved = scan.transform.then(back).then(turned(self.off - scan.degrees)).then(to_points)
        rows = tuple(tuple(replace(c, box=moved.box(c.box)) for c in row if c.box is not None) for row in grid.rows)
        return replace(grid, rows=rows)


SKEWED = replace(CONDITIONS["turned"], dpi=150, skew=2)


@pytest.mark.parametrize(("off", "right"), [(0.0, 2), (1.5, 0)])
def test_pages_that_are_straightened_are_right_and_those_left_askew_are_not(off: float, right: int) -> None:
    assert measure_file(files()[0], SKEWED, Straightens(off)).pages_right == right
