"""Zip files within zip files: one level is read, and what can't be is said."""

import pytest

from tests.run.test_archives import ONE, THREE, TWO, loaded, said
from tests.town import Town
from tests.zips import Content, packed, put_zip


def test_one_level_is_read_and_two_are_not(any_town: Town) -> None:
    deep = packed({"deep.zip": packed({"3.txt": THREE}), "2.txt": TWO})
    put_zip("raw/a.zip", {"1.txt": ONE, "in.zip": deep})
    assert any_town.ingest().exit_status == 1
    assert loaded(any_town) == [("raw/a.zip", "1.txt"), ("raw/a.zip", "in.zip/2.txt")]
    assert "unpack the outermost" in said(any_town)["in.zip/deep.zip"]


@pytest.mark.parametrize("turned", [False, True])
def test_a_name_that_a_folder_has_too_is_said_and_changes_nothing(any_town: Town, turned: bool) -> None:
    members: list[tuple[str, Content]] = [
        ("in.zip", packed({"1.txt": ONE, "3.txt": THREE})), ("in.zip/1.txt", TWO),
    ]  # fmt: skip
    any_town.write("raw/a.zip", packed(members[::-1] if turned else members))
    first, before = any_town.ingest(), any_town.dump(ids=False)
    assert loaded(any_town) == [("raw/a.zip", "in.zip/1.txt"), ("raw/a.zip", "in.zip/3.txt")]
    assert any_town.rows("SELECT max(sheet_fiscal_year) FROM reports WHERE source_id IN "
                         "(SELECT id FROM sources WHERE member = 'in.zip/1.txt')") == [(2023,)]  # fmt: skip
    assert "the name of 1.txt" in said(any_town)["in.zip"]
    second = any_town.ingest()
    assert (first.exit_status, second.exit_status, second.gone) == (1, 1, ())
    assert any_town.dump(ids=False) == before


def test_a_damaged_one_is_said_and_forgets_nothing(any_town: Town) -> None:
    inner = packed({"2.txt": TWO})
    put_zip("raw/a.zip", {"1.txt": ONE, "in.zip": inner})
    any_town.ingest()
    before = any_town.dump(ids=False)
    put_zip("raw/a.zip", {"1.txt": ONE, "in.zip": inner[:-40]})
    summary = any_town.ingest()
    assert (summary.exit_status, summary.gone, len(loaded(any_town))) == (1, (), 2)
    assert "cut off" in said(any_town)["in.zip"]
    put_zip("raw/a.zip", {"1.txt": ONE, "in.zip": inner})
    assert (any_town.ingest().gone, any_town.dump(ids=False)) == ((), before)


def test_one_that_is_too_large_to_be_held_is_said(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.run.members.MOST_NESTED", 100)
    put_zip("raw/a.zip", {"1.txt": ONE, "in.zip": packed({"2.txt": TWO})})
    town.ingest()
    assert "unpack the outer one" in said(town)["in.zip"]
    assert loaded(town) == [("raw/a.zip", "1.txt")]
