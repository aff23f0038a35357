"""What the database says of one file, in the same words as the oracle, by SQL alone."""

import os
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text

from pipeline.run.ingest import ingest
from pipeline.spec.registry import load_forms
from tests.real_pdf.expected import Attached, Cost, Derived, Expected, Funding, Indicator, Rating, Staff, Value
from tests.real_pdf.words import fold, squash

REAL = Path(os.environ.get("HYOKA_REAL") or Path(__file__).resolve().parents[3] / "shared" / "real")
HEADER = (
    "serial",
    "project_name",
    "department",
    "fiscal_year",
    "sheet_fiscal_year",
    "started_fiscal_year",
    "first_page",
    "last_page",
)
FACTS = ("costs", "funding", "staffing", "derived", "indicator_values")


def sheets(folder: str) -> list[Any]:
    """A parameter for each real file, or one that is skipped."""
    found = sorted((REAL / folder).glob("*.pdf"))
    if not found:
        absent = pytest.mark.skip(reason=f"the real sheets are not here: no PDF in {REAL / folder}")
        return [pytest.param(None, id="absent", marks=absent)]
    return [pytest.param(path, id=path.stem) for path in found]


def ingested(folder: str, into: Path) -> "Database":
    """The files of one folder in a database of their own."""
    url = f"sqlite:///{into}/hyoka.sqlite"
    ingest([REAL / folder], url, load_forms())
    return Database(create_engine(url))


def same(expected: Iterable[Hashable], found: Iterable[Hashable]) -> None:
    """Both hold the same things equally often; otherwise says what is missing and what is too much."""
    wanted, got = Counter(expected), Counter(found)
    missing, extra = (sorted(map(repr, side.elements())) for side in (wanted - got, got - wanted))
    if missing or extra:
        lines = [*(f"  missing {m}" for m in missing), *(f"  extra   {e}" for e in extra)]
        pytest.fail("\n".join([f"{len(missing)} missing, {len(extra)} extra", *lines]), pytrace=False)


def named(names: Iterable[str], *labels: str | None) -> str:
    """The printed name that a label path carries: an innermost heading first, then one that is part of a heading."""
    by_fold = {fold(name): name for name in names if name}
    headings = [fold(part) for label in labels for part in reversed((label or "").split(" > "))]
    for heading in headings:
        if heading in by_fold:
            return by_fold[heading]
    for heading in headings:
        inside = [key for key in by_fold if key in heading]
        if inside:
            return by_fold[max(inside, key=len)]
    return " > ".join(filter(None, labels))


def option_name(option: str) -> str:
    """An option without the number printed before it."""
    return re.sub(r"^\d+", "", fold(option))


def decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


