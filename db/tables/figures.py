"""Numbers a report states: money, people, indicators, and what the form computes from them."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Text

from db.tables.base import fact_table, money_columns, number_only_if_value, one_of, quantity_columns
from db.types import Quantity


def _basis() -> Column[str]:
    comment = "Budget, settlement or plan 予算・決算の別; NULL where two readings remain"
    return one_of("basis", "basis", comment, nullable=True)


def _within(vocabulary: str) -> Column[str]:
    comment = "What this is a part of as the form arranges it 内数; NULL: at the top"
    return one_of("within", vocabulary, comment, nullable=True)


costs = fact_table(
    "costs",
    "One amount of cost 事業費・経費",
    _basis(),
    one_of("item", "item", "Kind of cost 費目"),
    _within("item"),
    *money_columns(),
    number_only_if_value("amount_yen"),
)
Index(None, costs.c.fiscal_year, costs.c.item, costs.c.basis)

funding = fact_table(
    "funding",
    "One amount of the sources of funding 財源内訳",
    _basis(),
    one_of("source", "source", "Source of funding 財源"),
    _within("source"),
    one_of("sums_to", "sums_to", "The cost that these sources add up to", nullable=True),
    *money_columns(),
    number_only_if_value("amount_yen"),
)
Index(None, funding.c.fiscal_year, funding.c.source, funding.c.basis)

staffing = fact_table(
    "staffing",
    "People or hours on the project 人員・人工",
    _basis(),
    one_of("kind", "staff_kind", "Kind of staff 職員の種別"),
    _within("staff_kind"),
    one_of("measure", "staff_measure", "What is counted"),
    *quantity_columns(),
    number_only_if_value("value", "value_low", "value_high"),
)

indicators = fact_table(
    "indicators",
    "One indicator 指標; its numbers are in indicator_values",
    one_of("kind", "indicator_kind", "Kind of indicator 指標の種別"),
    Column("ordinal", Integer, nullable=False, comment="n-th indicator of its kind on the form"),
    Column("heading", Text, comment="Printed group above it"),
    Column("name", Text, comment="Name 指標名 as printed"),
    Column("formula", Text, comment="How it is computed 計算方法 as printed"),
    Column("unit", Text, comment="Unit 単位 as printed"),
    one_of("direction", "indicator_direction", "Whether more or less is better", nullable=True),
)

indicator_values = fact_table(
    "indicator_values",
    "One number of an indicator 指標値",
    Column(
        "indicator_id",
        Integer,
        ForeignKey("indicators.id", ondelete="CASCADE"),
        nullable=False,
        comment="Indicator (indicators.id)",
    ),
    one_of("measure", "indicator_measure", "Result, target or forecast 実績・目標・見込み"),
    *quantity_columns(),
    number_only_if_value("value", "value_low", "value_high"),
)
Index(None, indicator_values.c.indicator_id)

derived = fact_table(
    "derived",
    "One figure that the form computes from others on it 単価・比率・差引",
    _basis(),
    one_of("measure", "derived_measure", "What is computed"),
    one_of("numerator", "numerator", "The cost or source it is computed from", nullable=True),
    Column(
        "indicator_id",
        Integer,
        ForeignKey("indicators.id", ondelete="SET NULL"),
        comment="Indicator it is per unit of (indicators.id)",
    ),
    Column("value", Quantity, comment="Number as printed, in its unit; NULL unless status is 'value'"),
    Column("unit", Text, comment="Unit 単位 as printed"),
    Column("yen", Quantity, comment="The number in yen; NULL where the form doesn't say the unit"),
    number_only_if_value("value", "yen"),
)
Index(None, derived.c.indicator_id)
