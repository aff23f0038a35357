"""Folders of forms, and how a wrong spec is explained."""

from pathlib import Path

import pytest

from pipeline.errors import SpecError
from pipeline.spec.explain import known_keys
from pipeline.spec.registry import load_forms
from tests.builders import write_spec
from tests.spec.conftest import Load


@pytest.mark.parametrize(
    ("given", "file", "meant"),
    [
        ("forms/kasumi", "forms/kasumi/sheet/2008.yaml", "forms"),
        ("forms/kasumi/sheet", "forms/kasumi/sheet/2008.yaml", "forms"),
        (".", "forms/kasumi/sheet/2008.yaml", "forms"),
        ("forms", "forms/2008.yml", ""),
    ],
)
def test_a_folder_of_another_shape_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, file: str, meant: str
) -> None:
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SpecError, match=r"no form is in it: a spec is MUNICIPALITY/FORM/YEAR\.yaml") as caught:
        load_forms([Path(given)])
    assert Path(file).name in str(caught.value)
    assert str(caught.value).endswith(meant)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="There is no YAML file in it at all"):
        load_forms([tmp_path])


def test_a_spec_with_another_ending_is_not_passed_over(tmp_path: Path) -> None:
    spec = write_spec(tmp_path, "")
    spec.with_name("2009.yml").touch()
    with pytest.raises(SpecError, match=r"rename it to 2009\.yaml"):
        load_forms([tmp_path])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sectoins: []\n", r"the key 'sectoins' is not permitted here \(near it: sections\); the keys that exist are "),
        ("municipality: {code: 990001, name: a, prefecture: b}\n", 'a number: quote it, "990001"'),
        ("municipality: {name: a, prefecture: b}\n", "the key 'code' is missing here"),
        ("municipality: {code: '99', name: a, prefecture: b}\n", r"\(found '99'\)"),
        ("title: 事務事業評価表\n", r"2008\.yaml:1: '事務事業評価表' needs"),
    ],
)
def test_a_wrong_spec_is_told_in_words(load: Load, text: str, said: str) -> None:
    with pytest.raises(SpecError, match=said) as caught:
        load(text)
    assert ": : " not in str(caught.value)


def test_known_keys_are_those_of_the_place() -> None:
    assert known_keys(("municipality",)) == ["code", "name", "prefecture"]
    assert "right" in known_keys(("sections", 0, "lines", 1, 0, "Element"))
    assert "right" not in known_keys(("sections", 0))


def test_a_form_may_extend_the_one_of_its_name_in_a_folder_before(tmp_path: Path) -> None:
    body = "sections: [{heading: ①概要, lines: [[電話]]}]\n"
    write_spec(tmp_path / "one", body)
    write_spec(tmp_path / "two", "extends: kasumi/sheet/2008\nchange: [{at: 電話, set: 電話番号}]\n")
    form = load_forms([tmp_path / "one", tmp_path / "two"]).get("kasumi/sheet/2008")
    assert form is not None
    assert form.sections[0].lines == [["電話番号"]]
