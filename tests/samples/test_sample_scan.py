"""The scan in ``raw/``: what is read from it is what the sheet says that was printed and scanned."""

from pathlib import Path

import pytest

from pipeline.model.finding import Severity
from pipeline.model.report import Report
from pipeline.readers import read_document
from pipeline.run.source import read_source
from pipeline.spec.registry import load_forms
from tests.paper.fonts import embedded_font
from tests.samples.reading import TOWN
from tests.scans.evaluate import evaluate
from tests.scans.sample import NAME, SUFFIX, scanned_sample, sheet
from tests.scans.truth import truth_of

pytestmark = pytest.mark.skipif(embedded_font() is None, reason="the font of matplotlib-fontja isn't installed")
FILE = TOWN / (NAME + SUFFIX)


def read(data: bytes) -> Report:
    known = load_forms()
    (report,) = read_source(read_document(data, known=known.layouts), known).reports
    return report


def test_every_figure_and_mark_is_read_and_nothing_is_left() -> None:
    truth = truth_of(sheet())
    known = load_forms()
    document = read_document(FILE.read_bytes(), known=known.layouts)
    reading = read_source(document, known)
    tally = evaluate(NAME, truth, document, reading)
    assert (tally.numbers_exact, tally.silent) == (tally.numbers, 0)
    assert tally.marks_right == tally.marks > 0
    assert reading.unread == ()
    assert [f for report in reading.reports for f in report.findings if f.severity is Severity.ERROR] == []


def test_it_can_be_made_anew(tmp_path: Path) -> None:
    made = tmp_path / "made.tif"
    made.write_bytes(scanned_sample())
    assert len(made.read_bytes()) < 100_000
    figures = [(fact.label, fact.raw) for fact in read(made.read_bytes()).facts if any(map(str.isdigit, fact.raw))]
    assert figures == [
        (fact.label, fact.raw) for fact in read(FILE.read_bytes()).facts if any(map(str.isdigit, fact.raw))
    ]
