"""What a recogniser says of each place in a line, made small: likely characters, and all that numbers are made of."""

from collections.abc import Sequence

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
        steps: list[Step] = []
        for row, row_probabilities in enumerate(probabilities):
            x = round(left + (right - left) * (row + 0.5) / count, 4)
            blank = round(float(row_probabilities[0]), _DIGITS)
            if blank >= _SURELY_BLANK:
                if not steps or steps[-1].characters:
                    steps.append(Step("", (), blank, x))
                continue
            steps.append(self._step(row_probabilities[1:], blank, x))
        return steps

    def _step(self, scores: NDArray[np.float32], blank: float, x: float) -> Step:
        likeliest = np.argpartition(scores, -_LIKELIEST)[-_LIKELIEST:]
        kept = np.union1d(
            likeliest[scores[likeliest] > _LEAST], self._numbers[scores[self._numbers] > _LEAST_OF_NUMBERS]
        )
        kept = kept[np.argsort(-scores[kept], kind="stable")]
        return Step(
            "".join(self._characters[index] for index in kept),
            tuple(round(float(scores[index]), _DIGITS) for index in kept),
            blank,
            x,
        )
