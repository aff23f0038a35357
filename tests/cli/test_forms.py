import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from pipeline.cli.schema import SCHEMA_FILE, form_schema, schema_text
from pipeline.spec.registry import BUILT_IN
from pipeline.spec.source import read_spec
from tests.cli.conftest import Hyoka
from tests.sheets import FORM

SPECS = sorted(BUILT_IN.glob("*/*/*.yaml"))


def test_the_list(hyoka: Hyoka, forms: tuple[str, str]) -> None:
    known = json.loads(hyoka("forms", "--json", *forms).out)
    assert {
        "form": "hamabe/hyo/2021",
        "municipality_code": "990011",
        "municipality": "浜辺町",
        "year": 2021,
        "kind": "sheet",
        "name": "令和3年度 事業評価票",
    } in known
    table = hyoka("forms", *forms)
    assert table.status == 0
    assert all(form["form"] in table.out for form in known)


def test_show_spells_everything_out(hyoka: Hyoka, forms: tuple[str, str]) -> None:
    for words in (("forms", "show", "hamabe/hyo/2021", *forms), ("forms", *forms, "show", "hamabe/hyo/2021")):
        answer = hyoka(*words)
        assert answer.status == 0
        assert yaml.safe_load(answer.out) == yaml.safe_load(FORM)


def test_show_of_an_extending_form_is_the_whole_form(hyoka: Hyoka) -> None:
    extending = [path for path in SPECS if "extends" in read_spec(path).data]
    for path in extending:
        name = path.relative_to(BUILT_IN).with_suffix("").as_posix()
        answer = hyoka("forms", "show", name)
        assert "extends" not in yaml.safe_load(answer.out)
        assert yaml.safe_load(answer.out)["sections"]
        assert "&id" not in answer.out


def test_an_unknown_form_names_the_known_ones(hyoka: Hyoka, forms: tuple[str, str]) -> None:
    answer = hyoka("forms", "show", "nowhere/x/2000", *forms)
    assert answer.status == 2
    assert "hamabe/hyo/2021" in answer.err


def test_the_schema_file_is_current() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run `make schema`"


def test_schema_prints_or_writes(hyoka: Hyoka, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hyoka("forms", "schema").out == schema_text()
    monkeypatch.setattr("pipeline.cli.schema.SCHEMA_FILE", tmp_path / "schema.json")
    assert hyoka("forms", "schema", "--write").status == 0
    assert (tmp_path / "schema.json").read_text(encoding="utf-8") == schema_text()


def problems(data: Any) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(form_schema()).iter_errors(data)]


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.relative_to(BUILT_IN).as_posix())
def test_every_spec_is_valid_by_the_schema(path: Path) -> None:
    assert problems(read_spec(path).data) == []


def test_what_is_wrong_is_found_by_the_schema() -> None:
    whole = yaml.safe_load(FORM)
    assert problems(whole) == []
    assert problems(whole | {"nonsense": 1})
    assert problems({key: value for key, value in whole.items() if key != "sections"})
    odd = copy.deepcopy(whole)
    odd["sections"][0]["nonsense"] = 1
    assert problems(odd)
    extending = {"form": "a/b/2023", "extends": "a/b/2022", "change": [{"at": "x", "set": {"label": "y"}}]}
    assert problems(extending) == []
    assert problems(extending | {"change": [{"at": "x"}]})
    assert problems(extending | {"nonsense": 1})
