"""Pages of HTML: what a browser shows, and nothing else."""

import pytest

from pipeline.errors import UnreadableFile
from pipeline.model.document import Cell
from pipeline.model.quantity import Status
from pipeline.normalize.mark import parse_mark
from pipeline.normalize.number import parse_quantity
from pipeline.readers import read_document, reader_version
from pipeline.readers.html import looks_like_html, read_html


def texts(body: str) -> list[str]:
    return [cell.text for row in read_html(f"<html>{body}".encode()).grids[0].rows for cell in row]


def one(content: str) -> Cell:
    """The cell with ``content`` in it."""
    return read_html(f"<html><table><tr><td>{content}</td><td>end</table>".encode()).grids[0].rows[0][0]


def findings(content: str) -> list[tuple[str, str, str | None]]:
    grid = read_html(f"<html><table><tr><td>{content}</td><td>end</table>".encode()).grids[0]
    return [(f.rule, f.severity.value, f.actual) for f in grid.findings]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("  a \n\t b  ", "a b"),
        ("　a　 b　", "　a　 b　"),
        ("&nbsp;1,200&nbsp;円&nbsp;", " 1,200\u00a0円 "),
        ("a <br> b<br>", "a\nb"),
        ("a<br><br>b", "a\n\nb"),
        ("<p>a</p> <p>b</p>c<ul><li>d<li>e</ul>", "a\nb\nc\nd\ne"),
        ("m<sup>2</sup> CO<sub>2</sub> a<sup>※1</sup>", "m² CO₂ a※1"),
        ("120<span style='vertical-align:super'>１</span>", "120¹"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", "漢字"),
        ("a<script>x</script><style>y</style><template>z</template><!-- q -->b", "ab"),
        ("<pre>\n a\n  b</pre>", " a\n  b"),
        ("図<img src=x alt='の説明'>", "図の説明"),
        ("&lt;&amp;&#12354;&#x2460;", "<&あ①"),
        ("<ins>a</ins>", "a"),
    ],
)
def test_text_is_what_a_browser_shows(content: str, text: str) -> None:
    assert one(content).text == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<input type=checkbox checked>あり <input type=CheckBox>なし", "☑あり ☐なし"),
        ("<input type=radio>あり <input type=radio checked>なし", "☐あり ☑なし"),
        ("<input value='1,200'>千円<input type=hidden value=x><input type=submit value=y>", "1,200千円"),
        ("<textarea>\n一\n 二</textarea>", "一\n 二"),
        ("<select><option>A<option selected>B</select>", "B"),
        ("<select><option disabled>-<option>A<option>B</select>", "A"),
        ("<select multiple><option>A<option selected>B<option selected>C</select>", "B\nC"),
        ("<select multiple><option>A</select>", ""),
        ("<button>送信</button>", ""),
    ],
)
def test_controls_say_what_is_filled_in(content: str, text: str) -> None:
    assert one(content).text == text


@pytest.mark.parametrize("kind", ["checkbox", "radio"])
def test_a_box_in_a_cell_of_its_own_can_not_be_misread(kind: str) -> None:
    ticked, empty = parse_mark(one(f"<input type={kind} checked>").text), parse_mark(one(f"<input type={kind}>").text)
    assert ticked is not None
    assert empty is not None
    assert (ticked.checked, empty.checked) == (True, False)


@pytest.mark.parametrize(
    "hiding",
    ["hidden", "style='display:none'", "style='color:red; DISPLAY : none !important'", "style=visibility:hidden"],
)
def test_what_is_hidden_is_left_out_and_told(hiding: str) -> None:
    content = f"a<span {hiding}>b</span>"
    assert (one(content).text, findings(content)) == ("a", [("text-hidden", "info", "b")])


def test_what_is_made_visible_again_is_said() -> None:
    assert one("<p style=visibility:hidden>a<b style=visibility:visible>b</b></p>").text == "b"


