"""The notebooks run on the sample sheets, and their plots have no empty boxes for Japanese."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from pipeline.run.ingest import ingest
from pipeline.spec.registry import load_forms
from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
COSTS = ROOT / "notebooks" / "cost_and_achievement.ipynb"
FIGURES = {"cost_and_achievement": 2}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample sheets, ingested."""
    path = tmp_path_factory.mktemp("notebooks") / "hyoka.sqlite"
    ingest([ROOT / "raw"], str(path), load_forms())
    return path


def read(path: Path) -> Any:
    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call] # has no types


def execute(notebook: Any, monkeypatch: pytest.MonkeyPatch, database: Path | str) -> Any:
    """The notebook with what its cells gave; raises ``CellExecutionError``."""
    monkeypatch.setenv("HYOKA_DB", str(database))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("MPLBACKEND", raising=False)  # the figures as the kernel shows them
    place = {"metadata": {"path": str(ROOT / "notebooks")}}
    return NotebookClient(notebook, timeout=300, kernel_name="python3", resources=place).execute()


def cell(source: str) -> Any:
    return nbformat.v4.new_code_cell(source)  # type: ignore[no-untyped-call] # has no types


def outputs(notebook: Any) -> list[Any]:
    return [output for each in notebook.cells for output in each.get("outputs", [])]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_draws(path: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = outputs(execute(read(path), monkeypatch, database))
    figures = [output for output in given if "image/png" in output.get("data", {})]
    assert len(figures) == FIGURES[path.stem]
    printed = "".join(output.text for output in given if output.output_type == "stream")
    assert "Glyph" not in printed
    assert "findfont" not in printed


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_without_a_database_a_notebook_says_what_to_do(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CellExecutionError, match="hyoka ingest"):
        execute(read(path), monkeypatch, tmp_path / "none.sqlite")


def test_a_plot_with_empty_boxes_would_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebook's own guard, with a font that lacks the glyphs."""
    notebook = read(COSTS)
    code = [each for each in notebook.cells if each.cell_type == "code"][:2]
    draw = "plt.rcParams['font.family'] = 'DejaVu Sans'\nplt.title('事業費')\nplt.gcf().canvas.draw()"
    notebook.cells = [*code, cell(draw)]
    with pytest.raises(CellExecutionError, match="Glyph"):
        execute(notebook, monkeypatch, tmp_path / "unused.sqlite")


def test_without_a_japanese_font_a_notebook_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = read(COSTS)
    code = [each for each in notebook.cells if each.cell_type == "code"][:2]
    nothing = (
        "import sys\nsys.modules['matplotlib_fontja'] = None\nfont_manager.get_font_names = lambda: ['DejaVu Sans']"
    )
    notebook.cells = [code[0], cell(nothing), code[1]]
    with pytest.raises(CellExecutionError, match="no font with Japanese glyphs"):
        execute(notebook, monkeypatch, tmp_path / "unused.sqlite")
