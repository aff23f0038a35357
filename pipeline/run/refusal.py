"""The gate of a strict run: nothing is loaded from a source about which there is an error."""

from collections.abc import Sequence

from pipeline.model.finding import Finding, Severity
from pipeline.rulings import Correction
from pipeline.run.file import ReadFile

REFUSED = "refused"


def refusal(read: ReadFile, corrections: Sequence[Correction] = ()) -> Finding | None:
    """Why a source is refused; None if it isn't. One that could not be read at all has its own reason.

    What people ruled on is no reason.
    """
    if read.record.status == "failed":
        return None
    found = [*read.reading.findings, *(finding for report in read.reading.reports for finding in report.findings)]
    rulings = [ruling for ruling in corrections if ruling.sha256 == read.record.sha256]
    errors = [
        finding
        for finding in found
        if finding.severity is Severity.ERROR and not any(ruling.settles(finding) for ruling in rulings)
    ]
    if not errors:
        return None
    first = errors[0]
    more = f" and {len(errors) - 1:,} more" if len(errors) > 1 else ""
    message = (
        f"nothing of this file was loaded, since --strict refuses a source with errors, and this has {first.rule}"
        f"{more}: {first.message}. What an earlier run loaded stays. `hyoka show` lists all; mend the form or the "
        "file, or run without --strict"
    )
    return Finding(REFUSED, Severity.ERROR, message, first.expected, first.actual, first.fiscal_year, first.place)
