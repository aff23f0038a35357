"""Zip files: which are archives, and the limits that a bomb can't get around."""

import zipfile
from io import BytesIO

import pytest

from pipeline.errors import UnreadableFile
from pipeline.readers import read_document
from pipeline.readers.archive import Archive, Budget, is_archive
from tests.zips import HEADER, PACKED_SIZE, SIZE, Content, packed, patched


def archive(data: bytes) -> Archive:
    return Archive(BytesIO(data), Budget())


@pytest.mark.parametrize(
    ("members", "answer"),
    [
        ([("a.txt", "x")], True),
        ([], True),
        ([("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "x")], False),
        ([("xl/workbook.xml", "x"), ("[Content_Types].xml", "<Types/>")], False),
        ([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "x")], False),
        ([("mimetype", "application/epub+zip"), ("a.html", "x")], True),
        ([("a.txt", "x"), ("mimetype", "application/vnd.oasis.opendocument.text")], True),
    ],
)
def test_an_office_document_is_no_archive(members: list[tuple[str, Content]], answer: bool) -> None:
    assert is_archive(BytesIO(packed(members))) is answer


@pytest.mark.parametrize(("name", "answer"), [("a.txt", True), ("[Content_Types].xml", False)])
def test_a_damaged_one_is_what_can_be_seen_of_it(name: str, answer: bool) -> None:
    assert is_archive(BytesIO(packed({name: "x" * 50})[:60])) is answer


@pytest.mark.parametrize("data", [b"", b"PK", b"text", b"%PDF-1.7" + packed({"a.txt": "x"})])
def test_other_files_are_no_archives(data: bytes) -> None:
    assert not is_archive(BytesIO(data))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("content", [b"", b"x", bytes(range(256)) * 20_000])
def test_a_member_is_unpacked_whole(method: int, content: bytes) -> None:
    opened = archive(packed({"a.txt": content}, method))
    assert [(member.name, opened.read(member)) for member in opened.members] == [("a.txt", content)]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("stated", [1, 3_000_000])
def test_what_is_stated_of_the_size_is_not_believed(monkeypatch: pytest.MonkeyPatch, method: int, stated: int) -> None:
    monkeypatch.setattr("pipeline.readers.archive.MOST_BYTES", 2_000_000)
    opened = archive(patched(packed({"a.txt": bytes(3_000_000)}, method), "a.txt", *SIZE, stated))
    with pytest.raises(UnreadableFile, match="more than 2,000,000 bytes"):
        opened.read(opened.members[0])


def test_a_few_bytes_that_unpack_to_very_many_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.archive.RATIO_FROM", 1_000_000)
    opened = archive(packed({"a.txt": bytes(5_000_000)}))
    with pytest.raises(UnreadableFile, match="as in a bomb"):
        opened.read(opened.members[0])


def test_all_members_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.archive.MOST_IN_ALL", 25)
    opened = archive(packed(dict.fromkeys("abcd", "0123456789")))
    first, second, third, fourth = opened.members
    assert opened.read(first) == opened.read(second)
    for member in (third, fourth):
        with pytest.raises(UnreadableFile, match="more than 25 bytes"):
            opened.read(member)


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.archive.MOST_MEMBERS", 2)
    with pytest.raises(UnreadableFile, match="3 members"):
        archive(packed({"a": "", "b": "", "c": ""}))


def test_a_list_of_members_that_would_fill_the_memory_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.archive._MOST_A_NAME", 0)
    with pytest.raises(UnreadableFile, match="takes 47 bytes"):
        archive(packed({"a": ""}))


def test_members_that_share_their_bytes_are_refused() -> None:
    data = packed({"a.txt": "x" * 10, "b.txt": "y" * 10, "c.txt": "z" * 10}, zipfile.ZIP_STORED)
    opened = archive(patched(data, "a.txt", *PACKED_SIZE, 80))
    first, second, third = opened.members
    with pytest.raises(UnreadableFile, match="overlaps another"):
        opened.read(first)
    assert (opened.read(second), opened.read(third)) == (b"y" * 10, b"z" * 10)


def test_one_member_under_many_names_is_read_once_at_most() -> None:
    data = packed({"a.txt": "x" * 10, "b.txt": "x" * 10}, zipfile.ZIP_STORED)
    opened = archive(patched(data, "b.txt", *HEADER, 0))
    readable = []
    for member in opened.members:
        try:
            readable.append(opened.read(member))
        except UnreadableFile:
            continue
    assert len(readable) <= 1


@pytest.mark.parametrize(
    ("beginning", "name"),
    [
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"\x21\x3e-lh5-\x00\x00", "LZH"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"BZh91AY&SY", "bzip2"),
        (b"\xfd7zXZ\x00", "xz"),
        (bytes(257) + b"ustar\x00", "tar"),
        (b"MSCF\x00\x00\x00\x00", "cabinet"),
        (b"MZ\x90\x00" + bytes(100) + b"PE\x00\x00", "self-extracting"),
    ],
)
def test_other_archives_are_said_by_name(beginning: bytes, name: str) -> None:
    with pytest.raises(UnreadableFile, match=f"this is a .*{name}.* archive: unpack it"):
        read_document(beginning + bytes(600))
