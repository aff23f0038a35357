"""Calls of one of PDFium's functions for many things, with memory for the results that is made once."""

import ctypes
from collections import deque
from collections.abc import Sequence
from threading import local
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.grids.arrays import Floats, Ints
from pipeline.readers.pdf import pdfium

_ROWS = 2048  # things asked for at once
_WORDS = 8  # of four bytes in a row: room for a matrix, or for four doubles
_ADDRESSED = 7  # words in a row that functions are given the addresses of: of four, or of every other one


class _Memory(local):
    """Rows of words for results, and their addresses, column by column, ready for ctypes. Every thread has its own."""

    def __init__(self) -> None:
        memory = (ctypes.c_uint32 * (_WORDS * _ROWS))()
        self.integers = np.ctypeslib.as_array(memory).reshape(_ROWS, _WORDS)
        self.floats = self.integers.view(np.float32)
        self.doubles = self.integers.view(np.float64)
        self.columns = [
            [ctypes.byref(memory, 4 * (row * _WORDS + column)) for row in range(_ROWS)] for column in range(_ADDRESSED)
        ]


_memory = _Memory()


def ready(handles: Sequence[int]) -> list[Any]:
    """Handles as the functions take them that are bound without types."""
    return list(map(pdfium.ready, handles))


def ask_integers(function: pdfium.Function, *arguments: Sequence[Any], words: int) -> Ints:
    """The ``words`` whole numbers that ``function`` writes for each row of ``arguments``, each to its own address."""
    return _asked(_memory.integers, np.dtype(np.intp), function, arguments, words, _memory.columns[:words])


def ask_floats(function: pdfium.Function, *arguments: Sequence[Any], words: int, addresses: int) -> Floats:
    """The ``words`` numbers that ``function`` writes for each row of ``arguments``, given so many ``addresses``."""
    return _asked(_memory.floats, np.dtype(np.float64), function, arguments, words, _memory.columns[:addresses])


def ask_doubles(function: pdfium.Function, *arguments: Sequence[Any], words: int, failed: float) -> Floats:
    """The ``words`` numbers of eight bytes that ``function`` writes, each to its own address; ``failed`` for none."""
    columns = _memory.columns[: 2 * words : 2]
    return _asked(_memory.doubles, np.dtype(np.float64), function, arguments, words, columns, failed)


def _asked(
    memory: NDArray[Any], kind: np.dtype[Any], function: pdfium.Function, arguments: tuple[Sequence[Any], ...],
    words: int, columns: Sequence[Sequence[Any]], failed: float = 0,
) -> NDArray[Any]:  # fmt: skip
    count = len(arguments[0])
    parts = []
    for start in range(0, max(count, 1), _ROWS):
        some = arguments if count <= _ROWS else [column[start : start + _ROWS] for column in arguments]
        rows = memory[: len(some[0]), :words]
        rows[:] = failed  # what a function that fails leaves
        deque(map(function, *some, *columns), maxlen=0)
        parts.append(rows.astype(kind))
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
