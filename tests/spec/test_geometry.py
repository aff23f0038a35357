import json
from pathlib import Path

import pytest

from pipeline.errors import SpecError
from pipeline.model.layout import Band, KnownLayout
from pipeline.spec.geometry import read_geometry, write_geometry
from pipeline.spec.learned import known_layouts
from pipeline.spec.registry import BUILT_IN, load_forms

FORM = "hamabe/hyo/2021"
LAYOUT = KnownLayout(
    FORM, 595.0, 842.0, (40.0, 100.5, 300.0), 50.0, (Band(20.0, 20.0), Band(14.1, 60.3)),
    ((0, 0, 2), (1, 0, 1), (2, 0, 2)), ((0, 0, 2), (1, 0, 1), (2, 0, 2)), 3,
)  # fmt: skip


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A spec with a geometry beside it."""
    path = tmp_path / "hamabe/hyo/2021.yaml"
    write_geometry(path.with_name("2021.geometry.json"), FORM, [LAYOUT])
    return path


def change(spec: Path, **changes: object) -> Path:
    path = spec.with_name("2021.geometry.json")
    data = json.loads(path.read_bytes())
    (data["layouts"][0] if "cols" in changes or "level" in changes or "bands" in changes else data).update(changes)
    path.write_text(json.dumps(data))
    return path


def test_what_is_written_is_read(spec: Path) -> None:
    known = known_layouts([(FORM, spec), ("hamabe/hyo/2022", spec.with_name("2022.yaml"))])
    assert known.layouts == (LAYOUT,)


def test_its_fingerprint_changes_with_it_and_without_one_there_is_none(spec: Path) -> None:
    before = known_layouts([(FORM, spec)]).fingerprint
    assert before == known_layouts([(FORM, spec)]).fingerprint != ""
    change(spec, cols=[40.0, 101.5, 300.0])
    assert known_layouts([(FORM, spec)]).fingerprint not in {before, ""}
    assert known_layouts([(FORM, spec.with_name("2022.yaml"))]).fingerprint == ""


def test_nothing_is_loaded_before_it_is_asked_for(spec: Path) -> None:
    path = spec.with_name("2021.geometry.json")
    path.write_text("no JSON")
    known = known_layouts([(FORM, spec)])
    with pytest.raises(SpecError, match="no geometry of a form"):
        _ = known.layouts


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"version": 2}, "hyoka-geometry 2, expected hyoka-geometry 1"),
        ({"form": "hamabe/hyo/2020"}, "of the form 'hamabe/hyo/2020'"),
        ({"more": 1}, "unknown field"),
        ({"cols": [40.0, 30.0, 300.0]}, "layout 1: the column edges don't ascend"),
        ({"bands": [20.0, [60.0, 14.0]]}, "layout 1: a band"),
        ({"level": [[0, 0, 3]]}, r"layout 1: the rule \[0, 0, 3\] runs where there are no edges"),
    ],
)
def test_damage_is_said_with_file_and_what_to_do(spec: Path, changes: dict[str, object], said: str) -> None:
    path = change(spec, **changes)
    with pytest.raises(SpecError, match=said) as error:
        read_geometry(path, FORM)
    assert str(error.value).startswith(f"{path}: ")
    assert "hyoka forms learn" in str(error.value)


def test_all_geometries_of_the_program_are_sound() -> None:
    known = load_forms().layouts
    names = {path.relative_to(BUILT_IN).as_posix().removesuffix(".geometry.json")
             for path in BUILT_IN.rglob("*.geometry.json")}  # fmt: skip
    assert names
    assert {layout.form for layout in known.layouts} == names
