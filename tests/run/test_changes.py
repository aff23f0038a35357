"""What a run would do, what it changed, and what it refuses."""

from pathlib import Path

import pytest

from pipeline.model.change import replace
from pipeline.run.options import Options
from pipeline.run.reasons import Action
from pipeline.run.summary import RunSummary
from pipeline.spec.registry import load_forms
from tests.run.test_parsed import KEPT, respecced
from tests.sheets import Sheet
from tests.town import Town, only

DRY = replace(KEPT, dry=True)
DIFF = replace(KEPT, diff=True)
STRICT = replace(KEPT, strict=True)
CONTRADICTS = Sheet().text().replace("1,350", "1,950").encode()
"""A sheet that doesn't add up: an error finding, though it can be read."""


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder with its bytes and when it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def actions(summary: RunSummary) -> dict[str, tuple[str, str]]:
    return {str(file.spot): (file.action.value, file.status) for file in summary.files}


def test_a_dry_run_tells_of_every_file_and_changes_nothing(town: Town, tmp_path: Path) -> None:
    for name in ("same", "changes", "goes", "moves"):
        town.write(f"raw/{name}.txt", Sheet(code=name))
    town.run(KEPT)
    town.write("raw/changes.txt", Sheet(code="changes", direct=1360))
    (town.folder / "raw/goes.txt").unlink()
    (town.folder / "raw/moves.txt").rename(town.folder / "raw/moved.txt")
    town.write("raw/new.txt", Sheet(code="new"))
    town.write("raw/copy.txt", Sheet(code="same"))
    town.write("raw/empty.txt", b"")
    before = files(tmp_path)
    dry = town.run(replace(DRY, diff=True))
    assert files(tmp_path) == before
    assert actions(dry) == {
        "raw/changes.txt": ("changed", "loaded"),
        "raw/copy.txt": ("copy", "loaded"),
        "raw/empty.txt": ("new", "failed"),
        "raw/moved.txt": ("moved", "loaded"),
        "raw/new.txt": ("new", "loaded"),
        "raw/same.txt": ("unchanged", "loaded"),
    }
    assert dry.gone == ("raw/goes.txt",)
    real = town.run(DIFF)
    assert (actions(real), real.gone, real.changes) == (actions(dry), dry.gone, dry.changes)
    assert (real.exit_status, real.counts) == (dry.exit_status, dry.counts)


