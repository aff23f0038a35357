"""Reads a rendered file and holds every fact against the truth."""

from collections import Counter
from dataclasses import dataclass, field

from pipeline.model.finding import Finding, Severity
from pipeline.model.report import SourceReading
from pipeline.readers import read_document
from pipeline.run.source import read_source
from pipeline.spec.registry import Registry
from tests.dialect.actual import Actual, actual, fold
from tests.dialect.expected import Expected, OneOf

NULL = ("ambiguous", "unreadable")
WHOLE = {"text", "item", "level"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fact that isn't right: ``kind`` says how."""

    kind: str
    report: str
    table: str
    key: tuple[object, ...]
    true: object
    read: object
    place: tuple[int, int] | None
    raw: str = ""

    def __str__(self) -> str:
        what = f"{self.kind}: {self.report} {self.table} {self.key} at {self.place}"
        return f"{what} true={self.true!r} read={self.read!r} {self.raw!r}"


@dataclass(slots=True)
class Comparison:
    """The outcome for one file."""

    right: int = 0
    faults: list[Fault] = field(default_factory=list)
    coverage: tuple[float, ...] = ()
    errors: list[str] = field(default_factory=list)

    def of(self, *kinds: str) -> list[Fault]:
        """The faults of these kinds."""
        return [fault for fault in self.faults if fault.kind in kinds]

    @property
    def counts(self) -> Counter[str]:
        """How many of each kind."""
        return Counter({"right": self.right, **Counter(fault.kind for fault in self.faults)})


def read(data: bytes, forms: Registry) -> SourceReading:
    """A file through the reader under test."""
    return read_source(read_document(data), forms)


def compare(reading: SourceReading, expected: list[Expected], places: dict[str, tuple[int, int]]) -> Comparison:
    """Every fact right, missing (with a finding or without) or wrong (warned of or silently)."""
    result = Comparison(coverage=tuple(report.coverage for report in reading.reports))
    warned = warned_rows(reading)
    result.errors = [
        f"{finding.rule}: {finding.message} [{finding.expected} / {finding.actual}]"
        for finding in findings(reading)
        if finding.severity is Severity.ERROR
    ]
    wanted = {(e.report, e.table, _folded(e.key)): e for e in expected}
    read_keys = set()
    for report in reading.reports:
        for fact in actual(report):
            identity = (fact.report, fact.table, fact.key)
            _judge(result, wanted.get(identity), fact, warned, again=identity in read_keys)
            read_keys.add(identity)
    for identity, e in wanted.items():
        if identity not in read_keys:
            place = places.get(e.tag)
            kind = "missing-found" if place and place[0] in warned else "missing-silent"
            result.faults.append(Fault(kind, e.report, e.table, e.key, e.values, None, place))
    return result


def _folded(key: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(fold(part) if isinstance(part, str) else part for part in key)


def warned_rows(reading: SourceReading) -> set[int]:
    """Rows that a warning or an error is about."""
    return {
        finding.place.row for finding in findings(reading) if finding.severity is not Severity.INFO and finding.place
    }


def findings(reading: SourceReading) -> list[Finding]:
    """Every finding, the file's own first."""
    return [*reading.findings, *(finding for report in reading.reports for finding in report.findings)]


def _judge(result: Comparison, e: Expected | None, fact: Actual, warned: set[int], *, again: bool) -> None:
    rows = 6 if fact.table == "Evaluation" else 1  # a verdict is made of the rows below its heading
    is_warned = fact.place is not None and any(fact.place[0] + at in warned for at in range(rows))
    null = fact.values.get("status") in NULL or (fact.table == "Head" and fact.values["value"] is None)
    if e is None:
        if null or _says_nothing(fact):
            return
        kind = "wrong-warned" if is_warned else "wrong-silent"
        read_values = {name: value for name, value in fact.values.items() if value not in (None, False, 0)}
        result.faults.append(Fault(kind, fact.report, fact.table, fact.key, None, read_values, fact.place, fact.raw))
        return
    wrong = {n: (v, fact.values.get(n)) for n, v in e.values.items() if not same(n, v, fact.values.get(n))}
    if not wrong and not again:
        result.right += 1
        return
    missing = null or (not again and all(read_value is None for _, read_value in wrong.values()))
    kind = ("missing-" if missing else "wrong-") + (
        ("found" if is_warned else "silent") if missing else ("warned" if is_warned else "silent")
    )
    true = {name: pair[0] for name, pair in wrong.items()}
    got = {name: pair[1] for name, pair in wrong.items()}
    result.faults.append(Fault(kind, fact.report, fact.table, fact.key, true, got, fact.place, fact.raw))


def _says_nothing(fact: Actual) -> bool:
    """A head without a value, an evaluation that says only that it wasn't made."""
    if fact.table == "Evaluation":
        return not any(fact.values.get(name) for name in ("performed", "continues", "direction", "budget"))
    return fact.table == "Choice" and fact.values["checked"] is False


def same(name: str, true: object, read_value: object) -> bool:
    """Equal; text of a line or less also when only its width or spaces differ."""
    if isinstance(true, OneOf):
        return any(same(name, one, read_value) for one in true.values)
    if isinstance(true, str) and isinstance(read_value, str) and name not in WHOLE:
        return fold(true) == fold(read_value)
    return true == read_value
