"""Ratings whose code, a letter before the words (``B.高い``), was read as another sign: told by what the ink allows.

Specks behind the words are none of them.
"""

from collections.abc import Callable

from pipeline.decode.changed import report_with
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import BoundReport
from pipeline.model.facts import Rating
from pipeline.model.place import Place
from pipeline.recognise.found import FoundReport

_LEAST, _TIMES = 0.01, 5.0  # probability of a letter, and how many times that of any other letter it must be
_SPECKS = ".,、，・:;'` "
_SEPARATORS = frozenset(".．・:：;；、,，")

Bind = Callable[[FoundReport], BoundReport]


def with_codes(found: FoundReport, bind: Bind) -> FoundReport:
    """The report with the codes of ratings that lack them, where their form then takes them for codes."""
    found = _without_specks(found, bind(found))
    bound = bind(found)
    lacking = {fact.place for fact in bound.facts if isinstance(fact, Rating) and fact.code is None}
    cells = {cell.place: cell for cell in bound.cells if cell.place in lacking}
    likely = {place: other for place, cell in cells.items() if (other := _with_letter(cell)) is not None}
    if not likely:
        return found
    coded = _coded(bind(report_with(found, likely)))
    return report_with(found, {place: cell for place, cell in likely.items() if place in coded})


def _without_specks(found: FoundReport, bound: BoundReport) -> FoundReport:
    """The report with ratings that end with their words; no rating is printed with a comma or a dot behind it."""
    rated = {fact.place for fact in bound.facts if isinstance(fact, Rating)}
    changed = {}
    for cell in (cell for cell in bound.cells if cell.place in rated and cell.lines):
        text = cell.text.rstrip(_SPECKS)
        if text and text != cell.text:
            changed[cell.place] = replace(cell, text=text, recognised=cell.recognised or cell.text)
    return report_with(found, changed) if changed else found


def _coded(bound: BoundReport) -> set[Place]:
    return {fact.place for fact in bound.facts if isinstance(fact, Rating) and fact.code is not None}


def _with_letter(cell: Cell) -> Cell | None:
    """The cell beginning with the one letter that its first sign may be as well; None if there is none, or more."""
    text = cell.text
    if len(text) < 2 or text[1] not in _SEPARATORS or not cell.lines:
        return None
    step = next((step for step in cell.lines[0].steps if step.characters and step.characters[0] == text[0]), None)
    if step is None:
        return None
    letters = [
        (score, character)
        for character, score in zip(step.characters, step.scores, strict=True)
        if character.isascii() and character.isupper() and score >= _LEAST
    ]
    letters.sort(reverse=True)
    if not letters or (letters[1:] and letters[0][0] < _TIMES * letters[1][0]):
        return None
    before = text if cell.recognised is None else cell.recognised
    return replace(cell, text=letters[0][1] + text[1:], recognised=before)
