"""What a recogniser says of each place in a line, made small: likely characters, and all that numbers are made of."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.model.ink import Step

# Digits, signs and units that a cell of numbers may hold: kept where they are unlikely too, because such a cell is read
# once more among these alone.
NUMBER_CHARACTERS = frozenset(
    "0123456789０１２３４５６７８９,.，．、・:;'’-－−―ー一~～〜△▲▽%％()（）+＋±約年人円千百万億件回日月時間台校名戸世帯団体か所箇ヶ"
    "冊本社店㎡m²ＫkgtＬℓ点位度未定なし皆減増無"
)
_LIKELIEST = 5
_LEAST = 1e-3
_LEAST_OF_NUMBERS = 1e-6
_SURELY_BLANK = 0.999
_DIGITS = 7


class Compactor:
    """Makes steps of probabilities over ``characters``, which stand in columns 1 and on; column 0 is the blank."""

    def __init__(self, characters: Sequence[str]) -> None:
        self._characters = characters
        self._numbers = np.array(
            [index for index, character in enumerate(characters) if character in NUMBER_CHARACTERS], dtype=np.intp
        )

    def steps(self, probabilities: NDArray[np.float32], left: float, right: float) -> list[Step]:
        """One step a row of ``probabilities``; runs of sure blanks are one step without characters.

        The rows stand evenly between ``left`` and ``right``, fractions of a crop's width.
        """
        count = len(probabilities)
        blanks = np.round(probabilities[:, 0].astype(np.float64), _DIGITS).tolist()
        said = iter(self._kept(probabilities[np.array(blanks) < _SURELY_BLANK]))
        steps: list[Step] = []
        for row, blank in enumerate(blanks):
            x = round(left + (right - left) * (row + 0.5) / count, 4)
            if blank < _SURELY_BLANK:
                steps.append(Step(*next(said), blank, x))
            elif not steps or steps[-1].characters:
                steps.append(Step("", (), blank, x))
        return steps

    def _kept(self, probabilities: NDArray[np.float32]) -> Iterator[tuple[str, tuple[float, ...]]]:
        """The characters of each row that are kept, with their scores, the likeliest first."""
        scores = probabilities[:, 1:]
        kept = scores > _LEAST
        crowded = np.flatnonzero(np.count_nonzero(kept, axis=1) > _LIKELIEST)
        for row in crowded.tolist():
            kept[row, np.argpartition(scores[row], -_LIKELIEST)[:-_LIKELIEST]] = False
        kept[:, self._numbers] |= scores[:, self._numbers] > _LEAST_OF_NUMBERS
        rows, columns = np.nonzero(kept)
        found = scores[rows, columns].astype(np.float64)
        order = np.lexsort((columns, -found, rows))
        ends = np.cumsum(np.bincount(rows, minlength=len(scores))).tolist()
        characters = [self._characters[column] for column in columns[order].tolist()]
        rounded = np.round(found[order], _DIGITS).tolist()
        for start, end in pairwise((0, *ends)):
            yield "".join(characters[start:end]), tuple(rounded[start:end])
