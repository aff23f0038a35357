"""The gates and previews of the command line: each is shown failing and passing."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.run.standing import Standing
from pipeline.run.standing import worse as worse_than
from tests.cli.conftest import Hyoka
from tests.sheets import Sheet
from tests.town import Town

Option = tuple[str, str]
CONTRADICTS = Sheet().text().replace("1,350", "1,950").encode()


def worse(hyoka: Hyoka, *words: str) -> tuple[int, list[tuple[str, str]]]:
    answer = hyoka("check", "--baseline", "--json", *words)
    return answer.status, [(each["source"], each["what"]) for each in json.loads(answer.out)]


@pytest.fixture
def ingested(town: Town, hyoka: Hyoka, forms: Option) -> Town:
    """Two runs, in which nothing is wrong."""
    for name in ("a", "b"):
        town.write(f"raw/{name}.txt", Sheet(code=name))
        hyoka("ingest", "raw", *forms)
    return town


def test_a_baseline_passes_where_nothing_is_worse(ingested: Town, hyoka: Hyoka, forms: Option) -> None:
    assert worse(hyoka) == (0, [])
    ingested.write("raw/c.txt", CONTRADICTS)  # a file more, whatever is in it
    (ingested.folder / "raw/b.txt").unlink()  # and a file less
    hyoka("ingest", "raw", *forms)
    assert worse(hyoka) == (0, [])
    assert hyoka("check", "--baseline").out == "nothing is worse\n"


def test_more_findings_are_worse(ingested: Town, hyoka: Hyoka, forms: Option) -> None:
    ingested.write("raw/a.txt", CONTRADICTS)
    hyoka("ingest", "raw", *forms)
    assert worse(hyoka) == (1, [("raw/a.txt", "error findings"), ("raw/a.txt", "checks that hold")])
    assert hyoka("check", "--baseline").out.splitlines() == [
        "raw/a.txt: error findings: 0 -> 1",
        "raw/a.txt: checks that hold: 4 -> 3",
        "1 of 2 sources are worse than before",
    ]
    hyoka("ingest", "raw", *forms)
    assert worse(hyoka) == (0, [])  # no worse than after the run before


def test_fewer_facts_and_a_lower_coverage_are_worse(ingested: Town, hyoka: Hyoka, forms: Option) -> None:
    ingested.write("raw/a.txt", Sheet(code="a").text().replace("目的\t", "なにか\t").encode())
    hyoka("ingest", "raw", *forms)
    status, found = worse(hyoka)
    assert status == 1
    assert {("raw/a.txt", "facts"), ("raw/a.txt", "coverage")} <= set(found)


def test_a_file_that_can_no_longer_be_read_is_worse(ingested: Town, hyoka: Hyoka, forms: Option) -> None:
    ingested.write("raw/a.txt", b"")
    hyoka("ingest", "raw", *forms)
    status, found = worse(hyoka)
    assert (status, found[0]) == (1, ("raw/a.txt", "error findings"))  # its facts are those of before, and count
    (ingested.folder / "raw/a.txt").unlink()
    hyoka("ingest", "raw", "--prune", *forms)
    assert worse(hyoka) == (0, [])  # it is gone


def test_more_checks_that_hold_are_no_worse(ingested: Town, hyoka: Hyoka, forms: Option) -> None:
    spec = Path(forms[1]) / "hamabe/hyo/2021.yaml"
    text = spec.read_text(encoding="utf-8")
    check = "  - {id: again, sum: [cost.settlement.direct, cost.settlement.personnel], equals: cost.settlement.total}\n"
    spec.write_text(text + check, encoding="utf-8")
    hyoka("ingest", "raw", *forms)
    assert worse(hyoka) == (0, [])
    spec.write_text(text, encoding="utf-8")
    hyoka("ingest", "raw", *forms)
    assert worse(hyoka) == (1, [("raw/a.txt", "checks that hold"), ("raw/b.txt", "checks that hold")])


def test_each_number_is_a_gate_of_its_own() -> None:
    good = Standing(facts=9, coverage=0.9, error=1, warning=1, info=5, passed=5)
    for name, value, what in (
        ("facts", 8, "facts"), ("coverage", 0.8, "coverage"), ("error", 2, "error findings"),
        ("warning", 2, "warning findings"), ("passed", 4, "checks that hold"),
    ):  # fmt: skip
        fine, bad = {"a": good}, {"a": replace(good, **{name: value})}
        assert [each.what for each in worse_than(fine, bad)] == [what]
        assert worse_than(bad, fine) == []
    assert worse_than({"a": good}, {"a": replace(good, info=99)}) == []
    assert worse_than({"a": replace(good, passed=None)}, {"a": good}) == []  # of an older hyoka


def test_a_baseline_can_be_stored(ingested: Town, hyoka: Hyoka, forms: Option) -> None:
    assert hyoka("check", "--save-baseline", "good.json").status == 0
    ingested.write("raw/a.txt", CONTRADICTS)
    hyoka("ingest", "raw", *forms)
    hyoka("ingest", "raw", *forms)
    assert ("raw/a.txt", "error findings") in worse(hyoka, "--against", "good.json")[1]
    ingested.write("raw/a.txt", Sheet(code="a"))
    hyoka("ingest", "raw", *forms)
    assert worse(hyoka, "--against", "good.json") == (0, [])


@pytest.mark.parametrize("words", [(), ("--against", "nowhere.json"), ("--against", "raw/a.txt"), ("--parsed", "raw")])
def test_without_a_baseline_the_gate_does_not_pass(
    town: Town, hyoka: Hyoka, forms: Option, words: tuple[str, ...]
) -> None:
    town.write("raw/a.txt")
    hyoka("ingest", "raw", *forms)
    answer = hyoka("check", "--baseline", *words)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("hyoka: ")


def test_a_gate_that_compares_nothing_does_not_pass(ingested: Town, hyoka: Hyoka, forms: Option) -> None:
    hyoka("check", "--save-baseline", "good.json")
    assert hyoka("check", "--baseline", "--save-baseline", "good.json").status == 2
    (ingested.folder / "raw").rename(ingested.folder / "sheets")
    hyoka("ingest", "sheets", *forms)
    for words in (("--against", "good.json"), ()):
        answer = hyoka("check", "--baseline", *words)
        assert (answer.status, answer.out) == (2, "")
        assert "none of the" in answer.err
    empty = '{"sources": {}}'
    (ingested.folder / "good.json").write_text(empty, encoding="utf-8")
    assert hyoka("check", "--baseline", "--against", "good.json").status == 2


def test_strict_fails_and_passes(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("raw/a.txt", CONTRADICTS)
    answer = hyoka("ingest", "raw", "--strict", *forms)
    assert answer.status == 1
    assert "raw/a.txt  failed" in answer.out
    assert "--strict refuses a source with errors, and this has check-cost_total" in answer.out
    town.write("raw/a.txt")
    assert hyoka("ingest", "raw", "--strict", *forms).status == 0


def test_a_dry_run_has_a_line_for_every_file(ingested: Town, hyoka: Hyoka, forms: Option) -> None:
    ingested.write("raw/a.txt", Sheet(code="a", direct=1360))
    (ingested.folder / "raw/b.txt").unlink()
    ingested.write("raw/c.txt", b"")
    answer = hyoka("ingest", "raw", "--dry-run", "--diff", *forms)
    said = answer.out.splitlines()
    assert [line.split()[:2] for line in said[:3]] == [
        ["changed", "raw/a.txt"],
        ["failed", "raw/c.txt"],
        ["missing", "raw/b.txt"],
    ]
    assert said[-1] == "This was a dry run: nothing was changed."
    assert answer.status == 1
    (line,) = [line for line in said if "事業費" in line and "~" in line]
    assert line.strip().startswith("~ costs 2021 「2 費用 > 事業費 > 令和3年度」")
    assert line.endswith("1,350,000 yen -> 1,360,000 yen")
    assert "Values: 0 gained, 0 lost, 3 changed" in said  # what raw/b.txt said is kept
    said = hyoka("ingest", "raw", "--dry-run", "--diff", "--prune", *forms).out.splitlines()
    (counts,) = [line for line in said if line.startswith("Values: ")]
    assert f"    all {counts.split(', ')[1].split()[0]} values lost" in said


def test_json_has_actions_and_changes(ingested: Town, hyoka: Hyoka, forms: Option) -> None:
    ingested.write("raw/a.txt", Sheet(code="a", direct=1360))
    answer = json.loads(hyoka("ingest", "raw", "--dry-run", "--diff", "--json", *forms).out)
    assert answer["dry_run"] is True
    assert [(file["path"], file["action"]) for file in answer["files"]] == [
        ("raw/a.txt", "changed"),
        ("raw/b.txt", "unchanged"),
    ]
    first = answer["changes"][0]
    assert (first["project"], first["project_name"], first["table"], first["year"]) == (
        "a",
        "海岸清掃",
        "costs",
        "2021",
    )
    assert (first["before"], first["after"], first["change"]) == ("1,350,000 yen", "1,360,000 yen", "changed")
    assert "changes" not in json.loads(hyoka("ingest", "raw", "--json", *forms).out)


def test_what_is_kept_stands_beside_the_database_unless_told(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("raw/a.txt")
    for words in (
        ["--db", "db/hyoka.sqlite"],
        ["--db", "else/hyoka.sqlite"],
        ["--db", "x.sqlite", "--parsed", "kept"],
        ["--db", "none/y.sqlite", "--no-parsed"],
    ):
        assert hyoka("ingest", "raw", *words, *forms).status == 0
    assert sorted(path.parent.as_posix() for path in Path().rglob("databases")) == ["else/parsed", "kept", "parsed"]
    assert hyoka("ingest", "raw", "--parsed", "kept", "--no-parsed", *forms).status == 2


def test_rebuild_says_what_it_made_and_what_is_lacking(ingested: Town, hyoka: Hyoka, forms: Option) -> None:
    count = ("query", "SELECT count(*) FROM reports", "--csv")
    before = hyoka(*count).out
    assert hyoka("rebuild", *forms).out == "made anew: 2 sources, 2 reports\n"
    next(iter(ingested.folder.glob("parsed/*/*.gz"))).unlink()
    answer = hyoka("rebuild", *forms)
    assert answer.status == 1
    assert "isn't kept any more" in answer.out
    assert "stays as it was" in answer.out
    assert hyoka(*count).out == before
    for file in ingested.folder.glob("db/*"):
        file.unlink()
    answer = hyoka("rebuild", "--json", *forms)
    assert (answer.status, json.loads(answer.out)["written"]) == (1, True)
    assert hyoka("rebuild", "--parsed", "raw", *forms).status == 2
