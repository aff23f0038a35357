"""The word list says only what the spec language has, and what it should of labels that many forms print."""

from typing import Any

import pytest
import yaml

from db.vocabulary import VOCABULARIES
from pipeline.drafting.words import _FILE, guess, row_meaning, value_meaning
from pipeline.spec.sections import TableColumn, YearRow
from pipeline.spec.values import Value

WORDS: dict[str, list[dict[str, Any]]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def test_every_word_is_one_of_the_spec_language() -> None:
    for word in WORDS["values"]:
        Value.model_validate(word["is"])
    for word in WORDS["rows"]:
        YearRow.model_validate({"label": "x", **word["is"]})
    for word in WORDS["columns"]:
        TableColumn.model_validate({"label": "x", **word["is"]})
    for word in WORDS["basis"]:
        assert word["is"] in {term.key for term in VOCABULARIES["basis"]}
    for word in WORDS["options"]:
        assert word["is"] in {term.key for term in VOCABULARIES["direction"]}
    for word in WORDS["kinds"]:
        assert word["is"] in {term.key for term in VOCABULARIES["indicator_kind"]}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("担 当 課", {"report": "department"}),
        ("所管区局・課", {"report": "department"}),
        ("事務事業名", {"report": "project_name"}),
        ("令和６年度事業名", {"report": "project_name"}),
        ("事業番号", {"report": "project_code"}),
        ("目的（何のために）", {"narrative": "purpose"}),
        ("施策名称", {"policy": {"level": "施策"}}),
        ("風向き", {"field": "TODO"}),
    ],
)
def test_values(label: str, expected: dict[str, Any]) -> None:
    assert value_meaning(label) == expected


@pytest.mark.parametrize(
    ("label", "within", "expected"),
    [
        ("事業費", None, {"cost": {"item": "direct"}}),
        ("総事業費", None, {"cost": {"item": "total"}}),
        ("人件費", None, {"cost": {"item": "personnel"}}),
        ("一般財源", "funding", {"funding": {"source": "general"}}),
        ("国・県支出金", "funding", {"funding": {"source": "national_prefectural"}}),
        ("その他", "funding", {"funding": {"source": "other"}}),
        ("その他", None, {"cost": {"item": "TODO"}}),
        ("正規職員", None, {"staffing": {"kind": "regular", "measure": "fte"}, "unit": "人"}),
        ("見知らぬ財源", "funding", {"funding": {"source": "TODO"}}),
    ],
)
def test_rows(label: str, within: str | None, expected: dict[str, Any]) -> None:
    assert row_meaning(label, within) == expected


def test_what_the_list_does_not_have_is_not_guessed() -> None:
    assert guess("basis", "風向き") is None
