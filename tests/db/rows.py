"""Hand-made rows: each function writes one, and fills in whatever the test doesn't care about."""

import hashlib
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text

from db import tables as t
from db.identity import report_id

CODE = "990001"


class Rows:
    """Writes rows to one connection; every fact gets a cell of its own, in the order of writing."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._next = count()
        connection.execute(insert(t.municipalities), [{"code": CODE, "name": "霞市", "prefecture": "霞県"}])

    def add(self, table: Table, **values: Any) -> Any:
        """Write one row and return its primary key."""
        return self.connection.execute(insert(table).values(**values)).inserted_primary_key[0]  # type: ignore[index]

    def source(self, **values: Any) -> int:
        digest = hashlib.sha256(str(next(self._next)).encode()).hexdigest()
        return int(self.add(t.sources, **{"path": "raw/a.txt", "sha256": digest, "status": "loaded", **values}))

    def project(self, name: str = "防災計画策定事業", **values: Any) -> int:
        return int(self.add(t.projects, municipality_code=CODE, key=name, name=name, department="危機管理課", **values))

    def report(self, project: int | None, made: int | None = 2008, **values: Any) -> str:
        source = values.pop("source_id", None) or self.source()
        digest = self.connection.scalar(select(t.sources.c.sha256).where(t.sources.c.id == source))
        given = {
            "ordinal": 0,
            "kind": "sheet",
            "form": "kasumi/sheet/2008",
            "first_page": 1,
            "last_page": 1,
            "coverage": 1.0,
            "municipality_code": CODE,
            **values,
        }
        ident = report_id(str(digest), given["ordinal"])
        self.add(t.reports, id=ident, source_id=source, project_id=project, sheet_fiscal_year=made, **given)
        return ident

    def part(self, report: str, name: str | None, ordinal: int = 1) -> int:
        return int(self.add(t.parts, report_id=report, ordinal=ordinal, name=name, **self._place()))

    def fact(self, table: Table, report: str, **values: Any) -> int:
        given = {"label": "⑤経費", "status": "value", **self._place(), **values}
        return int(self.add(table, report_id=report, **given))

    def cost(self, report: str, yen: int | None, year: int | None = 2007, **values: Any) -> int:
        """A cost; the settlement of the total, printed in 千円, unless said otherwise."""
        given = {"basis": "settlement", "item": "total", "precision_yen": 1000, "fiscal_year": year, **values}
        return self.fact(t.costs, report, amount_yen=yen, **given)

    def funding(self, report: str, yen: int | None, year: int | None = 2007, **values: Any) -> int:
        given = {
            "basis": "settlement",
            "source": "general",
            "within": "total",
            "sums_to": "total",
            "precision_yen": 1000,
            "fiscal_year": year,
            **values,
        }
        return self.fact(t.funding, report, amount_yen=yen, **given)

    def staff(self, report: str, value: str | None, year: int | None = 2007, **values: Any) -> int:
        number = None if value is None else Decimal(value)
        given = {"basis": "settlement", "kind": "regular", "measure": "fte", "fiscal_year": year, **values}
        return self.fact(t.staffing, report, value=number, **given)

    def indicator(self, report: str, name: str | None = "受講率", **values: Any) -> int:
        return self.fact(t.indicators, report, **{"kind": "outcome", "ordinal": 1, "name": name, "unit": "%", **values})

    def number(self, report: str, indicator: int, value: str | None, year: int | None = 2007, **values: Any) -> int:
        number = None if value is None else Decimal(value)
        given = {"measure": "actual", "fiscal_year": year, **values}
        return self.fact(t.indicator_values, report, indicator_id=indicator, value=number, **given)

    def verdict(self, report: str, direction: str | None, year: int | None = 2009, **values: Any) -> int:
        given = {"stage": "first", "for_fiscal_year": year, **values}
        return self.fact(t.evaluations, report, direction=direction, **given)

    def read(self, sql: str) -> list[dict[str, Any]]:
        """The rows of a query."""
        return [dict(row) for row in self.connection.execute(text(sql)).mappings()]

    def one(self, sql: str) -> dict[str, Any]:
        """The only row of a query."""
        (row,) = self.read(sql)
        return row

    def _place(self) -> dict[str, Any]:
        return {"page": 1, "row": next(self._next), "col": 0, "raw": "x"}
