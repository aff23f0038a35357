"""``hyoka correct`` and ``hyoka links`` as people use them: places and numbers as other commands print them."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Hyoka
from tests.conftest import ROOT
from tests.run.test_links import following
from tests.sheets import Sheet
from tests.town import Town

DB = ("--db", "db/t.sqlite")
YEN = "SELECT amount_yen FROM costs WHERE item = 'total' AND fiscal_year = 2021"


@pytest.fixture(autouse=True)
def loaded(town: Town, hyoka: Hyoka, forms: tuple[str, str]) -> None:
    town.write("raw/a.txt", Sheet().text().replace("6,030", "6,130").encode())
    assert hyoka("ingest", "raw", *DB, *forms).status == 0


def value(hyoka: Hyoka, sql: str = YEN) -> Any:
    (row,) = json.loads(hyoka("query", sql, "--json", *DB).out)
    return next(iter(row.values()))


def test_a_finding_is_corrected_by_the_id_that_check_prints(hyoka: Hyoka, forms: tuple[str, str]) -> None:
    answer = hyoka("check", *DB)
    assert answer.status == 1
    ident = answer.out.split("#")[1].split()[0]
    assert json.loads(hyoka("check", "--json", *DB).out)[0]["finding_id"] == ident
    done = hyoka("correct", "replace", f"#{ident}", "6,030", "--why", "誤植", "--who", "記録係", *DB)
    assert (done.status, "6,130 -> 6,030" in done.out) == (0, True)
    assert value(hyoka) == 6_030_000
    assert hyoka("check", *DB).status == 0
    (file,) = Path("rulings").rglob("*.yaml")
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert said | {"sha256": "", "at": ""} == {
        "correct": "replace", "source": "raw/a.txt", "sha256": "", "table": "costs", "field": "amount_yen", "page": 1,
        "line": 9, "column": 3, "slot": 0, "about": "costs settlement total 2021", "label": "2 費用 > 合計 > 令和3年度",
        "fiscal_year": 2021, "expected_raw": "6,130", "value": "6,030", "who": "記録係", "why": "誤植", "at": "",
    }  # fmt: skip
    assert "1 apply" in hyoka("ingest", "raw", *DB, *forms).out
    assert value(hyoka) == 6_030_000


def test_a_correction_is_listed_and_taken_back(hyoka: Hyoka) -> None:
    assert "nothing was corrected" in hyoka("correct", "--list", *DB).out
    hyoka("correct", "unreadable", "raw/a.txt:9:3", "--why", "かすれ", "--who", "記録係", *DB)
    assert value(hyoka) is None
    (listed,) = json.loads(hyoka("correct", "--list", "--json", *DB).out)
    assert (listed["action"], listed["who"], listed["applies"], listed["row"]) == ("unreadable", "記録係", True, 8)
    assert hyoka("correct", "--undo", listed["id"], *DB).status == 0
    assert value(hyoka) == 6_130_000
    assert hyoka("correct", "--undo", listed["id"], *DB).status == 2


@pytest.mark.parametrize("where", ["raw/a.txt:9:3", "./raw/a.txt:p1:9:3", "raw/a.txt:1:9:3:0", "raw/a.txt:C9"])
def test_a_place_may_be_given_as_it_is_printed_or_in_full(hyoka: Hyoka, where: str) -> None:
    assert hyoka("correct", "replace", where, "1", "--why", "x", "--who", "y", *DB).status == 0
    assert value(hyoka) == 1000


def test_the_page_is_said(hyoka: Hyoka, town: Town) -> None:
    town.write("raw/v.pdf", (ROOT / "raw/aohama/2024/hyokasho.pdf").read_bytes())
    hyoka("ingest", "raw/v.pdf", *DB)
    query = 'SELECT page, "row" + 1 AS line, col + 1 AS col FROM costs WHERE page > 1 ORDER BY page, "row" LIMIT 1'
    (cell,) = json.loads(hyoka("query", query, "--json", *DB).out)
    where = f"raw/v.pdf:p{cell['page']}:{cell['line']}:{cell['col']}"
    answer = hyoka("correct", "confirm", where, "--why", "x", "--who", "y", *DB)
    assert answer.out.startswith(f"{where}: confirm")
    assert where in hyoka("correct", "--list", *DB).out


def test_a_file_may_be_given_by_its_content(hyoka: Hyoka) -> None:
    digest = value(hyoka, "SELECT sha256 FROM sources")[:12]
    assert hyoka("correct", "replace", f"{digest}:9:3", "2", "--why", "x", "--who", "y", *DB).status == 0
    assert value(hyoka) == 2000


def test_who_is_taken_from_git(hyoka: Hyoka) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "config", "user.name", "浜辺 花子"], check=True)
    hyoka("correct", "confirm", "raw/a.txt:9:3", "--why", "x", *DB)
    (listed,) = json.loads(hyoka("correct", "--list", "--json", *DB).out)
    assert listed["who"] == "浜辺 花子"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["replace", "raw/a.txt:9:3", "1"], "--why"),
        (["replace", "raw/a.txt:9:3", "--why", "x"], "VALUE"),
        (["confirm", "raw/a.txt:9:3", "1", "--why", "x"], "VALUE"),
        (["replace", "raw/a.txt:9:3", "many", "--why", "x"], "12,236"),
        (["replace", "raw/a.txt:15:2", "1", "--why", "x"], "nothing was read"),
        (["replace", "raw/a.txt:9:3", "1", "--why", "x", "--field", "unit"], "amount_yen"),
        ([], "--list"),
    ],
)
def test_what_is_wrong_with_an_order_is_said(hyoka: Hyoka, words: list[str], said: str) -> None:
    answer = hyoka("correct", *words, *DB)
    assert (answer.status, said in answer.err) == (2, True), answer
    assert not Path("rulings").exists()


def test_of_several_facts_in_a_cell_one_is_named(hyoka: Hyoka, town: Town) -> None:
    town.write("raw/b.txt", (ROOT / "raw/aohama/2023/080205.txt").read_bytes())
    hyoka("ingest", "raw/b.txt", *DB)
    answer = hyoka("correct", "replace", "raw/b.txt:10:4", "13,800", "--why", "x", "--who", "y", *DB)
    assert (answer.status, "--table" in answer.err, "indicator_values (slot 0)" in answer.err) == (2, True, True)
    named = ("--table", "indicator_values", "--why", "x", "--who", "y", *DB)
    assert hyoka("correct", "replace", "raw/b.txt:10:4", "13,800", *named).status == 0
    read = 'SELECT value FROM indicator_values WHERE page = 1 AND "row" = 9 AND col = 3'
    assert value(hyoka, read) == 13_800


def test_a_link_is_suggested_confirmed_and_listed(hyoka: Hyoka, town: Town, forms: tuple[str, str]) -> None:
    assert "no project seems to follow" in hyoka("links", *DB).out
    town.write("raw/a.txt")
    town.write("raw/b.txt", following("渚の美化", "0100"))
    assert "1 to look at: hyoka links" in hyoka("ingest", "raw", *DB, *forms).out
    printed = hyoka("links", *DB).out
    assert "海岸清掃 (0012) -> 渚の美化 (0100)  renamed, suggested" in printed
    (link,) = json.loads(hyoka("links", "--json", *DB).out)
    assert hyoka("links", "confirm", link["id"], *DB).status == 2
    assert hyoka("links", "confirm", link["id"], "--why", "改称", "--who", "記録係", *DB).status == 0
    assert "--all" in hyoka("links", *DB).out
    (link,) = json.loads(hyoka("links", "--all", "--json", *DB).out)
    assert link["state"] == "confirmed by 記録係"
    assert value(hyoka, "SELECT count(DISTINCT project_id) FROM project_years") == 1
    hyoka("links", "reject", link["id"], "--why", "誤り", "--who", "記録係", *DB)
    assert value(hyoka, "SELECT count(DISTINCT project_id) FROM project_years") == 2
    (link,) = json.loads(hyoka("links", "--all", "--json", *DB).out)
    assert link["state"] == "rejected (by 記録係: 誤り)"
    assert hyoka("links", "undo", link["id"], *DB).status == 0
    assert hyoka("links", "add", "0012", "渚の美化", "--why", "改称", "--who", "記録係", *DB).status == 0
    assert value(hyoka, "SELECT count(DISTINCT project_id) FROM project_years") == 1
