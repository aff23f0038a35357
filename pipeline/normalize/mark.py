"""Marks of choice forms: ticked and empty boxes, HTML inputs, circles."""

import re
from dataclasses import dataclass
from enum import StrEnum

from pipeline.normalize.fold import match_key
from pipeline.normalize.words import damage


class Mark(StrEnum):
    """What a mark says. What a circle (○) says depends on its group: chosen, or (in ●/○ rows) not chosen."""

    TICKED = "ticked"
    UNTICKED = "unticked"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True)
class MarkReading:
    """Whether a cell is marked; ``checked`` is None, and ``problem`` says why, where that can't be read."""

    checked: bool | None
    problem: str | None = None


_TICKED, _UNTICKED, _CIRCLE = "☑☒■●◉✓✔✅⚫⬛⬤🗹", "☐□▢⬜", "○◯〇⚪⭕"
_INPUT = r"""<[iI][nN][pP][uU][tT](?=[\s/>])(?:[^<>"']|"[^"<]*"|'[^'<]*')*+>"""
_TICK_KANA = r"(?<![ァ-ヺー-ヿｦ-ﾟ])(?:レ|ﾚ)(?![ァ-ヺー-ヿｦ-ﾟ])"
_STAR = r"(?<![*＊])[*＊](?![*＊0-9０-９])"
_SELECTOR = "[\ufe0e\ufe0f]?"

MARK_PATTERN: str = rf"(?:{_INPUT}|[{_TICKED}{_UNTICKED}{_CIRCLE}]{_SELECTOR}|{_TICK_KANA}|{_STAR})"
"""Every mark that ``find_mark`` recognises without ``brackets``, in raw text; also inputs of types that it refuses."""

_MARK = re.compile(MARK_PATTERN)
_IN_BRACKETS = re.compile(r"([\[［(（])[ 　]{0,4}([^\s\[\]［］()（）]?)[\ufe0e\ufe0f]?[ 　]{0,4}([\]］)）])")
_ATTRIBUTE = re.compile(r"""([^\s=<>"'/]+)(?:\s*+=\s*+("[^"]*"|'[^']*'|[^\s<>"']+))?""")
_X = "xXｘＸ×✕✖"
_PAIRS = {"[": "]", "［": "］", "(": ")", "（": "）"}


def find_mark(text: str, pos: int, *, brackets: bool = False) -> tuple[Mark, int] | None:
    """The mark at ``text[pos]`` (raw text) and the index after it; None if there is no mark.

    ``brackets``: read ``[x]``, ``[ ]``, ``(✓)`` too. Off by default: ``その他 []`` is an empty bracket for free text.
    """
    if not 0 <= pos < len(text):
        return None
    found = _MARK.match(text, pos)
    if found is None:
        return _bracketed(text, pos) if brackets else None
    mark = _input(found.group()) if found.group()[0] == "<" else _symbol(found.group()[0])
    return None if mark is None else (mark, found.end())


def parse_mark(text: str) -> MarkReading | None:
    """A cell that should hold a mark and nothing else; None if it is blank.

    ○, ◎, ●, ■, ☑, レ, * and checked inputs are True; □, ☐, －, × and unchecked inputs False; all else can't be read.
    """
    bare = text.strip()
    key = match_key(text)
    if not key:
        return None
    if key in ("○", "◯", "〇", "◎"):
        return MarkReading(True)
    if key in ("-", "×", "✕", "✖"):
        return MarkReading(False)
    found = find_mark(bare, 0, brackets=True)
    if found is None or found[1] != len(bare):
        return MarkReading(None, damage(text) or "not a mark")
    return MarkReading(found[0] is not Mark.UNTICKED)


def _symbol(char: str) -> Mark:
    if char in _CIRCLE:
        return Mark.CIRCLE
    return Mark.UNTICKED if char in _UNTICKED else Mark.TICKED


def _input(tag: str) -> Mark | None:
    """The state of a checkbox or radio tag (in HTML ``checked`` counts by being there); None for other inputs."""
    attributes = {name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(tag[len("<input") : -1])}
    kind = attributes.get("type", "").rstrip("/").strip().lower()
    if kind not in ("checkbox", "radio"):
        return None
    return Mark.TICKED if "checked" in attributes else Mark.UNTICKED


def _bracketed(text: str, pos: int) -> tuple[Mark, int] | None:
    """A mark in brackets, or empty brackets; None if anything else stands in them."""
    found = _IN_BRACKETS.match(text, pos)
    if found is None or _PAIRS[found[1]] != found[3]:
        return None
    inside = found[2]
    if not inside:
        return Mark.UNTICKED, found.end()
    if inside in _X or inside in "レﾚ*＊":
        return Mark.TICKED, found.end()
    return (_symbol(inside), found.end()) if inside in _TICKED + _UNTICKED + _CIRCLE else None
