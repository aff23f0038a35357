"""Vocabularies, ids and the dictionary: what needs no database."""

import fnmatch
import tomllib

import pytest

from db.dictionary import DICTIONARY, dictionary
from db.identity import report_id
from db.vocabulary import VOCABULARIES
from tests.conftest import ROOT

SHA = "0123456789abcdef" * 4

# From the contract, word for word.
KEYS = {
    "basis": "initial_budget supplementary_budget revised_budget budget budget_request settlement forecast plan",
    "item": "direct personnel goods depreciation debt_service interest total breakdown other",
    "source": "general national prefectural national_prefectural beneficiary fees property transfers bond other "
    "breakdown earmarked_total total",
    "sums_to": "direct total",
    "staff_kind": "regular fixed_term contract temporary agency other quota total",
    "staff_measure": "fte heads hours",
    "indicator_kind": "activity outcome population users",
    "indicator_measure": "actual target forecast goal achievement_rate",
    "indicator_direction": "increase decrease",
    "derived_measure": "per_resident per_use per_indicator beneficiary_rate change",
    "stage": "ex_ante first second external final",
    "direction": "maintain expand improve reduce merge no_room completed ended abolished suspended undecided other "
    "mixed",
    "budget": "same increase decrease end",
    "outcome": "same increase decrease",
    "status": "value none undecided text ambiguous unreadable",
    "report_kind": "sheet list_row summary",
    "reader": "text html excel pdf ocr",
    "source_status": "loaded unrecognized failed missing",
    "severity": "error warning info",
    "finding_status": "open confirmed",
    "correction_action": "replace confirm unreadable",
    "link_kind": "renamed merged split recoded",
}


def test_the_vocabularies_are_those_of_the_contract() -> None:
    found = {name: {term.key for term in terms} for name, terms in VOCABULARIES.items()}
    assert {name: found[name] for name in KEYS} == {name: set(keys.split()) for name, keys in KEYS.items()}
    assert set(found) - set(KEYS) == {"numerator", "narrative_field"}
    assert found["numerator"] == found["item"] | found["source"]


def test_every_key_is_explained_once() -> None:
    for name, terms in VOCABULARIES.items():
        assert len({term.key for term in terms}) == len(terms), name
        assert all(term.ja and term.en for term in terms), name


def test_an_id_follows_from_content_and_ordinal() -> None:
    assert report_id(SHA, 12) == "0123456789abcdef-12"
    assert report_id(SHA, 1) != report_id("f" + SHA[1:], 1)


@pytest.mark.parametrize(("sha", "ordinal"), [("", 0), (SHA.upper(), 0), (SHA[:-1], 0), (SHA + "\n", 0), (SHA, -1)])
def test_no_id_from_anything_else(sha: str, ordinal: int) -> None:
    with pytest.raises(ValueError, match=r"SHA-256|ordinal"):
        report_id(sha, ordinal)


def test_the_dictionary_is_current() -> None:
    written = DICTIONARY.read_text(encoding="utf-8")
    assert written == dictionary(), "db/dictionary.md is out of date: run `python -m db.dictionary`"


def test_no_sql_is_left_out_of_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["hatch"]["build"]["exclude"]
    files = sorted((ROOT / "db" / "views").glob("*.sql"))
    assert len(files) > 20
    assert [file.name for file in files for pattern in patterns if fnmatch.fnmatch(file.name, pattern)] == []
