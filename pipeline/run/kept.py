"""A sheet read by a form that this run doesn't have: what was read then is better than what can be read now."""

from collections.abc import Iterable, Sequence, Set

from pipeline.model.finding import Finding, Severity
from pipeline.run.file import ReadFile
from pipeline.spec.registry import Registry

FORM_ABSENT = "form-absent"


def form_absent(
    before: Sequence[str], own: Set[str], errors: int, read: ReadFile, registry: Registry
) -> Finding | None:
    """Why what is loaded should stay; None if ``read`` should replace it.

    ``before`` are the forms of the reports that are loaded, ``own`` those of them that were of a folder of one's own,
    ``errors`` their findings of severity error.
    """
    absent = sorted({form for form in before if registry.get(form) is None})
    hidden = replaced_forms(own, registry)
    if not hidden and not (absent and _is_worse(before, errors, read)):
        return None
    forms = ", ".join(sorted({*absent, *hidden}))
    message = (
        f"this file was read by {forms} of a folder that isn't given now, so what was read then stays. Give the folder "
        "of that form by --forms again; or --again, to read the file without it"
    )
    return Finding(FORM_ABSENT, Severity.WARNING, message, expected=forms)


def replaced_forms(own: Iterable[str], registry: Registry) -> list[str]:
    """Forms of a folder of one's own, in the place of which there is now one of the same name that isn't."""
    return sorted(form for form in own if form not in registry.own and registry.get(form) is not None)


def _is_worse(before: Sequence[str], errors: int, read: ReadFile) -> bool:
    reading = read.reading
    found = [*reading.findings, *(finding for report in reading.reports for finding in report.findings)]
    return len(reading.reports) < len(before) or sum(f.severity is Severity.ERROR for f in found) > errors
