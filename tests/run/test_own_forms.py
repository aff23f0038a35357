"""A form of one's own in the place of one that hyoka has: what it read stays when it isn't given."""

from pathlib import Path

import pytest

from pipeline.model.change import replace
from pipeline.run.options import Options
from pipeline.run.rebuild import rebuild
from pipeline.spec import registry as registry_module
from pipeline.spec.registry import load_forms
from tests.sheets import FORM, write_forms
from tests.town import Town

KEPT = Options(parsed=Path("parsed"))
FIELD = "SELECT field FROM narratives"


@pytest.fixture
def built_in(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The town's form, as if hyoka had it."""
    monkeypatch.setattr(registry_module, "BUILT_IN", write_forms(tmp_path / "built_in"))
    return replace(town, registry=load_forms())


@pytest.fixture
def own(built_in: Town, tmp_path: Path) -> Town:
    """The same with a folder in which the form of this name reads otherwise."""
    folder = write_forms(tmp_path / "own")
    spec = folder / "hamabe/hyo/2021.yaml"
    spec.write_text(FORM.replace("{narrative: purpose}", "{narrative: target}"), encoding="utf-8")
    return replace(built_in, registry=load_forms([folder]))


def test_what_an_own_form_read_stays_and_is_said(built_in: Town, own: Town) -> None:
    own.write("raw/a.txt")
    own.run(KEPT)
    before = own.dump()
    summary = built_in.run(KEPT)
    (file,) = summary.problems
    assert (summary.exit_status, file.note, file.serious[0].rule) == (1, "kept as it was read before", "form-absent")
    assert "--forms" in file.serious[0].message
    assert own.dump() == before
    assert own.run(KEPT).exit_status == 0
    assert built_in.run(replace(KEPT, again=True)).exit_status == 0
    assert own.rows(FIELD) == [("purpose",)]
    assert built_in.run(KEPT).exit_status == 0


def test_a_rebuild_without_it_is_refused(built_in: Town, own: Town) -> None:
    own.write("raw/a.txt")
    own.run(KEPT)
    before = own.everything()
    rebuilt = rebuild(own.url, built_in.registry, Path("parsed"))
    assert ([("--forms" in each.why) for each in rebuilt.lacking], rebuilt.written) == ([True], False)
    assert own.everything() == before
    assert rebuild(own.url, own.registry, Path("parsed")).lacking == ()
    assert own.everything() == before


def test_a_changed_form_of_hyokas_binds_again(built_in: Town, own: Town, tmp_path: Path) -> None:
    built_in.write("raw/a.txt")
    built_in.run(KEPT)
    spec = tmp_path / "built_in/hamabe/hyo/2021.yaml"
    spec.write_text(FORM.replace("{narrative: purpose}", "{narrative: aim}"), encoding="utf-8")
    assert replace(built_in, registry=load_forms()).run(KEPT).exit_status == 0
    assert own.rows(FIELD) == [("aim",)]
    assert own.run(KEPT).exit_status == 0  # and one's own takes over where it is given
    assert own.rows(FIELD) == [("target",)]


def test_own_are_forms_that_are_new_or_other(built_in: Town, own: Town, tmp_path: Path) -> None:
    assert built_in.registry.own == frozenset()
    assert own.registry.own == {"hamabe/hyo/2021"}
    same = load_forms([write_forms(tmp_path / "same")])
    assert (same.own, same.forms_hash) == (frozenset(), built_in.registry.forms_hash)
    other = tmp_path / "later/hamabe/hyo/2022.yaml"
    other.parent.mkdir(parents=True)
    other.write_text(FORM.replace("2021", "2022").replace("令和3", "令和4"), encoding="utf-8")
    assert load_forms([tmp_path / "later"]).own == {"hamabe/hyo/2022"}
