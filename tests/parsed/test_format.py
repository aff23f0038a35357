"""A kept document is the same document, or it is known to be none."""

import gzip
import json
import tracemalloc
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings

from pipeline.model.change import names_of, replace
from pipeline.model.document import Box, Cell, Document, Grid, Ink, Line, Place
from pipeline.model.finding import Finding
from pipeline.model.ink import Step
from pipeline.parsed.format import VERSION, Damaged, Header, read_document, write_document
from tests.conftest import ROOT
from tests.parsed.documents import SHA, document, documents

# What the lines of version 1 hold. What is new would be missing in such a file, and nobody would know.
SHAPE = {
    Header: "format version sha256 reader reader_version media_type encoding pages",
    Grid: "page rows aligned findings ink",
    Cell: "text place row_span col_span box ruled struck lines recognised",
    Place: "page row col",
    Box: "left top right bottom",
    Finding: "rule severity message expected actual fiscal_year place",
    Ink: "width height scale bits",
    Line: "text score box steps",
    Step: "characters scores blank x",
}


def written(path: Path, given_document: Document) -> Path:
    with path.open("wb") as file:
        write_document(file, SHA, given_document)
    return path


@settings(max_examples=40, deadline=None)
@given(documents)
def test_what_comes_back_is_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, given_document: Document
) -> None:
    path = written(tmp_path_factory.getbasetemp() / "any.gz", given_document)
    back = read_document(path, SHA)
    assert repr(replace(back, grids=tuple(back.grids))) == repr(given_document)  # repr tells 1 from 1.0, 0.0 from -0.0


def test_equal_documents_make_equal_files() -> None:
    first, second = BytesIO(), BytesIO()
    write_document(first, SHA, document("一", "二"))
    write_document(second, SHA, document("一", "二"))
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize(
    "odd", [document("a", number=float("nan")), document("a", number=float("inf")), document("\ud800")]
)
def test_what_json_cannot_hold_is_not_written_as_something_else(odd: Document) -> None:
    with pytest.raises(Damaged, match="page 1"):
        write_document(BytesIO(), SHA, odd)


def test_no_single_changed_byte_goes_unnoticed(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gz", document("事業費", "1,350"))
    whole = path.read_bytes()
    expected = tuple(read_document(path, SHA).grids)
    unnoticed = 0
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 0x55
        path.write_bytes(changed)
        try:
            assert tuple(read_document(path, SHA).grids) == expected  # time and system in the head say nothing
            unnoticed += 1
        except Damaged:
            continue
    assert unnoticed <= 6


@pytest.mark.parametrize("cut", [0, 1, 10, 40, -9, -1])
def test_a_file_that_was_cut_off_is_damaged(tmp_path: Path, cut: int) -> None:
    path = written(tmp_path / "a.gz", document("a", "b", "c"))
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(Damaged):
        read_document(path, SHA)


@pytest.mark.parametrize(
    "head", [{"format": "another"}, {"version": VERSION + 1}, {"sha256": "cd" * 32}, {"pages": 2}, {"reader": None}]
)
def test_a_file_of_another_format_version_or_content_is_not_taken(tmp_path: Path, head: dict[str, object]) -> None:
    path = written(tmp_path / "a.gz", document("a"))
    first, rest = gzip.decompress(path.read_bytes()).split(b"\n", 1)
    path.write_bytes(gzip.compress(json.dumps({**json.loads(first), **head}).encode() + b"\n" + rest))
    with pytest.raises(Damaged):
        read_document(path, SHA)


def test_a_file_that_goes_while_it_is_read_is_damaged(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gz", document("a"))
    kept = read_document(path, SHA)
    path.unlink()
    with pytest.raises(Damaged):
        list(kept.grids)


def test_pages_can_be_asked_for_by_number(tmp_path: Path) -> None:
    whole = document("a", "b", "c")
    kept = read_document(written(tmp_path / "a.gz", whole), SHA).grids
    assert (kept[0], kept[-1], kept[1:]) == (whole.grids[0], whole.grids[2], whole.grids[1:])
    with pytest.raises(IndexError):
        kept[3]


class _Volume(Sequence[Grid]):
    """Pages that are made one by one, a tenth of a megabyte each."""

    def __len__(self) -> int:
        return 60

    def __getitem__(self, index: int | slice) -> Grid:  # type: ignore[override] # nobody asks for a slice here
        raise NotImplementedError

    def __iter__(self) -> Iterator[Grid]:
        cells = document("x" * 100).grids[0].rows[0] * 500
        return (Grid(page, (cells,), True) for page in range(1, 61))


def test_a_volume_is_written_and_read_page_by_page(tmp_path: Path) -> None:
    volume = Document(_Volume(), "pdf", "pdf-1", "application/pdf")
    tracemalloc.start()
    try:
        path = written(tmp_path / "a.gz", volume)
        assert sum(1 for _ in read_document(path, SHA).grids) == 60
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 5_000_000  # all pages at once are more than 12,000,000


def test_a_changed_model_is_another_version_of_the_format() -> None:
    """If this fails, raise VERSION in pipeline/parsed/format.py, and say here and in parsed/README.md what it holds."""
    assert VERSION == 1
    assert {kind: " ".join(names_of(kind)) for kind in SHAPE} == SHAPE
    described = (ROOT / "parsed" / "README.md").read_text(encoding="utf-8")
    assert f"version {VERSION} " in described
    assert [name for names in SHAPE.values() for name in names.split() if f"`{name}`" not in described] == []
