"""What people rule holds at every load while the cell's text is the same, and says so when it no longer does."""

import shutil
from pathlib import Path

import pytest

from pipeline.load.replacing import WrongValue
from pipeline.model.place import Place
from pipeline.rulings import RulingsFolder, WrongRuling
from pipeline.rulings.model import Action, finding_id
from pipeline.run.correct import Corrected, Order, correct, corrections, undo
from pipeline.run.options import Options
from pipeline.run.pointing import NothingThere
from pipeline.run.rebuild import rebuild
from tests.sheets import FORM, Sheet, failing
from tests.town import Town

RULINGS, PARSED = Path("rulings"), Path("parsed")
KEPT = Options(rulings=RULINGS, parsed=PARSED)
DIRECT = "raw/a.txt:7:3"  # 事業費 of 2021
COST = "SELECT amount_yen, status, raw, unit, precision_yen FROM costs WHERE item = 'direct' AND fiscal_year = 2021"
YEAR = "SELECT direct_yen FROM project_years WHERE fiscal_year = 2021"
RULES = "SELECT rule, severity, status FROM findings WHERE rule LIKE 'correction-%' ORDER BY rule"
READ, RULED = (1_350_000, "value", "1,350", "千円", 1000), (1_360_000, "value", "1,350", "千円", 1000)


def rule(town: Town, action: Action = Action.REPLACE, where: str = DIRECT, value: str | None = "1,360",
         **more: str) -> Corrected:  # fmt: skip
    order = Order(action=action, where=where, value=value, who="記録係", why="原本で確認", **more)
    return correct(town.url, RULINGS, order)


@pytest.fixture
def ruled(any_town: Town) -> Town:
    any_town.write("raw/a.txt")
    any_town.run(KEPT)
    assert rule(any_town).standing.why is None
    return any_town


def test_a_replaced_value_holds_at_once_and_keeps_its_text(ruled: Town) -> None:
    assert ruled.rows(COST) == [RULED]
    assert ruled.rows(YEAR) == [(1_360_000,)]
    row = 'SELECT action, fact_table, field, page, "row", col, slot, expected_raw, value, who, why FROM corrections'
    place = ("costs", "amount_yen", 1, 6, 2, 0)
    assert ruled.rows(row) == [("replace", *place, "1,350", "1,360", "記録係", "原本で確認")]


def test_it_holds_after_every_run_and_rebuild(ruled: Town) -> None:
    ruled.run(KEPT)
    assert ruled.rows(COST) == [RULED]
    ruled.run(Options(rulings=RULINGS, parsed=PARSED, again=True))
    assert ruled.rows(COST) == [RULED]
    before = ruled.everything()
    assert (len(before["corrections"]), len(before["overruled"])) == (1, 1)
    rebuild(ruled.url, ruled.registry, PARSED, rulings=RULINGS)
    assert ruled.everything() == before


def test_it_holds_after_a_changed_form(ruled: Town, tmp_path: Path) -> None:
    from pipeline.spec.registry import load_forms

    spec = tmp_path / "other" / "hamabe" / "hyo" / "2021.yaml"
    spec.parent.mkdir(parents=True)
    spec.write_text(FORM.replace("decoration: [（単位：千円）]", "decoration: [（単位：千円）, 注]"), encoding="utf-8")
    other = Town(ruled.folder, ruled.url, load_forms([tmp_path / "other"]))
    assert not other.run(KEPT).files[0].skipped
    assert ruled.rows(COST) == [RULED]


def test_it_is_lifted_by_undo_and_by_deleting_its_file(ruled: Town) -> None:
    (standing,) = corrections(ruled.url, RULINGS)
    undo(ruled.url, RULINGS, standing.ruling.id)
    assert ruled.rows(COST) == [READ]
    assert ruled.rows("SELECT id FROM corrections UNION SELECT id FROM overruled") == []
    path = rule(ruled).path
    assert ruled.rows(COST) == [RULED]
    path.unlink()
    ruled.run(KEPT)
    assert ruled.rows(COST) == [READ]


