"""Each comparison of the sheet with the database: raises pytest's failure, with all that is missing or too much.

Two things are left to tests of their own: words that are only the 0 of a formula, and the status of dashes among words.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeAlias

from tests.real_list import causes
from tests.real_list.asked import Asked
from tests.real_list.expected import Field, Header, Indicator, Narrative
from tests.real_list.figures import is_dash
from tests.real_list.ofunato import Row
from tests.real_pdf.database import same

Comparison: TypeAlias = Callable[[Sequence[Row], Asked], None]
ZERO = "0"


def _each(rows: Iterable[Row], of_row: Callable[[Row], Iterable[Hashable]]) -> list[Hashable]:
    return list(chain.from_iterable(map(of_row, rows)))


def headers(rows: Sequence[Row], asked: Asked) -> None:
    same([row.header() for row in rows], map(_header, asked.headers()))


def _header(found: Header) -> Header:
    return replace(found, project_code=None) if found.project_code == ZERO else found


def fields(rows: Sequence[Row], asked: Asked) -> None:
    same(_each(rows, Row.fields), [_field(found) for found in asked.fields() if found.value != ZERO])


def _field(found: Field) -> Field:
    return replace(found, status="none", value=None) if is_dash(found.value or "") else found


def indicators(rows: Sequence[Row], asked: Asked) -> None:
    same(_each(rows, Row.indicators), map(_indicator, asked.indicators()))


def _indicator(found: Indicator) -> Indicator:
    return replace(found, name=None) if is_dash(found.name or "") else found


def narratives(rows: Sequence[Row], asked: Asked) -> None:
    same(_each(rows, Row.narratives), [_narrative(found) for found in asked.narratives() if found.text != ZERO])


def _narrative(found: Narrative) -> Narrative:
    return replace(found, status="none") if is_dash(found.text) else found


def errors(rows: Sequence[Row], asked: Asked) -> None:
    same([found for cause in causes.ERRORS for row in rows for found in cause(row)], asked.findings("error"))


def sums(rows: Sequence[Row], asked: Asked) -> None:
    same(
        [(row.number, *one) for row in rows for one in row.sums()],
        [(*place, *amounts) for place, amounts in asked.sums().items()],
    )


COMPARISONS: dict[str, Comparison] = {
    "headers": headers,
    "policies": lambda rows, asked: same(_each(rows, Row.policies), asked.policies()),
    "fields": fields,
    "costs": lambda rows, asked: same(_each(rows, Row.costs), asked.costs()),
    "funding": lambda rows, asked: same(_each(rows, Row.funding), asked.funding()),
    "sums": sums,
    "staffing": lambda rows, asked: same(_each(rows, Row.staffing), asked.staffing()),
    "indicators": indicators,
    "values": lambda rows, asked: same(_each(rows, Row.values), asked.values()),
    "ratings": lambda rows, asked: same(_each(rows, Row.ratings), asked.ratings()),
    "choices": lambda rows, asked: same(_each(rows, Row.choices), asked.choices()),
    "evaluations": lambda rows, asked: same(_each(rows, Row.evaluations), asked.evaluations()),
    "narratives": narratives,
    "errors": errors,
}
