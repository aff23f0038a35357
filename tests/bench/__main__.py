"""``python -m tests.bench``: how fast PDF sheets are read, against pypdfium2 alone and against pdfplumber."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import Pass, Rounds, measure, together
from tests.bench.report import WAYS, as_json, as_text, ratios
from tests.conftest import ROOT
from tests.real_pdf.database import REAL

_QUICK_FILES = 3


def main(
    words: Sequence[str] | None = None, real: Path = REAL, raw: Path = ROOT / "raw", once: Pass | None = None
) -> None:
    """Measure and report; reports only, so it always ends well."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=6, help="how often each file is read each way (default 6)")
    parser.add_argument("--quick", action="store_true", help="one round, the first three files of each folder")
    parser.add_argument("--json", action="store_true", help="print JSON")
    chosen = parser.parse_args(words)
    rounds = 1 if chosen.quick else max(1, chosen.rounds)
    folders = find_folders(real, raw)
    if not folders:
        sys.stdout.write(f"Nothing to measure: no PDF in {real} or {raw}; set HYOKA_REAL to a folder that has some.\n")
        return
    once = once or Rounds()
    measured = [
        measure(name, paths[:_QUICK_FILES] if chosen.quick else paths, WAYS, rounds, once)
        for name, paths in folders.items()
    ]
    found = [ratios(each) for each in (*measured, *([together(measured)] if len(measured) > 1 else []))]
    if chosen.json:
        sys.stdout.write(json.dumps(as_json(found, rounds), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(as_text(found, rounds) + "\n")


def find_folders(real: Path, raw: Path) -> dict[str, list[Path]]:
    """The PDFs of each municipality; where no real sheets are, those in ``raw``."""
    folders: dict[str, list[Path]] = {}
    for path in sorted(real.rglob("*.pdf")):
        folders.setdefault(path.relative_to(real).parts[0], []).append(path)
    if not folders and (made := sorted(raw.rglob("*.pdf"))):
        folders["raw"] = made
    return folders


if __name__ == "__main__":
    main()
