import json
from pathlib import Path

import pytest

from pipeline.errors import SpecError
from pipeline.model.label_picture import LabelPicture
from pipeline.spec.label_pictures import read_labels, write_labels
from pipeline.spec.learned import known_layouts
from pipeline.spec.registry import BUILT_IN, load_forms

FORM = "hamabe/hyo/2021"
LABELS = (
    LabelPicture(FORM, "事業 名", 9, 2, bytes((0b10101010, 0, 0b1010101, 0b10000000))),
    LabelPicture(FORM, "費", 1, 1, b"\x80"),
)


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A spec with labels beside it."""
    path = tmp_path / "hamabe/hyo/2021.yaml"
    write_labels(path.with_name("2021.labels.json"), FORM, LABELS)
    return path


def change(spec: Path, **changes: object) -> Path:
    path = spec.with_name("2021.labels.json")
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **changes}))
    return path


def test_what_is_written_is_read_when_it_is_asked_for(spec: Path) -> None:
    known = known_layouts([(FORM, spec)])
    assert (known.labels, known.layouts) == (LABELS, ())
    assert known.fingerprint


def test_the_fingerprint_changes_with_the_labels(spec: Path) -> None:
    before = known_layouts([(FORM, spec)]).fingerprint
    change(spec, labels=[])
    assert known_layouts([(FORM, spec)]).fingerprint not in ("", before)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"version": 2}, "expected hyoka-labels 1"),
        ({"dots_a_point": 3.0}, "expected hyoka-labels 1"),
        ({"form": "hamabe/hyo/2020"}, "of the form 'hamabe/hyo/2020'"),
        ({"colour": 1}, "no labels of a form"),
        ({"labels": [["費", 0, 1, ""]]}, "0 x 1 dots"),
        ({"labels": [["費", 1, 10**9, ""]]}, "1 x 1000000000 dots"),
        ({"labels": [["費", 1, 1, "!"]]}, "is damaged"),
        ({"labels": [["費", 1, 1, "AAAA"]]}, "is damaged"),
        ({"labels": [["費", 9, 9, "eJxjAAAAAQAB"]]}, "expected 18"),
    ],
)
def test_what_is_wrong_is_said(spec: Path, changes: dict[str, object], message: str) -> None:
    with pytest.raises(SpecError, match=message):
        read_labels(change(spec, **changes), FORM)


def test_a_bomb_is_not_unpacked(spec: Path) -> None:
    write_labels(spec.with_name("2021.labels.json"), FORM, [LabelPicture(FORM, "費", 80_000, 800, bytes(8_000_000))])
    data = json.loads(spec.with_name("2021.labels.json").read_bytes())
    data["labels"][0][1:3] = [8, 1]
    with pytest.raises(SpecError, match="has 2 bytes, expected 1"):
        read_labels(change(spec, labels=data["labels"]), FORM)


def test_the_labels_that_are_built_in_can_be_read_and_are_of_forms() -> None:
    forms = load_forms()
    files = list(BUILT_IN.glob("*/*/*.labels.json"))
    assert files
    texts = {label.text for label in forms.layouts.labels}
    for file in files:
        name = file.relative_to(BUILT_IN).as_posix().removesuffix(".labels.json")
        assert forms.get(name) is not None
        assert {label.text for label in read_labels(file, name)} <= texts
