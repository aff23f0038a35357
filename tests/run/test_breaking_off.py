"""What stays when something breaks: never half a source, never less than was there."""

from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from pipeline.errors import DatabaseError
from pipeline.run.ingest import ingest
from pipeline.run.summary import Event, Reading
from tests.sheets import Sheet, failing
from tests.town import Town, only

FACTS = "SELECT count(*) FROM costs"


@pytest.mark.parametrize(
    "step",
    [
        "pipeline.load.report.put_municipality",
        "pipeline.load.report.fact_row",
        "pipeline.load.report.insert_rows",
        "pipeline.load.source.settle_projects",
        "pipeline.load.source._loaded",
    ],
)
def test_a_load_that_breaks_leaves_nothing_of_its_source(any_town: Town, step: str) -> None:
    any_town.write("raw/a.txt")
    any_town.ingest()
    kept = any_town.dump(ids=False)
    any_town.write("raw/b.txt", Sheet(code="0013", name="公園清掃"))
    after = 10 if step.endswith("fact_row") else 0
    with failing(step, RuntimeError("disk on fire"), after=after):
        summary = any_town.ingest()
    assert [file.status for file in summary.files] == ["loaded", "failed"]
    assert summary.exit_status == 1
    for table in ("reports", "costs", "projects", "fields", "unread_cells"):
        assert any_town.dump(ids=False)[table] == kept[table]
    (said,) = any_town.rows("SELECT f.actual FROM findings f JOIN sources s ON s.id = f.source_id "
                            "WHERE f.rule = 'internal-error' AND s.path = 'raw/b.txt'")  # fmt: skip
    assert "RuntimeError: disk on fire" in said[0]
    assert any_town.ingest().count("loaded") == 1  # the next run tries again
    assert any_town.rows("SELECT * FROM findings WHERE rule = 'internal-error'") == []


def test_a_load_again_that_breaks_keeps_what_was_there(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    any_town.ingest()
    before = any_town.dump(ids=False)
    with failing("pipeline.load.source._loaded", ValueError("no")):
        result = only(any_town.ingest(again=True))
    assert (result.status, result.findings["error"]) == ("failed", 1)
    after = any_town.dump(ids=False)
    assert {name for name in before if before[name] != after[name]} == {"sources", "findings"}
    assert any_town.rows("SELECT status FROM sources") == [("loaded",)]
    assert not only(any_town.ingest()).skipped
    assert any_town.dump(ids=False) == before


def test_new_content_that_does_not_load_leaves_the_old(town: Town) -> None:
    town.write("raw/a.txt")
    town.ingest()
    town.write("raw/a.txt", Sheet(direct=1360))
    with failing("pipeline.load.source._loaded", ValueError("no")):
        town.ingest()
    assert town.rows("SELECT settlement_yen FROM project_years WHERE fiscal_year = 2021") == [(6_030_000,)]
    town.ingest()
    assert town.rows("SELECT settlement_yen FROM project_years WHERE fiscal_year = 2021") == [(6_040_000,)]


def test_a_bug_in_skipping_stops_no_other_file(town: Town) -> None:
    town.write("raw/a.txt")
    town.ingest()
    town.write("raw/b.txt", Sheet(year=2023))
    with failing("pipeline.run.loader.findings_of", RuntimeError("no")):
        summary = town.ingest()
    assert [(file.status, file.skipped) for file in summary.files] == [("failed", False), ("loaded", False)]
    assert town.rows("SELECT count(*) FROM reports") == [(2,)]


@pytest.mark.parametrize("error", [RecursionError("too deep"), KeyError("x"), MemoryError()])
def test_a_bug_in_reading_stops_no_other_file(town: Town, error: Exception) -> None:
    town.write("raw/a.txt")
    town.write("raw/b.txt", Sheet(year=2023))
    with failing("pipeline.run.file.ReportStream", error, after=1):
        summary = town.ingest()
    assert [file.status for file in summary.files] == ["loaded", "failed"]
    ((rule, actual),) = town.rows("SELECT rule, actual FROM findings WHERE severity = 'error'")
    assert (rule, actual.startswith(type(error).__name__)) == ("internal-error", True)
    assert [file.status for file in town.ingest().files] == ["loaded", "loaded"]


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (PermissionError(13, "Permission denied"), "no permission"),
        (FileNotFoundError(2, "No such file"), "vanished"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_a_file_that_can_not_be_read_keeps_what_was_read_before(
    any_town: Town, monkeypatch: pytest.MonkeyPatch, error: OSError, why: str
) -> None:
    any_town.write("raw/a.txt")
    any_town.write("raw/b.txt", Sheet(year=2023))
    any_town.ingest()
    before = any_town.dump(ids=False)
    real = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.name == "a.txt":
            raise error
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", read)
        for _ in range(2):
            summary = any_town.ingest()
            assert [file.status for file in summary.files] == ["failed", "loaded"]
            assert why in summary.files[0].serious[0].message
    assert any_town.rows("SELECT count(*) FROM sources WHERE sha256 IS NULL AND status = 'failed'") == [(1,)]
    assert any_town.rows("SELECT count(*) FROM reports") == [(2,)]
    any_town.ingest()
    assert any_town.dump(ids=False) == before


def test_ctrl_c_keeps_what_was_loaded(any_town: Town) -> None:
    for name in "abc":
        any_town.write(f"raw/{name}.txt", Sheet(code=name))

    def stop(event: Event) -> None:
        if isinstance(event, Reading) and event.path == "raw/b.txt":
            raise KeyboardInterrupt

    summary = ingest([Path("raw")], any_town.url, any_town.registry, listen=stop)
    assert (summary.interrupted, summary.exit_status) == (True, 130)
    assert any_town.rows("SELECT path FROM sources") == [("raw/a.txt",)]
    assert any_town.rows("SELECT files_seen, reports_loaded FROM runs WHERE finished_at IS NOT NULL") == [(1, 1)]
    assert [file.skipped for file in any_town.ingest().files] == [True, False, False]


def test_ctrl_c_forgets_nothing_that_it_had_no_time_to_see(town: Town) -> None:
    for name in "abc":
        town.write(f"raw/{name}.txt", Sheet(code=name))
    town.ingest()

    def stop(event: Event) -> None:
        if isinstance(event, Reading):
            raise KeyboardInterrupt

    ingest([Path("raw")], town.url, town.registry, listen=stop)
    assert town.rows("SELECT count(*) FROM reports") == [(3,)]


def test_a_database_that_fails_ends_the_run_with_one_message(town: Town) -> None:
    town.write("raw/a.txt")
    full = OperationalError("INSERT", {}, Exception("database or disk is full"))
    with (
        failing("pipeline.run.loader.load_source", full),
        failing("pipeline.run.loader.load_failure", full),
        pytest.raises(DatabaseError, match="disk is full"),
    ):
        town.ingest()
    assert town.rows(FACTS) == [(0,)]
