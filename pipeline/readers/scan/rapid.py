"""Recognition by the weights that come with RapidOCR (PP-OCRv6), run by ONNX Runtime without RapidOCR's own program.

Both packages are imported when the first line is read, so that who reads no scan doesn't wait for them.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.model.ink import Step
from pipeline.readers.scan.alphabet import printed_characters
from pipeline.readers.scan.context import told_apart
from pipeline.readers.scan.cropping import Gray, Piece, cut_pieces
from pipeline.readers.scan.greedy import likeliest
from pipeline.readers.scan.onnx_weights import metadata_of, with_columns
from pipeline.readers.scan.posterior import Compactor
from pipeline.readers.scan.recogniser import RecognisedLine
from pipeline.readers.scan.rings import rings_told

_WEIGHTS = "models/PP-OCRv6_rec_small.onnx"
_CHARACTERS = "character"  # the key of the weights' own list of characters
_ERRORS_ONLY = 3
_MOST_WORKERS = 4


class RapidRecogniser:
    """PP-OCRv6 held to what Japanese sheets print; ``workers`` pieces of lines are read at once."""

    name = "rapidocr"

    def __init__(self, workers: int = 1) -> None:
        self._workers = workers

    @classmethod
    def for_this_machine(cls) -> "RapidRecogniser":
        """One that keeps all processors busy, as far as memory should go."""
        return cls(min(os.cpu_count() or 1, _MOST_WORKERS))

    @cached_property
    def version(self) -> str:
        """The version of the package that the weights come with, and of how they are used here."""
        return f"{metadata.version('rapidocr')}+1"

    def read(self, crops: Sequence[Gray]) -> list[RecognisedLine]:
        """What each of ``crops`` says, in their order."""
        pieces = [cut_pieces(crop) for crop in crops]
        read = iter(self._steps([piece for line in pieces for piece in line]))
        return [_line([step for _ in line for step in next(read)]) for line in pieces]

    def _steps(self, pieces: Sequence[Piece]) -> list[Sequence[Step]]:
        """The steps of every piece from left to right."""
        if not pieces:
            return []
        session, compactor = self._engine

        def run(piece: Piece) -> Sequence[Step]:
            plane = piece.image.astype(np.float32) / 127.5 - 1.0
            picture = np.broadcast_to(plane, (1, 3, *plane.shape))
            # Probabilities of thousands of characters are made small at once: all of a page would take too much memory.
            probabilities: NDArray[np.float32] = session.run(None, {"x": np.ascontiguousarray(picture)})[0][0]
            return rings_told(compactor.steps(probabilities, piece.left, piece.right), piece.shape)

        if self._workers == 1:
            return [run(piece) for piece in pieces]
        with ThreadPoolExecutor(self._workers) as pool:
            return list(pool.map(run, pieces))

    @cached_property
    def _engine(self) -> tuple[Any, Compactor]:
        """The session, and what makes steps of its output."""
        import onnxruntime

        model = _weights().read_bytes()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = _ERRORS_ONLY
        options.intra_op_num_threads = 1
        known = ["", *metadata_of(model)[_CHARACTERS].split("\n"), " "]
        printed = printed_characters()
        columns = np.array([0, *(i for i, text in enumerate(known) if text in printed)], dtype=np.intp)
        session = onnxruntime.InferenceSession(
            with_columns(model, len(known), columns), options, providers=["CPUExecutionProvider"]
        )
        return session, Compactor([known[column] for column in columns[1:]])


def _line(steps: Sequence[Step]) -> RecognisedLine:
    characters = told_apart(likeliest(steps))
    return RecognisedLine(
        "".join(character.text for character in characters),
        min((character.score for character in characters), default=1.0),
        tuple(steps),
    )


def _weights() -> Path:
    """Where RapidOCR's package keeps its weights; the package itself is not run."""
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("rapidocr is not installed: install hyoka's own dependencies again")
    return Path(spec.origin).parent / _WEIGHTS
