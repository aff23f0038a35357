"""Drifted sheets through the whole loop: reported by name, mended by a few lines, confirmed, and read whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.drafting.drift.extends import extends_text
from pipeline.drafting.drift.find import Drift, find_drift
from pipeline.drafting.drift.trial import Named
from pipeline.model.finding import Finding, Severity
from pipeline.readers import read_document
from pipeline.run.source import read_source
from pipeline.spec.registry import Registry, load_forms

MOST_LINES = 10


@dataclass(frozen=True)
class Mended:
    """What became of one form's drift; ``said`` are the differences."""

    drift: Drift
    text: str
    said: list[tuple[str, str, str, str | None]]

    @property
    def lines(self) -> int:
        """The lines of YAML below ``change``."""
        return len(self.text.split("change:\n", 1)[1].splitlines()) if "change:\n" in self.text else 0


def errors(data: bytes, registry: Registry) -> list[Finding]:
    """What is wrong with the reading of a file, but not with what the sheet itself says."""
    reading = read_source(read_document(data), registry)
    found = [*reading.findings, *(finding for report in reading.reports for finding in report.findings)]
    return [f for f in found if f.severity is Severity.ERROR and not f.is_of_the_sheet]


def coverages(data: bytes, registry: Registry, form: str) -> list[float]:
    """How much of each sheet of a form is read."""
    reports = read_source(read_document(data), registry).reports
    return [report.coverage for report in reports if report.head.form == form]


def drifted(data: bytes, registry: Registry, base: str | None = None) -> list[Mended]:
    """How the forms of a file have drifted."""
    return [_mended(drift) for drift in find_drift([Named("sheet", read_document(data))], registry, base)]


def _mended(drift: Drift) -> Mended:
    said = [(d.change, d.what, d.name, d.new) for d in drift.drifted]
    return Mended(drift, extends_text(drift, "sheet"), said)


def confirmed(folder: Path, mended: Mended, named: Sequence[tuple[str, str]] = ()) -> Registry:
    """The forms with the one that was written, once a person has named and confirmed what it says TODO of."""
    text = mended.text
    for todo, name in named:
        assert todo in text
        text = text.replace(todo, name)
    path = folder / f"{mended.drift.form}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load_forms([folder])
