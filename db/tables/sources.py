"""Where facts come from: ingests, input files, municipalities, projects, reports and their parts."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Float, ForeignKey, Index, Integer, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from db.tables.base import fiscal_year, metadata, one_of, place_columns, place_rules, report_key, row_id, source_key
from db.types import UtcTime


def _count(name: str, comment: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0", comment=comment)


def _run(name: str, comment: str) -> Column[int]:
    return Column(name, Integer, ForeignKey("runs.id", ondelete="SET NULL"), comment=f"{comment} (runs.id)")


def _municipality() -> Column[str]:
    key = ForeignKey("municipalities.code")
    return Column("municipality_code", Text, key, nullable=False, comment="Municipality 自治体 (municipalities.code)")


runs = Table(
    "runs",
    metadata,
    row_id(),
    Column("started_at", UtcTime, nullable=False, comment="When the ingest began (UTC)"),
    Column("finished_at", UtcTime, comment="When it ended (UTC); NULL: it is still running, or broke off"),
    Column("version", Text, nullable=False, comment="Version of hyoka"),
    Column("command", Text, nullable=False, comment="Command line as given"),
    Column("folder", Text, comment="Folder that paths are relative to; NULL: the one that the SQLite file belongs to"),
    _count("files_seen", "Files found"),
    _count("files_read", "Files read"),
    _count("files_skipped", "Files known already, with unchanged content"),
    _count("files_failed", "Files that couldn't be read"),
    _count("reports_loaded", "Reports written to the database"),
    _count("facts", "Facts written to the database"),
    _count("errors", "Findings of severity error"),
    _count("warnings", "Findings of severity warning"),
    Column("coverage", Float, comment="Share of non-blank cells accounted for, 0 to 1"),
    comment="One ingest 取込: what was read when, by which version, and how it went",
)

sources = Table(
    "sources",
    metadata,
    row_id(),
    Column(
        "path",
        Text,
        nullable=False,
        comment="Path of the file as found last; relative to the folder of the database if below it",
    ),
    Column("member", Text, comment="Name inside a zip file"),
    Column("sha256", Text, Unique(), comment="SHA-256 of the content, hex; NULL if the bytes couldn't be read"),
    Column("bytes", BigInteger, comment="Size in bytes"),
    Column("media_type", Text, comment="Media type, such as application/pdf"),
    Column("pages", Integer, comment="Number of pages, or of sheets in a workbook"),
    one_of("reader", "reader", "Reader that made the grids", nullable=True),
    Column("reader_version", Text, comment="Version of that reader"),
    Column("forms_hash", Text, comment="Fingerprint of the form specs it was tried against"),
    Column("own_forms", Text, comment="Which forms of its reports were of a folder of one's own, one a line"),
    Column("url", Text, comment="Address it was published at"),
    Column("published_on", Text, comment="Day of publication 公表日, ISO, as precise as known"),
    one_of("status", "source_status", "What became of it"),
    Column("error", Text, comment="Why it failed, in words"),
    _run("first_run_id", "Ingest that saw it first"),
    _run("last_run_id", "Ingest that saw it last"),
    comment="One input file 入力ファイル, by content: the same bytes under two names are one source",
)
Index(None, sources.c.path)

municipalities = Table(
    "municipalities",
    metadata,
    Column(
        "code",
        Text,
        CheckConstraint("length(code) = 6", name="code"),
        primary_key=True,
        comment="Code of six digits 全国地方公共団体コード",
    ),
    Column("name", Text, nullable=False, comment="Name 名称"),
    Column("prefecture", Text, nullable=False, comment="Prefecture 都道府県"),
    comment="One local government 地方公共団体",
)

projects = Table(
    "projects",
    metadata,
    row_id(),
    _municipality(),
    Column("key", Text, nullable=False, comment="What makes it one project: the lasting code, else the folded name"),
    Column("code", Text, comment="Lasting code 事業コード"),
    Column("name", Text, comment="Name 事務事業名, as on the latest sheet"),
    Column("department", Text, comment="Department in charge 所管, as on the latest sheet"),
    fiscal_year("first_fiscal_year", "First fiscal year that any of its reports evaluates"),
    fiscal_year("last_fiscal_year", "Last fiscal year that any of its reports evaluates"),
    Unique("municipality_code", "key"),
    comment="One project 事務事業 of a municipality, recomputed from all loaded reports",
)

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True, comment="Lasting id, from the source's content and the report's ordinal"),
    source_key(),
    Column("ordinal", Integer, nullable=False, comment="n-th report in the source"),
    Column(
        "project_id",
        Integer,
        ForeignKey("projects.id", ondelete="SET NULL"),
        comment="Project it is about (projects.id); NULL: not known, and left out of the views",
    ),
    _municipality(),
    Column("form", Text, nullable=False, comment="Form 様式, as municipality/form/year"),
    one_of("kind", "report_kind", "Kind of report"),
    fiscal_year("fiscal_year", "Latest fiscal year 年度 whose results it evaluates"),
    fiscal_year("sheet_fiscal_year", "Fiscal year it was made in 作成年度"),
    Column("project_code", Text, comment="Code that lasts 事業コード, 事務事業ID"),
    Column("serial", Text, comment="Number in this volume only: NO., 評価書番号"),
    Column("project_name", Text, comment="Name of the project 事務事業名 as printed"),
    Column("department", Text, comment="Department in charge 所管 as printed"),
    fiscal_year("started_fiscal_year", "First fiscal year of the project 開始年度, not of a plan"),
    fiscal_year("ended_fiscal_year", "Last fiscal year of the project 終了年度, not of a plan"),
    Column("first_page", Integer, nullable=False, comment="First page in the source, from 1"),
    Column("last_page", Integer, nullable=False, comment="Last page in the source, from 1"),
    Column(
        "superseded_by",
        Text,
        ForeignKey("reports.id", ondelete="SET NULL"),
        comment="Newer publication of the same report (reports.id)",
    ),
    Column("coverage", Float, comment="Share of non-blank cells accounted for, 0 to 1"),
    Unique("source_id", "ordinal"),
    comment="One filled form 評価表 found in a source",
)
Index(None, reports.c.project_id, reports.c.sheet_fiscal_year)
Index(None, reports.c.municipality_code)
Index(None, reports.c.superseded_by)

parts = Table(
    "parts",
    metadata,
    row_id(),
    report_key(),
    Column("ordinal", Integer, nullable=False, comment="n-th part of the report"),
    Column("name", Text, comment="Name 細事業名 as printed"),
    *place_columns(),
    *place_rules(),
    Unique("report_id", "ordinal"),
    comment="A sub-project inside a report 細事業, 別紙の事業",
)
