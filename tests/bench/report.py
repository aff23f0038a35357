"""What was measured, for people and for programs."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench.measure import Measured
from tests.bench.ways import LOOP, OURS, PLUMBER, READER

MOST, LEAST = 2.0, 8.0  # the goals: ours / loop, pdfplumber / ours
WAYS = (LOOP, READER, OURS, PLUMBER)
_PACKAGES = ("pypdfium2", "pdfplumber", "pdfminer.six", "numpy")


@dataclass(frozen=True)
class Ratios:
    """A folder's times in milliseconds a page, and what the goals are about."""

    folder: str
    files: int
    pages: int
    milliseconds: dict[str, float]
    to_loop: float
    to_plumber: float

    @property
    def met(self) -> bool:
        return self.to_loop <= MOST and self.to_plumber >= LEAST


def ratios(measured: Measured) -> Ratios:
    """The times of a folder by page, and in proportion."""
    seconds = measured.seconds
    return Ratios(
        folder=measured.folder,
        files=measured.files,
        pages=measured.pages,
        milliseconds={name: seconds[name] * 1000 / measured.pages for name in WAYS},
        to_loop=seconds[OURS] / seconds[LOOP],
        to_plumber=seconds[PLUMBER] / seconds[OURS],
    )


def machine() -> dict[str, Any]:
    """Where this was measured. ``load``: how many programs wanted a core during the last minute."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        **{name: version(name) for name in _PACKAGES},
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")


def as_text(found: Sequence[Ratios], rounds: int) -> str:
    """A table, what its columns are, whether the goals are met, and the machine."""
    head = ["folder", "pages", *(f"{name} ms" for name in WAYS), "ours/loop", "pdfplumber/ours", "goals"]
    rows = [
        [
            each.folder,
            str(each.pages),
            *(f"{each.milliseconds[name]:.2f}" for name in WAYS),
            f"{each.to_loop:.2f}",
            f"{each.to_plumber:.1f}",
            "met" if each.met else "NOT MET",
        ]
        for each in found
    ]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [_line(row, widths) for row in [head, ["-" * width for width in widths], *rows]]
    said = ", ".join(f"{name} {value}" for name, value in machine().items())
    return "\n".join(
        [
            *lines,
            "",
            f"Milliseconds of processor time a page, of each file the best of {rounds} rounds, in turns.",
            f"{LOOP}: public per-character loop (code and box of each). {READER}: our grids. {OURS}: bytes to facts.",
            f"{PLUMBER}: extract_tables. Goals: ours/loop at most {MOST}, pdfplumber/ours at least {LEAST}.",
            said,
        ]
    )


def _line(row: list[str], widths: list[int]) -> str:
    first, *rest = (
        text.ljust(width) if column == 0 else text.rjust(width)
        for column, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([first, *rest])


def as_json(found: Sequence[Ratios], rounds: int) -> dict[str, Any]:
    """The same for programs."""
    folders = [
        {
            "folder": each.folder,
            "files": each.files,
            "pages": each.pages,
            "ms_per_page": each.milliseconds,
            "ours_to_loop": each.to_loop,
            "pdfplumber_to_ours": each.to_plumber,
            "met": each.met,
        }
        for each in found
    ]
    return {"rounds": rounds, "goals": {"ours_to_loop": MOST, "pdfplumber_to_ours": LEAST}, "folders": folders} | {
        "machine": machine()
    }
