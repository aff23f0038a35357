"""Bind one report: find its sections, claim every label, then read what the labels leave."""

from collections.abc import Iterable

from pipeline.bind.aligned.report import bind_aligned
from pipeline.bind.choices import is_radio_style
from pipeline.bind.claims import Claims, Row
from pipeline.bind.context import Context, Gathered, Numbers
from pipeline.bind.findings import cell_unread, section_needs_rules
from pipeline.bind.line_values import SectionReader
from pipeline.bind.lines import match_lines, missing_labels
from pipeline.bind.listed.row import bind_row
from pipeline.bind.mark_table import place_marks, read_marks
from pipeline.bind.record_labels import place_records
from pipeline.bind.record_table import RecordReader
from pipeline.bind.sections import FoundSection, find_sections
from pipeline.bind.year_table import place_table, read_table
from pipeline.model.change import replace
from pipeline.model.drafts import BoundReport, RowProblem
from pipeline.model.finding import Finding
from pipeline.recognise.found import FoundReport
from pipeline.spec.labels import match_label
from pipeline.spec.walk import needs_rules

_DAMAGE = frozenset({"label-missing", "too-many-values", "row-doubtful"})


def bind_report(report: FoundReport) -> BoundReport:
    """Bind the cells of ``report`` to the words of its form's spec."""
    if report.heads:
        return bind_row(report)
    if report.aligned:
        return bind_aligned(report)
    claims, gathered, numbers = Claims(), Gathered(), Numbers()
    problems: list[RowProblem] = []
    radio_style = is_radio_style("".join(cell.text for cell in row) for row in report.rows)
    context = Context(report.form, report.years, numbers, radio_style=radio_style)
    sections = find_sections(report)
    gathered.findings.extend(sections.findings)
    claims.label(report.title)
    _preamble(report, sections.preamble, claims)
    for found in sections.found:
        _section(found, claims, context, gathered, problems)
    cells = tuple(cell for row in report.rows for cell in row)
    unread = tuple(cell for cell in cells if claims.is_free(cell) or cell in gathered.unread)
    gathered.findings.extend(cell_unread(cell) for cell in unread if cell not in gathered.unread)
    return BoundReport(
        form=report.form.form,
        years=report.years,
        title=report.title,
        cells=cells,
        facts=tuple(gathered.facts),
        problems=tuple(problems),
        records=tuple(numbers.heads),
        evaluations=tuple(gathered.evaluations),
        unread=unread,
        findings=tuple(gathered.findings),
    )


def _preamble(report: FoundReport, rows: tuple[Row, ...], claims: Claims) -> None:
    for row in rows:
        for cell in row:
            if any(match_label(labels, cell.text) is not None for labels in report.form.preamble):
                claims.decoration(cell)


def _section(
    found: FoundSection, claims: Claims, context: Context, gathered: Gathered, problems: list[RowProblem]
) -> None:
    section, rows = found.section, found.rows
    if needs_rules(section):
        # Read without ruled lines, what is said of one part would be said of all, or of the project as a whole.
        gathered.findings.append(section_needs_rules(found.headings[0]))
        claims.label(*found.headings)
        return
    before, first = len(gathered.findings), len(problems)
    heading = found.headings[0].text.strip()
    context = replace(context, labels=(heading,), stage=section.evaluation.stage if section.evaluation else None)
    if section.evaluation is not None:
        context = replace(context, evaluation=gathered.begin_evaluation(section.evaluation, found.headings[0], context))
    claims.label(*found.headings)
    for cell in (cell for row in rows for cell in row):
        if claims.is_free(cell) and any(match_label(pattern, cell.text) is not None for pattern in section.decoration):
            claims.decoration(cell)
    year_tables = [place_table(table, rows, claims, context, gathered) for table in section.year_tables]
    marks = [place_marks(table, rows, claims, gathered) for table in section.mark_tables]
    records = [place_records(table, rows, claims, context, gathered) for table in section.record_tables]
    placed = match_lines(section.lines, rows, claims, frozenset(found.headings))
    gathered.findings.extend(missing_labels(section.lines, placed, found.headings[0]))
    SectionReader(rows, claims, context, gathered, problems).read(placed)
    for table in filter(None, year_tables):
        _collect(read_table(table, rows, claims, context), gathered, problems)
    for mark_table in filter(None, marks):
        _collect(read_marks(mark_table, rows, claims, context), gathered, problems)
    for record_table in filter(None, records):
        RecordReader(record_table, rows, claims, context, gathered, problems).read()
    if any(finding.rule in _DAMAGE for finding in gathered.findings[before:]):
        problems[first:] = [_without_columns(problem) for problem in problems[first:]]


def _without_columns(problem: RowProblem) -> RowProblem:
    """Where labels of a section are gone, its cells may have slipped: their columns prove nothing."""
    placements = tuple(replace(placement, exact=False) for placement in problem.placements)
    return replace(problem, placements=placements)


def _collect(results: Iterable[RowProblem | Finding], gathered: Gathered, problems: list[RowProblem]) -> None:
    for result in results:
        if isinstance(result, Finding):
            gathered.findings.append(result)
        else:
            problems.append(result)
