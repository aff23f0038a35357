"""All tables of the database contract, as SQLAlchemy Core tables."""

from db.tables.base import metadata
from db.tables.figures import costs, derived, funding, indicator_values, indicators, staffing
from db.tables.review import corrections, findings, overruled, project_links, terms, unread_cells
from db.tables.sources import municipalities, parts, projects, reports, runs, sources
from db.tables.statements import choices, evaluations, fields, goals, narratives, policies, ratings

# Every table of facts read from reports, those that others point at first.
FACT_TABLES = (
    indicators,
    indicator_values,
    costs,
    funding,
    staffing,
    derived,
    evaluations,
    ratings,
    choices,
    goals,
    policies,
    narratives,
    fields,
)

__all__ = [
    "FACT_TABLES",
    "choices",
    "corrections",
    "costs",
    "derived",
    "evaluations",
    "fields",
    "findings",
    "funding",
    "goals",
    "indicator_values",
    "indicators",
    "metadata",
    "municipalities",
    "narratives",
    "overruled",
    "parts",
    "policies",
    "project_links",
    "projects",
    "ratings",
    "reports",
    "runs",
    "sources",
    "staffing",
    "terms",
    "unread_cells",
]
