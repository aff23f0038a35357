"""Runs over a folder: what is read, skipped, replaced, moved and gone."""

import os
from pathlib import Path

import pytest

from pipeline.readers import reader_version
from pipeline.run.ingest import ingest
from pipeline.run.summary import Done, Event, Found, Reading
from pipeline.spec.registry import load_forms
from tests.sheets import FORM, Sheet, write_forms
from tests.town import Town, only

YEARS = "SELECT fiscal_year, settlement_yen FROM project_years WHERE settlement_yen IS NOT NULL ORDER BY 1"
SOURCES = "SELECT path, status FROM sources ORDER BY path, status"


def test_a_sheet_is_loaded_whole(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    summary = any_town.ingest()
    file = only(summary)
    assert (file.status, file.reports, file.unread, summary.coverage, summary.exit_status) == ("loaded", 1, 0, 1.0, 0)
    assert any_town.rows(YEARS) == [(2020, 5_100_000), (2021, 6_030_000)]
    assert any_town.rows(
        "SELECT path, bytes, media_type, pages, reader, reader_version, forms_hash, status, error FROM sources"
    ) == [
        (
            "raw/a.txt",
            len(Sheet().text().encode()),
            "text/tab-separated-values",
            1,
            "text",
            reader_version(known=any_town.registry.layouts),
            any_town.registry.forms_hash,
            "loaded",
            None,
        )
    ]
    (facts,) = any_town.rows("SELECT facts FROM quality")
    assert facts == (file.facts,)


def test_the_run_is_written_down(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    any_town.write("raw/b.txt", b"")
    any_town.ingest()
    columns = "files_seen, files_read, files_skipped, files_failed, reports_loaded, errors, warnings, coverage, command"
    assert any_town.rows(f"SELECT {columns} FROM runs WHERE finished_at >= started_at") == [
        (2, 1, 0, 1, 1, 1, 0, 1.0, "hyoka ingest")
    ]
    any_town.ingest()
    counted = "SELECT files_seen, files_read, files_skipped, coverage FROM runs ORDER BY id DESC LIMIT 1"
    assert any_town.rows(counted) == [(2, 0, 2, None)]
    assert any_town.rows("SELECT DISTINCT first_run_id, last_run_id FROM sources") == [(1, 2)]


def test_loading_twice_changes_nothing(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    any_town.write("raw/b.txt", Sheet(code=None))
    any_town.write("raw/copy.txt")
    any_town.write("raw/odd.txt", "なにか\n".encode())
    any_town.write("raw/empty.txt", b"")
    first = any_town.ingest()
    before, bare = any_town.dump(), any_town.dump(ids=False)
    second = any_town.ingest()
    assert any_town.dump() == before
    assert [file.skipped for file in second.files] == [True] * 5
    assert first.exit_status == second.exit_status == 1
    third = any_town.ingest(again=True)
    assert any_town.dump(ids=False) == bare
    assert third.counts.facts == first.counts.facts


def test_changed_content_replaces_its_reports(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    any_town.ingest()
    any_town.write("raw/a.txt", Sheet(direct=1360))
    file = only(any_town.ingest())
    assert (file.status, file.note) == ("loaded", "new content: the old no longer counts")
    assert any_town.rows(YEARS) == [(2020, 5_100_000), (2021, 6_040_000)]
    assert any_town.rows(SOURCES) == [("raw/a.txt", "loaded"), ("raw/a.txt", "missing")]
    assert any_town.rows("SELECT count(*) FROM reports") == [(1,)]
    any_town.write("raw/a.txt")  # and back again
    any_town.ingest()
    assert any_town.rows(YEARS) == [(2020, 5_100_000), (2021, 6_030_000)]
    assert any_town.rows("SELECT count(*) FROM sources") == [(2,)]


def test_next_years_folder_just_adds(town: Town) -> None:
    town.write("2022/a.txt")
    town.ingest("2022")
    town.write("2023/a.txt", Sheet(year=2023))
    town.ingest("2023")
    assert town.rows(SOURCES) == [("2022/a.txt", "loaded"), ("2023/a.txt", "loaded")]
    assert town.rows("SELECT first_fiscal_year, last_fiscal_year FROM projects") == [(2021, 2022)]


def test_a_file_that_is_gone_still_counts_and_may_come_back(any_town: Town) -> None:
    file = any_town.write("raw/a.txt")
    any_town.write("raw/b.txt", Sheet(year=2023))
    any_town.ingest()
    before = any_town.dump(ids=False)
    file.unlink()
    assert any_town.ingest().gone == ("raw/a.txt",)
    assert any_town.rows(SOURCES) == [("raw/a.txt", "missing"), ("raw/b.txt", "loaded")]
    assert any_town.rows("SELECT DISTINCT fiscal_year FROM reports ORDER BY 1") == [(2021,), (2022,)]
    assert any_town.ingest().gone == ("raw/a.txt",)  # every run says so
    any_town.write("raw/a.txt")
    any_town.ingest()
    assert any_town.dump(ids=False) == before


def test_a_file_that_is_passed_over_is_not_gone(town: Town) -> None:
    town.write("raw/.draft.txt")
    town.ingest("raw/.draft.txt")
    town.write("raw/b.txt", Sheet(year=2023))
    assert town.ingest("raw").gone == ()
    assert town.rows(SOURCES) == [("raw/.draft.txt", "loaded"), ("raw/b.txt", "loaded")]


def test_a_file_that_moved_keeps_its_reports(any_town: Town) -> None:
    file = any_town.write("raw/a.txt")
    any_town.ingest()
    reports = any_town.dump()["reports"]
    file.rename("raw/z.txt")
    result = only(any_town.ingest())
    assert (result.skipped, result.note) == (True, "moved from raw/a.txt")
    assert any_town.rows(SOURCES) == [("raw/z.txt", "loaded")]
    assert any_town.dump()["reports"] == reports


def test_two_files_that_swap_names_keep_their_reports(town: Town) -> None:
    one, two = town.write("raw/a.txt"), town.write("raw/b.txt", Sheet(year=2023))
    town.ingest()
    before = town.rows("SELECT id, fiscal_year FROM reports ORDER BY 1")
    one.rename("raw/c.txt")
    two.rename("raw/a.txt")
    Path("raw/c.txt").rename("raw/b.txt")
    town.ingest()
    assert town.rows("SELECT id, fiscal_year FROM reports ORDER BY 1") == before
    assert town.rows(SOURCES) == [("raw/a.txt", "loaded"), ("raw/b.txt", "loaded")]


def test_the_same_content_at_two_paths_is_one_source(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    copy = any_town.write("raw/b.txt")
    summary = any_town.ingest()
    assert [file.note for file in summary.files] == [None, "same content as raw/a.txt"]
    said = "SELECT severity, actual FROM findings WHERE rule = 'same-content'"
    assert any_town.rows(SOURCES) == [("raw/a.txt", "loaded")]
    assert any_town.rows(said) == [("info", "raw/b.txt")]
    any_town.ingest("raw/a.txt")
    assert any_town.rows(said) == [("info", "raw/b.txt")]
    copy.unlink()
    any_town.ingest()
    assert any_town.rows(said) == []


@pytest.mark.parametrize("paths", [("raw",), ("raw/a.txt",)])
def test_a_copy_takes_over_when_the_first_path_changes(town: Town, paths: tuple[str, ...]) -> None:
    town.write("raw/a.txt")
    town.write("raw/b.txt")
    town.ingest()
    town.write("raw/a.txt", Sheet(year=2023))
    town.ingest(*paths)
    assert town.rows(SOURCES) == [("raw/a.txt", "loaded"), ("raw/b.txt", "loaded")]
    assert town.rows("SELECT fiscal_year FROM reports ORDER BY 1") == [(2021,), (2022,)]
    assert town.rows("SELECT * FROM findings WHERE rule = 'same-content'") == []


def test_one_file_by_two_names_is_no_copy(town: Town) -> None:
    town.write("raw/a.txt")
    town.ingest("raw")
    result = only(town.ingest(str(town.folder / "raw")))
    assert result.skipped
    assert town.rows("SELECT count(*) FROM sources") == [(1,)]
    assert town.rows("SELECT * FROM findings WHERE rule = 'same-content'") == []
    town.write("raw/a.txt", Sheet(direct=1360))
    town.ingest("raw")
    assert town.rows(YEARS) == [(2020, 5_100_000), (2021, 6_040_000)]


def test_other_forms_or_another_reader_read_again(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town.write("raw/a.txt")
    town.ingest()
    forms = write_forms(tmp_path / "forms")
    (forms / "hamabe/hyo/2021.yaml").write_text(FORM.replace("narrative: purpose", "narrative: aim"), encoding="utf-8")
    changed = ingest([Path("raw")], town.url, load_forms([forms]))
    assert not only(changed).skipped
    assert town.rows("SELECT field FROM narratives") == [("aim",)]
    town.ingest()
    assert only(town.ingest()).skipped
    monkeypatch.setattr("pipeline.run.ingest.reader_version", lambda *_how: "text-99")
    assert not only(town.ingest()).skipped


def test_events_tell_how_it_goes(town: Town) -> None:
    town.write("raw/a.txt")
    town.write("raw/b.txt", b"")
    heard: list[Event] = []
    ingest([Path("raw")], town.url, town.registry, listen=heard.append)
    assert heard[0] == Found(2)
    assert [event.path for event in heard if isinstance(event, Reading)] == ["raw/a.txt", "raw/b.txt"]
    assert [event.result.status for event in heard if isinstance(event, Done)] == ["loaded", "failed"]


def test_a_folder_that_can_not_be_listed_fails_and_forgets_nothing(
    any_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    any_town.write("raw/closed/a.txt")
    any_town.write("raw/b.txt", Sheet(year=2023))
    any_town.ingest()
    before = any_town.dump(ids=False)
    real = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        summary = any_town.ingest()
    assert [(file.path, file.status) for file in summary.problems] == [("raw/closed", "failed")]
    assert summary.gone == ()
    assert any_town.rows("SELECT count(*) FROM reports") == [(2,)]
    any_town.ingest()
    assert any_town.dump(ids=False) == before


def test_what_was_read_by_a_form_that_is_not_given_again_stays(town: Town) -> None:
    town.write("raw/a.txt")
    town.ingest()
    before = town.dump()
    without = Town(town.folder, town.url, load_forms())
    summary = without.ingest()
    (file,) = summary.problems
    assert (summary.exit_status, file.status, file.note) == (1, "loaded", "kept as it was read before")
    assert "hamabe/hyo/2021" in file.serious[0].message
    assert "--forms" in file.serious[0].message
    assert town.dump() == before
    assert town.ingest().exit_status == 0
    assert without.ingest(again=True).count("unrecognized") == 1
    assert town.rows("SELECT count(*) FROM reports") == [(0,)]


def test_findings_made_by_a_later_file_of_the_run_are_counted(town: Town) -> None:
    town.write("raw/a.txt")
    town.write("raw/b.txt", Sheet(direct=1400))
    summary = town.ingest()
    ((found,),) = town.rows("SELECT count(*) FROM findings WHERE severity = 'warning'")
    assert found > 0
    assert summary.findings["warning"] == found
    assert town.rows("SELECT warnings FROM runs") == [(found,)]
    assert town.rows("SELECT count(*) FROM findings WHERE rule = 'publication-order-unknown'") == [(1,)]
