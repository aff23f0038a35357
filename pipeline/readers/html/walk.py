"""One walk over a page's elements, from the first to the last, that sorts its text into blocks and tables.

It goes by which table, row and cell was opened last, as browsers do, and not by how the parser nested elements whose
ends are missing.
"""

from lxml import etree

from pipeline.errors import UnreadableFile
from pipeline.model.change import replace
from pipeline.readers.html.blocks import Block, Flow
from pipeline.readers.html.controls import is_spacer, picture_name, said_by_input, said_by_select, said_by_textarea
from pipeline.readers.html.look import Look, Style, is_block, is_dropped, look_of, style_of
from pipeline.readers.html.open_table import OpenTable
from pipeline.readers.html.stylesheet import StyleSheets
from pipeline.readers.html.tables import read_span

_MAX_CELLS = 1_000_000  # and rows, and paragraphs
_DEEPEST = 100
_DROPPED_NAMES = """
    audio button datalist frame head iframe noembed noframes optgroup option param rp rt rtc script style
    template title video
"""
_DROPPED = frozenset(_DROPPED_NAMES.split())
_UNSEEN = frozenset(("noscript",))
_RAW = frozenset(("iframe", "noembed", "noframes", "title"))  # tags in them are text: one that never ends eats the page
_CELLS = frozenset(("td", "th"))
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_PARTS = _CELLS | _GROUPS | {"tr"}


def walk_page(root: etree._Element, sheets: StyleSheets) -> tuple[Block, ...]:
    """The blocks of a page, in reading order, as its style sheets show them.

    Raises:
        UnreadableFile: a table is too large or too deep in others, or there are too many cells.
    """
    walker = _Walker(sheets)
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        if event == "end":
            walker.end(element)
        elif not walker.start(element):
            steps.skip_subtree()
    return walker.blocks()


class _Walker:
    def __init__(self, sheets: StyleSheets) -> None:
        self._sheets = sheets
        self._page = Flow()
        self._tables: list[OpenTable] = []
        self._looks = [Look()]
        self._blocks: list[bool] = []
        self._parts = 0

    @property
    def _flow(self) -> Flow:
        return self._tables[-1].flow if self._tables else self._page

    def blocks(self) -> tuple[Block, ...]:
        """Everything that was said, once the walk is over."""
        self._page.end_block()
        return tuple(self._page.blocks)

    def start(self, element: etree._Element) -> bool:
        """Take an element's start and the text up to the next; False if what is in it is not to be walked."""
        style = style_of(element, self._sheets)
        inherited = self._inherited(element)
        look = look_of(element, style, inherited)
        block = is_block(element, style)
        self._looks.append(look)
        self._blocks.append(block)
        if block and element.tag not in _PARTS:
            self._count()
            self._flow.end_block()
        if _is_dropped_unsaid(element):
            return False
        if element.tag in _UNSEEN or element.tag in _RAW or is_dropped(element, style):
            self._flow.hide(_all_text(element))
            return False
        if self._is_control(element, look):
            return False
        self._open(element, look, style)
        self._flow.add(element.text or "", look)
        return True

    def end(self, element: etree._Element) -> None:
        """Take an element's end and the text after it."""
        self._looks.pop()
        block = self._blocks.pop()
        table = self._tables[-1] if self._tables else None
        if table is not None and element is table.element:
            self._close_table()
        elif table is not None and element.tag in _PARTS:
            table.end(element)
        elif block:
            self._flow.end_block()
        self._flow.add(element.tail or "", self._looks[-1])

    def _inherited(self, element: etree._Element) -> Look:
        """What an element inherits: rows and cells from their table, even where the parser put them elsewhere."""
        if not self._tables or element.tag not in _PARTS:
            return self._looks[-1]
        table = self._tables[-1]
        if element.tag in _GROUPS:
            return table.look
        return table.look_of_rows if element.tag == "tr" else table.look_of_cells

    def _is_control(self, element: etree._Element, look: Look) -> bool:
        """Add what an element says that isn't text in it; False if it is an element like any other."""
        match element.tag:
            case "br":
                self._flow.break_line(look)
            case "img" | "embed" | "canvas":
                self._picture(element, look)
            case "input":
                self._flow.add(said_by_input(element), replace(look, preserved=True))
            case "select":
                self._flow.add(said_by_select(element), replace(look, preserved=True))
            case "textarea":
                self._flow.add(said_by_textarea(element), replace(look, preserved=True))
            case _:
                return False
        return True

    def _picture(self, element: etree._Element, look: Look) -> None:
        words = element.get("alt") or ""
        self._flow.add(words, look)
        if not words.strip() and not is_spacer(element):
            self._flow.show(picture_name(element), look)

    def _open(self, element: etree._Element, look: Look, style: Style) -> None:
        if element.tag == "table":
            self._flow.end_block()
            if len(self._tables) == _DEEPEST:
                raise UnreadableFile(f"more than {_DEEPEST} tables stand within one another; save the page again")
            self._tables.append(OpenTable(element, self._flow, look))
        elif element.tag in _PARTS:
            self._open_part(element, look)

    def _open_part(self, element: etree._Element, look: Look) -> None:
        if not self._tables:
            self._flow.end_block()
            return
        self._count()
        table = self._tables[-1]
        if element.tag in _CELLS:
            table.start_cell(element, read_span(element.get("rowspan"), element.get("colspan")))
        elif element.tag == "tr":
            table.start_row(element, look)
        else:
            table.start_group(element, look)

    def _count(self) -> None:
        self._parts += 1
        if self._parts > _MAX_CELLS:
            raise UnreadableFile(f"the page has more than {_MAX_CELLS:,} cells, rows and paragraphs; split it")

    def _close_table(self) -> None:
        table = self._tables.pop()
        table.end_cell()
        table.outer.add_table(table.table())


def _is_dropped_unsaid(element: etree._Element) -> bool:
    """True for what is no text; a button that never ended, or a title, may have swallowed more than its own."""
    if element.tag == "button":
        return element.find(".//table") is None
    return element.tag in _DROPPED and not (element.tag in _RAW and "<" in (element.text or ""))


def _all_text(element: etree._Element) -> str:
    """The text in an element, but for what isn't text at all (scripts)."""
    pieces = [element.text or ""]
    for inside in element.iterdescendants():
        if inside.tag not in _DROPPED:
            pieces.append(inside.text or "")
        pieces.append(inside.tail or "")
    return " ".join(pieces)
