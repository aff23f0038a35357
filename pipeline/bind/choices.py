"""Choice groups: options printed in one cell or several, with marks of any style.

A cell is scanned left to right for marks, option texts, and free text in brackets. What the marks say is decided for
the group as a whole: ○ chooses in a row of ○ and blanks, but not in a row of ● and ○; an option without a mark is not
chosen where only the chosen are marked, and unreadable where the others show empty boxes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.normalize.fold import match_key
from pipeline.normalize.mark import Mark, find_mark
from pipeline.spec.template import folded
from pipeline.spec.values import Option, options_of

_OPEN = {"[": "]", "［": "］", "〔": "〕", "(": ")", "（": "）", "【": "】", "「": "」"}
# Printed between options, saying nothing: arrows, brackets around nested options, separators.
_BETWEEN = frozenset("⇒→➡>＞<＜《》≪≫()（）[]［］・/／、,，|｜:：;； 　\t\n\r")
_VOICING = frozenset("ﾞﾟ")
_RADIO = frozenset("●◉⚫")
_CIRCLES = frozenset("○◯〇⚪")
_A_RADIO = re.compile(f"[{''.join(sorted(_RADIO))}]")


@dataclass(frozen=True, slots=True)
class FoundOption:
    """An option printed in a cell, before its mark is understood."""

    cell: Cell
    option: Option
    parents: tuple[Option, ...]
    marks: tuple[tuple[Mark, str], ...]
    text: str | None
    code: str | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class ScannedCell:
    """The options found in one cell and the text that was none of them; ``only_marks``: marks, but no option."""

    options: tuple[FoundOption, ...]
    left_over: str
    only_marks: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceState:
    """One option after its group is understood: ``checked`` None, with a ``problem``, where that can't be told."""

    found: FoundOption
    checked: bool | None
    problem: str | None = None


BESIDE_STRANGE_WORDS = "words stand beside it that are no option of the form"
"""A doubt that is told once, for all the options of a cell."""


@dataclass(frozen=True, slots=True)
class _Known:
    option: Option
    parents: tuple[Option, ...]
    key: str


def scan_cells(cells: Sequence[Cell], options: Iterable[Option]) -> tuple[ScannedCell, ...]:
    """Scan the cells of one group in reading order; a cell without any option comes back empty."""
    known = tuple(_flatten(options, ()))
    scans = []
    context: tuple[Option, ...] = ()
    for cell in cells:
        scan = _Scanner(cell, known, context)
        scans.append(scan.run())
        context = scan.context
    return tuple(scans)


def doubtful_beside(scan: ScannedCell) -> tuple[FoundOption, ...]:
    """The options of a cell that has other words in it: not ticking one may be the choice of what is not known.

    What has a tick of its own stays ticked, unless signs are left over too: they may be marks that were not understood.
    """
    if not scan.left_over:
        return scan.options
    signs = [char for char in match_key(scan.left_over) if not char.isalnum()]
    only_words = all((find_mark(sign, 0) or (None,))[0] is Mark.UNTICKED for sign in signs)
    return tuple(
        option
        if only_words and {mark for mark, _ in option.marks} == {Mark.TICKED}
        else replace(option, doubt=option.doubt or BESIDE_STRANGE_WORDS)
        for option in scan.options
    )


def is_unmarked(states: Sequence[ChoiceState]) -> bool:
    """True if a group of options has no mark at all, not even an empty box: nothing chosen, or the marks were lost."""
    return len(states) > 1 and all(state.checked is False and not state.found.marks for state in states)


def is_radio_style(texts: Iterable[str]) -> bool:
    """True if ● and ○ stand in one cell or row somewhere on the sheet: then ● chooses, and ○ doesn't."""
    return any(_A_RADIO.search(text) is not None and not _CIRCLES.isdisjoint(text) for text in texts)


def is_circle(text: str) -> bool:
    """True for a cell with nothing but a circle in it."""
    return text.strip() in _CIRCLES


def understand(
    found: Sequence[FoundOption], *, radio_style: bool, circles_choose: bool = False
) -> tuple[ChoiceState, ...]:
    """What the marks of a whole group say.

    ``radio_style``: elsewhere on the sheet ● chooses and ○ doesn't. ``circles_choose``: the form has ○ or nothing
    beside an option, so that all of them may be chosen.
    """
    marks = [mark for option in found for mark in option.marks]
    radio = any(mark is Mark.TICKED and sign[:1] in _RADIO for mark, sign in marks)
    circles = sum(mark is Mark.CIRCLE for mark, _ in marks)
    radio = radio or (radio_style and circles == len(found) > 1)
    boxes = any(mark is Mark.UNTICKED for mark, _ in marks)
    ticks = any(mark is Mark.TICKED for mark, _ in marks)
    printed = Counter(id(option.option) for option in found)
    once = [o if printed[id(o.option)] == 1 else replace(o, doubt="it is printed twice") for o in found]
    options = 0 if circles_choose else len(found)
    return tuple(_state(option, radio, boxes, ticks, circles, options) for option in once)


