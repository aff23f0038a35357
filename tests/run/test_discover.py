"""Paths and folders to a work list."""

import os
import sys
from pathlib import Path

import pytest

from pipeline.run.discover import NoSuchPath, discover, on_disk


def touch(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*paths: str) -> list[str]:
    return [file.name for file in discover([Path(path) for path in paths]).files]


def test_folders_are_searched_in_a_stable_order() -> None:
    touch("raw/b/2.txt", "raw/b/10.txt", "raw/a/1.txt", "raw/0.txt")
    assert names("raw") == ["raw/0.txt", "raw/a/1.txt", "raw/b/10.txt", "raw/b/2.txt"]


def test_names_are_as_given_and_tidy(here: Path) -> None:
    touch("raw/a.txt")
    assert names("./raw/") == ["raw/a.txt"]
    assert names(str(here / "raw")) == [(here / "raw" / "a.txt").as_posix()]


def test_a_file_that_is_named_twice_is_read_once(here: Path) -> None:
    touch("raw/a.txt")
    assert names("raw/a.txt", "raw", str(here / "raw")) == ["raw/a.txt"]


def test_what_is_passed_over_is_said() -> None:
    touch("raw/.hidden", "raw/.git/config", "raw/README.md", "raw/readme", "raw/~$a.xlsx", "raw/Thumbs.db", "raw/a.txt")
    work = discover([Path("raw")])
    assert [file.name for file in work.files] == ["raw/a.txt"]
    assert {(passed.name, passed.why) for passed in work.passed_over} == {
        ("raw/.hidden", "hidden file"),
        ("raw/.git", "hidden folder"),
        ("raw/README.md", "README"),
        ("raw/readme", "README"),
        ("raw/Thumbs.db", "hidden file"),
        ("raw/~$a.xlsx", "left by an office program that has the file open"),
    }


def test_the_parts_of_a_saved_page_are_passed_over() -> None:
    touch("raw/p.html", "raw/p_files/a.css", "raw/q.htm", "raw/q.files/sheet001.htm", "raw/r_files/b.html")
    work = discover([Path("raw")])
    assert [file.name for file in work.files] == ["raw/p.html", "raw/q.htm", "raw/r_files/b.html"]
    assert [(passed.name, "p.html" in passed.why) for passed in work.passed_over] == [
        ("raw/p_files", True), ("raw/q.files", False),
    ]  # fmt: skip


def test_a_file_that_is_named_is_read_whatever_its_name() -> None:
    touch(".odd.txt")
    assert names(".odd.txt") == [".odd.txt"]


def test_a_path_that_is_not_there_is_refused() -> None:
    touch("raw/a.txt")
    with pytest.raises(NoSuchPath, match="nowhere"):
        discover([Path("raw"), Path("nowhere")])


def test_a_link_to_nothing_is_listed_so_that_it_is_noticed(here: Path) -> None:
    (here / "raw").mkdir()
    (here / "raw" / "a.txt").symlink_to("nowhere")
    assert names("raw") == ["raw/a.txt"]


def test_covers_tells_what_would_have_been_found() -> None:
    touch("raw/a.txt")
    work = discover([Path("raw")])
    assert work.covers("raw/b/c.txt")
    assert not work.covers("raw2/a.txt")
    assert not work.covers("a.txt")


def test_a_folder_that_can_not_be_listed_is_said_and_covers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    touch("raw/closed/a.txt", "raw/b.txt")
    import os

    real = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    work = discover([Path("raw")])
    assert [(folder.name, "Permission denied" in folder.why) for folder in work.unlisted] == [("raw/closed", True)]
    assert [file.name for file in work.files] == ["raw/b.txt"]
    assert not work.covers("raw/closed/a.txt")


def test_a_linked_folder_is_read_and_a_loop_is_not(here: Path) -> None:
    touch("real/a.txt", "raw/b/c.txt")
    for name, target in (("link", "../real"), ("twice", "../real"), ("self", "."), ("up", ".."), ("inside", "b")):
        Path("raw", name).symlink_to(target, target_is_directory=True)
    Path("real/back").symlink_to(here / "raw", target_is_directory=True)
    work = discover([Path("raw")])
    assert [file.name for file in work.files] == ["raw/b/c.txt", "raw/link/a.txt"]
    assert {passed.name for passed in work.passed_over} == {
        "raw/inside", "raw/link/back", "raw/self", "raw/twice", "raw/up",
    }  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_a_name_that_is_not_utf8_is_written_readably() -> None:
    Path("raw").mkdir()
    Path(os.fsdecode(b"raw/\x95\x5c.txt")).touch()
    (file,) = discover([Path("raw")]).files
    assert file.name == "raw/\\x95\\.txt"
    assert Path(on_disk(file.name)) == file.path
    assert file.absolute.encode()
