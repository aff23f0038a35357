"""A sheet read by a form that this run doesn't have: what was read then is better than what can be read now."""

from collections.abc import Sequence

from pipeline.model.finding import Finding, Severity
from pipeline.run.file import ReadFile
from pipeline.spec.registry import Registry

FORM_ABSENT = "form-absent"


def form_absent(before: Sequence[str], errors: int, read: ReadFile, registry: Registry) -> Finding | None:
    """Why what is loaded should stay; None if ``read`` should replace it.

    ``before`` are the forms of the reports that are loaded, ``errors`` their findings of severity error.
    """
    absent = sorted({form for form in before if registry.get(form) is None})
    reading = read.reading
    found = [*reading.findings, *(finding for report in reading.reports for finding in report.findings)]
    worse = len(reading.reports) < len(before) or sum(f.severity is Severity.ERROR for f in found) > errors
    if not absent or not worse:
        return None
    message = (
        f"this file was read by {', '.join(absent)}, which this run doesn't know, so what was read then stays. Give "
        "the folder of that form by --forms again; or --again, to read the file without it"
    )
    return Finding(FORM_ABSENT, Severity.WARNING, message, expected=", ".join(absent))
