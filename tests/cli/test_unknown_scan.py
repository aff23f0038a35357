"""A scan of many damaged pages whose form nobody knows: it goes through, and what was seen can be asked for."""

import json
from pathlib import Path
from random import Random

import pytest

from tests.cli.conftest import Hyoka
from tests.conftest import ROOT
from tests.paper.fonts import embedded_font
from tests.scans import filled
from tests.scans.condition import EVERYTHING
from tests.scans.files import as_file
from tests.scans.scanning import scan_file
from tests.scans.sheets import LOOKS, SheetFile, draw

PAGES = 4
GOOD = ROOT / "raw/aohama/2024/030402.txt"


@pytest.mark.skipif(embedded_font() is None, reason="the font of matplotlib-fontja isn't installed")
def test_a_scan_of_no_known_form_is_said_and_its_cells_are_kept(hyoka: Hyoka, tmp_path: Path) -> None:
    sheets = SheetFile("sheets", draw(filled.box_sheets(Random(5), PAGES), LOOKS[0]), real=False)
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "scan.pdf").write_bytes(as_file(scan_file(sheets, EVERYTHING, seed=5)))
    (raw / "good.txt").write_bytes(GOOD.read_bytes())
    database = f"sqlite:///{tmp_path / 'db.sqlite'}"
    answer = hyoka("ingest", str(raw), "--db", database, "--parsed", str(tmp_path / "parsed"), "--json")
    assert answer.status == 1
    told = {file["path"].rsplit("/", 1)[-1]: file["status"] for file in json.loads(answer.out)["files"]}
    assert told == {"good.txt": "loaded", "scan.pdf": "unrecognized"}
    cells = "SELECT page, count(*) AS cells FROM unread_cells GROUP BY page ORDER BY page"
    rows = json.loads(hyoka("query", cells, "--db", database, "--json").out)
    assert [row["page"] for row in rows] == list(range(1, PAGES + 1))
    assert all(row["cells"] > 20 for row in rows)
    unknown = "SELECT severity FROM findings WHERE rule = 'form-unknown'"
    assert json.loads(hyoka("query", unknown, "--db", database, "--json").out) == [{"severity": "error"}]
