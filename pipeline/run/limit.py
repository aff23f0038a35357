"""Where one damaged line makes a million findings: the first ones, and how many more there are."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from pipeline.model.change import replace
from pipeline.model.finding import Finding
from pipeline.model.report import Report

MOST = 1000
_CELL_BY_CELL = "cell-unread"


class Limit:
    """Keeps at most ``MOST`` findings of one rule a report, and of unread cells a file."""

    def __init__(self) -> None:
        self._room = MOST

    def report(self, report: Report) -> Report:
        """The next report of the file with the findings that are kept."""
        findings = _first(report.findings, self._room)
        self._room -= sum(finding.rule == _CELL_BY_CELL for finding in findings)
        return replace(report, findings=findings) if len(findings) != len(report.findings) else report

    def findings(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Of the findings on the file itself those that are kept."""
        return _first(findings, self._room)


def _first(findings: Iterable[Finding], cells: int) -> tuple[Finding, ...]:
    kept: list[Finding] = []
    seen: Counter[str] = Counter()
    over: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        seen[finding.rule] += 1
        room = cells if finding.rule == _CELL_BY_CELL else MOST
        (kept if seen[finding.rule] <= room else over[finding.rule]).append(finding)
    return (*kept, *(_more(rest) for rest in over.values()))


def _more(rest: list[Finding]) -> Finding:
    first = rest[0]
    message = (
        f"and {len(rest):,} more findings of {first.rule}, which are not listed: the first stands here. So many come "
        "of one cause, a damaged line or another form; look at the first ones, and read the file again"
    )
    return Finding(f"{first.rule}-more", first.severity, message, actual=f"{len(rest):,}", place=first.place)
