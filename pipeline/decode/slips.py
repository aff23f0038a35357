"""How many characters of a printed text may have been read wrongly, and whether its ink allows that."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline.decode.confusable import WEAK
from pipeline.decode.ctc import score_text
from pipeline.decode.emissions import Emission, emissions
from pipeline.model.ink import Line
from pipeline.normalize.fold import match_key

_SLIPS = 0.34  # of a text's characters that may be read wrongly
_A_SLIP, _A_SLIP_OF_TWO = -9.0, -4.6  # natural logarithm: how much less likely than what was read, for each slip
_LONG, _FEW = 8, 0.15  # a text so long with so few slips is no other, whatever was seen


def allowed(text: str) -> int:
    """How many characters of a text without weak signs may be wrong."""
    return max(int(len(text) * _SLIPS), 1) if len(text) > 1 else 0


def seen_in(lines: Iterable[Line]) -> list[Emission]:
    """What was seen of a cell's characters, weak signs as nothing."""
    return emissions((step for line in lines for step in line.steps), _strong)


def is_in_ink(wanted: str, read: str, slips: int, seen: Sequence[Emission]) -> bool:
    """True if what was seen may be ``wanted`` as well as what was ``read``."""
    if is_no_other(wanted, read, slips):
        return True
    least = slips * (_A_SLIP if len(wanted) > 2 else _A_SLIP_OF_TWO)
    return score_text(seen, wanted) - score_text(seen, read) >= least


def is_no_other(wanted: str, read: str, slips: int) -> bool:
    """True for a text so long, with so few slips in it, that it is ``wanted`` and no other, its figures being right."""
    return _figures(wanted) == _figures(read) and len(wanted) >= _LONG and slips <= _FEW * len(wanted)


@lru_cache(maxsize=8192)
def _strong(character: str) -> str:
    """A character as match keys have it, nothing for a weak sign, so that it counts as a blank."""
    key = match_key(character)
    return "" if key in WEAK else key if len(key) == 1 else character


def _figures(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
