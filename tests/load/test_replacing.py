"""A person's value is read as the sheets are, and what fits no column is refused."""

from decimal import Decimal
from typing import Any

import pytest

from db import tables as t
from pipeline.load.replacing import WrongValue, fields_of, main_field, replaced, unreadable

THOUSANDS = {"unit": "千円"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,236", {"amount_yen": 12_236_000, "unit": "千円", "precision_yen": 1000, "status": "value"}),
        ("１２，２３６", {"amount_yen": 12_236_000, "unit": "千円", "precision_yen": 1000, "status": "value"}),
        ("▲5", {"amount_yen": -5000, "unit": "千円", "precision_yen": 1000, "status": "value"}),
        ("3億円", {"amount_yen": 300_000_000, "unit": "億円", "precision_yen": 100_000_000, "status": "value"}),
        ("12,236,000円", {"amount_yen": 12_236_000, "unit": "円", "precision_yen": 1, "status": "value"}),
        ("－", {"amount_yen": None, "unit": "千円", "precision_yen": None, "status": "none"}),
        ("未定", {"amount_yen": None, "unit": "千円", "precision_yen": None, "status": "undecided"}),
        ("0", {"amount_yen": 0, "unit": "千円", "precision_yen": 1000, "status": "value"}),
    ],
)
def test_money(text: str, expected: dict[str, Any]) -> None:
    assert replaced(t.costs, THOUSANDS, "amount_yen", text) == expected
    assert replaced(t.funding, THOUSANDS, "amount_yen", text) == expected


def test_money_without_any_unit_needs_one() -> None:
    with pytest.raises(WrongValue, match="12,236千円"):
        replaced(t.costs, {"unit": None}, "amount_yen", "12,236")
    assert replaced(t.costs, {"unit": None}, "amount_yen", "5千円")["amount_yen"] == 5000


def test_quantities() -> None:
    people = replaced(t.staffing, {"unit": "人"}, "value", "約1.5")
    assert people == {
        "value": Decimal("1.5"), "value_low": None, "value_high": None, "qualifier": "約", "unit": "人",
        "status": "value",
    }  # fmt: skip
    assert replaced(t.indicator_values, {"unit": "人"}, "value", "60～120人")["value_high"] == 120
    figure = replaced(t.derived, THOUSANDS, "value", "1.2")
    assert (figure["value"], figure["yen"], figure["unit"]) == (Decimal("1.2"), 1200, "千円")
    with pytest.raises(WrongValue, match="one number"):
        replaced(t.derived, THOUSANDS, "value", "1～2")


@pytest.mark.parametrize(
    ("table", "field", "text", "expected"),
    [
        (t.evaluations, "direction", "拡充", "expand"),
        (t.evaluations, "direction", "widen", None),
        (t.evaluations, "direction", "expand", "expand"),
        (t.evaluations, "for_fiscal_year", "令和5年度", 2023),
        (t.evaluations, "evaluated_on", "平成20年12月1日", "2008-12-01"),
        (t.evaluations, "performed", "no", False),
        (t.choices, "checked", "■", True),
        (t.choices, "checked", "yes", True),
        (t.choices, "checked", "perhaps", None),
        (t.costs, "fiscal_year", "2021", 2021),
        (t.costs, "fiscal_year", "18", None),
        (t.costs, "basis", "settlement", "settlement"),
        (t.costs, "basis", "決算", None),
        (t.goals, "deadline", "2008-12", "2008-12"),
        (t.goals, "deadline", "soon", None),
        (t.fields, "value", "  環境課 ", "  環境課 "),
        (t.narratives, "text", "本文", "本文"),
        (t.costs, "raw", "1", None),
        (t.costs, "unit", "円", None),
        (t.costs, "item", "total", None),
    ],
)
def test_other_columns(table: Any, field: str, text: str, expected: object) -> None:
    if expected is None:
        with pytest.raises(WrongValue):
            replaced(table, THOUSANDS, field, text)
        return
    assert replaced(table, THOUSANDS, field, text)[field] == expected


def test_a_ruling_on_the_year_leaves_the_status() -> None:
    assert replaced(t.costs, THOUSANDS, "fiscal_year", "2021") == {"fiscal_year": 2021}


def test_unreadable_has_no_value_and_keeps_the_unit() -> None:
    assert unreadable(t.costs, "amount_yen") == {"amount_yen": None, "precision_yen": None, "status": "unreadable"}
    assert unreadable(t.narratives, "text") == {"status": "unreadable"}
    assert unreadable(t.choices, "checked") == {"checked": None, "status": "unreadable"}
    assert unreadable(t.costs, "fiscal_year") == {"fiscal_year": None}


@pytest.mark.parametrize("table", [*t.FACT_TABLES, t.parts], ids=str)
def test_every_table_of_facts_can_be_ruled_on(table: Any) -> None:
    assert main_field(table) in fields_of(table)
    assert set(fields_of(table)) <= {column.name for column in table.columns}
