"""Spec files as YAML: strict where YAML is lax, and every key with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import SpecError
from pipeline.spec.source import SpecSource, read_spec

Load = Callable[[str | bytes], SpecSource]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Read text as the spec file ``2008.yaml``."""

    def loaded(text: str | bytes) -> SpecSource:
        path = tmp_path / "2008.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_spec(path)

    return loaded


@pytest.mark.parametrize("text", ["a: 1\nb: 2\na: 3\n", "x:\n  - {a: 1,\n     a: 1}\n"])
def test_a_key_twice_is_refused(load: Load, text: str) -> None:
    line = len(text.splitlines())
    with pytest.raises(SpecError, match=rf"2008\.yaml:{line}: the key 'a' stands here twice; keep one"):
        load(text)


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "Yes", "NO", "y", "n", "True", "FALSE"])
def test_words_that_yaml_takes_for_booleans_stay_words(load: Load, word: str) -> None:
    assert load(f"{word}: {word}").data == {word: word}


def test_true_and_false_are_booleans(load: Load) -> None:
    assert load("a: true\nb: false\nc: 'true'\nd:\n").data == {"a": True, "b": False, "c": "true", "d": None}


@pytest.mark.parametrize("text", ["010802", "0x1F", "1_000", "1.5", "1e3", "2008-05-15", "12:30", "-1", "+1", "０"])
def test_what_only_looks_like_a_number_or_date_stays_as_written(load: Load, text: str) -> None:
    assert load(f"code: {text}").data == {"code": text}


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("1", 1), ("112089", 112089)])
def test_plain_integers_are_numbers(load: Load, text: str, number: int) -> None:
    assert load(f"a: {text}").data == {"a": number}


def test_every_key_and_item_has_its_line(load: Load) -> None:
    source = load("form: a\nsections:\n  - heading: x\n    lines:\n      - [a,\n         b]\n")
    where = {steps: source.where(steps).rsplit(":", 1)[1] for steps in source.lines}
    assert where[("sections", 0, "heading")] == "3"
    assert where[("sections", 0, "lines", 0, 1)] == "6"


def test_a_place_that_the_file_lacks_is_the_nearest_above_it(load: Load) -> None:
    source = load("form: a\nsections:\n  - heading: x\n")
    assert source.where(("sections", 0, "lines", 3, "label")).endswith("2008.yaml:3")
    assert source.where(("checks", 0)).endswith("2008.yaml:1")


def test_an_anchor_is_written_out_wherever_it_is_used(load: Load) -> None:
    data = load("a: &x [1, {b: c}]\nd: *x\n").data
    assert data["d"] == data["a"]
    assert data["d"] is not data["a"]
    assert data["d"][1] is not data["a"][1]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: [1\nb: 2\n", 2, "not YAML"),
        ("a: 1\n\tb: 2\n", 2, "not YAML"),
        ("a: *gone\n", 1, "not YAML"),
        ("", 1, "a spec is a mapping"),
        ("- a\n", 1, "a spec is a mapping"),
        ("x: 1\n? [a, b]\n: c\n", 2, "a key is a word"),
        ("x: 1\ny: !!float 1.5\n", 2, "float is not allowed"),
        ("x: 1\ny: !!python/name:os.system x\n", 2, "is not allowed"),
        (b"a: \x82\xa0\n", 1, "not UTF-8 at byte 3"),
    ],
)
def test_what_is_no_spec_is_refused_with_file_and_line(load: Load, text: str | bytes, line: int, said: str) -> None:
    with pytest.raises(SpecError, match=rf"2008\.yaml:{line}: .*{said}"):
        load(text)


def test_a_byte_order_mark_is_no_part_of_the_first_key(load: Load) -> None:
    assert load(b"\xef\xbb\xbfform: a").data == {"form": "a"}


def test_an_anchor_inside_itself_is_refused(load: Load) -> None:
    with pytest.raises(SpecError, match=r"2008\.yaml:1: "):
        load("a: &x [*x]\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: " + "[" * 5000 + "]" * 5000, "nested more than 60 deep"),
        ("x: 1\na: " + "{a: " * 2000 + "1" + "}" * 2000, "nested more than 60 deep"),
        ("a: &x [*x, *x]\n", "nested more than 60 deep"),
        (
            "a: &a [x,x,x,x,x,x,x,x,x]\n"
            + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
            "more than 200,000 things",
        ),
        ("a: '" + "x" * 2_000_001 + "'", "a spec has 2,000,000 at most"),
        ("a: 1\nb: \0\n", r"2008\.yaml:2: not YAML"),
    ],
    ids=["lists", "mappings", "itself", "aliases", "bytes", "nul"],
)
def test_what_would_never_end_is_refused(load: Load, text: str, said: str) -> None:
    with pytest.raises(SpecError, match=said) as caught:
        load(text)
    assert "2008.yaml:" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_named_like_a_spec_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2022.yaml").mkdir()
    with pytest.raises(SpecError, match=r"2022\.yaml:1: this is no file"):
        read_spec(tmp_path / "2022.yaml")


def test_a_tag_that_lies_is_refused(load: Load) -> None:
    with pytest.raises(SpecError, match=r"2008\.yaml:1: "):
        load("a: !!int abc\n")


def test_a_tagged_yes_is_true_or_refused(load: Load) -> None:
    try:
        data = load("a: !!bool yes\n").data
    except SpecError:
        return
    assert data == {"a": True}
