"""Where a form has drifted, or isn't known, ``hyoka ingest`` names the command that tells what has changed."""

import shlex
from collections.abc import Iterator, Sequence

from pipeline.run.summary import FileResult

_DRIFTED = frozenset({"label-missing", "heading-missing", "heading-unknown", "option-unknown", "cell-unread"})


def drift_hints(problems: Sequence[FileResult]) -> Iterator[str]:
    """A line where labels are missing or unread, and one where no form is known; the first such file stands in it."""
    drifted = [f for f in problems if f.member is None and _DRIFTED & {finding.rule for finding in f.serious}]
    unknown = [f for f in problems if f.member is None and f.status == "unrecognized"]
    if drifted:
        file = shlex.quote(drifted[0].path)
        yield f"What has changed in a form, and the lines that mend it: hyoka forms drift {file}"
    if unknown:
        yield (
            f"The known form that is nearest: hyoka forms drift {shlex.quote(unknown[0].path)}; a first form from "
            "several such sheets: hyoka forms draft FILE…"
        )