def test_a_dry_run_before_the_first_makes_no_database(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    before = files(any_town.folder.parent)
    assert actions(any_town.run(DRY)) == {"raw/a.txt": ("new", "loaded")}
    assert files(any_town.folder.parent) == before


def test_a_dry_run_leaves_every_row_of_any_database(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    any_town.write("raw/b.txt", Sheet(direct=1400))  # its report is replaced by the other, or replaces it
    any_town.run(KEPT)
    before = any_town.everything()
    any_town.write("raw/a.txt", Sheet(direct=1360))
    dry = any_town.run(replace(DRY, diff=True, prune=True))
    assert actions(dry)["raw/a.txt"] == ("changed", "loaded")
    assert any_town.everything() == before
    assert any_town.run(DIFF).changes == dry.changes


def test_a_dry_run_names_the_form_that_changed(town: Town, tmp_path: Path) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    other = respecced(town, tmp_path / "other", "{narrative: purpose}", "{narrative: target}")
    dry = only(other.run(DRY))
    assert (dry.action, dry.why) == (Action.REBOUND, "form hamabe/hyo/2021 changed")
    without = only(replace(town, registry=load_forms()).run(DRY))
    assert (without.action, without.note) == (Action.KEPT, "kept as it was read before")


def row_of(label: str) -> str:
    """``事業費`` of ``2 費用 > 事業費 > 令和3年度``."""
    return label.split(" > ")[-2]


def told(summary: RunSummary) -> list[tuple[str, str, str, str, str | None, str | None]]:
    """Every change in short: project, table, year, label, before and after."""
    return [
        (c.subject.project, c.subject.table, c.subject.year, row_of(c.subject.label), c.before, c.after)
        for c in summary.changes or ()
    ]


def test_changed_values_are_told_by_project_table_year_and_label(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    any_town.run(KEPT)
    any_town.write("raw/a.txt", Sheet(direct=1360))
    assert told(any_town.run(DIFF)) == [
        ("0012", "costs", "2021", "事業費", "1,350,000 yen", "1,360,000 yen"),
        ("0012", "costs", "2021", "合計", "6,030,000 yen", "6,040,000 yen"),
        ("0012", "funding", "2021", "町費", "5,430,000 yen", "5,440,000 yen"),
    ]
    assert told(any_town.run(DIFF)) == []


def test_a_file_that_comes_gains_and_one_that_goes_loses(town: Town) -> None:
    town.write("raw/a.txt")
    gained = town.run(DIFF)
    (town.folder / "raw/a.txt").unlink()
    assert town.run(DIFF).changes == ()  # what it said is kept
    lost = town.run(replace(DIFF, prune=True, prune_emptied=True))
    assert {(c.before, c.after is None) for c in gained.changes or ()} == {(None, False)}
    assert [(c.subject, c.after) for c in gained.changes or ()] == [(c.subject, c.before) for c in lost.changes or ()]
    (facts,) = {gained.counts.facts, len(gained.changes or ())}
    assert facts > 20


def test_a_sheet_that_goes_from_one_file_into_another_changes_nothing(town: Town) -> None:
    town.write("raw/a.txt", Sheet().text().encode())
    town.run(KEPT)
    (town.folder / "raw/a.txt").unlink()
    town.write("raw/b.txt", (Sheet().text() + Sheet(code="0099", name="公園清掃").text()).encode())
    changes = town.run(DIFF).changes or ()
    assert {(c.subject.project, c.before is None) for c in changes} == {("0099", True)}


def test_what_another_form_reads_differently_is_told(town: Town, tmp_path: Path) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    other = respecced(town, tmp_path / "other", "cost: {item: personnel}", "cost: {item: other}")
    changes = other.run(DIFF).changes or ()
    assert {
        (c.subject.table, row_of(c.subject.label), "item personnel" in c.subject.about) for c in changes if c.before
    } == {("costs", "人件費", True)}
    assert {"item other" in c.subject.about for c in changes if c.after} == {True}
    assert len(changes) == 4  # two years, each under one item and no longer under the other


def test_strict_loads_nothing_from_a_file_with_an_error(any_town: Town) -> None:
    any_town.write("raw/a.txt", CONTRADICTS)
    any_town.write("raw/b.txt", Sheet(code="0013"))
    summary = any_town.run(STRICT)
    assert actions(summary) == {"raw/a.txt": ("refused", "failed"), "raw/b.txt": ("new", "loaded")}
    assert summary.exit_status == 1
    assert any_town.rows("SELECT project_code FROM reports") == [("0013",)]
    ((rule, actual),) = any_town.rows("SELECT rule, actual FROM findings WHERE severity = 'error'")
    assert (rule, actual) == ("refused", "6,030 at 9:3")
    assert any_town.run(STRICT).exit_status == 1  # it is tried again, and refused again
    assert any_town.run(KEPT).exit_status == 0
    assert any_town.rows("SELECT count(*) FROM reports") == [(2,)]


def test_strict_passes_where_nothing_is_wrong(town: Town) -> None:
    town.write("raw/a.txt")
    assert (town.run(STRICT).exit_status, town.run(STRICT).exit_status) == (0, 0)


def test_what_was_loaded_stays_where_strict_refuses_what_is_new(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    any_town.run(STRICT)
    kept = any_town.dump(ids=False)["costs"]
    any_town.write("raw/a.txt", CONTRADICTS)
    assert any_town.run(STRICT).exit_status == 1
    assert any_town.dump(ids=False)["costs"] == kept
    assert any_town.rows("SELECT path, status FROM sources ORDER BY id") == [
        ("raw/a.txt", "missing"),
        ("raw/a.txt", "failed"),
    ]
    any_town.write("raw/a.txt", Sheet(direct=1360))  # mended: now the old goes
    assert any_town.run(STRICT).exit_status == 0
    assert any_town.rows("SELECT status, count(*) FROM sources GROUP BY status ORDER BY status") == [
        ("loaded", 1),
        ("missing", 2),
    ]


def test_what_was_loaded_before_strict_stays_and_is_no_pass(town: Town) -> None:
    town.write("raw/a.txt", CONTRADICTS)
    assert town.run(KEPT).exit_status == 0
    assert town.run(STRICT).exit_status == 1
    assert town.rows("SELECT count(*) FROM reports") == [(1,)]


@pytest.mark.parametrize("options", [Options(), KEPT])
def test_a_run_tells_no_changes_unless_asked(town: Town, options: Options) -> None:
    town.write("raw/a.txt")
    assert town.run(options).changes is None
