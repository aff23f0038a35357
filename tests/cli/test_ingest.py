import json

import pytest

from tests.cli.conftest import Hyoka
from tests.sheets import Sheet, failing
from tests.town import Town

Option = tuple[str, str]


def test_a_good_folder(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("raw/a.txt")
    answer = hyoka("ingest", "raw", *forms)
    assert (answer.status, answer.err) == (0, "")
    lines = dict(line.split(None, 1) for line in answer.out.splitlines() if line.strip())
    assert (lines["files"], lines["loaded"], lines["reports"], lines["coverage"]) == ("1", "1", "1", "100.0 %")
    assert lines["findings"].startswith("0 error, 0 warning, ")
    assert "To look at" not in answer.out
    assert (town.folder / "db" / "hyoka.sqlite").is_file()


def test_problems_are_listed_with_file_status_and_reason(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("raw/a.txt", Sheet().text().replace("1,350", "1,3S0").encode())
    town.write("raw/b.txt", b"")
    town.write("raw/c.txt", "会議録\n".encode())
    town.write("raw/README.md", b"hello")
    town.write("raw/good.txt", Sheet(year=2023))
    for _ in range(2):
        answer = hyoka("ingest", "raw", *forms, "--db", "a.sqlite")
        assert answer.status == 1
        assert "To look at: 3 of 4 files" in answer.out
        assert "raw/b.txt  failed" in answer.out
        assert "file-unreadable: the file is empty" in answer.out
        assert "raw/c.txt  unrecognized" in answer.out
        assert "1:1: form-unknown:" in answer.out
        assert "raw/a.txt  loaded with" in answer.out
        assert "    7:3: " in answer.out
        assert "raw/README.md (README)" in answer.out
        assert "good.txt" not in answer.out


def test_json_has_every_file(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("raw/a.txt")
    town.write("raw/b.txt", b"")
    answer = hyoka("ingest", "raw", *forms, "--json")
    told = json.loads(answer.out)
    assert (told["exit_status"], told["files_seen"], told["files_loaded"], told["files_failed"]) == (1, 2, 1, 1)
    assert [(file["path"], file["status"]) for file in told["files"]] == [
        ("raw/a.txt", "loaded"),
        ("raw/b.txt", "failed"),
    ]
    assert told["files"][1]["first_errors"][0]["rule"] == "file-unreadable"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ingest", "nowhere"), "nowhere: there is no such file or folder"),
        (("ingest", "raw", "--forms", "nowhere"), "nowhere: no such folder of forms"),
        (("ingest", "raw", "--db", "oracle://x"), "sqlite and postgresql only"),
        (("ingest", "raw", "--db", "raw/text.txt"), "isn't a database"),
        (("ingest",), "Missing argument"),
        (("ingest", "raw", "--colour"), "No such option"),
        (("nonsense",), "No such command"),
    ],
)
def test_usage_errors_are_one_clean_message(town: Town, hyoka: Hyoka, words: tuple[str, ...], said: str) -> None:
    town.write("raw/text.txt", b"not a database, but long enough to be looked at as if it were one")
    answer = hyoka(*words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_a_wrong_spec_is_one_line(town: Town, hyoka: Hyoka) -> None:
    spec = town.folder / "forms" / "a" / "b" / "2022.yaml"
    spec.parent.mkdir(parents=True)
    spec.write_text("form: a/b/2022\nnonsense: 1\n", encoding="utf-8")
    answer = hyoka("ingest", "raw", "--forms", "forms")
    assert answer.status == 2
    assert answer.err.startswith("hyoka: forms/a/b/2022.yaml:")
    assert len(answer.err.splitlines()) == 1


def test_a_broken_off_run_says_so(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("raw/a.txt")
    town.write("raw/b.txt", Sheet(year=2023))
    with failing("pipeline.run.ingest.read_file", KeyboardInterrupt(), after=1):
        answer = hyoka("ingest", "raw", *forms)
    assert answer.status == 130
    assert "Broken off" in answer.out
    assert hyoka("query", "SELECT count(*) FROM reports", "--csv").out.splitlines()[1] == "1"


def test_the_run_keeps_the_command_but_no_password(town: Town, hyoka: Hyoka) -> None:
    from pathlib import Path

    from pipeline.cli.ingest import _command
    from pipeline.run.options import Options

    command = _command([Path("raw 1")], "postgresql://me:secret@host/db", Options())
    assert command == "hyoka ingest 'raw 1' --db 'postgresql+psycopg://me:***@host/db'"


def test_a_slow_run_says_how_far_it_is(
    town: Town, hyoka: Hyoka, forms: Option, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.cli.progress._FIRST_LINE", 0.0)
    town.write("raw/a.txt")
    assert hyoka("ingest", "raw", *forms).err == "1 of 1 files: raw/a.txt\n"


def test_what_is_gone_is_said(town: Town, hyoka: Hyoka, forms: Option) -> None:
    file = town.write("raw/a.txt")
    town.write("raw/b.txt", Sheet(year=2023))
    hyoka("ingest", "raw", *forms)
    file.unlink()
    for _ in range(2):
        answer = hyoka("ingest", "raw", *forms)
        assert answer.status == 0
        assert "1 file is gone; what it said is kept; --prune forgets it\n  raw/a.txt\n" in answer.out
        assert "in 2 reports of 2 files, 1 of them missing\n" in answer.out
    assert "Forgotten: 1\n  raw/a.txt\n" in hyoka("ingest", "raw", "--prune", *forms).out
    assert "gone" not in hyoka("ingest", "raw", *forms).out


def test_where_all_is_gone_the_path_may_be_wrong(town: Town, hyoka: Hyoka, forms: Option) -> None:
    file = town.write("raw/a.txt")
    hyoka("ingest", "raw", *forms)
    file.unlink()
    answer = hyoka("ingest", "raw", *forms)
    assert answer.status == 1
    assert "raw: the only file that the database knows from here is gone. See whether the disk or share" in answer.out
    assert "no file to read" not in answer.out  # which is the same once more
    answer = hyoka("ingest", "raw", "--prune", *forms)
    assert (answer.status, "--prune forgot nothing" in answer.out, "--prune-emptied" in answer.out) == (2, True, True)
    told = json.loads(hyoka("ingest", "raw", "--prune", "--json", *forms).out)
    assert (told["prune_refused"], told["gone"]) == (True, ["raw/a.txt"])
    assert told["vanished"] == [{"path": "raw", "known": 1}]
    answer = hyoka("ingest", "raw", "--prune-emptied", *forms)
    assert "Forgotten: 1" in answer.out
    assert hyoka("query", "SELECT count(*) FROM sources", "--csv").out.splitlines()[1] == "0"


def test_an_older_content_that_counts_is_said(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("raw/a.txt")
    hyoka("ingest", "raw", *forms)
    town.write("raw/a.txt", b"")
    answer = hyoka("ingest", "raw", *forms)
    assert "so what their older content said still counts\n  raw/a.txt\n" in answer.out
    assert "older-content-counts" in hyoka("check").out


def test_a_path_without_a_file_is_said(town: Town, hyoka: Hyoka, forms: Option) -> None:
    answer = hyoka("ingest", "raw")
    assert (answer.status, "raw: there is no file to read here; check the path" in answer.out) == (1, True)
    town.write("next/a.txt")
    answer = hyoka("ingest", "raw", "next", *forms)
    assert (answer.status, "raw: there is no file" in answer.out, "next: there is" in answer.out) == (1, True, False)
    assert json.loads(hyoka("ingest", "raw", "next", "--json", *forms).out)["nothing_in"] == ["raw"]
