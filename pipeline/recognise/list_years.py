"""The fiscal years of a list's rows: from a column, or from the title above the header."""

from collections.abc import Sequence

from pipeline.model.document import Cell
from pipeline.model.drafts import ReportYears
from pipeline.model.quantity import Status
from pipeline.normalize.era import parse_fiscal_year
from pipeline.normalize.fold import match_key
from pipeline.recognise.found import Head
from pipeline.spec.form import Form
from pipeline.spec.labels import match_label
from pipeline.spec.listed import Listed
from pipeline.spec.sections import variants


def within(cell: Cell, heading: Cell) -> bool:
    """Whether a cell stands in the columns of a heading."""
    return heading.col <= cell.col and cell.col_end <= heading.col_end


def row_years(
    form: Form, listed: Listed, heads: Sequence[Head], cells: Sequence[Cell], title: int | None
) -> ReportYears:
    """The years of a row: by its column for the year, else by the ``title`` above the header."""
    word = listed.year
    if word is None:
        return _years(form, title, "sheet")
    labels = set(variants(word.label))
    columns = [head.cell for head in heads if labels.intersection(variants(listed.slots[head.slot].labels))]
    texts = [cell.text.strip() for cell in cells if any(within(cell, column) for column in columns)]
    if len(texts) != 1:
        return _years(form, None, word.means)
    text = f"{word.era}{texts[0]}年度" if word.era and match_key(texts[0]).isdecimal() else texts[0]
    reading = parse_fiscal_year(text)
    return _years(form, reading.year if reading is not None and reading.status is Status.VALUE else None, word.means)


def _years(form: Form, year: int | None, means: str) -> ReportYears:
    if year is None:
        return ReportYears(evaluated=None, sheet=None)
    if means == "sheet":
        return ReportYears(evaluated=year - form.sheet_after, sheet=year)
    return ReportYears(evaluated=year, sheet=year + form.sheet_after)


def is_title(form: Form, cell: Cell) -> bool:
    """Whether a cell is the form's title."""
    return bool(form.title) and match_label(form.title, cell.text) is not None


def title_year(form: Form, above: Sequence[Cell]) -> int | None:
    """The sheet year that the titles above the header print; None if they differ."""
    years: set[int | None] = set()
    for match in (match for cell in above if (match := match_label(form.title, cell.text)) is not None):
        for hole, later in (("sheet_year", 0), ("evaluated_year", form.sheet_after)):
            if (text := match.get(hole)) is not None:
                reading = parse_fiscal_year(text)
                sure = reading is not None and reading.status is Status.VALUE
                years.add(reading.year + later if sure and reading and reading.year is not None else None)
    return years.pop() if len(years) == 1 else None
