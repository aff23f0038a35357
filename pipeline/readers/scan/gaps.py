"""How broken the rules of a page are: the gaps in their ink."""

import cv2
import numpy as np

from pipeline.readers.grids.arrays import Bools, Floats
from pipeline.readers.grids.lattice import join
from pipeline.readers.scan.evened import Page
from pipeline.readers.scan.rules import Rules

_LONG = 30.0  # points: shorter rules are not looked at
_GAP = 0.8, 6.0  # points: a gap is at least and at most so wide
_AWAY = 0.8  # points either side of a rule where its ink may be
_IN_LINE = 0.8  # points: rules no further apart are one
_PALEST = 30  # of 255, darker than paper: what is left of a rule
_GRAIN = 3  # pixels
_BETWEEN = 2.0  # points: two rules with less between are one with a gap


def gaps_of(page: Page, rules: Rules) -> float:
    """How many gaps there are on a hundred points of rule; not those beside rules across, which boxes leave."""
    found = length = 0.0
    # Thin rules on grey paper are paler than ink, and still no paper.
    bare = np.asarray(cv2.blur(page.gray, (_GRAIN, _GRAIN)), np.uint8) > 255 - _PALEST
    turned = np.ascontiguousarray(bare.T)
    for paper, own, across in ((bare, rules.level, rules.upright), (turned, rules.upright, rules.level)):
        for rule in join(own[:, :3]):
            if rule[2] - rule[1] >= _LONG:
                found += _gaps(paper, page.scale, rule, across)
                length += float(rule[2] - rule[1])
    return 100 * found / length if length else 0.0


def _gaps(paper: Bools, scale: float, rule: Floats, across: Floats) -> int:
    position, start, stop = (float(value) for value in rule)
    rows = slice(max(int((position - _AWAY) * scale), 0), int((position + _AWAY) * scale) + 2)
    first = max(round(start * scale), 0)
    bare = paper[rows, first : round(stop * scale)].all(axis=0)
    steps = np.flatnonzero(np.diff(np.concatenate(((False,), bare, (False,))).astype(np.int8)))
    begins, ends = (first + steps[::2]) / scale, (first + steps[1::2]) / scale
    wide = (ends - begins >= _GAP[0]) & (ends - begins <= _GAP[1]) & (begins > start + _IN_LINE)
    met = across[(across[:, 1] - _IN_LINE <= position) & (position <= across[:, 2] + _IN_LINE), 0]
    beside = ((met > begins[:, None] - _BETWEEN) & (met < ends[:, None] + _BETWEEN)).any(axis=1)
    return int((wide & ~beside).sum())
