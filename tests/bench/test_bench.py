"""The bench runs, and reckons right. How fast anything is, no test says: machines differ."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.normalize import number
from pipeline.normalize.number import parse_quantity
from pipeline.readers.grids import faces
from pipeline.readers.pdf import page, symbols
from tests.bench.__main__ import find_folders, main
from tests.bench.measure import Measured, Rounds, Times, forget_pages, measure, time_ways, together
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
    paths = [sheet(tmp_path / "a.pdf"), sheet(tmp_path / "b.pdf", pages=2)]
    rounds = iter([[3.0, 9.0], [5.0, 1.0], [2.0, 4.0]])

    def once(_paths: Sequence[Path], names: Sequence[str]) -> Times:
        return [dict.fromkeys(names, seconds) for seconds in next(rounds)]

    found = measure("x", paths, [LOOP], 3, once)
    assert (found.pages, found.files, found.seconds) == (3, 2, {LOOP: 2 + 1})


def test_all_folders_together() -> None:
    both = together([Measured("x", 1, 2, {LOOP: 1.0}), Measured("y", 3, 4, {LOOP: 0.5})])
    assert both == Measured("all", 4, 6, {LOOP: 1.5})


def test_pdfplumber_takes_part_in_a_third_of_the_rounds(tmp_path: Path) -> None:
    asked: list[Sequence[str]] = []

    def once(paths: Sequence[Path], names: Sequence[str]) -> Times:
        asked.append(names)
        return [dict.fromkeys(names, 1.0) for _ in paths]

    measure("x", [sheet(tmp_path / "a.pdf")], [LOOP, PLUMBER], 3, once)
    assert asked == [[LOOP, PLUMBER], [LOOP], [LOOP]]


def test_a_way_is_timed_from_its_begin_to_its_end() -> None:
    now = iter([10.0, 13.0, 20.0, 21.5])
    times = time_ways(b"", {LOOP: lambda _data: None, OURS: lambda _data: None}, lambda: next(now))
    assert times == {LOOP: 3.0, OURS: 1.5}


def test_a_round_reads_pages_as_if_for_the_first_time(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.pdf")
    rounds = Rounds()
    assert [set(times) for times in rounds([path], [OURS])] == [{OURS}]
    assert parse_quantity("12,345") == parse_quantity("12,345")
    assert number._remembered.cache_info().hits > 0
    forget_pages()
    remembering = (number._remembered, page._tables_of, faces._of_walls, symbols.signs_of)
    assert [function.cache_info().currsize for function in remembering] == [0, 0, 0, 0]
