"""The metadata, and the parts that tables share: keys, enumerations, the fact columns and the place of a fact."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

from db.types import Quantity
from db.vocabulary import VOCABULARIES

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

PLACE = ("report_id", "page", "row", "col", "slot")


def row_id() -> Column[int]:
    """The primary key of most tables; it means nothing outside one database."""
    return Column("id", Integer, primary_key=True, comment="Number of the row in this database; not lasting")


def one_of(name: str, vocabulary: str, comment: str, *, nullable: bool = False) -> Column[str]:
    """A column that holds keys of a closed vocabulary; ``terms`` explains each of them."""
    keys = ", ".join(f"'{term.key}'" for term in VOCABULARIES[vocabulary])
    check = CheckConstraint(f"{name} IN ({keys})", name=name)
    said = f"{comment} (one of the vocabulary {vocabulary})"
    return Column(name, Text, check, nullable=nullable, comment=said, info={"vocabulary": vocabulary})


def fiscal_year(name: str, comment: str) -> Column[int]:
    """A Gregorian fiscal year. The bounds catch an era's year (平成19 as 19) that was never converted."""
    check = CheckConstraint(f"{name} BETWEEN 1868 AND 2199", name=name)
    return Column(name, Integer, check, comment=comment)


def report_key(*, nullable: bool = False) -> Column[str]:
    """The report that a row belongs to; the row goes when the report goes."""
    key = ForeignKey("reports.id", ondelete="CASCADE")
    return Column("report_id", Text, key, nullable=nullable, comment="Report that says so (reports.id)")


def source_key() -> Column[int]:
    """The source that a row belongs to; the row goes when the source goes."""
    key = ForeignKey("sources.id", ondelete="CASCADE")
    return Column("source_id", Integer, key, nullable=False, comment="Source file (sources.id)")


def place_columns() -> list[SchemaItem]:
    """Where a row was read: the cell that states it, or that names what it is about."""
    return [
        Column("page", Integer, nullable=False, comment="Page of the source, from 1; index of the sheet in a workbook"),
        Column("row", Integer, nullable=False, comment="Row of the cell, from 0, in the grid that the reader made"),
        Column("col", Integer, nullable=False, comment="Column of the cell, from 0, in the grid that the reader made"),
        Column("slot", Integer, nullable=False, server_default="0", comment="n-th fact read from that cell, from 0"),
        Column("raw", Text, nullable=False, comment="The cell's text, unaltered"),
        Column("confidence", Float, comment="Recognised text only: lowest score of a character, 0 to 1"),
    ]


def place_rules(*key: str) -> list[SchemaItem]:
    """One row per cell and slot, and no place off the page. ``key`` stands in for the usual columns where given."""
    inside = CheckConstraint('page >= 1 AND "row" >= 0 AND col >= 0 AND slot >= 0', name="place")
    return [inside, UniqueConstraint(*(key or PLACE))]


def fact_columns() -> list[SchemaItem]:
    """The columns of every fact besides ``id`` and ``report_id``, place included."""
    part = ForeignKey("parts.id", ondelete="CASCADE")
    return [
        Column("part_id", Integer, part, comment="Sub-project 細事業 (parts.id); NULL: the project as a whole"),
        fiscal_year("fiscal_year", "Fiscal year 年度 it is about (Gregorian); NULL: undated"),
        fiscal_year("fiscal_year_to", "Last fiscal year, only where one figure covers several: 全体計画, R5～R9の合計"),
        Column("label", Text, nullable=False, comment="Printed headings 見出し, outermost first, joined by ' > '"),
        one_of("status", "status", "What kind of thing the cell says; only 'value' comes with a number"),
        Column("note", Text, comment="What the cell or its footnote says besides: （4）, ※他事業予算も含む"),
        *place_columns(),
    ]


def money_columns() -> list[SchemaItem]:
    """An amount of money, in whole yen whatever the form's unit."""
    return [
        Column("amount_yen", BigInteger, comment="Amount 金額 in whole yen; NULL unless status is 'value'"),
        Column("unit", Text, comment="Unit 単位 as printed (千円); NULL where only the spec knows it"),
        Column("precision_yen", BigInteger, comment="Width of the last printed digit in yen (千円: 1000)"),
    ]


def quantity_columns() -> list[SchemaItem]:
    """A number in its printed unit, or a range of numbers."""
    return [
        Column("value", Quantity, comment="Number 数値 in its unit; NULL for a range, and unless status is 'value'"),
        Column("value_low", Quantity, comment="Lower end of a range (年60~120人程度: 60)"),
        Column("value_high", Quantity, comment="Upper end of a range (年60~120人程度: 120)"),
        Column("qualifier", Text, comment="Printed words around it, joined by a space: 約, 程度, 年, 延べ, 以上"),
        Column("unit", Text, comment="Unit 単位 as printed"),
    ]


def number_only_if_value(*columns: str) -> CheckConstraint:
    """A dash, 未定 or an unreadable cell never comes with a number."""
    empty = " AND ".join(f"{column} IS NULL" for column in columns)
    return CheckConstraint(f"status = 'value' OR ({empty})", name="number_only_if_value")


def fact_table(name: str, comment: str, *own: Any) -> Table:
    """A fact table: ``own`` columns and constraints plus all that every fact table has."""
    table = Table(name, metadata, row_id(), report_key(), *own, *fact_columns(), *place_rules(), comment=comment)
    Index(None, table.c.part_id)
    return table
