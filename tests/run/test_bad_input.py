"""What bad input gets: a status and a finding that name file and cell, while the rest of the folder is loaded."""

import os
import sys

import pytest

from tests.sheets import Sheet
from tests.town import Town

GOOD = "raw/good.txt"
FOUND = """
    SELECT s.status, f.rule, f.severity, f.page, f.row, f.col, f.message, f.actual
    FROM sources s LEFT JOIN findings f ON f.source_id = s.id AND f.severity <> 'info'
    WHERE s.path = 'raw/bad.txt' ORDER BY f.row, f.col
"""


def put(town: Town, bad: bytes | str, *, status: int = 1) -> list[tuple[object, ...]]:
    """Read a bad file beside a good one; what is said of it."""
    town.write("raw/bad.txt", bad if isinstance(bad, bytes) else bad.encode())
    town.write(GOOD, Sheet(year=2023))
    summary = town.ingest()
    assert summary.exit_status == status
    assert [file.path for file in summary.problems] == ["raw/bad.txt"]
    assert town.rows(f"SELECT status FROM sources WHERE path = '{GOOD}'") == [("loaded",)]
    return town.rows(FOUND)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (bytes(range(256)) * 8, "byte"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "picture"),
        (b"%PDF-1.7\n", "PDF"),
    ],
    ids=["empty", "blank", "binary", "picture", "pdf"],
)
def test_a_file_that_is_no_text_fails(town: Town, data: bytes, word: str) -> None:
    ((status, rule, severity, *_, message, _),) = put(town, data)
    assert (status, rule, severity) == ("failed", "file-unreadable", "error")
    assert word in str(message)
    assert town.rows("SELECT error FROM sources WHERE status = 'failed'") == [(message,)]


def test_a_text_of_no_known_form_is_unrecognized(any_town: Town) -> None:
    ((status, rule, severity, page, row, col, message, actual),) = put(any_town, "\n\t会議録\n出席者\t五名\n")
    assert (status, rule, severity) == ("unrecognized", "form-unknown", "error")
    assert (page, row, col, actual) == (1, 1, 1, "会議録")
    assert "hyoka forms" in str(message)
    unread = any_town.rows('SELECT report_id, page, "row", col, text FROM unread_cells ORDER BY 3, 4')
    assert unread == [(None, 1, 1, 1, "会議録"), (None, 1, 2, 0, "出席者"), (None, 1, 2, 1, "五名")]


def test_a_sheet_cut_in_the_middle_names_what_is_missing(town: Town) -> None:
    whole = Sheet().text()
    found = put(town, whole[: whole.index("合計")])
    assert {row[0] for row in found} == {"loaded"}
    errors = [row for row in found if row[2] == "error"]
    assert errors
    assert all(row[3] == 1 for row in errors), errors
    assert any("合計" in str(row[6]) or "3 指標" in str(row[6]) for row in errors), errors


def test_two_sections_swapped_are_read_or_said(town: Town) -> None:
    text = Sheet().text()
    start, end = text.index("2 費用"), text.index("3 指標")
    town.write("raw/bad.txt", (text[:start] + text[end:] + text[start:end]).encode())
    town.ingest()
    totals = town.rows("SELECT fiscal_year, amount_yen FROM costs WHERE item = 'total' ORDER BY 1")
    found = [row for row in town.rows(FOUND) if row[1]]
    assert found or totals == [(2020, 5_100_000), (2021, 6_030_000)]
    assert set(totals) <= {(2020, 5_100_000), (2021, 6_030_000), (2020, None), (2021, None)}


@pytest.mark.parametrize("stray", ["1,3５O", "12,2３6円x", "1O0", "1,3 50?"])
def test_a_number_with_a_stray_character_is_an_error_at_its_cell(town: Town, stray: str) -> None:
    found = put(town, Sheet().text().replace("1,350", stray))
    errors = [row for row in found if row[2] == "error"]
    assert errors
    assert any((row[3], row[4], row[5]) == (1, 6, 2) for row in errors), errors
    assert town.rows(
        "SELECT amount_yen FROM costs c JOIN reports r ON r.id = c.report_id "
        "WHERE item = 'direct' AND c.fiscal_year = 2021 AND sheet_fiscal_year = 2022"
    ) == [(None,)]


def test_a_sum_that_does_not_hold_is_an_error_of_the_sheet_and_not_of_reading_it(town: Town) -> None:
    found = put(town, Sheet().text().replace("6,030", "6,130"), status=0)
    assert {row[1] for row in found if row[2] == "error"} == {"check-cost_total", "check-funding_total"}


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_a_file_whose_name_is_not_utf8_is_read(town: Town) -> None:
    town.write(os.fsdecode(b"raw/\x95\x5c.txt"))
    assert town.ingest().exit_status == 0
    assert town.rows("SELECT path, status FROM sources") == [("raw/\\x95\\.txt", "loaded")]
    assert [file.note for file in town.ingest().files] == ["unchanged"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_never_ends_is_a_finding(town: Town) -> None:
    town.write(GOOD)
    os.mkfifo(town.folder / "raw" / "pipe")
    os.mkfifo(town.folder / "pipe.txt")
    (town.folder / "raw" / "link.txt").symlink_to("../pipe.txt")
    summary = town.ingest("pipe.txt", "raw")
    assert {file.path: file.status for file in summary.files} == {
        "pipe.txt": "failed", "raw/link.txt": "failed", GOOD: "loaded",
    }  # fmt: skip
    assert "a pipe or a device" in summary.problems[0].serious[0].message
    assert [passed.name for passed in summary.passed_over] == ["raw/pipe"]


def test_a_line_of_thousands_of_cells_fills_no_disk(town: Town) -> None:
    town.write("raw/bad.txt", Sheet().text().replace("目的\t", "目的\t\t\t" + "x\t" * 5000).encode() + b"9\t" * 5000)
    summary = town.ingest()
    (file,) = summary.files
    assert town.rows("SELECT count(*) FROM unread_cells") == [(min(file.unread, 1000),)]
    counts = town.rows("SELECT rule, count(*) FROM findings GROUP BY rule HAVING count(*) >= 1000")
    assert all(number == 1000 for _, number in counts)
    for rule, _ in counts:
        ((more,),) = town.rows(f"SELECT actual FROM findings WHERE rule = '{rule}-more'")
        assert int(str(more).replace(",", "")) > 0
    assert counts
    assert summary.coverage is not None
    assert summary.coverage < 0.5