@pytest.mark.parametrize("tag", ["s", "del", "strike", "span style=text-decoration:line-through"])
def test_struck_text_is_not_said(tag: str) -> None:
    struck = f"<{tag}>1,200</{tag.split()[0]}>"
    assert (one(struck).text, one(struck).struck) == ("", True)
    assert findings(struck) == [("text-struck", "info", "1,200")]
    partly = f"{struck} 1,300"
    assert (one(partly).text, one(partly).struck) == ("1,300", False)
    assert findings(partly) == [("text-struck", "warning", "1,200")]


def test_a_cell_is_not_struck_because_the_one_before_never_ended() -> None:
    cells = read_html(b"<table><tr><td>a<s>b<td>c</table>").grids[0].rows[0]
    assert [(cell.text, cell.struck) for cell in cells] == [("a", False), ("c", False)]


def test_the_title_is_no_cell_and_blocks_are_rows() -> None:
    body = "<head><title>題</title></head><body><h1>評価表</h1><p>一<br>二</p><ol><li>三<li>四</ol><p>　</p>"
    assert texts(body) == ["評価表", "一\n二", "三", "四"]


@pytest.mark.parametrize("data", [b"", b" \n", b"<html></html>", b"<title>a</title>", b"<html><frameset><frame src=a>"])
def test_a_page_that_says_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"empty|neither a table nor text|no element"):
        read_html(data)


def test_a_page_of_frames_names_them() -> None:
    with pytest.raises(UnreadableFile, match=r"shows other pages in frames \(a.htm, b.htm\)"):
        read_html(b"<html><frameset><frame src=a.htm><frame src=b.htm></frameset>")
    found = read_html(b"<p>a<iframe src=c.htm></iframe>").grids[0].findings
    assert [(f.rule, f.severity.value, f.actual) for f in found] == [("frame-unread", "info", "c.htm")]


def test_a_cell_that_shows_a_picture_is_not_blank_and_is_told() -> None:
    """A ○ that is drawn would be taken for a blank, and its option for one that nobody chose."""
    assert (one("<img src=img/maru.gif alt=''>").text, findings("<img src=img/maru.gif>")) == (
        "\ufffc",
        [("picture-unread", "warning", "maru.gif")],
    )
    for silent in ("<img src=a.gif alt=○>", "○<img src=a.gif>", "<img src=a.gif width=1>", "<img src=a.gif hidden>"):
        assert (one(silent).text.strip("○"), findings(silent)) == ("", [])


def test_the_mark_of_a_footnote_does_not_become_a_digit() -> None:
    quantity = parse_quantity(one("120<sup>1</sup>").text)
    assert quantity is not None
    assert quantity.status is Status.UNREADABLE


def test_a_page_beyond_all_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.html.document._MAX_BYTES", 4)
    with pytest.raises(UnreadableFile, match="6 bytes are too many"):
        read_html(b"<html>")


def test_more_tags_than_any_page_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.html.parse._MOST_TAGS", 2)
    with pytest.raises(UnreadableFile, match="more than 2 tags"):
        read_html(b"<html><p>a<p>b")


def test_a_picture_that_is_written_into_the_page_does_no_harm() -> None:
    picture = b"<img src='data:image/png;base64," + b"A" * 11_000_000 + b"' alt=x>"
    assert [cell.text for row in read_html(b"<p>" + picture + b"<p>a").grids[0].rows for cell in row] == ["x", "a"]


@pytest.mark.parametrize(
    "data",
    [
        b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n--x",
        b"bplist00\xd4",
    ],
)
def test_web_archives_are_refused_by_name(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="this is a web archive"):
        read_document(data)


def test_pages_go_to_this_reader_and_text_with_tags_in_it_does_not() -> None:
    document = read_document("\ufeff<!-- a --> <!DOCTYPE html><p>評価表".encode())
    assert (document.reader, document.media_type, document.encoding) == ("html", "text/html", "utf-8-sig")
    assert document.grids[0].aligned
    assert document.reader_version in reader_version()
    assert looks_like_html('<?xml version="1.0"?>\n<html xmlns="x">'.encode("utf-16"))
    assert looks_like_html(b"<div class=sheet><h1>")
    assert looks_like_html("<html>".encode("utf-16-be"))
    assert not looks_like_html(b"<input type=checkbox>\ta<table>")
