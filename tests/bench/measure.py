"""Time the ways on files, in turns, so that a busy machine is busy for all of them.

Before every round what is remembered of the pages themselves (numbers, ruled lines) is forgotten, so that reading a
page again is not the faster for it. The forms' labels stay known, as they are in a volume after its first sheet.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from pipeline.normalize import number
from pipeline.readers.grids import faces
from pipeline.readers.pdf import page, symbols
from pipeline.spec.registry import load_forms
from tests.bench.ways import PLUMBER, Way, ways

Clock = Callable[[], float]
Times = list[dict[str, float]]
Pass = Callable[[Sequence[Path], Sequence[str]], Times]
_EXACT = 1e-5
# Everything timed works in memory on one core, so its processor time is what it takes; others that want the core don't
# count. Windows measures that too coarsely.
CLOCK: Clock = time.process_time if time.get_clock_info("process_time").resolution < _EXACT else time.perf_counter


@dataclass(frozen=True)
class Measured:
    """A folder's pages, and the seconds that each way takes for all of them: of each file the best of all rounds."""

    folder: str
    files: int
    pages: int
    seconds: Mapping[str, float]


def measure(folder: str, paths: Sequence[Path], names: Sequence[str], rounds: int, once: Pass) -> Measured:
    """Time the ways ``names`` on every file, ``rounds`` times; pdfplumber, being slow and less shaken, a third of them.

    ``once`` is one round.
    """
    best = {name: [float("inf")] * len(paths) for name in names}
    for turn in range(rounds):
        wanted = [name for name in names if name != PLUMBER or turn < max(1, rounds // 3)]
        for at, times in enumerate(once(paths, wanted)):
            for name, seconds in times.items():
                best[name][at] = min(best[name][at], seconds)
    totals = {name: sum(seconds) for name, seconds in best.items()}
    return Measured(folder, len(paths), sum(map(_pages, paths)), totals)


def together(measured: Sequence[Measured]) -> Measured:
    """All folders as one."""
    seconds = {name: sum(each.seconds[name] for each in measured) for name in measured[0].seconds}
    return Measured("all", sum(each.files for each in measured), sum(each.pages for each in measured), seconds)


class Rounds:
    """Rounds in this process, with the forms loaded before."""

    def __init__(self) -> None:
        self._ways = ways(load_forms())

    def __call__(self, paths: Sequence[Path], names: Sequence[str]) -> Times:
        """One round: the seconds that each of the ways takes for each file."""
        forget_pages()
        return [time_ways(path.read_bytes(), {name: self._ways[name] for name in names}) for path in paths]


def forget_pages() -> None:
    """Forget what was read on pages, so that they are new again."""
    number._remembered.cache_clear()
    page._tables_of.cache_clear()
    faces._of_walls.cache_clear()
    symbols.signs_of.cache_clear()


def time_ways(data: bytes, chosen: Mapping[str, Way], clock: Clock = CLOCK) -> dict[str, float]:
    """The seconds that each way takes for one file."""
    times = {}
    for name, way in chosen.items():
        begin = clock()
        way(data)
        times[name] = clock() - begin
    return times


def _pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)
