"""The encoding of a page: what it says of itself, as far as its bytes bear it out."""

import pytest

from pipeline.errors import UnreadableFile
from pipeline.readers import read_document
from pipeline.readers.html import read_html

TEXT = "事務事業評価表の目的と成果、担当課"


def read(data: bytes, charset: str | None = None) -> tuple[str, str | None, list[str | None]]:
    document = read_html(data, charset)
    (grid,) = document.grids
    text = "".join(cell.text for row in grid.rows for cell in row)
    return text, document.encoding, [f.expected for f in grid.findings if f.rule == "encoding-misdeclared"]


def page(label: str, codec: str, text: str = TEXT) -> bytes:
    return f'<html><head><meta charset="{label}"></head><p>{text}'.encode(codec)


@pytest.mark.parametrize(
    ("label", "codec", "name"),
    [
        ("UTF-8", "utf-8", "utf-8"),
        ("Shift_JIS", "cp932", "cp932"),
        ("x-sjis", "cp932", "cp932"),
        ("EUC-JP", "euc_jp", "euc_jp"),
        ("ISO-2022-JP", "iso2022_jp", "iso2022_jp"),
        ("utf-16", "utf-8", "utf-8"),
    ],
)
def test_a_page_is_read_as_it_says(label: str, codec: str, name: str) -> None:
    assert read(page(label, codec)) == (TEXT, name, [])


@pytest.mark.parametrize(
    "head",
    [
        '<html><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">',
        '<?xml version="1.0" encoding="Shift_JIS"?><html>',
        "<html><!-- <meta charset=utf-8> --><META CHARSET = 'shift_jis'>",
    ],
)
def test_every_way_of_declaring_counts(head: str) -> None:
    assert read(f"{head}<p>①{TEXT}".encode("cp932")) == (f"①{TEXT}", "cp932", [])


def test_the_server_counts_before_the_page_and_a_byte_order_mark_before_both() -> None:
    assert read(page("utf-8", "cp932"), "Shift_JIS") == (TEXT, "cp932", [])
    assert read(page("utf-8", "utf-16"), "utf-16") == (TEXT, "utf-16", [])
    assert read(page("Shift_JIS", "utf-8-sig")) == (TEXT, "utf-8-sig", ["Shift_JIS"])


@pytest.mark.parametrize(
    ("label", "codec", "name"),
    [
        ("utf-8", "cp932", "cp932"),
        ("Shift_JIS", "utf-8", "utf-8"),
        ("Shift_JIS", "euc_jp", "euc_jp"),
        ("ISO-8859-1", "cp932", "cp932"),
        ("no-such-thing", "euc_jp", "euc_jp"),
    ],
)
def test_a_wrong_declaration_is_told(label: str, codec: str, name: str) -> None:
    assert read(page(label, codec)) == (TEXT, name, [label])


def test_where_the_server_is_wrong_the_page_is_asked() -> None:
    assert read(page("EUC-JP", "euc_jp"), "ISO-8859-1") == (TEXT, "euc_jp", ["ISO-8859-1"])


def test_signs_of_the_vendors_are_read_in_seven_bits() -> None:
    data = b"<meta charset=iso-2022-jp><p>\x1b$B-!\x1b(B a \x1b(I1\x1b(B"
    assert read(data)[0] == "① a ｱ"


@pytest.mark.parametrize("data", [b"<html><p>\xff\xfe\xfd", b"<meta charset=utf-8><p>\x80\x81\xff"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="not text in"):
        read_html(data)


@pytest.mark.parametrize("codec", ["iso2022_jp", "utf-16-le", "utf-16-be", "cp932", "euc_jp", "utf-8"])
def test_a_page_that_says_nothing_of_its_encoding_is_read_by_its_bytes(codec: str) -> None:
    text, encoding, misdeclared = read(f"<html><p>{TEXT}".encode(codec))
    assert (text, encoding, misdeclared) == (TEXT, codec, [])


@pytest.mark.parametrize("label", ["EUC-JP", '"euc-jp"'])
def test_a_page_that_was_saved_with_its_header_is_read_by_it(label: str) -> None:
    header = f"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Type: text/html; charset={label}\r\n\r\n"
    document = read_document(header.encode() + page("Shift_JIS", "euc_jp"))
    assert (document.reader, document.encoding) == ("html", "euc_jp")
    assert [cell.text for row in document.grids[0].rows for cell in row] == [TEXT]
    assert read(b"HTTP/1.1 200 OK\n\n" + page("EUC-JP", "euc_jp"))[:2] == (TEXT, "euc_jp")


def test_a_header_alone_is_no_page() -> None:
    assert read_document("HTTP/1.1 200 OK\r\n\r\n評価表".encode()).reader == "text"
