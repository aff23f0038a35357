"""Reports of scanned pages: decoded before they are bound, and finished with what their own arithmetic says."""

from pipeline.bind.report import bind_report
from pipeline.decode.provenance import with_recognition
from pipeline.decode.report import decode_report, is_recognised
from pipeline.model.change import replace
from pipeline.model.report import Report
from pipeline.recognise.found import FoundReport
from pipeline.run.arithmetic import Finished, choose_readings, confirmed
from pipeline.run.finish import Bound, finish


def bind_found(ordinal: int, found: FoundReport) -> Bound:
    """The ``ordinal``-th report of a document, bound; pages that were recognised are decoded before."""
    if not is_recognised(found):
        return Bound(ordinal, found, bind_report(found))
    decoded = decode_report(found)
    return Bound(ordinal, decoded.found, bind_report(decoded.found), decoded.readings)


def finish_alone(bound: Bound) -> Report:
    """Finish a report by itself; where figures of a scan don't add up, its arithmetic may choose others."""
    if bound.readings is None:
        return finish(bound)

    def finished(found: FoundReport) -> Finished:
        other = replace(bound, found=found, report=bind_report(found))
        return finish(other), other.identities

    found, (report, _) = choose_readings(bound.found, bound.readings, finished)
    return with_origins(replace(bound, found=found), report)


def with_origins(bound: Bound, report: Report) -> Report:
    """The report with what recognition says of its facts; as it is if none of its pages was a picture."""
    if bound.readings is None:
        return report
    cells = (cell for row in bound.found.rows for cell in row)
    return with_recognition(report, cells, bound.readings, confirmed(report.facts, bound.identities))
