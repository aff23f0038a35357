"""Links of projects: suggested at every run, followed by the views only when a person confirmed them."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.model.change import replace
from pipeline.rulings import WrongRuling
from pipeline.run.link import Decision, decide, known_links, state, undo_link
from pipeline.run.options import Options
from pipeline.run.rebuild import rebuild
from tests.sheets import Sheet
from tests.town import Town

RULINGS, PARSED = Path("rulings"), Path("parsed")
KEPT = Options(rulings=RULINGS, parsed=PARSED)
YES = Decision(confirmed=True, who="記録係", why="組織改編の資料")
NO = Decision(confirmed=False, who="記録係", why="別の事業")
LINKS = "SELECT kind, confirmed_by FROM project_links"
YEARS = "SELECT name, fiscal_year, settlement_yen, statements, agree FROM project_years WHERE settlement_yen > 0"
APART = [
    ("海岸清掃", 2020, 5_100_000, 1, True), ("海岸清掃", 2021, 6_030_000, 1, True),
    ("渚の美化", 2021, 6_030_000, 1, True), ("渚の美化", 2022, 6_080_000, 1, True),
]  # fmt: skip
ONE = [
    ("渚の美化", 2020, 5_100_000, 1, True), ("渚の美化", 2021, 6_030_000, 2, True),
    ("渚の美化", 2022, 6_080_000, 2, True),
]  # fmt: skip


def years(town: Town) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in town.rows(f"{YEARS} ORDER BY name, fiscal_year, settlement_yen")]


def following(name: str, code: str) -> bytes:
    """The sheet of 2023 that restates 2021 as the sheet of 2022 had it."""
    text = Sheet(year=2023, name=name, code=code, direct=1400).text()
    for now, then in (("1,200", "1,350"), ("3,900", "4,680"), ("5,100", "6,030"), ("4,500", "5,430")):
        text = text.replace(f"{now}\t", f"{then}\t")
    return text.encode()


@pytest.fixture
def two(any_town: Town) -> Town:
    any_town.write("raw/2022.txt")
    any_town.write("raw/2023.txt", following("渚の美化", "0100"))
    any_town.run(KEPT)
    return any_town


def only_id(town: Town) -> str:
    (link,) = [link for link in known_links(town.url, RULINGS).links if link.from_.key == "0012"]
    return link.id


def test_a_suggestion_tells_why_and_changes_no_view(two: Town) -> None:
    assert two.rows(LINKS) == [("renamed", None)]
    (link,) = known_links(two.url, RULINGS).links
    assert "settlement total 2021 as 6,030,000 yen" in (link.evidence or "")
    assert (link.from_.key, link.to.key) == ("0012", "0100")
    assert years(two) == APART
    assert two.rows("SELECT * FROM project_history") == []


def test_a_confirmed_link_is_one_history_after_every_run_and_rebuild(two: Town) -> None:
    decide(two.url, RULINGS, only_id(two), YES)
    assert two.rows(LINKS) == [("renamed", "記録係")]
    assert years(two) == ONE
    two.run(Options(rulings=RULINGS, parsed=PARSED, again=True))
    assert years(two) == ONE
    before = two.everything()
    rebuild(two.url, two.registry, PARSED, rulings=RULINGS)
    assert two.everything() == before
    assert years(two) == ONE
    two.run(Options(rulings=RULINGS, parsed=PARSED, prune=True))
    assert years(two) == ONE


def test_a_rejected_link_is_suggested_no_more_until_that_is_taken_back(two: Town) -> None:
    ident = only_id(two)
    decide(two.url, RULINGS, ident, NO)
    assert two.rows(LINKS) == []
    two.run(KEPT)
    assert (two.rows(LINKS), years(two)) == ([], APART)
    undo_link(two.url, RULINGS, ident)
    assert two.rows(LINKS) == [("renamed", None)]
    decide(two.url, RULINGS, ident, NO)
    decide(two.url, RULINGS, ident, YES)  # a person may think again
    assert years(two) == ONE


def test_a_link_whose_project_is_gone_waits_for_it(two: Town) -> None:
    decide(two.url, RULINGS, only_id(two), YES)
    (two.folder / "raw/2022.txt").rename(two.folder / "2022.txt")
    two.run(replace(KEPT, prune=True))
    assert two.rows(LINKS) == []
    (two.folder / "2022.txt").rename(two.folder / "raw/2022.txt")
    two.run(KEPT)
    assert years(two) == ONE


def test_a_merged_link_keeps_the_histories_apart(two: Town) -> None:
    ruling, _ = decide(
        two.url, RULINGS, only_id(two), Decision(confirmed=True, kind="merged", who="記録係", why="統合")
    )
    assert (ruling.kind, two.rows(LINKS), years(two)) == ("merged", [("merged", "記録係")], APART)


def test_links_may_be_stated_and_may_not_contradict(two: Town) -> None:
    two.write("raw/other.txt", Sheet(code="0200", name="公園清掃"))
    two.run(KEPT)
    decide(two.url, RULINGS, only_id(two), YES)
    with pytest.raises(WrongRuling, match="two into one are merged"):
        state(two.url, RULINGS, "公園清掃", "渚の美化", YES)
    with pytest.raises(WrongRuling, match="circle"):
        state(two.url, RULINGS, "0100", "0012", YES)
    with pytest.raises(WrongRuling, match="near it: 公園清掃"):
        state(two.url, RULINGS, "公園の清掃", "渚の美化", YES)
    state(two.url, RULINGS, "990011:0200", "0100", Decision(confirmed=True, kind="merged", who="記録係", why="統合"))
    assert sorted(two.rows(LINKS)) == [("merged", "記録係"), ("renamed", "記録係")]
    assert [name for name, *_ in years(two) if name == "公園清掃"] == ["公園清掃"] * 2


@pytest.mark.parametrize("kind", ["renamed", "recoded"])
def test_projects_that_exist_side_by_side_are_not_made_one(two: Town, kind: str) -> None:
    two.write("raw/other.txt", Sheet(code="0200", name="公園清掃", year=2023))
    two.run(KEPT)
    before = years(two)
    decision = replace(YES, kind=kind)
    with pytest.raises(WrongRuling, match="0200 and 0100 both have a sheet or row of their own made in 2023"):
        state(two.url, RULINGS, "0200", "0100", decision)
    decide(two.url, RULINGS, only_id(two), YES)  # 0012 goes on in 0100, which has a sheet of 2023
    with pytest.raises(WrongRuling, match="0100 and 0200 both have"):
        state(two.url, RULINGS, "0100", "0200", decision)
    assert len(list(RULINGS.rglob("*.yaml"))) == 1
    undo_link(two.url, RULINGS, only_id(two))
    assert years(two) == before
    state(two.url, RULINGS, "0200", "0100", replace(YES, kind="merged"))  # both keep their own history


@pytest.mark.parametrize(
    ("links", "said"),
    [
        ([("0012", "0100", "renamed"), ("0012", "0200", "renamed")], "divided projects are split"),
        ([("0012", "0100", "renamed"), ("0200", "0100", "recoded")], "two into one are merged"),
        ([("0012", "0100", "renamed"), ("0100", "0012", "renamed")], "in a circle"),
        ([("0012", "0012", "renamed")], "doesn't follow itself"),
        ([("0012", "0100", "renmaed")], "expected one of renamed"),
    ],
)
def test_files_that_git_put_together_may_not_contradict_either(
    two: Town, links: list[tuple[str, str, str]], said: str
) -> None:
    folder = RULINGS / "links"
    folder.mkdir(parents=True)
    for number, (from_, to, kind) in enumerate(links):
        text = f"link: confirmed\nkind: {kind}\nmunicipality: '990011'\nfrom: {{key: '{from_}'}}\nto: {{key: '{to}'}}\n"
        (folder / f"{number}.yaml").write_text(text + "who: 記録係\nwhy: 資料\nat: 2023-04-01\n", encoding="utf-8")
    with pytest.raises(WrongRuling, match=rf"rulings/links/[01]\.yaml.*{said}"):
        two.run(KEPT)
    assert years(two) == APART


def test_the_order_and_the_number_of_runs_make_no_difference(two: Town, tmp_path: Path) -> None:
    decide(two.url, RULINGS, only_id(two), YES)
    two.write("raw/third.txt", Sheet(code="0300", name="渚の美化", year=2024))
    two.run(KEPT)
    other = Town(two.folder, f"sqlite:///{two.folder}/other.sqlite", two.registry)
    for name in ("third.txt", "2023.txt", "2022.txt", "2022.txt"):
        other.run(Options(rulings=RULINGS), f"raw/{name}")
    told = "SELECT a.key, b.key, l.kind, l.evidence, l.confirmed_by FROM project_links l "
    told += "JOIN projects a ON a.id = l.from_project_id JOIN projects b ON b.id = l.to_project_id ORDER BY 1, 2"
    assert two.rows(told) == other.rows(told)
    assert len(two.rows(told)) == 2
    assert years(two) == years(other)