class Database:
    """A loaded database and its reports."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        self._engine.dispose()

    def ask(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql), values)]

    def reports(self, path: Path) -> list[str]:
        """The ids of the reports of a file, first to last."""
        sql = """SELECT r.id FROM reports r JOIN sources s ON s.id = r.source_id
            WHERE s.path LIKE :path ORDER BY r.ordinal"""
        return [row[0] for row in self.ask(sql, path=f"%{path.name}")]

    def pairs(self, path: Path, expected: list[Expected]) -> list[tuple[Expected, str]]:
        """Each expected report with the id of the one at its place."""
        found = self.reports(path)
        if len(found) != len(expected):
            pytest.fail(f"{path.name} has {len(expected)} reports, the database {len(found)}", pytrace=False)
        return list(zip(expected, found, strict=True))

    def problems(self, path: Path) -> list[tuple[Any, ...]]:
        """What was not read: a file not loaded, cells that no rule claimed, findings that are not of a check."""
        where = "JOIN sources s ON s.id = {}.source_id WHERE s.path LIKE :path"
        name = f"%{path.name}"
        return [
            *self.ask(
                "SELECT path, status, error FROM sources WHERE path LIKE :path AND status != 'loaded'", path=name
            ),
            *self.ask(f"SELECT 'unread', page, u.row, u.col, text FROM unread_cells u {where.format('u')}", path=name),
            *self.ask(
                f"""SELECT rule, message, expected, actual, page, f.row, f.col FROM findings f {where.format("f")}
                AND severity = 'error' AND rule NOT LIKE 'check-%'""",
                path=name,
            ),
            *self.ask(
                f"""SELECT 'coverage', r.ordinal, r.coverage FROM reports r {where.format("r")}
                AND r.coverage IS NOT 1.0""",
                path=name,
            ),
        ]

    def precisions(self) -> list[tuple[Any, ...]]:
        sql = "SELECT precision_yen FROM costs WHERE status = 'value' UNION SELECT precision_yen FROM funding"
        return self.ask(f"{sql} WHERE status = 'value'")

    def header(self, report: str) -> dict[str, Any]:
        """The columns of ``reports`` that are printed; white space in names is not compared."""
        [row] = self.ask(f"SELECT {', '.join(HEADER)} FROM reports WHERE id = :id", id=report)
        header = dict(zip(HEADER, row, strict=True))
        return header | {key: squash(header[key] or "") for key in ("project_name", "department")}

    def parts(self, report: str) -> list[str]:
        sql = "SELECT name FROM parts WHERE report_id = :id ORDER BY ordinal"
        return [squash(row[0] or "") for row in self.ask(sql, id=report)]

    def _facts(self, table: str, columns: str, report: str, more: str = "") -> list[tuple[Any, ...]]:
        """Rows of a fact table, each with the number of its part before the columns."""
        part = "(SELECT count(*) FROM parts q WHERE q.report_id = p.report_id AND q.ordinal <= p.ordinal)"
        sql = f"""SELECT CASE WHEN p.id IS NULL THEN NULL ELSE {part} END, {columns} FROM {table} f
            LEFT JOIN parts p ON p.id = f.part_id {more} f.report_id = :id"""
        return self.ask(sql, id=report)

    def costs(self, report: str, names: set[str]) -> list[Cost]:
        columns = "f.fiscal_year, f.basis, f.item, f.within, f.label, f.status, f.amount_yen"
        return [
            Cost(part, year, basis, item, within, named(names, label) if item == "breakdown" else "", status, yen)
            for part, year, basis, item, within, label, status, yen in self._facts("costs", columns, report, "WHERE")
        ]

    def funding(self, report: str, inside: Callable[[str, str | None], str | None]) -> list[Funding]:
        columns = "f.fiscal_year, f.basis, f.source, f.within, f.status, f.amount_yen"
        return [
            Funding(year, basis, source, inside(source, within), status, yen)
            for _, year, basis, source, within, status, yen in self._facts("funding", columns, report, "WHERE")
        ]

    def staffing(self, report: str, names: set[str]) -> list[Staff]:
        columns = "f.fiscal_year, f.basis, f.label, f.kind, f.status, f.value"
        return [
            Staff(year, basis, named(names, label), kind == "total", status, decimal(value))
            for _, year, basis, label, kind, status, value in self._facts("staffing", columns, report, "WHERE")
        ]

    def derived(self, report: str, *, year: bool, basis: bool) -> list[Derived]:
        """``year`` and ``basis`` say whether the oracle knows them."""
        columns = "f.measure, f.fiscal_year, f.basis, f.status, f.value, f.unit, f.yen"
        return [
            Derived(
                row[0],
                row[1],
                row[2] if year else None,
                row[3] if basis else None,
                row[4],
                decimal(row[5]),
                row[6],
                decimal(row[7]),
            )
            for row in self._facts("derived", columns, report, "WHERE")
        ]

    def indicators(self, report: str, page: int | None = None) -> list[Indicator]:
        """Those with any number, in their order; of one page if given."""
        at = "" if page is None else f"AND v.page = {page}"
        counted = f"SELECT 1 FROM indicator_values v WHERE v.indicator_id = f.id AND v.status = 'value' {at}"
        more = f"WHERE EXISTS ({counted}) AND"
        rows = self._facts("indicators", "f.kind, f.name, f.unit, f.ordinal", report, more)
        rows.sort(key=lambda row: (row[0] or 0, row[1], row[4]))
        return [Indicator(part, kind, squash(name or ""), unit) for part, kind, name, unit, _ in rows]

    def values(self, report: str, page: int | None = None) -> list[Value]:
        """The numbers of the same page; an indicator's ordinal is its place among those of its part and kind."""
        columns = "i.kind, i.ordinal, f.measure, f.fiscal_year, f.status, f.value"
        more = "JOIN indicators i ON i.id = f.indicator_id WHERE " + ("" if page is None else f"f.page = {page} AND")
        rows = self._facts("indicator_values", columns, report, more)
        ranks: dict[tuple[Any, str], list[int]] = {}
        for part, kind, ordinal in sorted({row[:3] for row in rows}, key=repr):
            ranks.setdefault((part, kind), []).append(ordinal)
        return [
            Value(part, kind, sorted(ranks[part, kind]).index(ordinal) + 1, measure, year, status, decimal(value))
            for part, kind, ordinal, measure, year, status, value in rows
        ]

    def ratings(self, report: str, names: set[str]) -> list[Rating]:
        rows = self._facts("ratings", "f.criterion, f.label, f.code, f.grade", report, "WHERE")
        return [
            Rating(part, named(names, criterion, label), code, squash(grade or ""))
            for part, criterion, label, code, grade in rows
        ]

    def choices(self, report: str, options: set[str]) -> list[tuple[str, bool | None]]:
        """Those options that the oracle knows, ticked or not; words in brackets may be kept as a note."""
        rows = self.ask("SELECT option, note, checked FROM choices WHERE report_id = :id", id=report)
        known = {option_name(option) for option in options}
        found = [(option_name(f"{option}（{note}）" if note else option), checked) for option, note, checked in rows]
        return [(option, None if checked is None else bool(checked)) for option, checked in found if option in known]

    def narratives(self, report: str) -> list[str]:
        """The running text; what is struck through or a dash is none."""
        sql = "SELECT text FROM narratives WHERE report_id = :id AND status = 'value'"
        return [squash(row[0]) for row in self.ask(sql, id=report)]

    def labelled(self, report: str) -> list[tuple[str, str]]:
        """Narratives with the innermost of their headings."""
        rows = self.ask("SELECT label, text FROM narratives WHERE report_id = :id", id=report)
        return [(squash(label.split(" > ")[-1]), squash(said)) for label, said in rows]

    def texts(self, report: str) -> set[str]:
        """Everything that the report says in words, however it is kept."""
        rows = self.ask(
            """SELECT value FROM fields WHERE report_id = :id AND value IS NOT NULL
            UNION ALL SELECT text FROM narratives WHERE report_id = :id
            UNION ALL SELECT name FROM policies WHERE report_id = :id AND name IS NOT NULL
            UNION ALL SELECT code || name FROM policies WHERE report_id = :id AND name IS NOT NULL AND code IS NOT NULL
            UNION ALL SELECT raw FROM policies WHERE report_id = :id AND raw IS NOT NULL
            UNION ALL SELECT name FROM indicators WHERE report_id = :id AND name IS NOT NULL""",
            id=report,
        )
        return {squash(str(row[0])) for row in rows}

    def attached(self, report: str, pages: set[int]) -> list[Attached]:
        """The numbers kept of these pages, in whatever table."""
        union = " UNION ALL ".join(
            f"SELECT page, fiscal_year, raw FROM {table} WHERE report_id = :id" for table in FACTS
        )
        rows = self.ask(union, id=report)
        return [Attached(page, year, squash(raw).strip("()（）")) for page, year, raw in rows if page in pages]
