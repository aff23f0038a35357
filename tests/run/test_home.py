"""Paths mean the same from every working directory."""

import os
from pathlib import Path

import pytest

from pipeline.model.change import replace
from pipeline.run.correct import writing
from pipeline.run.home import Home
from pipeline.run.options import Options
from pipeline.run.pointing import NothingThere, point_at
from tests.sheets import Sheet
from tests.town import Town

PLAIN = Options()
PATHS = "SELECT path, status FROM sources ORDER BY path"


@pytest.fixture
def cities(any_town: Town) -> Town:
    """Two folders that have a file of one name, and a database above them."""
    any_town.write("kobe/a.txt", Sheet(code="1"))
    any_town.write("kobe/b.txt", Sheet(code="2"))
    any_town.write("yoko/a.txt", Sheet(code="3"))
    if any_town.url.startswith("sqlite"):
        return any_town
    any_town.run(PLAIN, "kobe/b.txt")  # of PostgreSQL the first working directory counts
    return any_town


def test_files_of_two_working_directories_are_never_taken_for_each_other(
    cities: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = [("kobe/a.txt", "loaded"), ("kobe/b.txt", "loaded"), ("yoko/a.txt", "loaded")]
    for folder in ("kobe", "yoko", "kobe"):
        monkeypatch.chdir(cities.folder / folder)
        summary = cities.run(PLAIN, ".")
        assert (summary.exit_status, summary.gone) == (0, ())
    assert cities.rows(PATHS) == expected
    monkeypatch.chdir(cities.folder)
    assert all(file.skipped for file in cities.run(PLAIN, "kobe", "yoko").files)
    assert cities.rows(PATHS) == expected


def test_what_is_outside_the_folder_of_the_database_has_its_absolute_path(town: Town, tmp_path: Path) -> None:
    inner = replace(town, url=f"sqlite:///{tmp_path}/else/db/x.sqlite")
    town.write("raw/a.txt")
    inner.run(PLAIN)
    assert inner.rows(PATHS) == [((town.folder / "raw/a.txt").as_posix(), "loaded")]
    assert inner.run(PLAIN, str(town.folder / "raw")).files[0].note == "unchanged"


def test_the_folder_above_db_is_that_of_the_database(town: Town) -> None:
    inner = replace(town, url="sqlite:///db/x.sqlite")
    town.write("raw/a.txt")
    inner.run(PLAIN)
    assert inner.rows(PATHS) == [("raw/a.txt", "loaded")]


def test_paths_of_an_older_hyoka_that_were_relative_to_another_folder_mend_themselves(town: Town) -> None:
    from sqlalchemy import create_engine, text

    town.write("kobe/a.txt")
    town.run(PLAIN, "kobe")
    engine = create_engine(town.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE sources SET path = 'a.txt'"))
    engine.dispose()
    (file,) = town.run(PLAIN, "kobe").files
    assert (file.note, town.rows(PATHS)) == ("moved from a.txt", [("kobe/a.txt", "loaded")])


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_linked_way_to_the_same_folder_is_the_same(town: Town, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(town.folder, target_is_directory=True)
    town.write("raw/a.txt")
    for url in (town.url, f"sqlite:///{tmp_path}/link/town.sqlite"):
        for path in ("raw", str(tmp_path / "link" / "raw")):
            other = replace(town, url=url)
            other.run(PLAIN, path)
            assert other.rows(PATHS) == [("raw/a.txt", "loaded")]
    (town.folder / "raw/a.txt").unlink()
    assert town.run(PLAIN, str(tmp_path / "link" / "raw")).gone == ("raw/a.txt",)


def test_the_database_itself_is_no_sheet(town: Town) -> None:
    town.write("raw/a.txt")
    for _ in range(2):
        summary = town.run(PLAIN, ".")
        assert [file.path for file in summary.files] == ["raw/a.txt"]
    assert ("town.sqlite", "the database itself") in {(each.name, each.why) for each in summary.passed_over}


def test_a_person_points_at_a_file_as_it_is_printed_or_from_where_they_are(
    cities: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    cities.write("a.txt", Sheet(code="4"))
    cities.run(PLAIN, "kobe", "yoko")
    monkeypatch.chdir(cities.folder / "kobe")
    with writing(cities.url, keep=False) as connection:
        for given, path in (
            ("b.txt:7:3", "kobe/b.txt"), ("yoko/a.txt:7:3", "yoko/a.txt"), ("../yoko/a.txt:7:3", "yoko/a.txt"),
        ):  # fmt: skip
            assert str(point_at(connection, given).spot) == path
    cities.run(PLAIN, "../a.txt")
    with writing(cities.url, keep=False) as connection:
        with pytest.raises(NothingThere, match=r"any of a\.txt, kobe/a\.txt"):
            point_at(connection, "a.txt:7:3")
        assert str(point_at(connection, f"{cities.folder}/a.txt:7:3").spot) == "a.txt"


def test_names_and_places_are_each_others_reverse(tmp_path: Path) -> None:
    home = Home(str(tmp_path))
    for path in (tmp_path / "raw/a.txt", tmp_path, tmp_path.parent / "b.txt"):
        assert home.place(home.name(path)) == str(path)
    assert home.name(tmp_path / "raw/a.txt") == "raw/a.txt"
