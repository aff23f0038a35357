"""The tutorial does what it says: draft, name what its table names, and the sheets are read whole."""

import re
from pathlib import Path

from pipeline.model.finding import Severity
from pipeline.readers import read_document
from pipeline.run.source import read_source
from pipeline.spec.registry import load_forms
from tests.cli.conftest import Hyoka, forms, hyoka
from tests.conftest import ROOT

__all__ = ["forms", "hyoka"]

TUTORIAL = (ROOT / "docs" / "new_form.md").read_text(encoding="utf-8")
SHEETS = ROOT / "raw" / "aohama" / "2024" / "mokuhyo.pdf"


def edits() -> list[tuple[str, str]]:
    """What the table of the tutorial says to write in place of what."""
    rows = re.findall(r"^\| `([^`]*)`(?: \(first\))? \| `([^`]*)` \|$", TUTORIAL, flags=re.MULTILINE)
    return [(before, after) for before, after in rows]


def test_the_tutorial_leads_to_a_form_that_reads_the_sheets(hyoka: Hyoka, tmp_path: Path) -> None:
    answer = hyoka(
        "forms", "draft", str(SHEETS), "--name", "aohama/mokuhyo/2024", "--write", str(tmp_path / "my-forms")
    )
    for line in answer.out.splitlines()[:3]:
        assert f"    {line}\n" in TUTORIAL
    path = tmp_path / "my-forms" / "aohama" / "mokuhyo" / "2024.yaml"
    text = path.read_text(encoding="utf-8")
    refused = hyoka("forms", "--forms", str(tmp_path / "my-forms"))
    assert "2024.yaml:5: 8 things are to do before the form can be used: put a name in place of TODO" in refused.err
    assert len(edits()) == 5
    for number, (before, after) in enumerate(edits()):
        assert before in text
        text = text.replace(before, after, 1 if number == 2 else -1)
    path.write_text(text, encoding="utf-8")
    registry = load_forms([tmp_path / "my-forms"])
    reports = read_source(read_document(SHEETS.read_bytes()), registry).reports
    assert [report.coverage for report in reports] == [1.0, 1.0, 1.0]
    serious = [f for report in reports for f in report.findings if f.severity is Severity.ERROR]
    assert serious == [], "the sum that the third sheet breaks was not proposed"
    check = re.search(r"^    checks:\n((?:      - .*\n)+)", TUTORIAL, flags=re.MULTILINE)
    assert check is not None
    path.write_text(text.replace("checks:\n", "checks:\n" + check[1].replace("      - ", "  - ")), encoding="utf-8")
    reports = read_source(read_document(SHEETS.read_bytes()), load_forms([tmp_path / "my-forms"])).reports
    failed = [f.rule for report in reports for f in report.findings if f.severity is Severity.ERROR]
    assert failed == ["check-funding_total"]
