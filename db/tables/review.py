"""What people look at and decide: unread cells, findings, corrections, links, and the words used."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from db.tables.base import fiscal_year, metadata, one_of, report_key, row_id, source_key

unread_cells = Table(
    "unread_cells",
    metadata,
    row_id(),
    source_key(),
    report_key(nullable=True),
    Column("page", Integer, nullable=False, comment="Page of the source, from 1"),
    Column("row", Integer, nullable=False, comment="Row of the cell, from 0"),
    Column("col", Integer, nullable=False, comment="Column of the cell, from 0"),
    Column("text", Text, nullable=False, comment="Text of the cell, unaltered"),
    Unique("source_id", "report_id", "page", "row", "col"),
    comment="A non-blank cell that no rule claimed 未読セル; report_id is NULL where the form is unknown",
)
Index(None, unread_cells.c.report_id)

findings = Table(
    "findings",
    metadata,
    row_id(),
    source_key(),
    report_key(nullable=True),
    Column("rule", Text, nullable=False, comment="Name of the rule (check-sum)"),
    one_of("severity", "severity", "How much it matters"),
    one_of("status", "finding_status", "Whether a person has looked"),
    Column("message", Text, nullable=False, comment="What is odd, in words"),
    Column("expected", Text, comment="What was expected"),
    Column("actual", Text, comment="What was found"),
    fiscal_year("fiscal_year", "Fiscal year 年度 it is about"),
    Column("page", Integer, comment="Page of the source, from 1"),
    Column("row", Integer, comment="Row of the cell, from 0"),
    Column("col", Integer, comment="Column of the cell, from 0"),
    comment="Something that a person should look at 要確認事項",
)
Index(None, findings.c.source_id)
Index(None, findings.c.report_id)
Index(None, findings.c.rule, findings.c.status)


def _project(name: str, comment: str) -> Column[int]:
    key = ForeignKey("projects.id", ondelete="CASCADE")
    return Column(name, Integer, key, nullable=False, comment=f"{comment} (projects.id)")


project_links = Table(
    "project_links",
    metadata,
    row_id(),
    _project("from_project_id", "The earlier project"),
    _project("to_project_id", "The project that follows it"),
    one_of("kind", "link_kind", "How the one follows the other"),
    Column("evidence", Text, comment="What speaks for it, and why it was confirmed, in words"),
    Column("confirmed_by", Text, comment="Who confirmed it; NULL: only suggested, and no view follows it"),
    Unique("from_project_id", "to_project_id", "kind"),
    comment="One project following another 事業の継承: suggested, or a copy of what people confirmed in rulings/",
)
Index(None, project_links.c.to_project_id)

corrections = Table(
    "corrections",
    metadata,
    row_id(),
    one_of("action", "correction_action", "What was ruled"),
    Column("sha256", Text, nullable=False, comment="SHA-256 of the source's content, hex"),
    Column(
        "path",
        Text,
        comment="Path of the source when ruled; other content there counts while the fact is the same",
    ),
    Column(
        "fact_table",
        Text,
        nullable=False,
        comment="Table of the fact (costs); 'findings': one finding is confirmed",
    ),
    Column("field", Text, comment="Column that is ruled on (amount_yen); of a finding its rule"),
    Column("page", Integer, nullable=False, comment="Page of the source, from 1"),
    Column("row", Integer, nullable=False, comment="Row of the cell, from 0"),
    Column("col", Integer, nullable=False, comment="Column of the cell, from 0"),
    Column("slot", Integer, nullable=False, server_default="0", comment="n-th fact read from that cell, from 0"),
    Column("expected_raw", Text, comment="Text of the cell when ruled; another text voids the ruling"),
    Column("value", Text, comment="The right value as written (action 'replace'); of a finding what it expected"),
    Column("who", Text, comment="Who ruled"),
    Column("why", Text, comment="Why"),
    Column("at", Text, comment="When, ISO date or time"),
    comment="A person's ruling 訂正, a copy of rulings/; applied on every load while the cell's text is the same",
)
Index(None, corrections.c.sha256)

overruled = Table(
    "overruled",
    metadata,
    row_id(),
    Column(
        "correction_id",
        Integer,
        ForeignKey("corrections.id", ondelete="CASCADE"),
        nullable=False,
        comment="Correction that applies (corrections.id); one without a row here does not",
    ),
    source_key(),
    Column("reading", Text, nullable=False, comment="What had been read, as JSON, should the ruling be undone"),
    Unique("correction_id", "source_id"),
    comment="What a correction that applies took the place of 訂正前の値",
)
Index(None, overruled.c.source_id)

terms = Table(
    "terms",
    metadata,
    row_id(),
    Column("vocabulary", Text, nullable=False, comment="Vocabulary (basis)"),
    Column("key", Text, nullable=False, comment="Key as stored in the tables (settlement)"),
    Column("ja", Text, nullable=False, comment="Japanese 日本語 (決算・実績)"),
    Column("en", Text, nullable=False, comment="English, with what it means"),
    Unique("vocabulary", "key"),
    comment="One key of a vocabulary 用語",
)
