"""Text to a tree of elements, by lxml, and never a part of one: what the parser gives up on is refused whole."""

from lxml import etree

from pipeline.errors import UnreadableFile

_MOST_TAGS = 4_000_000


def parse_page(text: str) -> etree._Element:
    """The tree of a page, without comments and processing instructions.

    Raises:
        UnreadableFile: there is no element in it, there are too many, or the parser stopped before its end.
    """
    if text.count("<") > _MOST_TAGS:
        raise UnreadableFile(f"the page has more than {_MOST_TAGS:,} tags; split it")
    # Bytes, because lxml refuses text that names an encoding. The parser opens nothing but what it is given. A huge
    # tree is one with pictures written into it; how deep it may be is limited all the same.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.replace("\r\n", "\n").replace("\r", "\n").encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(f"the page can't be read as HTML: {error}; save it again from a browser") from error
    # After an error that is fatal the tree ends in the middle of the page, and looks as if it were all.
    fatal = [entry for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL]
    if fatal:
        raise UnreadableFile(
            f"the page can't be read to its end, from line {fatal[0].line} on: {fatal[0].message.strip()}; its tags "
            "may never be closed: save it again from a browser, or split it"
        )
    if root is None:
        raise UnreadableFile("the page holds no element of HTML; export it again, or keep it out of the folder")
    return root