def test_a_file_that_came_by_git_is_applied_though_no_sheet_changed(ruled: Town) -> None:
    shutil.move(RULINGS, "elsewhere")
    RULINGS.mkdir()
    ruled.run(KEPT)
    assert ruled.rows(COST) == [READ]
    shutil.move("elsewhere/corrections", RULINGS / "corrections")
    assert ruled.run(KEPT).files[0].skipped
    assert ruled.rows(COST) == [RULED]


def test_a_folder_that_is_not_there_lifts_nothing(ruled: Town) -> None:
    shutil.move(RULINGS, "elsewhere")
    for work in (lambda: ruled.run(KEPT), lambda: rebuild(ruled.url, ruled.registry, PARSED, rulings=RULINGS)):
        with pytest.raises(WrongRuling, match="--rulings"):
            work()
    assert ruled.rows(COST) == [RULED]
    ruled.run(Options())
    assert ruled.rows(COST) == [RULED]


def test_it_lapses_when_the_text_of_the_cell_changes(ruled: Town) -> None:
    ruled.write("raw/a.txt", Sheet(direct=1370))
    ruled.run(KEPT)
    assert ruled.rows(COST) == [(1_370_000, "value", "1,370", "千円", 1000)]
    assert ruled.rows(RULES) == [("correction-lapsed", "warning", "open")]
    (message,) = ruled.rows("SELECT message, expected FROM findings WHERE rule = 'correction-lapsed'")
    assert "1,370" in message[0]
    assert message[1] == "1,350"
    assert ruled.rows("SELECT count(*) FROM overruled") == [(0,)]
    rule(ruled, value="1,380")
    assert ruled.rows(COST) == [(1_380_000, "value", "1,370", "千円", 1000)]


def test_a_changed_file_with_the_same_fact_keeps_it_and_says_so(ruled: Town) -> None:
    ruled.write("raw/a.txt", Sheet().text().replace("海岸を美しく", "浜を美しく").encode())
    ruled.run(KEPT)
    assert ruled.rows(COST) == [RULED]
    assert ruled.rows(RULES) == [("correction-carried", "warning", "open")]
    rule(ruled)  # which says that it holds here, too
    assert ruled.rows(COST) == [RULED]
    ruled.write("raw/a.txt")
    ruled.run(KEPT)  # as it was
    assert ruled.rows(COST) == [RULED]


def test_another_fact_at_its_place_is_left_alone(ruled: Town) -> None:
    moved = (
        Sheet().text().replace("事業費\t1,200\t1,350", "人件費\t1,200\t1,350").replace("人件費\t3,900", "事業費\t3,900")
    )
    ruled.write("raw/a.txt", moved.encode())
    ruled.run(KEPT)
    assert ruled.rows('SELECT amount_yen FROM costs WHERE "row" = 6 AND col = 2') == [(1_350_000,)]
    assert ruled.rows(RULES) == [("correction-lapsed", "warning", "open")]


def test_it_holds_when_the_file_is_gone_and_when_it_is_back(ruled: Town) -> None:
    file = ruled.folder / "raw/a.txt"
    file.rename(ruled.folder / "a.txt")
    ruled.run(KEPT)
    assert ruled.rows("SELECT status FROM sources") == [("missing",)]
    assert (ruled.rows(RULES), ruled.rows(COST)) == ([], [RULED])
    before = ruled.everything()
    rebuild(ruled.url, ruled.registry, PARSED, rulings=RULINGS)
    assert ruled.everything() == before
    (ruled.folder / "a.txt").rename(ruled.folder / "raw/b.txt")
    ruled.run(KEPT)
    assert (ruled.rows(RULES), ruled.rows(COST)) == ([], [RULED])


def test_pruning_keeps_the_file_of_a_ruling(ruled: Town) -> None:
    (ruled.folder / "raw/a.txt").unlink()
    ruled.run(Options(rulings=RULINGS, parsed=PARSED, prune=True, prune_emptied=True))
    assert len(RulingsFolder(RULINGS).read().corrections) == 1
    (standing,) = corrections(ruled.url, RULINGS)
    assert standing.why == "the database has no such file"


def test_a_dry_run_says_and_changes_nothing(ruled: Town) -> None:
    before = ruled.dump()
    ruled.write("raw/a.txt", Sheet(direct=1370))
    summary = ruled.run(Options(rulings=RULINGS, parsed=PARSED, dry=True))
    assert [each.why is None for each in summary.ruled.corrections] == [False]
    assert ruled.dump() == before


