"""Ends of rules: one that ends in mid-air goes on to the next rule, or was drawn out by a letter that touches it."""

import numpy as np

from pipeline.readers.grids.arrays import Floats
from pipeline.readers.scan.beside import Beside

_ENDS = 1.2  # points: a rule that comes so near to one across ends there
_LINE_UP = 0.8  # points: rules no further apart are one
_CORNER = 4.0  # points: so much may be missing of the one across, too
_REACH = (3.5, 12.0)  # points that a short rule may be too short, and a long one
_SHARE = 0.8  # of what stands in mid-air: more isn't added
_ALONE = 60.0  # points: a shorter rule that meets none may be a stroke of letters
_CLEAR = 0.12  # of what stands in mid-air: with more ink beside it, it is a letter that touches the rule
_LETTERS = 0.3  # of a rule's last part with ink on both sides: with more it is letters between that one and the next
_AMID = 0.4  # of it on the one side
_CELL = (4.0, 40.0)  # points between two rules with a letter between
_POSITION, _FROM, _TO, _THICKNESS = range(4)


def mended(rules: Floats, across: Floats, more: Floats, beside: Beside) -> Floats:
    """The rules of one direction with their ends put right.

    ``across`` are the rules of the other direction, ``more`` pieces in this one that may be parts of rules.
    """
    if not len(rules) or not len(across):
        return rules
    found = rules.copy()
    others = np.concatenate((rules, more))
    for number, rule in enumerate(rules):
        for end, sign in ((_FROM, -1), (_TO, 1)):
            to = _end(rule, end, sign, across, others, beside)
            if to is not None:
                found[number, end] = to
    return found[found[:, _TO] > found[:, _FROM]]


def without_letters(rules: Floats, across: Floats, beside: Beside) -> Floats:
    """The rules without what stands between two rules across and has ink on both sides: letters in line with them."""
    parts = []
    for rule in rules:
        met = (across[:, _FROM] - _ENDS <= rule[_POSITION]) & (rule[_POSITION] <= across[:, _TO] + _ENDS)
        places = np.unique(across[met, _POSITION])
        cuts = places[(places > rule[_FROM] + _ENDS) & (places < rule[_TO] - _ENDS)]
        part = np.repeat(rule[None], len(cuts) + 1, axis=0)
        part[1:, _FROM], part[:-1, _TO] = cuts, cuts
        ink, length = beside.ink(part)[1], part[:, _TO] - part[:, _FROM]
        letters = (ink.max(axis=0) > _AMID) & (ink.min(axis=0) > _LETTERS)
        letters &= (length > _CELL[0]) & (length < _CELL[1])
        parts.append(part[~letters] if letters.any() else rule[None])
    return np.concatenate(parts) if parts else rules


def _end(rule: Floats, end: int, sign: int, across: Floats, others: Floats, beside: Beside) -> float | None:
    """Where a rule should end; None for where it does."""
    position, stop = rule[_POSITION], rule[end]
    begin = _FROM if end == _TO else _TO
    met = (across[:, _FROM] - _CORNER <= position) & (position <= across[:, _TO] + _CORNER)
    ahead = (across[met, _POSITION] - stop) * sign  # of the rules across that it meets, or would
    ends = np.abs(ahead) <= _ENDS + across[met, _THICKNESS] / 2
    length = rule[_TO] - rule[_FROM]
    if ends.any():
        short = ahead[ends][np.abs(ahead[ends]).argmin()]
        if short > _ENDS:
            return float(stop + sign * short)
        last: Floats = ahead[(ahead < -_CELL[0]) & (ahead > -min(_CELL[1], length - _ENDS))]
        if not len(last):
            return None
        part = rule[None].copy()
        part[0, begin] = stop + sign * last.max()
        ink = beside.ink(part)[1][:, 0]
        return float(part[0, begin]) if ink.max() > _LETTERS and ink.min() > _CLEAR else None
    behind = ahead[(ahead < 0) & (ahead > -length - _ENDS)]
    if not len(behind) and length < _ALONE:
        return None
    tail = min(float(-behind.max(initial=-length)), length)
    in_air = rule[None].copy()
    in_air[0, begin] = stop - sign * tail
    if tail < _CELL[1] and beside.ink(in_air)[1].max() > _CLEAR:
        return float(stop - sign * tail) if len(behind) else None
    own = np.abs(others[:, _POSITION] - position) < _LINE_UP
    begins = (others[own, begin] - stop) * sign
    nearest = np.concatenate((ahead[ahead > 0], begins[begins > 0])).min(initial=np.inf)
    reach = min(max(_REACH[0], _SHARE * tail), _REACH[1])
    return float(stop + sign * nearest) if nearest <= reach else None
