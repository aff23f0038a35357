"""Serial numbers of a volume (NO., 評価書番号) run on from sheet to sheet; a gap is a sheet that is missing."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.model.facts import Field
from pipeline.model.finding import Finding, Severity
from pipeline.model.report import Report
from pipeline.normalize.fold import match_key


@dataclass(slots=True)
class Serials:
    """Walks the reports of one file in order; numbers may begin again (with every department, say)."""

    _last: dict[str, int] = field(default_factory=dict)

    def check(self, report: Report) -> Iterator[Finding]:
        """A warning where the number doesn't follow the one before it in the file, on the same form."""
        serial = match_key(report.head.serial or "")
        if not serial.isdecimal():
            return
        number, before = int(serial), self._last.get(report.head.form)
        self._last[report.head.form] = number
        if before is not None and number not in {before + 1, 1}:
            yield _finding(report, before, number)


def _finding(report: Report, before: int, number: int) -> Finding:
    place = next((f.place for f in report.facts if isinstance(f, Field) and f.field == "serial"), None)
    if number == before:
        rule, message = "serial-repeated", "two sheets in a row have one number: one is a copy, or misnumbered"
    else:
        rule = "serial-gap"
        message = f"number {number} follows {before}: a sheet is missing from the file, or wasn't recognised, or moved"
    return Finding(rule, Severity.WARNING, message, str(before + 1), str(number), place=place)
