"""Two forms compared by name."""

import copy
from typing import Any

import yaml

from pipeline.drafting.difference import Difference, differences
from pipeline.drafting.inventory import address, inventory
from pipeline.spec.registry import BUILT_IN, load_forms
from tests.sheets import FORM

OLD: dict[str, Any] = yaml.safe_load(FORM)
REGISTRY = load_forms()


def changed(edit: Any) -> list[tuple[str, str, str, str | None]]:
    new = copy.deepcopy(OLD)
    edit(new)
    return [(d.change, d.what, d.name, d.new) for d in differences(OLD, new)]


def rows(form: dict[str, Any]) -> list[Any]:
    found: list[Any] = form["sections"][1]["year_tables"][0]["rows"]
    return found


def test_a_form_is_like_itself() -> None:
    assert differences(OLD, copy.deepcopy(OLD)) == []


def test_renamed_by_likeness_by_meaning_or_by_place() -> None:
    assert changed(lambda f: rows(f)[1].update(label="職員人件費")) == [("renamed", "row", "人件費", "職員人件費")]
    assert changed(lambda f: rows(f)[1].update(label="職員")) == [("renamed", "row", "人件費", "職員")]
    assert changed(lambda f: f["sections"][2].update(heading="第三 成果")) == [
        ("renamed", "section", "3 指標", "第三 成果")
    ]


def test_added_and_gone() -> None:
    assert changed(lambda f: rows(f).insert(2, {"label": "公債費", "cost": {"item": "debt_service"}})) == [
        ("added", "row", "公債費", None)
    ]
    assert changed(lambda f: rows(f).pop(1)) == [("gone", "row", "人件費", None)]
    assert changed(lambda f: f["sections"].pop(2)) == [("gone", "section", "3 指標", None)], "not every label in it"


def test_moved() -> None:
    def section(form: dict[str, Any]) -> None:
        form["sections"].insert(0, form["sections"].pop(2))

    def label(form: dict[str, Any]) -> None:
        line = form["sections"][0]["lines"].pop(1)
        form["sections"][2]["lines"] = [line]

    assert changed(section) == [("moved", "section", "3 指標", "first")]
    assert changed(label) == [("moved", "label", "目的", "3 指標")]


def test_what_a_thing_says_is_compared_too() -> None:
    assert changed(lambda f: f["sections"][1]["year_tables"][0].update(unit="円")) == [
        ("changed", "table", "cost: unit", "円")
    ]
    assert changed(lambda f: f["checks"][0].update(severity="warning")) == [
        ("changed", "check", "cost_total: severity", "warning")
    ]
    assert changed(lambda f: rows(f)[0].update(label=["事業費", "直接事業費"])) == [
        ("changed", "row", "事業費", "事業費 | 直接事業費")
    ]


def test_the_years_of_a_real_form() -> None:
    found = differences(REGISTRY.resolved["aohama/hyokahyo/2022"], REGISTRY.resolved["aohama/hyokahyo/2023"])
    assert Difference("added", "row", "⑤経費 / cost", "減価償却費") in found
    renamed = Difference(
        "renamed", "row", "⑤経費 / cost", "市民1人当たり(円)", "市民1人当たり(円)", "人口1人当たり(円)"
    )
    assert renamed in found
    assert Difference("added", "option", "choices / direction / 継続", "現状維持") in found


def test_most_entries_of_all_forms_have_an_address_and_all_addresses_lead_back() -> None:
    for name, data in REGISTRY.resolved.items():
        entries = [entry for entry in inventory(data) if entry.kind in {"section", "row", "option", "column"}]
        found = [entry for entry in entries if address(data, entry) is not None]
        assert len(found) >= 0.8 * len(entries), name
    assert BUILT_IN.is_dir()
