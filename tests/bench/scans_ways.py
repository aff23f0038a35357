"""The ways of reading a scanned page that are timed, as a child process has them: one way a process.

``python -m tests.bench.scans_ways WAY [MODULE:FUNCTION]`` makes ready, then answers each line of its input, the JSON of
a ``Job``, with the JSON of an ``Answer``, and at the end of its input with one of the memory that it took at most.
"""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

OURS, WHOLE, CROPS, TESSERACT = "ours", "rapidocr", "recogniser", "tesseract"
READER = "tests.bench.scans_reader:read"
_STATUS = Path("/proc/self/status")
_PEAK = "VmHWM:"
Piece = tuple[str, float, float, float, float]  # a text, and its box: in points from ours, in pixels from the others


@dataclass(frozen=True, slots=True)
class Job:
    """A page as each way needs it: the file that a user has, the picture in it, the crops of its lines."""

    file: str
    picture: str
    crops: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How long a page took, by the clock and by all cores together, and what was read on it."""

    seconds: float
    processor: float
    pieces: list[Piece]


Way = Callable[[Job], list[Piece]]


def has_tesseract() -> bool:
    """Whether Tesseract is installed, with its Japanese."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return "jpn" in listed.stdout.split()


def open_way(name: str, reader: str = READER) -> Way:
    """A way, its models loaded."""
    if name == OURS:
        return _ours(reader)
    if name == TESSERACT:
        return _tesseract
    return _whole() if name == WHOLE else _crops()


def _ours(reader: str) -> Way:
    module, _, function = reader.partition(":")
    read = getattr(import_module(module), function)

    def way(job: Job) -> list[Piece]:
        grids = read(Path(job.file).read_bytes()).grids
        cells = [cell for grid in grids for row in grid.rows for cell in row if cell.box is not None]
        return [(c.text, c.box.left, c.box.top, c.box.right, c.box.bottom) for c in cells]

    return way


def _whole() -> Way:
    from rapidocr import RapidOCR  # models take long to load, and other ways don't need them

    engine: Any = RapidOCR(params={"Global.log_level": "error"})

    def way(job: Job) -> list[Piece]:
        found = engine(job.picture)
        if found.boxes is None:
            return []
        return [
            (text, *np.min(corners, axis=0).tolist(), *np.max(corners, axis=0).tolist())
            for text, corners in zip(found.txts, found.boxes, strict=True)
        ]

    return way


def _crops() -> Way:
    from rapidocr import RapidOCR

    engine: Any = RapidOCR(params={"Global.log_level": "error", "Rec.rec_batch_num": 1})

    def way(job: Job) -> list[Piece]:
        with np.load(job.crops) as kept:
            boxes: NDArray[np.float64] = kept["boxes"]
            crops = [kept[f"crop{number}"] for number in range(len(boxes))]
        if not crops:
            return []
        found = engine.recognize_txt(crops)
        return [(text, *box) for text, box in zip(found.txts, boxes.tolist(), strict=True)]

    return way


def _tesseract(job: Job) -> list[Piece]:
    command = ["tesseract", job.picture, "stdout", "-l", "jpn", "tsv"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    pieces: list[Piece] = []
    for row in StringIO(said).readlines()[1:]:
        *_, left, top, width, height, score, text = row.rstrip("\n").split("\t")
        if text.strip() and float(score) >= 0:
            x, y = float(left), float(top)
            pieces.append((text, x, y, x + float(width), y + float(height)))
    return pieces


def peak_megabytes() -> float | None:
    """The most memory that this process and those it ran have taken; None where nobody says."""
    taken = []
    if _STATUS.exists():
        lines = _STATUS.read_text(encoding="ascii").splitlines()
        taken += [int(line.split()[1]) / 1024 for line in lines if line.startswith(_PEAK)]
    try:
        import resource
    except ImportError:  # Windows
        return max(taken, default=None)
    taken.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    return max(taken)


def timed(way: Way, job: Job) -> Answer:
    """A page read one way."""
    begin, used = time.perf_counter(), time.process_time()
    pieces = way(job)
    return Answer(time.perf_counter() - begin, time.process_time() - used, pieces)


def main(words: list[str]) -> None:
    """Answer until there is nothing more to read."""
    out, sys.stdout = sys.stdout, sys.stderr  # what a library prints is no answer
    if isinstance(out, TextIOWrapper):
        out.reconfigure(encoding="utf-8")
    way = open_way(*words)
    out.write("ready\n")
    out.flush()
    for line in sys.stdin:
        out.write(json.dumps(asdict(timed(way, Job(**json.loads(line)))), ensure_ascii=False) + "\n")
        out.flush()
    out.write(json.dumps({"peak": peak_megabytes()}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
