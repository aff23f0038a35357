"""A database that is made anew from parsed/ is the same database."""

from functools import partial
from pathlib import Path

import pytest

from pipeline.load.projects import ProjectIds
from pipeline.model.change import replace
from pipeline.run.options import Options
from pipeline.run.rebuild import NothingKept, rebuild
from pipeline.spec.registry import load_forms
from tests.conftest import ROOT
from tests.sheets import Sheet, failing
from tests.town import Town
from tests.zips import put_zip

PARSED = Path("parsed")
KEPT = Options(parsed=PARSED)


@pytest.fixture
def lived_in(any_town: Town) -> Town:
    """A database after four runs: files of every kind came, changed, moved, went and broke."""
    town = any_town
    for name in ("2024/hyokasho.pdf", "2024/ichiran.xlsx", "2023/030402.txt"):
        town.write(f"raw/{Path(name).name}", (ROOT / "raw/aohama" / name).read_bytes())
    town.write("raw/a.txt", Sheet(year=2022))
    town.write("raw/changes.txt", Sheet(code=None, serial="3"))
    town.write("raw/goes.txt", Sheet(code="77"))
    town.write("raw/moves.txt", Sheet(code="78"))
    town.run(KEPT)
    town.write("raw/changes.txt", Sheet(code=None, serial="3", direct=1360))
    town.write("raw/newer.txt", Sheet(year=2022, direct=1400))  # the same sheet, published again
    town.write("raw/copy.txt", Sheet(year=2022))
    town.write("raw/empty.txt", b"")
    town.write("raw/odd.txt", "なにか\n".encode())
    put_zip("raw/all.zip", {"one.txt": Sheet(year=2024), "two.txt": Sheet(code="0013", name="公園清掃", direct=1)})
    (town.folder / "raw/goes.txt").unlink()
    town.run(KEPT)
    (town.folder / "raw/moves.txt").rename(town.folder / "raw/moved.txt")
    (town.folder / "raw/nowhere.txt").symlink_to("nothing")
    town.run(KEPT)
    town.run(KEPT)
    return town


def test_it_is_the_same_in_every_table_and_view(lived_in: Town) -> None:
    before = lived_in.everything()
    assert all(before[name] for name in ("reports", "restatements", "unread_cells", "findings", "narratives"))
    assert len(before["runs"]) == 4
    (lived_in.folder / "raw").rename(lived_in.folder / "gone")
    with (
        failing("pipeline.run.file.read_document", AssertionError("a reader was called")),
        failing("pipeline.run.file.read_bytes", AssertionError("a file was opened")),
    ):
        rebuilt = rebuild(lived_in.url, lived_in.registry, PARSED)
    assert (rebuilt.lacking, rebuilt.written) == ((), True)
    assert lived_in.everything() == before


def test_ids_of_projects_files_and_runs_are_the_same_and_so_is_the_order_of_rows(lived_in: Town) -> None:
    names = ("projects", "sources", "runs", "project_years", "project_costs", "restatements", "quality")
    lived_in.run(replace(KEPT, prune=True))  # which leaves gaps in the numbers
    # PostgreSQL gives rows that no query puts in order as it likes.
    order = list if lived_in.url.startswith("sqlite") else partial(sorted, key=repr)
    before = {name: order(lived_in.rows(f"SELECT * FROM {name}")) for name in names}
    assert all(before.values())
    rebuild(lived_in.url, lived_in.registry, PARSED)
    assert {name: order(lived_in.rows(f"SELECT * FROM {name}")) for name in names} == before
    lived_in.write("raw/next.txt", Sheet(code="99"))
    assert lived_in.run(KEPT).count("loaded") == 1  # the numbers go on
    ((last, other),) = lived_in.rows("SELECT max(id), max(CASE WHEN key <> '99' THEN id END) FROM projects")
    assert last > other


def test_a_project_that_the_history_does_not_have_gets_an_id_of_its_own() -> None:
    ids = ProjectIds({("990011", "a"): 3, ("990011", "b"): 5})
    assert [ids.of("990011", key) for key in ("c", "a", "d", "c", "b")] == [6, 3, 7, 6, 5]


def test_a_database_that_was_deleted_is_made_anew_and_goes_on(town: Town, tmp_path: Path) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    town.write("raw/b.txt", Sheet(direct=1400))
    town.run(KEPT)
    before = town.everything()
    for file in town.folder.glob("town.sqlite*"):
        file.unlink()
    rebuild(town.url, town.registry, PARSED)
    assert town.everything() == before
    summary = town.run(KEPT)
    assert [file.skipped for file in summary.files] == [True, True]


def test_under_another_name_it_is_made_from_the_only_history(town: Town, tmp_path: Path) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    other = replace(town, url=f"sqlite:///{town.folder}/other.sqlite")
    rebuild(other.url, town.registry, PARSED)
    assert other.everything() == town.everything()


def test_what_is_lacking_is_named_and_the_old_database_stays(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    any_town.write("raw/b.txt", Sheet(year=2023))
    any_town.run(KEPT)
    before = any_town.everything()
    next(iter(sorted(PARSED.glob("*/*.gz")))).write_bytes(b"damaged")
    rebuilt = rebuild(any_town.url, any_town.registry, PARSED)
    (lacking,) = rebuilt.lacking
    assert lacking.spot.path in ("raw/a.txt", "raw/b.txt")
    assert "hyoka ingest" in lacking.why
    assert not rebuilt.written
    assert any_town.everything() == before
    any_town.run(KEPT)  # which finds that its pages are gone
    assert rebuild(any_town.url, any_town.registry, PARSED).written


def test_what_the_history_does_not_have_is_lacking_and_not_lost(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    any_town.run(KEPT)
    any_town.write("raw/b.txt", Sheet(year=2023))
    with failing("pipeline.run.past.written_whole", OSError("disk full")):  # as after a run that was killed
        any_town.run(KEPT)
    before = any_town.everything()
    rebuilt = rebuild(any_town.url, any_town.registry, PARSED)
    assert [(lacking.spot.path, "hyoka ingest" in lacking.why) for lacking in rebuilt.lacking] == [("raw/b.txt", True)]
    assert (rebuilt.written, any_town.everything()) == (False, before)
    any_town.run(KEPT)
    assert rebuild(any_town.url, any_town.registry, PARSED).written


def test_the_history_of_another_database_makes_none_that_has_something_in_it(town: Town) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    other = replace(town, url=f"sqlite:///{town.folder}/other.sqlite")
    other.write("raw/a.txt", Sheet(year=2023))
    other.ingest()
    before = other.everything()
    assert not rebuild(other.url, town.registry, PARSED).written
    assert other.everything() == before


def test_a_form_that_is_not_given_is_named(town: Town) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    rebuilt = rebuild(town.url, load_forms(), PARSED)
    assert [("--forms" in lacking.why, "hamabe/hyo/2021" in lacking.why) for lacking in rebuilt.lacking] == [
        (True, True)
    ]
    assert town.rows("SELECT count(*) FROM reports") == [(1,)]


def test_without_a_history_there_is_nothing_to_make_it_from(town: Town) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    (history,) = PARSED.glob("databases/*")
    for damaged in ('{"format": "another"}', "{}", ""):
        history.write_text(damaged)
        with pytest.raises(NothingKept, match=r"town\.sqlite\.json"):
            rebuild(town.url, town.registry, PARSED)
    assert town.rows("SELECT count(*) FROM reports") == [(1,)]
    town.run(KEPT)  # which any ingest mends
    assert rebuild(town.url, town.registry, PARSED).written
