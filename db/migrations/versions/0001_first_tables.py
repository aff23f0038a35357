"""The first tables.

Frozen: nothing here follows later changes of ``db.tables`` or ``db.vocabulary``. Comments aren't here at all, since
``db.upgrade`` keeps them up to date.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BASIS = "initial_budget supplementary_budget revised_budget budget budget_request settlement forecast plan"
ITEM = "direct personnel goods depreciation debt_service interest total breakdown other"
SOURCE = (
    "general national prefectural national_prefectural beneficiary fees property transfers bond other breakdown "
    "earmarked_total total"
)
NUMERATOR = f"{SOURCE} direct personnel goods depreciation debt_service interest"
STAFF_KIND = "regular fixed_term contract temporary agency other quota total"
STAGE = "ex_ante first second external final"
DIRECTION = "maintain expand improve reduce merge no_room completed ended abolished suspended undecided other mixed"
STATUS = "value none undecided text ambiguous unreadable"


def _one_of(name: str, keys: str, *, nullable: bool = False) -> sa.Column[str]:
    listed = ", ".join(f"'{key}'" for key in keys.split())
    return sa.Column(name, sa.Text(), sa.CheckConstraint(f"{name} IN ({listed})", name=name), nullable=nullable)


def _text(name: str, *more: Any, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), *more, nullable=nullable)


def _integer(name: str, *more: Any, nullable: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), *more, nullable=nullable)


def _counter(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)


def _year(name: str) -> sa.Column[int]:
    return _integer(name, sa.CheckConstraint(f"{name} BETWEEN 1868 AND 2199", name=name))


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _to(name: str, target: str, ondelete: str | None = "CASCADE", *, nullable: bool = False) -> sa.Column[Any]:
    kind = sa.Text() if target in ("reports.id", "municipalities.code") else sa.Integer()
    return sa.Column(name, kind, sa.ForeignKey(target, ondelete=ondelete), nullable=nullable)


def _cell() -> list[Any]:
    return [_integer(name, nullable=False) for name in ("page", "row", "col")]


def _place() -> list[Any]:
    return [
        *_cell(),
        _counter("slot"),
        _text("raw", nullable=False),
        sa.Column("confidence", sa.Float()),
        sa.CheckConstraint('page >= 1 AND "row" >= 0 AND col >= 0 AND slot >= 0', name="place"),
        sa.UniqueConstraint("report_id", "page", "row", "col", "slot"),
    ]


def _money() -> list[Any]:
    return [sa.Column("amount_yen", sa.BigInteger()), _text("unit"), sa.Column("precision_yen", sa.BigInteger())]


def _quantity() -> list[Any]:
    numbers = [sa.Column(name, sa.Numeric()) for name in ("value", "value_low", "value_high")]
    return [*numbers, _text("qualifier"), _text("unit"), _number("value", "value_low", "value_high")]


def _number(*columns: str) -> sa.CheckConstraint:
    empty = " AND ".join(f"{column} IS NULL" for column in columns)
    return sa.CheckConstraint(f"status = 'value' OR ({empty})", name="number_only_if_value")


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def _fact(name: str, *own: Any) -> None:
    op.create_table(
        name,
        _id(),
        _to("report_id", "reports.id"),
        *own,
        _to("part_id", "parts.id", nullable=True),
        _year("fiscal_year"),
        _year("fiscal_year_to"),
        _text("label", nullable=False),
        _one_of("status", STATUS),
        _text("note"),
        *_place(),
    )
    _index(name, "part_id")


def upgrade() -> None:
    """Make them all."""
    _sources()
    _reports()
    _figures()
    _indicators()
    _statements()
    _review()


def _sources() -> None:
    op.create_table(
        "runs",
        _id(),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        _text("version", nullable=False),
        _text("command", nullable=False),
        *(_counter(f"files_{what}") for what in ("seen", "read", "skipped", "failed")),
        *(_counter(what) for what in ("reports_loaded", "facts", "errors", "warnings")),
        sa.Column("coverage", sa.Float()),
    )
    op.create_table(
        "sources",
        _id(),
        _text("path", nullable=False),
        _text("member"),
        _text("sha256", sa.UniqueConstraint()),
        sa.Column("bytes", sa.BigInteger()),
        _text("media_type"),
        _integer("pages"),
        _one_of("reader", "text html excel pdf ocr", nullable=True),
        *(_text(name) for name in ("reader_version", "forms_hash", "url", "published_on")),
        _one_of("status", "loaded unrecognized failed missing"),
        _text("error"),
        *(_to(name, "runs.id", "SET NULL", nullable=True) for name in ("first_run_id", "last_run_id")),
    )
    _index("sources", "path")
    op.create_table(
        "municipalities",
        sa.Column("code", sa.Text(), sa.CheckConstraint("length(code) = 6", name="code"), primary_key=True),
        _text("name", nullable=False),
        _text("prefecture", nullable=False),
    )


def _reports() -> None:
    op.create_table(
        "projects",
        _id(),
        _to("municipality_code", "municipalities.code", None),
        _text("key", nullable=False),
        *(_text(name) for name in ("code", "name", "department")),
        *(_year(name) for name in ("first_fiscal_year", "last_fiscal_year")),
        sa.UniqueConstraint("municipality_code", "key"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Text(), primary_key=True),
        _to("source_id", "sources.id"),
        _integer("ordinal", nullable=False),
        _to("project_id", "projects.id", "SET NULL", nullable=True),
        _to("municipality_code", "municipalities.code", None),
        _text("form", nullable=False),
        _one_of("kind", "sheet list_row summary"),
        *(_year(name) for name in ("fiscal_year", "sheet_fiscal_year")),
        *(_text(name) for name in ("project_code", "serial", "project_name", "department")),
        *(_year(name) for name in ("started_fiscal_year", "ended_fiscal_year")),
        *(_integer(name, nullable=False) for name in ("first_page", "last_page")),
        _to("superseded_by", "reports.id", "SET NULL", nullable=True),
        sa.Column("coverage", sa.Float()),
        sa.UniqueConstraint("source_id", "ordinal"),
    )
    _index("reports", "project_id", "sheet_fiscal_year")
    _index("reports", "municipality_code")
    _index("reports", "superseded_by")
    op.create_table(
        "parts",
        _id(),
        _to("report_id", "reports.id"),
        _integer("ordinal", nullable=False),
        _text("name"),
        *_place(),
        sa.UniqueConstraint("report_id", "ordinal"),
    )


def _figures() -> None:
    _fact(
        "costs",
        _one_of("basis", BASIS, nullable=True),
        _one_of("item", ITEM),
        _one_of("within", ITEM, nullable=True),
        *_money(),
        _number("amount_yen"),
    )
    _index("costs", "fiscal_year", "item", "basis")
    _fact(
        "funding",
        _one_of("basis", BASIS, nullable=True),
        _one_of("source", SOURCE),
        _one_of("within", SOURCE, nullable=True),
        _one_of("sums_to", "direct total", nullable=True),
        *_money(),
        _number("amount_yen"),
    )
    _index("funding", "fiscal_year", "source", "basis")
    _fact(
        "staffing",
        _one_of("basis", BASIS, nullable=True),
        _one_of("kind", STAFF_KIND),
        _one_of("within", STAFF_KIND, nullable=True),
        _one_of("measure", "fte heads hours"),
        *_quantity(),
    )


def _indicators() -> None:
    _fact(
        "indicators",
        _one_of("kind", "activity outcome population users"),
        _integer("ordinal", nullable=False),
        *(_text(name) for name in ("heading", "name", "formula", "unit")),
        _one_of("direction", "increase decrease", nullable=True),
    )
    _fact(
        "indicator_values",
        _to("indicator_id", "indicators.id"),
        _one_of("measure", "actual target forecast goal achievement_rate"),
        *_quantity(),
    )
    _index("indicator_values", "indicator_id")
    _fact(
        "derived",
        _one_of("basis", BASIS, nullable=True),
        _one_of("measure", "per_resident per_use per_indicator beneficiary_rate change"),
        _one_of("numerator", NUMERATOR, nullable=True),
        _to("indicator_id", "indicators.id", "SET NULL", nullable=True),
        sa.Column("value", sa.Numeric()),
        _text("unit"),
        sa.Column("yen", sa.Numeric()),
        _number("value", "yen"),
    )
    _index("derived", "indicator_id")


def _statements() -> None:
    _fact(
        "evaluations",
        _one_of("stage", STAGE, nullable=True),
        _year("for_fiscal_year"),
        sa.Column("restated", sa.Boolean(), server_default=sa.text("FALSE"), nullable=False),
        sa.Column("performed", sa.Boolean()),
        sa.Column("continues", sa.Boolean()),
        _one_of("direction", DIRECTION, nullable=True),
        _text("direction_note"),
        _one_of("budget", "same increase decrease end", nullable=True),
        _one_of("outcome", "same increase decrease", nullable=True),
        *(_text(name) for name in ("evaluated_on", "evaluator")),
    )
    _index("evaluations", "for_fiscal_year", "stage")
    stage = _one_of("stage", STAGE, nullable=True)
    _fact("ratings", stage, _text("criterion", nullable=False), _text("grade"), _text("code"))
    _fact(
        "choices",
        _one_of("stage", STAGE, nullable=True),
        *(_text(name, nullable=False) for name in ("field", "option")),
        _text("key"),
        sa.Column("checked", sa.Boolean()),
    )
    ordinal = _integer("ordinal", nullable=False)
    _fact("goals", ordinal, *(_text(name) for name in ("item", "level", "deadline")))
    ordinal = _integer("ordinal", nullable=False)
    _fact("policies", ordinal, *(_text(name) for name in ("plan", "level", "code", "name")))
    stage = _one_of("stage", STAGE, nullable=True)
    _fact("narratives", stage, _text("field", nullable=False), _text("criterion"), _text("text", nullable=False))
    _index("narratives", "field")
    _fact("fields", _text("field", nullable=False), _counter("ordinal"), _text("value"))
    _index("fields", "field")


def _review() -> None:
    op.create_table(
        "unread_cells",
        _id(),
        _to("source_id", "sources.id"),
        _to("report_id", "reports.id", nullable=True),
        *_cell(),
        _text("text", nullable=False),
        sa.UniqueConstraint("source_id", "report_id", "page", "row", "col"),
    )
    _index("unread_cells", "report_id")
    op.create_table(
        "findings",
        _id(),
        _to("source_id", "sources.id"),
        _to("report_id", "reports.id", nullable=True),
        _text("rule", nullable=False),
        _one_of("severity", "error warning info"),
        _one_of("status", "open confirmed"),
        _text("message", nullable=False),
        *(_text(name) for name in ("expected", "actual")),
        _year("fiscal_year"),
        *(_integer(name) for name in ("page", "row", "col")),
    )
    _index("findings", "source_id")
    _index("findings", "report_id")
    _index("findings", "rule", "status")
    op.create_table(
        "project_links",
        _id(),
        *(_to(name, "projects.id") for name in ("from_project_id", "to_project_id")),
        _one_of("kind", "renamed merged split recoded"),
        *(_text(name) for name in ("evidence", "confirmed_by")),
        sa.UniqueConstraint("from_project_id", "to_project_id", "kind"),
    )
    _index("project_links", "to_project_id")
    op.create_table(
        "corrections",
        _id(),
        _one_of("action", "replace confirm unreadable"),
        _text("sha256", nullable=False),
        _text("path"),
        _text("fact_table", nullable=False),
        _text("field"),
        *_cell(),
        _counter("slot"),
        *(_text(name) for name in ("expected_raw", "value", "who", "why", "at")),
    )
    _index("corrections", "sha256")
    op.create_table(
        "terms",
        _id(),
        *(_text(name, nullable=False) for name in ("vocabulary", "key", "ja", "en")),
        sa.UniqueConstraint("vocabulary", "key"),
    )


def downgrade() -> None:
    """Raise: there is no earlier version."""
    raise NotImplementedError("there is nothing before the first version; delete the database instead")
