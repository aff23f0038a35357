"""Tab-separated text: a row a line, a cell a tab, every cell with its place."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnreadableFile
from pipeline.model.document import Place
from pipeline.readers import read_document, reader_version
from pipeline.readers.text import read_text


def rows(text: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_text(text.encode()).grids[0].rows]


def test_a_row_a_line_and_a_cell_a_tab() -> None:
    assert rows("①経費\t平成18年度\n\t12,236") == [["①経費", "平成18年度"], ["", "12,236"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end: str) -> None:
    assert rows(f"a\tb{end}{end}c") == [["a", "b"], [""], ["c"]]


def test_a_cell_keeps_its_white_space() -> None:
    assert rows("　人件費 \t 1.33 人") == [["　人件費 ", " 1.33 人"]]


@pytest.mark.parametrize("line", ["---\t---", "-----", "| --- | :-: |", "====\t==", " -- \t --- ", "|:--|--:|"])
def test_a_ruler_is_no_row_of_cells(line: str) -> None:
    assert rows(f"a\n{line}\nb") == [["a"], [], ["b"]]


@pytest.mark.parametrize("line", ["-", "-\t-", "\t-\t", "－\t－", "公債費\t--", "--1", "a---", "―――", "|", "+"])
def test_a_dash_that_says_none_is_a_value(line: str) -> None:
    assert rows(f"a\n{line}")[1] == line.split("\t")


def test_a_place_is_the_row_and_column_in_the_file() -> None:
    grid = read_text("a\n---\n\n\tb\n".encode("utf-8-sig")).grids[0]
    assert [(cell.text, cell.place) for cell in grid.non_blank()] == [("a", Place(1, 0, 0)), ("b", Place(1, 3, 1))]


def test_columns_of_a_text_are_not_trusted() -> None:
    document = read_document("a\tb".encode("utf-16"))
    assert not document.grids[0].aligned
    assert (document.reader, document.encoding) == ("text", "utf-16")
    assert document.reader_version in reader_version()


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\x1a", "　\n".encode(), b"\xff\xfe", b"\xef\xbb\xbf\n"])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"is empty|nothing but blanks"):
        read_text(data)


def test_a_file_beyond_all_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.text._MAX_BYTES", 4)
    with pytest.raises(UnreadableFile, match="5 bytes are too many"):
        read_text(b"12345")


cells = st.text(st.sampled_from("経費①12,-－ 　|:="), max_size=6)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5))
def test_every_word_of_a_file_is_in_the_cell_where_it_stands(table: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in table)
    if not text.strip():
        return
    for number, (row, read) in enumerate(zip(table, rows(text), strict=True)):
        if read:
            assert read == row, number
        else:
            assert set("".join(row)) <= set("-=|:+ \t　"), number


def test_a_long_line_of_dashes_takes_no_time() -> None:
    start = time.perf_counter()
    rows("-" * 20_000 + "x")
    assert time.perf_counter() - start < 0.2
