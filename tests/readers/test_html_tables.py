"""Tables of HTML: every cell in the slots that the HTML standard gives it."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnreadableFile
from pipeline.model.document import Cell, Grid
from pipeline.readers.html import read_html
from pipeline.readers.html.tables import Span, place_cells


def grid(body: str) -> Grid:
    return read_html(f"<html>{body}".encode()).grids[0]


def cells(body: str) -> list[Cell]:
    return [cell for row in grid(body).rows for cell in row]


def places(body: str) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.col, cell.row_span, cell.col_span) for cell in cells(body)]


def rules(body: str) -> list[str]:
    return [finding.rule for finding in grid(body).findings]


def test_a_cell_that_reaches_down_pushes_the_next_row_aside() -> None:
    body = "<table><tr><th rowspan=2>財源<td>国県<tr><td>町費<td>5</table>"
    assert places(body) == [("財源", 0, 0, 2, 1), ("国県", 0, 1, 1, 1), ("町費", 1, 1, 1, 1), ("5", 1, 2, 1, 1)]


def test_blank_cells_are_cells_and_what_a_short_row_lacks_is_none() -> None:
    assert places("<table><tr><td></td><td>&nbsp;</td><td>a<tr><td>b</table>") == [
        ("", 0, 0, 1, 1), (" ", 0, 1, 1, 1), ("a", 0, 2, 1, 1), ("b", 1, 0, 1, 1),
    ]  # fmt: skip


def test_no_cell_reaches_beyond_its_row_group() -> None:
    body = "<table><thead><tr><td rowspan=9>a<tbody><tr><td rowspan=0>b<tr><td>c<tfoot><tr><td>d</table>"
    assert places(body) == [("a", 0, 0, 1, 1), ("b", 1, 0, 2, 1), ("c", 2, 1, 1, 1), ("d", 3, 0, 1, 1)]


@pytest.mark.parametrize(
    ("written", "span"), [("2", 2), (" +2px", 2), ("0", 1), ("-3", 1), ("x", 1), ("", 1), ("1001", 1000)]
)
def test_a_colspan_is_read_as_browsers_read_it(written: str, span: int) -> None:
    assert cells(f'<table><tr><td colspan="{written}">a')[0].col_span == span


def test_head_and_foot_stand_where_a_browser_shows_them() -> None:
    body = "<table><tfoot><tr><td>計<tfoot><tr><td>c<tbody><tr><td>b<thead><tr><td>年度<thead><tr><td>d</table>"
    assert [cell.text for cell in cells(body)] == ["年度", "c", "b", "d", "計"]


def test_two_cells_in_one_slot_are_told() -> None:
    found = grid("<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c</table>").findings
    assert [(f.rule, f.severity.value, str(f.place)) for f in found] == [("cells-overlap", "warning", "2:1")]


def test_text_stands_above_its_table_and_tables_do_not_touch() -> None:
    body = "<h2>2 費用</h2><table><caption>単位：千円</caption><tr><td>a</table><table><tr><td>b</table>注"
    assert [(c.text, c.row, c.col, c.ruled) for c in cells(body)] == [
        ("2 費用", 0, 0, False), ("単位：千円", 1, 0, False), ("a", 2, 0, True), ("b", 4, 0, True), ("注", 6, 0, False),
    ]  # fmt: skip


def test_a_table_for_the_layout_gives_its_tables_in_reading_order() -> None:
    body = "<table><tr><td>左<td>前<table><tr><td>1<td>2</table>後<td>右<tr><td>下<td>下2</table>"
    assert [(c.text, c.row, c.col, c.ruled) for c in cells(body)] == [
        ("左", 0, 0, True), ("前", 2, 0, False), ("1", 3, 0, True), ("2", 3, 1, True), ("後", 5, 0, False),
        ("右", 6, 2, True), ("下", 8, 0, True), ("下2", 8, 1, True),
    ]  # fmt: skip


def test_what_stands_in_one_column_of_layout_is_text() -> None:
    body = "<table><tr><td>1 事業<tr><td><table><tr><td>事業名<td>海岸清掃</table></table>"
    assert [(c.text, c.ruled) for c in cells(body)] == [("1 事業", False), ("事業名", True), ("海岸清掃", True)]


def test_a_cell_that_layout_cuts_is_told() -> None:
    body = "<table><tr><td rowspan=2>財源<td><table><tr><td>a</table><tr><td>b</table>"
    assert rules(body) == ["table-split"]


def test_missing_ends_and_tags_between_rows_change_nothing() -> None:
    whole = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    assert places("<table><form><tr><td>a<td>b<tr><td>c</form></table>") == places(whole)
    assert places("<table><tr><td>a<td><div>b<tr><td>c</table>") == places(whole)


def test_a_table_is_not_lost_in_what_never_ends() -> None:
    assert [cell.text for cell in cells("<p>a<button>b<table><tr><td>c</table>")] == ["ab", "c"]
    assert rules("<p>a<title>b<table><tr><td>c</table>") == ["text-hidden"]


def test_a_hidden_cell_takes_no_slot_and_is_told() -> None:
    body = "<table><tr><td>a<td style='display: none'>b</td><td>c<tr hidden><td>d</tr><tr><td>e</table>"
    assert places(body) == [("a", 0, 0, 1, 1), ("c", 0, 1, 1, 1), ("e", 1, 0, 1, 1)]
    assert rules(body) == ["text-hidden"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<table><tr>" + "<td colspan=1000>" * 10_000, "16,384 columns"),
        ("<div>" * 100_000 + "x", "can't be read to its end"),
        ("<table><td>" * 1_000, "more than 100 tables"),
    ],
)
def test_a_page_that_means_harm_is_refused(body: str, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        read_html(f"<html>{body}".encode())


def test_more_cells_than_any_page_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.html.walk._MAX_CELLS", 3)
    with pytest.raises(UnreadableFile, match="more than 3 cells, rows and paragraphs"):
        grid("<table><tr><td>a<td>b<td>c</table>")


def naive(groups: list[list[list[Span]]]) -> list[tuple[int, int, int, int, bool]]:
    """The standard's algorithm, slot by slot."""
    spots: list[tuple[int, int, int, int, bool]] = []
    used: set[tuple[int, int]] = set()
    row = 0
    for group in groups:
        end = row + len(group)
        for spans in group:
            col = 0
            for span in spans:
                while (row, col) in used:
                    col += 1
                last = min(end, row + span.rows) if span.rows else end
                slots = {(r, c) for r in range(row, last) for c in range(col, col + span.cols)}
                spots.append((row, col, last - row, span.cols, bool(slots & used)))
                used |= slots
                col += span.cols
            row += 1
    return spots


spans = st.builds(Span, st.integers(0, 4), st.integers(1, 4))
tables = st.lists(st.lists(st.lists(spans, max_size=5), max_size=5), max_size=3)


@given(tables)
def test_placing_agrees_with_the_standard_slot_by_slot(groups: list[list[list[Span]]]) -> None:
    placed = [(s.row, s.col, s.row_span, s.col_span, s.overlaps) for s in place_cells(groups)]
    assert placed == naive(groups)


TAGS = "table /table tr /tr td /td th tbody caption div /div form /form p ul li b /b"
pieces = st.sampled_from([f"<{tag}>" for tag in TAGS.split()])


@given(st.lists(st.one_of(pieces, st.just("w")), max_size=40))
def test_every_word_is_said_once_however_the_tags_stand(parts: list[str]) -> None:
    count = 0
    page = []
    for part in parts:
        count += part == "w"
        page.append(f"[{count}]" if part == "w" else part)
    if not count:
        return
    said = "".join(cell.text for cell in cells("".join(page)))
    assert {word: said.count(word) for word in (f"[{n}]" for n in range(1, count + 1))} == {
        f"[{n}]": 1 for n in range(1, count + 1)
    }


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        assert read_html(b"<html>" + data).grids[0].rows
