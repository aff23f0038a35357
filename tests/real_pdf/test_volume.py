"""A volume of a thousand pages: every report found and loaded, with no more memory than one of a hundred."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from tests.real_pdf.database import REAL

ROOT = Path(__file__).resolve().parents[2]
GROWTH = 25
"""MiB that 900 more pages may take: SQLite's and Python's own, not what was read."""
_MEASURED = """
import re, sys
from pathlib import Path
from pipeline.run.ingest import ingest
from pipeline.spec.registry import load_forms

ingest([Path(sys.argv[1])], sys.argv[2], load_forms())
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def volume(pages: int, into: Path) -> Path:
    """One file of so many one-page sheets, with their numbers running on from 1 again and again."""
    sheets = sorted((REAL / "ikeda" / "2025").glob("*.pdf"))
    if not sheets:
        pytest.skip(f"the real sheets are not here: no PDF in {REAL / 'ikeda' / '2025'}")
    file = into / f"{pages}.pdf"
    made = pypdfium2.PdfDocument.new()
    opened = [pypdfium2.PdfDocument(sheet) for sheet in sheets]
    for number in range(pages):
        made.import_pages(opened[number % len(opened)])
    made.save(file)
    for document in (*opened, made):
        document.close()
    return file


def peak(file: Path) -> int:
    """The most memory that an ingest of ``file`` ever had beside the file itself, in MiB."""
    url = f"sqlite:///{file.with_suffix('.sqlite')}"
    run = subprocess.run([sys.executable, "-c", _MEASURED, str(file), url], capture_output=True, text=True, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    return int(run.stdout) - file.stat().st_size // 2**20


def test_memory_stays_flat_over_a_thousand_pages(tmp_path: Path) -> None:
    few, many = volume(100, tmp_path), volume(1000, tmp_path)
    before, after = peak(few), peak(many)
    with sqlite3.connect(many.with_suffix(".sqlite")) as connection:
        count, first, last, unread = connection.execute(
            "SELECT count(*), min(first_page), max(last_page), sum(coverage < 1) FROM reports"
        ).fetchone()
    assert (count, first, last, unread) == (1000, 1, 1000, 0)
    assert after - before < GROWTH, f"{before} MiB for 100 pages, {after} MiB for 1,000"
