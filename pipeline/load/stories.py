"""What is known of a municipality's projects that may tell whether one follows another: names, years, amounts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Table, select

from db import tables as t
from pipeline.normalize.fold import match_key

_LIKE_NO_OTHER = ("breakdown", "other")


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What an amount is about."""

    fiscal_year: int
    basis: str
    item: str
    within: str

    def __str__(self) -> str:
        within = f" within {self.within}" if self.within else ""
        return f"{self.basis} {self.item}{within} {self.fiscal_year}"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as a sheet of some year states it."""

    yen: int
    precision: int
    sheet_year: int

    def agrees(self, other: "Amount") -> bool:
        """Whether each may be the other, rounded, as the views have it."""
        return abs(self.yen - other.yen) < self.precision + other.precision

    @property
    def digits(self) -> int:
        """How many digits are printed: few agree by chance."""
        return len(str(abs(self.yen) // self.precision))


@dataclass(frozen=True, slots=True)
class Story:
    """A project: the years of its first and last sheet, and the amounts it states, in the order of the sheets."""

    id: int
    key: str
    name: str
    department: str
    first: int
    last: int
    amounts: Mapping[Subject, Sequence[Amount]] = field(default_factory=dict)

    @property
    def name_key(self) -> str:
        return match_key(self.name)


def stories(connection: Connection, municipality: str) -> list[Story]:
    """The projects of a municipality whose sheets tell their years, by key."""
    p, r = t.projects.c, t.reports.c
    years: dict[int, list[int]] = defaultdict(list)
    known = r.project_id.is_not(None) & r.sheet_fiscal_year.is_not(None) & (r.municipality_code == municipality)
    for row in connection.execute(select(r.project_id, r.sheet_fiscal_year).where(known)):
        years[row.project_id].append(row.sheet_fiscal_year)
    if len({year for of_project in years.values() for year in of_project}) < 2:
        return []  # nothing follows anything
    amounts = _amounts(connection, known)
    query = select(p.id, p.key, p.name, p.department).where(p.municipality_code == municipality).order_by(p.key)
    return [
        Story(
            row.id, row.key, row.name or "", row.department or "", min(years[row.id]), max(years[row.id]),
            amounts.get(row.id, {}),
        )
        for row in connection.execute(query)
        if row.id in years
    ]  # fmt: skip


def _amounts(connection: Connection, known: ColumnElement[bool]) -> Mapping[int, Mapping[Subject, list[Amount]]]:
    found: dict[int, dict[Subject, list[Amount]]] = defaultdict(lambda: defaultdict(list))
    for table, item in ((t.costs, t.costs.c.item), (t.funding, t.funding.c.source)):
        for row in connection.execute(_statements(table, item, known)):
            subject = Subject(row.fiscal_year, row.basis, row.item, row.within or "")
            amount = Amount(row.amount_yen, row.precision_yen or 1, row.sheet_fiscal_year)
            found[row.project_id][subject].append(amount)
    return found


def _statements(table: Table, item: ColumnElement[str], known: ColumnElement[bool]):  # type: ignore[no-untyped-def]
    c, r = table.c, t.reports.c
    columns = (c.fiscal_year, c.basis, item.label("item"), c.within, c.amount_yen, c.precision_yen)
    return (
        select(r.project_id, r.sheet_fiscal_year, *columns)
        .join(t.reports, r.id == c.report_id)
        .where(
            known, r.superseded_by.is_(None), c.part_id.is_(None), c.fiscal_year_to.is_(None), c.status == "value",
            c.fiscal_year.is_not(None), c.basis.is_not(None), item.not_in(_LIKE_NO_OTHER), c.amount_yen != 0,
        )
        .order_by(r.sheet_fiscal_year, r.id, c.page, c.row, c.col, c.slot)
    )  # fmt: skip
