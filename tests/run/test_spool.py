"""The reports of a volume: as they were added, whether they wait in memory or on disk."""

import pytest

from pipeline.model.report import Report
from pipeline.run.spool import ReportSpool
from tests.builders import make_form, read_all, sheet

FORM = make_form("sections: [{heading: ①経費, lines: [[{label: 事業, right: {report: project_name}}]]}]")


def report(number: int) -> Report:
    (read,) = read_all(sheet(f"①経費\n事業|事業{number}"), FORM).reports
    return read


@pytest.mark.parametrize("in_memory", [0, 2, 50])
def test_reports_come_back_as_they_were(in_memory: int) -> None:
    reports = [report(number) for number in range(4)]
    spool = ReportSpool(in_memory)
    for each in reports:
        spool.add(each)
    assert list(spool) == reports
    assert list(spool) == reports  # and again
    assert (len(spool), spool[0], spool[-1], list(spool[1:3])) == (4, reports[0], reports[3], reports[1:3])


def test_a_report_may_be_added_after_others_were_read() -> None:
    spool = ReportSpool(0)
    spool.add(report(1))
    walk = iter(spool)
    next(walk)
    spool.add(report(2))
    assert [each.head.project_name for each in spool] == ["事業1", "事業2"]


def test_an_empty_spool_is_false_and_makes_no_file() -> None:
    assert not ReportSpool()
