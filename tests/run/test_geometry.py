"""How forms are ruled, as a run has it: loaded for scans alone, and when it changes their pages are read anew."""

from pathlib import Path

import pytest

from pipeline.model.change import replace
from pipeline.model.document import Document
from pipeline.model.layout import Band, KnownLayout
from pipeline.readers import read_document
from pipeline.run import file as file_module
from pipeline.run.options import Options
from pipeline.spec.geometry import write_geometry
from pipeline.spec.registry import load_forms
from tests.conftest import ROOT
from tests.readers.scan.ruled import ruled
from tests.sheets import write_forms
from tests.town import Town

KEPT = Options(parsed=Path("parsed"))
FORM = "hamabe/hyo/2021"
LAYOUT = KnownLayout(FORM, 595, 842, (40.0, 90.0), 50.0, (Band(20, 20),), ((0, 0, 1), (1, 0, 1)), ((0, 0, 1),), 1)


def geometry(folder: Path) -> Path:
    """Where the geometry of the test form is; its spec stands beside it."""
    write_forms(folder)
    return folder / "hamabe/hyo/2021.geometry.json"


def test_a_changed_geometry_reads_pages_that_may_be_scans_anew(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = geometry(tmp_path / "forms")
    town.write("raw/a.txt")
    town.write("raw/b.pdf", (ROOT / "raw/aohama/2024/hyokasho.pdf").read_bytes())
    read: list[bytes] = []

    def reading(data: bytes, *how: object) -> Document:
        read.append(data[:5])
        return read_document(data, *how)  # type: ignore[arg-type]

    monkeypatch.setattr(file_module, "read_document", reading)
    for position in (90.0, 90.0, 91.0):
        write_geometry(path, FORM, [replace(LAYOUT, cols=(40.0, position))])
        replace(town, registry=load_forms([tmp_path / "forms"])).run(KEPT)
        if position == 90.0:
            assert len(read) == 2
    assert read[2:] == [b"%PDF-"]


def test_a_damaged_geometry_is_said_of_scans_and_nothing_else(town: Town, tmp_path: Path) -> None:
    from PIL import Image

    path = geometry(tmp_path / "forms")
    path.write_text("no JSON")
    town.write("raw/a.txt")
    town.write("raw/b.png", b"")
    Image.fromarray(ruled()).save(town.folder / "raw/b.png", dpi=(200, 200))
    summary = replace(town, registry=load_forms([tmp_path / "forms"])).run(KEPT)
    assert [(file.path, file.status) for file in summary.files] == [("raw/a.txt", "loaded"), ("raw/b.png", "failed")]
    [(message,)] = town.rows("SELECT message FROM findings WHERE severity = 'error'")
    assert str(path) in message
    assert "hyoka forms learn" in message