def _state(option: FoundOption, radio: bool, boxes: bool, ticks: bool, circles: int, options: int) -> ChoiceState:
    kinds = {mark for mark, _ in option.marks}
    if option.doubt is not None:
        return ChoiceState(option, None, option.doubt)
    if len(option.marks) > 1:
        return ChoiceState(option, None, "two marks stand before it")
    if not kinds:
        if boxes or (radio and circles):
            return ChoiceState(option, None, "it has no mark, but the other options have")
        return ChoiceState(option, False)
    if Mark.CIRCLE not in kinds:
        return ChoiceState(option, Mark.TICKED in kinds)
    if radio:
        return ChoiceState(option, False)
    if circles == options > 1:
        return ChoiceState(option, None, "every option has a circle")
    if ticks:
        return ChoiceState(option, None, "a circle stands among marks of another kind")
    return ChoiceState(option, True)


def _flatten(options: Iterable[Option], parents: tuple[Option, ...]) -> Iterable[_Known]:
    for option in options:
        yield _Known(option, parents, match_key(option.option))
        yield from _flatten(options_of(option.options), (*parents, option))


class _Scanner:
    """One pass over one cell."""

    def __init__(self, cell: Cell, known: tuple[_Known, ...], context: tuple[Option, ...]) -> None:
        self._cell, self._text = cell, cell.text
        self._known = sorted(known, key=lambda k: -len(k.key))
        self._folded = folded(cell.text)
        self._key_at: dict[int, int] = {}
        for key_index, origin in enumerate(self._folded.origin):
            self._key_at.setdefault(origin, key_index)
        self.context = context
        self._found: list[FoundOption] = []
        self._marks: list[tuple[Mark, str]] = []
        self._left: list[str] = []
        self._end: int | None = None

    def run(self) -> ScannedCell:
        pos = 0
        while pos < len(self._text):
            pos = self._free_text(pos) or self._mark(pos) or self._option(pos) or self._other(pos)
        only_marks = bool(self._marks) and not self._found
        left = "".join(self._left).strip() + "".join(sign for _, sign in self._marks)
        return ScannedCell(tuple(self._found), left, only_marks)

    def _free_text(self, pos: int) -> int | None:
        """The bracket after an option that takes free words."""
        last = self._found[-1] if self._found else None
        closing = _OPEN.get(self._text[pos])
        if last is None or closing is None or not last.option.text or last.text is not None or self._marks:
            return None
        end = self._text.find(closing, pos + 1)
        if end < 0:
            return None
        self._found[-1] = FoundOption(
            last.cell, last.option, last.parents, last.marks, self._text[pos + 1 : end].strip()
        )
        return end + 1

    def _mark(self, pos: int) -> int | None:
        found = find_mark(self._text, pos, brackets=True)
        if found is None:
            return None
        mark, end = found
        if self._trails(pos, end):
            self._found[-1] = replace(self._found[-1], doubt="its mark stands after it")
        else:
            self._marks.append((mark, self._text[pos:end]))
        return end

    def _trails(self, start: int, end: int) -> bool:
        """True if the mark touches the option before it and not the one after, in a cell that begins without a mark."""
        touches_before = self._end is not None and self._end == start
        touches_after = end < len(self._text) and not self._text[end].isspace()
        return touches_before and not touches_after and not self._found[0].marks

    def _option(self, pos: int) -> int | None:
        at = self._key_at.get(pos)
        if at is None:
            return None
        longest = next((k for k in self._known if self._folded.key.startswith(k.key, at)), None)
        if longest is None:
            return None
        end = self._folded.origin[at + len(longest.key) - 1] + 1
        while end < len(self._text) and self._text[end] in _VOICING:
            end += 1
        self._end = end
        known = self._which([k for k in self._known if k.key == longest.key], end)
        self._found.append(FoundOption(self._cell, known.option, known.parents, tuple(self._marks), None))
        self._marks = []
        if known.option.options:
            self.context = (*known.parents, known.option)
        return end

    def _which(self, same: list[_Known], end: int) -> _Known:
        """Of options with one text (終了 as a verdict, and below it), the one meant here."""
        if len(same) == 1:
            return same[0]
        opens = self._text[end:].lstrip()[:1] in {"⇒", "→", "➡"}
        if opens:
            return next((k for k in same if k.option.options), same[0])
        inside = [k for k in same if self.context and k.parents == self.context]
        return inside[0] if inside else min(same, key=lambda k: len(k.parents))

    def _other(self, pos: int) -> int:
        if self._text[pos] not in _BETWEEN:
            # A mark before words that are no option of this form is not the next option's.
            self._left.extend(sign for _, sign in self._marks)
            self._marks = []
            self._left.append(self._text[pos])
        return pos + 1


def scan_codes(cells: Sequence[Cell], options: Iterable[Option]) -> tuple[tuple[FoundOption, ...], str]:
    """Options printed with their numbers, and the chosen number after the last (``拡大1 … 縮小2 [1]``).

    Returns the options, and the digits that were left over in all: the chosen code, or blank.
    """
    known = {match_key(option.option) + match_key(option.code or ""): option for option in options}
    found: list[FoundOption] = []
    left = ""
    for cell in cells:
        rest = folded(cell.text).key
        for key, option in known.items():
            if key in rest:
                found.append(FoundOption(cell, option, (), (), None, option.code))
                rest = rest.replace(key, " ", 1)
        left += "".join(rest.split()).strip("[]()")
    return tuple(found), left
