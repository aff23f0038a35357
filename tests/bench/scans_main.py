"""``python -m tests.bench.scans_main``: how fast scans are read, in how much memory and how well.

Beside ours: RapidOCR on whole pages, its recogniser alone on the same lines, and Tesseract where it is installed.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.scans_measure import Child, Measured, measure, peaks
from tests.bench.scans_pages import prepare
from tests.bench.scans_report import as_json, as_text, rows
from tests.bench.scans_ways import CROPS, OURS, READER, TESSERACT, WHOLE, has_tesseract
from tests.paper.fonts import embedded_font
from tests.scans.condition import CONDITIONS, GOALS
from tests.scans.sheets import SheetFile, real_files, synthetic_files

_PAGES, _QUICK = 6, 2


def main(words: Sequence[str] | None = None, files: Sequence[SheetFile] | None = None,
         ways: Sequence[str] | None = None) -> None:  # fmt: skip
    """Measure and report; reports only, so it always ends well."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scans_main", description=__doc__)
    parser.add_argument("--rounds", type=int, default=2, help="how often each page is read each way (default 2)")
    parser.add_argument("--quick", action="store_true", help=f"one round of {_QUICK} pages")
    parser.add_argument("--pages", type=int, default=_PAGES, help=f"pages of each condition (default {_PAGES})")
    parser.add_argument("--condition", action="append", choices=sorted(CONDITIONS), metavar="NAME", default=[])
    parser.add_argument("--reader", default=READER, help=f"what is timed as ours, MODULE:FUNCTION (default {READER})")
    parser.add_argument("--json", action="store_true", help="print JSON")
    chosen = parser.parse_args(words)
    files = files if files is not None else _files()
    if not files:
        sys.stdout.write("Nothing to measure: no real sheets (set HYOKA_REAL), and no font to draw any with.\n")
        return
    rounds = 1 if chosen.quick else max(1, chosen.rounds)
    pages = min(chosen.pages, _QUICK) if chosen.quick else chosen.pages
    ways = ways or (OURS, WHOLE, CROPS, *((TESSERACT,) if has_tesseract() else ()))
    measured: list[Measured] = []
    with TemporaryDirectory() as folder, ExitStack() as stack:
        conditions = [CONDITIONS[name] for name in chosen.condition] or GOALS
        prepared = {each.name: prepare(files, each, pages, Path(folder)) for each in conditions}
        children = [stack.enter_context(Child(way, chosen.reader)) for way in ways]
        for name, some in prepared.items():
            measured += measure(name, some, children, rounds)
        found = rows(measured, peaks(children))
    text = json.dumps(as_json(found, rounds), ensure_ascii=False, indent=2) if chosen.json else as_text(found, rounds)
    sys.stdout.write(text + "\n")


def _files() -> list[SheetFile]:
    """Synthetic sheets and real ones, by turns."""
    made = synthetic_files(files=1) if embedded_font() is not None else []
    real = real_files()
    both = [file for pair in zip(made, real, strict=False) for file in pair]
    return both or made or real


if __name__ == "__main__":
    main()
