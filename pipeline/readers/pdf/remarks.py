"""What reading has to say of a page: findings, each with what to do."""

from collections.abc import Iterator

import numpy as np

from pipeline.model.finding import Finding, Severity
from pipeline.model.place import Place
from pipeline.readers.grids.arrays import Floats, Ints
from pipeline.readers.grids.grid import Layout
from pipeline.readers.pdf.characters import Characters
from pipeline.readers.pdf.owners import find_owners
from pipeline.readers.pdf.symbols import is_private
from pipeline.readers.pdf.text import cell_texts

_SHOWN = 80
_BESIDE = 30_000.0  # points: text beside the page may lie anywhere, but its order is only known so far


def unmapped_glyphs(characters: Characters, owners: Ints, texts: dict[int, str], layout: Layout) -> Iterator[Finding]:
    """Cells that hold glyphs which the file gives no character for."""
    unmapped = characters.unmapped | is_private(characters.codes)
    if not unmapped.any():
        return
    for cell in np.unique(owners[unmapped]).tolist():
        codes = characters.codes[unmapped & (owners == cell)]
        points = " ".join(f"U+{code:04X}" for code in np.unique(codes).tolist())
        yield Finding(
            "glyph-unmapped",
            Severity.ERROR,
            f"{len(codes)} of the cell's glyphs can't be read: the PDF draws them but doesn't say which characters "
            "they are; look at the page and correct the value, or ask for the file saved with another font",
            expected="characters with a meaning in Unicode",
            actual=f"{_cut(texts.get(cell, ''))} ({points})",
            place=layout.place(cell),
        )


def hidden_texts(unseen: Characters, layout: Layout) -> Iterator[Finding]:
    """Text that is in the file and nobody sees on the page: one finding a cell, one for all that is in none."""
    message = (
        "text that can't be seen on the page (in the colour of its ground, not painted, or beside the page) was "
        "left out; look whether the sheet means it"
    )
    return _left_out("hidden-text", message, unseen, layout)


def crossed_texts(crossed: Characters, layout: Layout) -> Iterator[Finding]:
    """Text with a line through it: one finding a cell."""
    return _left_out("text-struck", "this text is crossed out, so it was left out", crossed, layout)


def _left_out(rule: str, message: str, characters: Characters, layout: Layout) -> Iterator[Finding]:
    cells = find_owners(characters, layout.lattice, layout.faces)
    boxes = np.clip(np.nan_to_num(characters.boxes), -_BESIDE, _BESIDE)
    for cell, text in cell_texts(characters.codes, boxes, cells, {}).items():
        place = layout.place(cell) if cell >= 0 else Place(layout.page, 0, 0)
        yield Finding(rule, Severity.WARNING, message, actual=_cut(text), place=place)


def circles(around: Floats, characters: Characters, owners: Ints, layout: Layout) -> Iterator[Finding]:
    """Circles drawn ``around`` (boxes) text: perhaps the option that was chosen."""
    middles = (characters.boxes[:, :2] + characters.boxes[:, 2:]) / 2
    for box in around:
        inside = ((middles >= box[:2]) & (middles <= box[2:])).all(axis=1).nonzero()[0]
        if not len(inside):
            continue
        texts = cell_texts(characters.codes[inside], characters.boxes[inside], np.zeros(len(inside), np.intp), {})
        yield Finding(
            "drawn-circle",
            Severity.WARNING,
            "a circle is drawn around this text, perhaps to choose it, and the text alone doesn't say so; look at the "
            "page",
            actual=_cut(texts[0]),
            place=layout.place(int(np.bincount(owners[inside]).argmax())),
        )


def page_is_picture(number: int, *, with_text: bool) -> Finding:
    """A page is a scan."""
    layer = ", and the text that a program recognised on it isn't trusted" if with_text else ""
    return Finding(
        "page-is-picture",
        Severity.ERROR,
        f"page {number} is a picture, as a scanner makes it{layer}; nothing of it was read: read the file without "
        "--ocr never and with PDFium, or ask for the file that was printed",
        place=Place(number, 0, 0),
    )


def page_unreadable(number: int) -> Finding:
    """A page is damaged."""
    return Finding(
        "page-unreadable",
        Severity.ERROR,
        f"page {number} can't be read: it is damaged, and nothing of it is in the result; save the file anew with a "
        "PDF program, or fetch it again",
        place=Place(number, 0, 0),
    )


def fields_undrawn(number: int, values: list[str]) -> Finding:
    """Fields of a form hold values that the file doesn't draw."""
    return Finding(
        "field-undrawn",
        Severity.ERROR,
        f"the form on page {number} has fields ({len(values)}) filled with what the file itself doesn't draw, and they "
        "aren't read; print the form to a new PDF and read that",
        actual=_cut(", ".join(values)),
        place=Place(number, 0, 0),
    )


def page_too_complex(number: int, what: str, *, without: str) -> Finding:
    """A page holds more than any sheet does."""
    return Finding(
        "page-too-complex",
        Severity.ERROR,
        f"page {number} has {what}, which no sheet has: a map or a drawing? It was read without {without}; if it is a "
        "sheet, save it anew with a PDF program",
        place=Place(number, 0, 0),
    )


def covered(pictures: Floats, width: float, height: float) -> float:
    """How much of a page pictures cover at most, from 0 to 1."""
    size = np.clip(pictures, 0, (width, height, width, height))
    area = ((size[:, 2] - size[:, 0]) * (size[:, 3] - size[:, 1])).sum()
    return float(area / max(width * height, 1))


def _cut(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _SHOWN else said[: _SHOWN - 1] + "…"
