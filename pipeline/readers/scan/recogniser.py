"""What the scan reader asks of a recogniser, so that any engine can be plugged in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.model.ink import Step


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """What a recogniser makes of one crop: its likeliest text, the lowest score of its characters, and all steps.

    The ``x`` of a step is a fraction (0 to 1) of the crop's width, from its left side.
    """

    text: str
    score: float
    steps: tuple[Step, ...]


class Recogniser(Protocol):
    """Reads crops of one line each: rows of gray pixels, the text dark on light, upright."""

    def read(self, crops: Sequence[NDArray[np.uint8]]) -> list[RecognisedLine]:
        """What each of ``crops`` says, in their order."""
        ...
