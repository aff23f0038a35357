"""Time the ways on scans, each in a process of its own, in turns, so that a busy machine is busy for all of them."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Any, Self

from tests.bench.scans_errors import Errors, errors_of_cells, errors_of_texts
from tests.bench.scans_pages import Prepared
from tests.bench.scans_ways import OURS, READER, Piece
from tests.conftest import ROOT


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way took for all pages of a condition: of each page the best of all rounds; and what it read."""

    way: str
    condition: str
    pages: int
    seconds: float
    processor: float
    errors: Errors


class Child:
    """A process that reads pages one way."""

    def __init__(self, way: str, reader: str = READER) -> None:
        command = [sys.executable, "-m", "tests.bench.scans_ways", way, reader]
        self.way = way
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT
        )
        try:
            self._line()  # it is ready
        except RuntimeError:
            self._end()
            raise

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the process that reads by {self.way} has ended; what it printed says why")
        return line

    def read(self, page: Prepared) -> dict[str, Any]:
        """What the child answers for a page."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(page.job)) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._line())
        return answer

    def close(self) -> float | None:
        """End it; the megabytes that it took at most."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        peak: float | None = json.loads(self._line())["peak"]
        return peak

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def measure(condition: str, pages: Sequence[Prepared], children: Sequence[Child], rounds: int) -> list[Measured]:
    """All ways on all pages, page by page in turns; the first page is read once before, to warm up."""
    for child in children:
        child.read(pages[0])
    best: dict[str, list[tuple[float, float]]] = {child.way: [] for child in children}
    errors = {child.way: Errors() for child in children}
    for page in pages:
        for turn in range(rounds):
            for child in children:
                answer = child.read(page)
                took = (answer["seconds"], answer["processor"])
                if turn:
                    best[child.way][-1] = min(best[child.way][-1], took)
                else:
                    best[child.way].append(took)
                    errors[child.way] += errors_of(child.way, page, answer["pieces"])
    return [
        Measured(way, condition, len(pages), sum(s for s, _ in took), sum(p for _, p in took), errors[way])
        for way, took in best.items()
    ]


def errors_of(way: str, page: Prepared, pieces: Sequence[Sequence[Any]]) -> Errors:
    """What a way read wrong on a page."""
    read: list[Piece] = [(text, left, top, right, bottom) for text, left, top, right, bottom in pieces]
    return errors_of_cells(page, read) if way == OURS else errors_of_texts(page, read)


def peaks(children: Sequence[Child]) -> Mapping[str, float | None]:
    """End all children; what memory each took."""
    return {child.way: child.close() for child in children}
