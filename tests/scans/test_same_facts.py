"""The fifth rendering: a sheet that is printed and scanned says the truth that it was filled in from."""

from collections import Counter
from random import Random

import pytest

from pipeline.decode.confusable import strong
from pipeline.model.report import Report
from pipeline.normalize.fold import match_key
from pipeline.readers import read_document
from tests.builders import read_all
from tests.paper.filled import BOXES, CIRCLES, filled
from tests.paper.form import FORM
from tests.paper.said import Said, said_by, said_of
from tests.paper.truth import Truth, facts_of, invent
from tests.scans.condition import CLEAN_300
from tests.scans.files import as_file
from tests.scans.scanning import scan_file
from tests.scans.sheets import LOOKS, SheetFile, draw


def read(truth: Truth, seed: int) -> Report:
    """What is read of the scan of a sheet that states ``truth``."""
    sheet = filled(truth, Random(seed).choice((BOXES, CIRCLES)))
    file = SheetFile(f"truth-{seed}", draw(sheet, LOOKS[seed % len(LOOKS)]), real=False)
    document = read_document(as_file(scan_file(file, CLEAN_300, seed)))
    assert all(grid.ink is not None for grid in document.grids)
    (report,) = read_all(document, FORM).reports
    return report


def _printed_alike(said: Said) -> Said:
    """Facts less how sure they are, and with full-width and half-width signs as one: a picture doesn't tell them.

    Of running text the smallest signs (、) don't count: one in a few hundred is lost.
    """
    alike: Said = Counter()
    for fact, count in said.items():
        alike[tuple(_folded(part) for part in fact if not (isinstance(part, tuple) and part[0] == "confidence"))] += (
            count
        )
    return alike


def _folded(part: object) -> object:
    if isinstance(part, tuple) and part[0] == "text" and isinstance(part[1], str):
        return part[0], strong(part[1])
    if isinstance(part, tuple):
        return tuple(match_key(value) if isinstance(value, str) else value for value in part)
    return part


@pytest.mark.parametrize("seed", range(3))
def test_a_scan_says_the_truth_and_nothing_else(seed: int) -> None:
    truth = invent(seed)
    report = read(truth, seed)
    true, found = map(_printed_alike, (said_of(facts_of(truth)), said_by(report)))
    assert (true - found, found - true) == ({}, {})
    assert report.coverage == 1.0
    assert [finding.rule for finding in report.findings if finding.severity == "error"] == []
    assert all(fact.confidence is not None for fact in report.facts if fact.raw and fact.raw[0].isdigit())
