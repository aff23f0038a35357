"""The three sample years as one history: what later sheets restate, who was in charge, and rulings on all that."""

from pathlib import Path

import pytest

from pipeline.rulings.model import Action
from pipeline.run.correct import Order, correct
from pipeline.run.ingest import ingest
from pipeline.run.options import Options
from pipeline.run.rebuild import rebuild
from pipeline.spec.registry import load_forms
from tests.conftest import ROOT
from tests.town import Town

KEPT = Options(rulings=Path("rulings"), parsed=Path("parsed"))


@pytest.fixture
def samples(any_town: Town) -> Town:
    town = Town(any_town.folder, any_town.url, load_forms())
    ingest([ROOT / "raw"], town.url, town.registry, KEPT)
    return town


RESTATED = (
    "SELECT DISTINCT fact, fiscal_year, basis, item, raw, other_raw, sheet_fiscal_year, other_sheet_fiscal_year "
    "FROM restatements ORDER BY fact, item"
)
YEARS = (
    "SELECT fiscal_year, direct_yen, statements, agree, department_then FROM project_years "
    "WHERE name = '子育てひろば運営事業' ORDER BY fiscal_year"
)
OFFICE = "こども未来部 子育て支援課"


def test_what_the_sheets_of_three_years_restate(samples: Town) -> None:
    assert samples.rows(RESTATED) == [
        ("costs", 2022, "settlement", "direct", "６，８４２", "6,827", 2023, 2024),
        ("costs", 2022, "settlement", "total", "１６，９８１", "16,965", 2023, 2024),
        ("funding", 2022, "settlement", "general", "１２，１８９", "12,184", 2023, 2024),
        ("funding", 2022, "settlement", "national_prefectural", "４，５６０", "4,550", 2023, 2024),
    ]
    latest = {year: (yen, bool(agree), then) for year, yen, _, agree, then in samples.rows(YEARS) if yen}
    assert latest[2022] == (6_827_000, False, OFFICE)
    assert all(agree for year, (_, agree, _) in latest.items() if year != 2022)
    statements = {year: number for year, _, number, _, _ in samples.rows(YEARS)}
    assert statements[2022] == 4  # the sheets of 2022 (its budget), 2023 and 2024, and the summary of 2023


def test_a_project_is_never_suggested_as_following_itself_or_one_beside_it(samples: Town) -> None:
    assert samples.rows("SELECT * FROM project_links") == []


def test_a_ruling_on_a_restated_figure_ends_the_restatement(samples: Town) -> None:
    place = 'SELECT s.path, c.page, c."row" + 1, c.col + 1 FROM costs c JOIN reports r ON r.id = c.report_id '
    place += "JOIN sources s ON s.id = r.source_id WHERE c.raw = '6,827' AND c.item = 'direct'"
    ((path, page, line, column),) = samples.rows(place)
    where = f"{path}:p{page}:{line}:{column}"
    order = Order(action=Action.REPLACE, where=where, value="6,842", who="記録係", why="決算書と照合")
    correct(samples.url, Path("rulings"), order)
    assert [row[3] for row in samples.rows(RESTATED)] == ["total", "general", "national_prefectural"]
    assert (2022, 6_842_000) in [row[:2] for row in samples.rows(YEARS)]
    before = samples.everything()
    rebuild(samples.url, samples.registry, Path("parsed"), rulings=Path("rulings"))
    assert samples.everything() == before
