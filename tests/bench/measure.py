"""Time the ways on files, in turns, so that a busy machine is busy for all of them."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from tests.bench.ways import PLUMBER, Way

Clock = Callable[[], float]
_EXACT = 1e-5
# Everything timed works in memory on one core, so its processor time is what it takes; others that want the core don't
# count. Windows measures that too coarsely.
CLOCK: Clock = time.process_time if time.get_clock_info("process_time").resolution < _EXACT else time.perf_counter


@dataclass(frozen=True)
class File:
    """A file in memory, and how many pages it has."""

    data: bytes
    pages: int


@dataclass(frozen=True)
class Measured:
    """A folder's pages, and the seconds that each way takes for all of them: of each file the best of all rounds."""

    folder: str
    files: int
    pages: int
    seconds: Mapping[str, float]


def load(paths: Iterable[Path]) -> list[File]:
    """Read the files, so that no disk is timed."""
    files = []
    for path in paths:
        data = path.read_bytes()
        with pypdfium2.PdfDocument(data) as document:
            files.append(File(data, len(document)))
    return files


def measure(folder: str, files: Sequence[File], ways: Mapping[str, Way], rounds: int, clock: Clock = CLOCK) -> Measured:
    """Time every way on every file, ``rounds`` times (pdfplumber, being slow and so less shaken, a third of them)."""
    best = {name: [float("inf")] * len(files) for name in ways}
    for turn in range(rounds):
        for number, file in enumerate(files):
            for name, way in ways.items():
                if name == PLUMBER and turn >= max(1, rounds // 3):
                    continue
                begin = clock()
                way(file.data)
                best[name][number] = min(best[name][number], clock() - begin)
    seconds = {name: sum(times) for name, times in best.items()}
    return Measured(folder, len(files), sum(file.pages for file in files), seconds)
