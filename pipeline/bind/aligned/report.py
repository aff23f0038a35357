"""Bind one aligned report: divide its cells among the sections, claim every label, read what the labels lead to."""

from pipeline.bind.aligned.area import Area, SectionArea, find_areas
from pipeline.bind.aligned.free import bind_free
from pipeline.bind.aligned.lines import bind_lines
from pipeline.bind.aligned.mark_table import bind_marks
from pipeline.bind.aligned.parts import find_blocks
from pipeline.bind.aligned.record_table import RecordReader, place_records
from pipeline.bind.aligned.section import SectionBinder
from pipeline.bind.aligned.sheet import Sheet
from pipeline.bind.aligned.year_table import find_tables, place_tables, read_table
from pipeline.bind.choices import is_radio_style
from pipeline.bind.claims import Claims
from pipeline.bind.context import Context, Gathered, Numbers
from pipeline.bind.findings import cell_unread
from pipeline.bind.headings import heading_findings
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import BoundReport
from pipeline.recognise.found import FoundReport
from pipeline.spec.form import Form
from pipeline.spec.values import Labels


def bind_aligned(report: FoundReport) -> BoundReport:
    """Bind the cells of ``report`` to the words of its form's spec."""
    form = report.form
    sheet, claims, gathered, numbers = Sheet(report.grids), Claims(), Gathered(), Numbers()
    cells = tuple(cell for row in report.rows for cell in row)
    radio_style = is_radio_style(cell.text for cell in cells)
    context = Context(form, report.years, numbers, radio_style=radio_style)
    areas = find_areas(cells, form)
    gathered.findings.extend(heading_findings(form.sections, areas.order, report.title))
    claims.label(report.title, *(heading for _, heading in areas.order))
    _claim_everywhere(form, areas.whole, claims)
    bind_lines(SectionBinder(sheet, areas.outside, claims, context, gathered, report.title), form.lines)
    for found in areas.found:
        _section(found, sheet, claims, context, gathered)
    known = {cell.place for cell in gathered.unread}
    unread = tuple(cell for cell in cells if claims.is_free(cell) or cell.place in known)
    gathered.findings.extend(cell_unread(cell) for cell in unread if cell.place not in known)
    return BoundReport(
        form=form.form,
        years=report.years,
        title=report.title,
        cells=cells,
        facts=tuple(gathered.facts),
        problems=(),
        records=tuple(numbers.heads),
        evaluations=tuple(gathered.evaluations),
        unread=unread,
        findings=tuple(gathered.findings),
    )


def _claim_everywhere(form: Form, whole: Area, claims: Claims) -> None:
    """What says nothing wherever it stands: page numbers, the title again on every page."""
    for labels in (form.title, *form.preamble):
        for hit in whole.labelled(labels):
            claims.decoration(hit.cell)
    for label in form.decoration:
        for hit in whole.labelled(label):
            # In a table － － is a value; －7－ below it is the number of a page.
            if not hit.match.holes or (not hit.cell.ruled and all(text.strip() for _, text in hit.match.holes)):
                claims.decoration(hit.cell)


def _section(found: SectionArea, sheet: Sheet, claims: Claims, context: Context, gathered: Gathered) -> None:
    section = found.section
    heading = found.headings[0]
    stage = section.evaluation.stage if section.evaluation else None
    context = replace(context, labels=(" ".join(heading.text.split()),), stage=stage)
    if section.parts is None:
        _bind(found, found.area, heading, sheet, claims, context, gathered)
        return
    for block in find_blocks(found, sheet, claims, context, gathered):
        begun = len(gathered.facts)
        within = replace(context, part=block.ordinal)
        _bind(found, block.area, block.near, sheet, claims, within, gathered)
        gathered.facts[begun:] = [replace(fact, part=block.ordinal) for fact in gathered.facts[begun:]]


def _bind(
    found: SectionArea,
    area: Area,
    near: Cell,
    sheet: Sheet,
    claims: Claims,
    context: Context,
    gathered: Gathered,
) -> None:
    """Bind the words of a section to an area: the section's own, or one block of it."""
    section = found.section
    if section.evaluation is not None:
        context = replace(context, evaluation=gathered.begin_evaluation(section.evaluation, near, context))
    headings = frozenset(cell.place for cell in found.headings)
    binder = SectionBinder(sheet, area, claims, context, gathered, near, headings)
    _decoration(binder, section.decoration)
    year_tables = place_tables(binder, find_tables(binder, section.year_tables))
    records = [place_records(binder, table) for table in section.record_tables]
    bind_lines(binder, section.lines)
    for year_table in year_tables:
        read_table(binder, year_table)
    for record_table in filter(None, records):
        RecordReader(binder, record_table).read()
    for mark_table in section.mark_tables:
        bind_marks(binder, mark_table)
    if section.free:
        bind_free(binder)


def _decoration(binder: SectionBinder, labels: list[Labels] | list[str]) -> None:
    for label in labels:
        for hit in binder.area.labelled(label):
            binder.claims.decoration(hit.cell)
