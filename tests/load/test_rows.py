"""Every fact becomes a row with nothing lost."""

from decimal import Decimal

import pytest

from db.tables import FACT_TABLES, parts
from pipeline.load import rows
from pipeline.load.rows import NO_LINKS, TABLES, Links, fact_row
from pipeline.model import facts
from pipeline.model.document import Place
from pipeline.model.facts import Cost, Derived, Fact, Indicator, IndicatorValue, Part
from pipeline.model.quantity import Status

PLACE = Place(1, 7, 3)


def concrete() -> list[type[Fact]]:
    """The fact classes that stand for a table: those that no other class is made from."""
    found = [kind for kind in vars(facts).values() if isinstance(kind, type) and issubclass(kind, Fact)]
    return [kind for kind in found if not any(kind in other.__mro__[1:] for other in found)]


def test_every_kind_of_fact_has_a_table_of_its_own() -> None:
    assert set(TABLES) == set(concrete())
    assert set(TABLES.values()) == {*FACT_TABLES, parts}


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
def test_every_column_is_filled(kind: type[Fact]) -> None:
    given = {"report_id", "page", "row", "col", "part_id", "indicator_id"}
    columns = {column.name for column in TABLES[kind].columns} - {"id"}
    assert columns - given == set(rows._columns(kind)) - given


def test_a_field_without_a_column_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Odd(Cost, frozen=True, kw_only=True):
        colour: str

    monkeypatch.setattr(rows, "TABLES", {Odd: TABLES[Cost]})
    with pytest.raises(TypeError, match="Odd has fields that costs has no columns for: colour"):
        rows._columns(Odd)


def test_a_cost_keeps_its_place_and_its_status_as_text() -> None:
    fact = Cost(place=PLACE, raw="－", label="決算", status=Status.NONE, basis="settlement", item="direct", slot=2)
    row = fact_row(fact, "r", NO_LINKS)
    assert (row["page"], row["row"], row["col"], row["slot"], row["raw"]) == (1, 7, 3, 2, "－")
    assert type(row["status"]) is str
    assert (row["status"], row["part_id"]) == ("none", None)


def test_pointers_become_ids() -> None:
    links = Links(parts={2: 20}, indicators={5: 50})
    value = IndicatorValue(place=PLACE, raw="9", label="x", indicator=5, measure="actual", value=Decimal(9), part=2)
    assert (fact_row(value, "r", links)["indicator_id"], fact_row(value, "r", links)["part_id"]) == (50, 20)
    loose = Derived(place=PLACE, raw="9", label="x", basis=None, measure="change")
    assert fact_row(loose, "r", links)["indicator_id"] is None


def test_an_indicator_has_no_number_in_the_database_and_a_part_no_year() -> None:
    indicator = Indicator(place=PLACE, raw="x", label="x", number=5, kind="outcome", ordinal=1)
    assert "number" not in fact_row(indicator, "r", NO_LINKS)
    part = Part(place=PLACE, raw="x", label="x", ordinal=1, name="x")
    assert set(fact_row(part, "r", NO_LINKS)) == {column.name for column in parts.columns} - {"id"}


def test_a_fact_that_points_nowhere_is_an_error() -> None:
    lost = IndicatorValue(place=PLACE, raw="9", label="x", indicator=5, measure="actual")
    with pytest.raises(KeyError):
        fact_row(lost, "r", NO_LINKS)