def test_unreadable_is_null_with_a_finding(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    any_town.run(KEPT)
    ruling = rule(any_town, Action.UNREADABLE, value=None).ruling
    assert any_town.rows(COST) == [(None, "unreadable", "1,350", "千円", None)]
    assert any_town.rows(RULES) == [("correction-unreadable", "info", "confirmed")]
    assert any_town.rows(YEAR) == [(None,)]
    undo(any_town.url, RULINGS, ruling.id)
    assert (any_town.rows(COST), any_town.rows(RULES)) == ([READ], [])


def wrong_total(town: Town) -> str:
    """A sheet with a wrong total, and the id of the finding that says so."""
    town.write("raw/a.txt", Sheet().text().replace("6,030", "6,130").encode())
    town.run(KEPT)
    query = (
        'SELECT s.sha256, f.page, f."row", f.col, f.actual, f.expected FROM findings f JOIN sources s '
        "ON s.id = f.source_id WHERE rule = 'check-cost_total' AND severity = 'error' AND f.status = 'open'"
    )
    ((sha256, page, row, col, actual, expected),) = town.rows(query)
    return finding_id(sha256, "check-cost_total", Place(page, row, col), actual, expected)


def test_findings_about_a_replaced_cell_are_confirmed_and_open_again_when_it_is_lifted(any_town: Town) -> None:
    ident = wrong_total(any_town)
    status = "SELECT rule, status FROM findings WHERE severity = 'error' ORDER BY rule"
    ruling = rule(any_town, where=f"#{ident}", value="6,030").ruling
    assert ruling.table == "costs"
    done = [("check-cost_total", "confirmed"), ("check-funding_total", "confirmed")]
    assert any_town.rows(status) == done
    any_town.run(Options(rulings=RULINGS, again=True))
    assert any_town.rows(status) == done
    undo(any_town.url, RULINGS, ruling.id)
    assert {row[1] for row in any_town.rows(status)} == {"open"}


def test_one_finding_is_confirmed_by_its_id(any_town: Town) -> None:
    ident = wrong_total(any_town)
    rule(any_town, Action.CONFIRM, where=ident, value=None)
    status = "SELECT rule, status FROM findings WHERE severity = 'error' ORDER BY rule"
    half = [("check-cost_total", "confirmed"), ("check-funding_total", "open")]
    assert any_town.rows(status) == half
    any_town.run(Options(rulings=RULINGS, again=True))
    assert any_town.rows(status) == half
    rule(any_town, Action.CONFIRM, where="raw/a.txt:9:3", value=None)  # the cell: all that is said of it
    assert {row[1] for row in any_town.rows(status)} == {"confirmed"}
    any_town.write("raw/a.txt", Sheet().text().replace("6,030", "6,140").encode())
    any_town.run(KEPT)
    assert any_town.rows(status)[:2] == [("check-cost_total", "open"), ("check-funding_total", "open")]
    lapsed = "SELECT severity, count(*) FROM findings WHERE rule = 'correction-lapsed' GROUP BY severity"
    assert any_town.rows(lapsed) == [("warning", 2)]  # the finding's, and the cell's


def test_the_id_of_a_finding_is_the_same_after_runs_and_rebuilds_and_names_no_other(any_town: Town) -> None:
    ident = wrong_total(any_town)
    any_town.run(Options(rulings=RULINGS, parsed=PARSED, again=True))
    assert wrong_total(any_town) == ident
    rebuild(any_town.url, any_town.registry, PARSED, rulings=RULINGS)
    assert wrong_total(any_town) == ident
    ((number,),) = any_town.rows("SELECT min(id) FROM findings")
    with pytest.raises(NothingThere, match="eight digits"):
        rule(any_town, Action.CONFIRM, where=str(number), value=None)
    any_town.write("raw/a.txt", Sheet().text().replace("6,030", "6,140").encode())
    any_town.run(KEPT)  # the finding is another one now
    with pytest.raises(NothingThere, match="no finding"):
        rule(any_town, Action.CONFIRM, where=ident, value=None)
    assert any_town.rows("SELECT * FROM corrections") == []
    assert rule(any_town, Action.CONFIRM, where=f"#{(other := wrong_total(any_town))}", value=None).ruling.id == other


def test_what_was_ruled_on_is_no_reason_to_refuse_a_file(any_town: Town) -> None:
    strict = Options(rulings=RULINGS, again=True, strict=True)
    ident = wrong_total(any_town)
    rule(any_town, Action.CONFIRM, where=ident, value=None)
    assert any_town.run(strict).files[0].status == "failed"  # there is another error
    rule(any_town, where="raw/a.txt:9:3", value="6,030")
    assert any_town.run(strict).files[0].status == "loaded"
    assert any_town.rows("SELECT amount_yen FROM costs WHERE item = 'total' AND fiscal_year = 2021") == [(6_030_000,)]


def test_a_corrected_name_leads_to_the_right_project(any_town: Town) -> None:
    any_town.write("raw/a.txt", Sheet(code=None, name="海岸清帰"))
    any_town.write("raw/b.txt", Sheet(code=None, year=2023))
    any_town.run(KEPT)
    projects = "SELECT key, first_fiscal_year, last_fiscal_year FROM projects ORDER BY key"
    assert len(any_town.rows(projects)) == 2
    ruling = rule(any_town, where="raw/a.txt:3:4", value="海岸清掃").ruling
    assert any_town.rows(projects) == [("海岸清掃", 2021, 2022)]
    any_town.run(Options(rulings=RULINGS, again=True))
    assert any_town.rows(projects) == [("海岸清掃", 2021, 2022)]
    undo(any_town.url, RULINGS, ruling.id)
    assert len(any_town.rows(projects)) == 2


@pytest.mark.parametrize(
    ("where", "value", "said"),
    [
        ("raw/a.txt:7:3", "about the same", "12,236"),
        ("raw/a.txt:7:3", "12人", "money unit"),
        ("raw/a.txt:7:3", "9,223,372,036,854,776", "more yen"),
        ("raw/a.txt:3:4", "　", "ruled unreadable"),
        ("raw/a.txt:8:9", "1", "nothing was read"),
        ("raw/b.txt:7:3", "1", "raw/a.txt"),
        ("999", "1", "eight digits"),
        ("deadbeef", "1", "no finding"),
        ("raw/a.txt", "1", "FILE:LINE:COLUMN"),
    ],
)
def test_what_can_not_be_ruled_is_refused_and_leaves_no_file(town: Town, where: str, value: str, said: str) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    with pytest.raises((WrongValue, NothingThere), match=said):
        rule(town, where=where, value=value)
    assert not RULINGS.exists()


def test_a_file_that_is_no_ruling_is_named_and_nothing_is_done(ruled: Town) -> None:
    (RULINGS / "corrections" / "odd.yaml").write_text("correct: replace\n", encoding="utf-8")
    with pytest.raises(WrongRuling, match=r"odd\.yaml.*missing required field"):
        ruled.run(KEPT)
    assert ruled.rows(COST) == [RULED]


@pytest.mark.parametrize(
    ("name", "was", "now", "said"),
    [
        ("corrections/x.yml", "", "", "below corrections/ or links/"),
        ("corrections/x.YAML", "", "", "below corrections/ or links/"),
        ("x.yaml", "", "", "below corrections/ or links/"),
        ("correction/x.yaml", "", "", "below corrections/ or links/"),
        ("corrections/x.yaml", "value: 1,360", "value: 1,370\nvalue: 1,360", "value: this key stands here twice"),
        ("corrections/x.yaml", "line: 7", "line: 99999999999999999999", "far too large"),
        ("corrections/x.yaml", "correct: replace", "correct: change", "one of replace, confirm, unreadable"),
        ("corrections/x.yaml", "value:", "vlaue:", "one of correct, source, sha256, .* value, who"),
        ("corrections/x.yaml", "at: ", "at: some day #", "expected a day"),
        ("corrections/x.yaml", "at: ", "at: " + "[" * 3000, "too deep"),
    ],
)
def test_a_file_that_would_be_passed_over_or_taken_in_two_ways_is_named(
    town: Town, name: str, was: str, now: str, said: str
) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    path = rule(town).path
    text = path.read_text(encoding="utf-8")
    path.unlink()
    (RULINGS / name).parent.mkdir(exist_ok=True)
    (RULINGS / name).write_text(text.replace(was, now), encoding="utf-8")
    with pytest.raises(WrongRuling, match=f"{Path(name).name}.*{said}"):
        town.run(KEPT)


def test_a_ruling_that_can_not_be_applied_leaves_the_files_as_they_were(town: Town) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    with failing("pipeline.run.correct.settle_rulings", MemoryError()), pytest.raises(MemoryError):
        rule(town)
    assert not list(RULINGS.rglob("*.yaml"))
    ruling = rule(town).ruling
    (before,) = RULINGS.rglob("*.yaml")
    text = before.read_bytes()
    with failing("pipeline.run.correct.settle_rulings", MemoryError()), pytest.raises(MemoryError):
        rule(town, value="1,370")
    with failing("pipeline.run.correct.settle_rulings", MemoryError()), pytest.raises(MemoryError):
        undo(town.url, RULINGS, ruling.id)
    assert [file.read_bytes() for file in RULINGS.rglob("*.yaml")] == [text]


def test_a_unit_that_a_person_writes_counts(town: Town) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    rule(town, value="1,360,000円")
    assert town.rows(COST) == [(1_360_000, "value", "1,350", "円", 1)]
    rule(town, value="－")
    assert town.rows(COST)[0][:2] == (None, "none")
    assert town.rows("SELECT count(*) FROM corrections") == [(1,)]


def test_the_rulings_are_passed_over_as_sheets(ruled: Town) -> None:
    summary = ruled.run(KEPT, ".")
    assert [file.path for file in summary.files] == ["raw/a.txt"]
    assert {passed.why for passed in summary.passed_over} >= {"what people ruled"}


def test_the_text_of_a_ruling_is_read_back(ruled: Town) -> None:
    (ruling,) = RulingsFolder(RULINGS).read().corrections
    written = next((RULINGS / "corrections").glob("*.yaml")).read_text(encoding="utf-8")
    assert ruling.id in written
    assert "line: 7\ncolumn: 3\n" in written


def changes(town: Town) -> list[tuple[str, str, str | None, str | None]]:
    """What a run says that it changed: table, year, before and after."""
    found = town.run(Options(rulings=RULINGS, parsed=PARSED, diff=True)).changes or ()
    return [(c.subject.table, c.subject.year, c.before, c.after) for c in found]


def test_the_difference_tells_what_rulings_change_and_nothing_that_they_keep(ruled: Town) -> None:
    (file,) = RULINGS.glob("corrections/*.yaml")
    text = file.read_text(encoding="utf-8")
    file.unlink()
    assert changes(ruled) == [("costs", "2021", "1,360,000 yen", "1,350,000 yen")]
    file.write_text(text, encoding="utf-8")
    assert changes(ruled) == [("costs", "2021", "1,350,000 yen", "1,360,000 yen")]
    assert changes(ruled) == []
    ruled.write("raw/a.txt", Sheet(department="土木課"))  # the ruling is carried over to the changed file
    assert changes(ruled) == [("fields", "", "環境課", "土木課")]
    assert ruled.rows(COST) == [RULED]


def test_a_ruling_on_the_changed_file_counts_and_not_the_one_that_was_carried(ruled: Town) -> None:
    ruled.write("raw/a.txt", Sheet(department="土木課"))
    ruled.run(KEPT)
    assert ruled.rows(RULES) == [("correction-carried", "warning", "open")]
    assert rule(ruled, value="1,370").standing.why is None
    newer = [(1_370_000, *RULED[1:])]
    assert (ruled.rows(COST), ruled.rows(RULES)) == (newer, [])
    before = ruled.everything()
    ruled.run(Options(rulings=RULINGS, parsed=PARSED, again=True))
    assert ruled.rows(COST) == newer
    rebuild(ruled.url, ruled.registry, PARSED, rulings=RULINGS)
    assert ruled.rows(COST) == newer
    assert ruled.everything()["overruled"] == before["overruled"]
    (old,) = [each for each in corrections(ruled.url, RULINGS) if each.why is not None]
    assert (old.ruling.value, old.why is not None and "is on the same value" in old.why) == ("1,360", True)
