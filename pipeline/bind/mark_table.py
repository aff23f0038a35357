"""Mark tables: options across, criteria down, a mark where they meet (次年度用事前評価)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.bind.choice_facts import read_lone_mark
from pipeline.bind.choices import is_circle, is_radio_style
from pipeline.bind.claims import Claims, Row
from pipeline.bind.context import Context, Gathered
from pipeline.bind.findings import label_missing, too_many_values
from pipeline.bind.placement import row_problem
from pipeline.model.change import replace
from pipeline.model.document import Cell
from pipeline.model.drafts import Reading, RowProblem
from pipeline.model.facts import Choice, Rating
from pipeline.model.finding import Finding, Severity
from pipeline.spec.labels import match_label
from pipeline.spec.sections import MarkRow, MarkTable, variants
from pipeline.spec.values import Value


@dataclass(frozen=True, slots=True)
class PlacedMarks:
    """A mark table on the section's rows, labels claimed."""

    table: MarkTable
    columns: tuple[Cell, ...]
    rows: tuple[tuple[MarkRow, Cell, int], ...]


def place_marks(table: MarkTable, rows: Sequence[Row], claims: Claims, gathered: Gathered) -> PlacedMarks | None:
    """Find the headings and row labels of a mark table and claim them; what is missing is an error finding."""
    for row in rows:
        columns = _columns(table, claims.free(row))
        if columns is not None:
            claims.label(*columns)
            break
    else:
        gathered.findings.append(label_missing(" ".join(table.columns), rows[0][0]))
        return None
    placed = []
    for wanted in table.rows:
        found = _find(wanted, rows, claims)
        if found is None:
            gathered.findings.append(label_missing(variants(wanted.label)[0], columns[0]))
            continue
        claims.label(found[0])
        placed.append((wanted, *found))
    return PlacedMarks(table, columns, tuple(placed))


def read_marks(
    placed: PlacedMarks, rows: Sequence[Row], claims: Claims, context: Context
) -> Iterator[RowProblem | Finding]:
    """A problem for each row: its marks against the options; options left without a mark are not chosen."""
    for wanted, label, index in placed.rows:
        run = claims.run_after(rows[index], label)
        if len(run) > len(placed.columns):
            yield too_many_values(label.text.strip(), run, len(placed.columns))
            continue
        claims.value(run)
        row_context = replace(context, labels=(*context.labels, label.text.strip()), stage=placed.table.stage)
        chooses = circle_chooses(run, len(placed.columns), context)
        table, options = placed.table, placed.table.columns
        readings = [[read_mark(table, wanted, o, cell, row_context, chooses) for o in options] for cell in run]
        blanks = [read_mark(table, wanted, o, label, row_context, blank=True) for o in options]
        ticked = sum(is_ticked(reading) for cell in readings for reading in cell[:1])
        if ticked > 1:
            yield several_marks(row_context.label, run)
            readings = [[without_rating(reading) for reading in cell] for cell in readings]
        expected = [column.col for column in placed.columns]
        yield row_problem(row_context.label, run, readings, expected, table=placed.table.id, blanks=blanks)


def circle_chooses(run: Row, columns: int, context: Context) -> bool | None:
    """Whether ○ chooses in this row: among blanks it does, beside ● it doesn't.

    If every option has one, only the rest of the sheet can tell: none is chosen where ● chooses elsewhere.
    """
    if is_radio_style(["".join(cell.text for cell in run)]):
        return False
    if sum(is_circle(cell.text) for cell in run) < columns:
        return True
    return False if context.radio_style else None


def is_ticked(reading: Reading) -> bool:
    """True if the reading says that its option is chosen."""
    return any(isinstance(fact, Choice) and fact.checked for fact in reading.facts)


def without_rating(reading: Reading) -> Reading:
    """The reading without the grade, where more than one is marked."""
    return replace(reading, facts=tuple(fact for fact in reading.facts if not isinstance(fact, Rating)))


def several_marks(label: str, run: Row) -> Finding:
    """A finding: more than one grade is marked in a row."""
    message = f"{label}: more than one of the grades is marked, so there is no rating; look at the sheet"
    actual = " | ".join(cell.text.strip() for cell in run)
    return Finding("choice-contradicts", Severity.ERROR, message, "one grade", actual, place=run[0].place)


def read_mark(
    table: MarkTable,
    wanted: MarkRow,
    option: str,
    cell: Cell,
    context: Context,
    circle_chooses: bool | None = True,
    *,
    blank: bool = False,
) -> Reading:
    """One option of one row: a mark or none, and the grade it gives."""
    value = Value(mark=table.field, option=option)
    marked = None if blank else cell
    context = replace(context, labels=(*context.labels, option))
    reading = read_lone_mark(value, cell, marked, context, circle_chooses=circle_chooses)
    choice = reading.facts[0]
    assert isinstance(choice, Choice)  # noqa: S101 - read_lone_mark makes nothing else
    if not choice.checked:
        return reading
    rating = Rating(
        place=cell.place,
        raw=cell.text,
        label=choice.label,
        stage=table.stage,
        criterion=wanted.criterion or variants(wanted.label)[0],
        grade=option,
    )
    return replace(reading, facts=(choice, rating))


def _columns(table: MarkTable, cells: Row) -> tuple[Cell, ...] | None:
    found: list[Cell] = []
    for option in table.columns:
        start = found[-1].col if found else -1
        hit = next((c for c in cells if c.col > start and match_label(option, c.text) is not None), None)
        if hit is None:
            return None
        found.append(hit)
    return tuple(found)


def _find(wanted: MarkRow, rows: Sequence[Row], claims: Claims) -> tuple[Cell, int] | None:
    for index, row in enumerate(rows):
        for cell in claims.free(row):
            if match_label(wanted.label, cell.text) is not None:
                return cell, index
    return None
