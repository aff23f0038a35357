"""Rules whose ends are missing: one that ends in mid-air goes on to the next rule, or to where it begins again."""

import numpy as np

from pipeline.readers.grids.arrays import Floats
from pipeline.readers.scan.beside import Beside

_ENDS = 1.2  # points: a rule that comes so near to one across ends there
_LINE_UP = 0.8  # points: rules no further apart are one
_CORNER = 4.0  # points: so much may be missing of the one across, too
_REACH = (3.5, 9.0)  # points that a short rule may be too short, and a long one
_SHARE = 0.8  # of what stands in mid-air: more isn't added
_CLEAR = 0.12  # of what stands in mid-air: with more ink beside it, it is a letter that touches the rule
_POSITION, _FROM, _TO, _THICKNESS = range(4)


def mended(rules: Floats, across: Floats, beside: Beside) -> Floats:
    """The rules of one direction, longer where their ends are missing; ``across`` are those of the other."""
    if not len(rules) or not len(across):
        return rules
    found = rules.copy()
    for number in range(len(rules)):
        for end, sign in ((_FROM, -1), (_TO, 1)):
            to = _goes_on(rules, number, end, sign, across, beside)
            if to is not None:
                found[number, end] = to
    return found


def _goes_on(rules: Floats, number: int, end: int, sign: int, across: Floats, beside: Beside) -> float | None:
    """Where a rule should end; None where it ends on one across, or for want of anything near."""
    position, stop = rules[number, _POSITION], rules[number, end]
    met = (across[:, _FROM] - _CORNER <= position) & (position <= across[:, _TO] + _CORNER)
    ahead = (across[met, _POSITION] - stop) * sign  # of the rules across that it meets, or would
    if (np.abs(ahead) <= _ENDS + across[met, _THICKNESS] / 2).any():
        return None
    length = rules[number, _TO] - rules[number, _FROM]
    tail = min(-ahead[ahead < 0].max(initial=-length), length)
    reach = min(max(_REACH[0], _SHARE * tail), _REACH[1])
    own = np.abs(rules[:, _POSITION] - position) < _LINE_UP
    begins = (rules[own, _FROM if end == _TO else _TO] - stop) * sign
    distances = np.concatenate((ahead[ahead > 0], begins[begins > 0]))
    nearest = distances.min(initial=np.inf)
    if nearest > reach:
        return None
    in_air = rules[number : number + 1].copy()
    in_air[0, _FROM if end == _TO else _TO] = stop - sign * tail
    if beside.ink(in_air)[1].max() > _CLEAR:
        return None
    return float(stop + sign * nearest)
