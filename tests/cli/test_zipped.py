"""Members of zip files, as people and programs see them."""

import json
from unicodedata import normalize

import pytest

from tests.cli.conftest import Hyoka
from tests.sheets import Sheet
from tests.town import Town
from tests.zips import put_zip

Option = tuple[str, str]
WRONG = Sheet().text().replace("6,030", "6,130")


@pytest.fixture(autouse=True)
def zipped(town: Town) -> None:
    put_zip("raw/a.zip", {"町/1.txt": WRONG, "2.txt": Sheet(year=2023), "bad.txt": "", "README": "x"})


def test_the_summary_names_zip_and_member(hyoka: Hyoka, forms: Option) -> None:
    answer = hyoka("ingest", "raw", *forms)
    assert answer.status == 1
    assert "To look at: 2 of 3 files" in answer.out
    assert "raw/a.zip > bad.txt  failed" in answer.out
    assert "raw/a.zip > README (README)" in answer.out


def test_what_more_there_is_can_be_asked_for_as_it_is_printed(
    hyoka: Hyoka, forms: Option, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.run.loader.FIRST_FINDINGS", 1)
    assert "and 1 more: hyoka check --source 'raw/a.zip > 町/1.txt'" in hyoka("ingest", "raw", *forms).out


def test_json_has_the_member_by_itself(hyoka: Hyoka, forms: Option) -> None:
    told = json.loads(hyoka("ingest", "raw", *forms, "--json").out)
    assert [(file["path"], file["member"]) for file in told["files"]] == [
        ("raw/a.zip", "町/1.txt"), ("raw/a.zip", "2.txt"), ("raw/a.zip", "bad.txt"),
    ]  # fmt: skip
    assert told["passed_over"] == [{"name": "raw/a.zip", "member": "README", "why": "README"}]


def test_progress_counts_members(hyoka: Hyoka, forms: Option, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.cli.progress._FIRST_LINE", 0.0)
    assert hyoka("ingest", "raw", *forms).err == "1 of 3 files: raw/a.zip > 町/1.txt\n"


@pytest.mark.parametrize(
    ("source", "members"),
    [
        ("raw", {"町/1.txt", "bad.txt"}),
        ("./raw/a.zip", {"町/1.txt", "bad.txt"}),
        ("raw/a.zip > 町/1.txt", {"町/1.txt"}),
        ("raw/a.zip > 町", {"町/1.txt"}),
    ],
)
def test_findings_of_a_zip_and_of_a_member(hyoka: Hyoka, forms: Option, source: str, members: set[str]) -> None:
    hyoka("ingest", "raw", *forms)
    found = json.loads(hyoka("check", "--json", "--severity", "error", "--source", source).out)
    assert {finding["member"] for finding in found} == members
    assert {finding["path"] for finding in found} == {"raw/a.zip"}


def test_a_line_of_findings_names_zip_and_member(hyoka: Hyoka, forms: Option) -> None:
    hyoka("ingest", "raw", *forms)
    assert "raw/a.zip > 町/1.txt:9:3: error check-cost_total: " in hyoka("check").out


def test_a_member_that_is_not_there_is_refused(hyoka: Hyoka, forms: Option) -> None:
    hyoka("ingest", "raw", *forms)
    answer = hyoka("check", "--source", "raw/a.zip > 町/3.txt")
    assert (answer.status, answer.out) == (2, "")


def test_show_reads_one_member(hyoka: Hyoka, forms: Option) -> None:
    answer = hyoka("show", "raw/a.zip", "--member", "2.txt", *forms)
    assert answer.status == 0
    assert "raw/a.zip > 2.txt" in answer.out
    assert "hamabe/hyo/2021" in answer.out
    told = json.loads(hyoka("show", "raw/a.zip", "--member", "2.txt", *forms, "--json").out)
    assert (told["path"], told["member"], told["status"]) == ("raw/a.zip", "2.txt", "loaded")


@pytest.mark.parametrize("source", ["raw/a.zip > 2.txt", "./raw/a.zip > 2.txt"])
def test_show_takes_a_member_as_it_is_printed(hyoka: Hyoka, forms: Option, source: str) -> None:
    told = json.loads(hyoka("show", source, *forms, "--json").out)
    assert (told["path"], told["member"], told["status"]) == ("raw/a.zip", "2.txt", "loaded")
    assert "near it: 2.txt" in hyoka("show", "raw/a.zip > 3.txt", *forms).err


def test_show_finds_a_name_however_its_letters_are_composed(hyoka: Hyoka, forms: Option) -> None:
    put_zip("raw/b.zip", {normalize("NFD", "が.txt"): Sheet()})
    assert hyoka("show", "raw/b.zip", "--member", "が.txt", *forms).status == 0


def test_show_lists_what_is_in_a_zip(hyoka: Hyoka) -> None:
    answer = hyoka("show", "raw/a.zip")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith("hyoka ingest:\n  町/1.txt\n  2.txt\n  bad.txt\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [(("raw/a.zip", "--member", "3.txt"), "near it: "), (("a.txt", "--member", "3.txt"), "this is no zip file")],
)
def test_show_refuses_a_member_that_is_not_there(town: Town, hyoka: Hyoka, words: tuple[str, ...], said: str) -> None:
    town.write("a.txt")
    answer = hyoka("show", *words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


def test_show_says_why_a_zip_can_not_be_read(town: Town, hyoka: Hyoka) -> None:
    town.write("b.zip", (town.folder / "raw" / "a.zip").read_bytes()[:100])
    answer = hyoka("show", "b.zip")
    assert answer.status == 1
    assert "cut off" in answer.out
