"""The bench runs, and reckons right. How fast anything is, no test says: machines differ."""

import json
from pathlib import Path

import pytest

from tests.bench.__main__ import find_folders, main
from tests.bench.measure import Measured, load, measure
from tests.bench.report import as_text, ratios
from tests.bench.ways import LOOP, OURS, PLUMBER, READER
from tests.readers.pdf_builder import LATIN, Page, pdf


def sheet(path: Path, pages: int = 1) -> Path:
    page = Page().table([20, 100, 200], [20, 60, 100]).text(30, 40, "No 1", font=LATIN)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pdf(*[page] * pages))
    return path


def test_it_measures_every_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet(tmp_path / "real" / "somewhere" / "2020" / "a.pdf", pages=2)
    main(["--quick", "--json"], tmp_path / "real", tmp_path / "raw")
    told = json.loads(capsys.readouterr().out)
    (folder,) = told["folders"]
    assert (folder["folder"], folder["files"], folder["pages"]) == ("somewhere", 1, 2)
    assert set(folder["ms_per_page"]) == {LOOP, OURS, READER, PLUMBER}
    assert all(spent > 0 for spent in folder["ms_per_page"].values())
    assert told["machine"]["cores"]


def test_it_prints_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet(tmp_path / "raw" / "a.pdf")
    main(["--rounds", "1"], tmp_path / "real", tmp_path / "raw")
    head, _, row, *_ = capsys.readouterr().out.splitlines()
    assert head.split()[:2] == ["folder", "pages"]
    assert row.split()[:2] == ["raw", "1"]


def test_it_says_when_there_is_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([], tmp_path / "real", tmp_path / "raw")
    assert "HYOKA_REAL" in capsys.readouterr().out


def test_real_sheets_come_before_made_ones(tmp_path: Path) -> None:
    made = sheet(tmp_path / "raw" / "m.pdf")
    assert find_folders(tmp_path / "real", tmp_path / "raw") == {"raw": [made]}
    real = sheet(tmp_path / "real" / "town" / "r.pdf")
    assert find_folders(tmp_path / "real", tmp_path / "raw") == {"town": [real]}


def test_ratios() -> None:
    found = ratios(Measured("x", 2, 10, {LOOP: 0.05, READER: 0.06, OURS: 0.08, PLUMBER: 0.72}))
    assert found.milliseconds == pytest.approx({LOOP: 5, READER: 6, OURS: 8, PLUMBER: 72})
    assert (found.to_loop, found.to_plumber) == pytest.approx((1.6, 9))
    assert found.met


@pytest.mark.parametrize(("ours", "met"), [(0.05, True), (0.1, True), (0.101, False), (0.2, False)])
def test_goals(ours: float, met: bool) -> None:
    found = ratios(Measured("x", 1, 1, {LOOP: 0.05, READER: 0.05, OURS: ours, PLUMBER: 0.8}))
    assert found.met is met
    assert ("NOT MET" in as_text([found], 1)) is not met


def test_the_best_of_each_file_counts(tmp_path: Path) -> None:
    files = load([sheet(tmp_path / "a.pdf"), sheet(tmp_path / "b.pdf", pages=2)])
    spent = iter([3.0, 9, 5, 1, 2, 4])  # a by loop, b by loop; in the second round again, and once more
    now = [0.0]

    def clock() -> float:
        return now[0]

    def way(_data: bytes) -> None:
        now[0] += next(spent)

    found = measure("x", files, {LOOP: way}, 3, clock)
    assert (found.pages, found.files, found.seconds) == (3, 2, {LOOP: 2 + 1})
