"""One source through the stages: recognise, bind, settle, assemble, check."""

from collections.abc import Iterator, Sequence

from pipeline.checks.companions import link_companions, pair_up
from pipeline.checks.rules import witnesses
from pipeline.checks.serials import Serials
from pipeline.decode.pages import PageDecoder
from pipeline.model.change import replace
from pipeline.model.document import Cell, Document
from pipeline.model.finding import Finding, Severity
from pipeline.model.report import Report, SourceReading
from pipeline.recognise.reports import Outside, Recogniser
from pipeline.run.finish import Bound, finish
from pipeline.run.recognised import bind_found, finish_alone, with_origins
from pipeline.spec.registry import Registry


def read_source(document: Document, registry: Registry) -> SourceReading:
    """Everything that a document says, by the forms of ``registry``."""
    stream = ReportStream(document, registry)
    reports = sorted(stream.reports(), key=lambda report: report.ordinal)
    return SourceReading(
        reports=tuple(reports), unread=stream.unread, unread_more=stream.unread_more, findings=stream.findings
    )


class ReportStream:
    """The reports of a document, one after the other, so that a volume of any length fits into memory.

    ``unread`` and ``findings``, about the file as a whole, are complete when all reports have been walked. Reports of
    forms that have a companion come last: their companion may stand anywhere in the file.
    """

    def __init__(self, document: Document, registry: Registry) -> None:
        self._document = document
        self._registry = registry
        self._recogniser = Recogniser(registry.forms)
        self._pages = PageDecoder(registry.forms)
        self._serials = Serials()
        self._reports = 0
        forms = [form for form in registry.forms if form.companion is not None]
        self._paired = {form.family for form in forms} | {form.companion.form for form in forms if form.companion}

    @property
    def unread(self) -> tuple[Cell, ...]:
        """The cells outside every report, of very many the first."""
        return tuple(self._recogniser.outside.first)

    @property
    def unread_more(self) -> int:
        """How many more cells than those there are outside every report."""
        return self._recogniser.outside.count - len(self._recogniser.outside.first)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to say of the file itself."""
        outside = self._recogniser.outside
        said = [_outside(outside)] if outside.count and self._reports else []
        return (*self._recogniser.findings, *said)

    @property
    def recognised(self) -> int:
        """How many pages were pictures, of those walked so far."""
        return self._pages.recognised

    def reports(self) -> Iterator[Report]:
        """Every report of the document, once."""
        waiting: list[Bound] = []
        for found in self._recogniser.reports(self._pages.decoded(self._document)):
            bound = bind_found(self._reports, found)
            self._reports += 1
            if found.form.family in self._paired:
                waiting.append(bound)
            else:
                yield self._in_sequence(finish_alone(bound))
        for report in link_companions(_finish_pairs(waiting), self._registry):
            yield self._in_sequence(report)

    def _in_sequence(self, report: Report) -> Report:
        odd = tuple(self._serials.check(report))
        return replace(report, findings=(*report.findings, *odd)) if odd else report


def _finish_pairs(bound: Sequence[Bound]) -> list[Report]:
    """Reports whose companions may bear witness for them, in order."""
    pairs = pair_up([each.found for each in bound])
    reports: dict[int, Report] = {}
    for number, companion in pairs.items():
        pair = bound[number], bound[companion]
        reports[number], reports[companion] = map(with_origins, pair, _read_pair(*pair))
    for number, each in enumerate(bound):
        if number not in reports:
            reports[number] = finish_alone(each)
    return [reports[number] for number in sorted(reports)]


def _read_pair(repeating: Bound, stating: Bound) -> tuple[Report, Report]:
    """Two forms that state the same figures bear witness for each other, of what is certain without columns."""
    companion = repeating.found.form.companion
    same = companion.same if companion is not None else []
    certain = finish(stating, [], by_columns=False)
    first = finish(repeating, witnesses(certain, same, repeating.report.records))
    return first, finish(stating, witnesses(first, same, stating.report.records))


def _outside(cells: Outside) -> Finding:
    message = f"{cells.count} cells stand outside every report of a known form"
    first = cells.first[0]
    return Finding("text-outside-reports", Severity.WARNING, message, actual=first.text.strip(), place=first.place)
