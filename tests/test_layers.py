"""The import contracts of pyproject.toml, held against a tiny copy of the package with one forbidden import in it."""

import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from tests.conftest import ROOT

STAGES = (
    "cli",
    "run",
    "load",
    "checks",
    "assemble",
    "decode",
    "bind",
    "recognise",
    "readers",
    "spec",
    "normalize",
    "rulings",
    "parsed",
    "model",
    "errors",
)


def lint(folder: Path, extra: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run import-linter on stub packages in ``folder``; ``extra`` maps a module's path to its source."""
    program = shutil.which("lint-imports", path=sysconfig.get_path("scripts"))
    if program is None:
        pytest.skip("import-linter is not installed beside this Python: install the extra 'dev'")
    shutil.copy(ROOT / "pyproject.toml", folder)
    stubs = ["pipeline", "db", *(f"pipeline/{stage}" for stage in STAGES)]
    sources = {f"{stub}/__init__.py": "" for stub in stubs} | {"db/vocabulary.py": "", "db/tables.py": ""} | extra
    for path, source in sources.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(source, encoding="utf-8")
    return subprocess.run([program, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True, check=False)


def test_imports_down_the_flow_are_fine(tmp_path: Path) -> None:
    extra = {
        "pipeline/cli/__init__.py": "import pipeline.run\nimport db.tables\n",
        "pipeline/load/__init__.py": "import pipeline.model\nimport db.tables\nimport sqlalchemy\n",
        "pipeline/spec/__init__.py": "import db.vocabulary\nimport pipeline.normalize\n",
    }
    result = lint(tmp_path, extra)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("importer", "imported", "contract"),
    [
        ("pipeline/readers", "pipeline.bind", "The stages import in one direction"),
        ("pipeline/bind", "pipeline.decode", "The stages import in one direction"),
        ("pipeline/readers", "pipeline.decode", "Readers know no form"),
        ("pipeline/decode", "sqlalchemy", "Only loading, and what stands above it, knows the database"),
        ("pipeline/normalize", "pipeline.spec", "The stages import in one direction"),
        ("pipeline/model", "pipeline.normalize", "The stages import in one direction"),
        ("pipeline/parsed", "pipeline.readers", "The stages import in one direction"),
        ("pipeline/readers", "pipeline.spec", "Readers know no form"),
        ("pipeline/readers", "pipeline.normalize", "Readers know no form"),
        ("pipeline/normalize", "pathlib", "Normalisers are pure"),
        ("pipeline/normalize", "pipeline.errors", "Normalisers are pure"),
        ("pipeline/checks", "db.tables", "Only loading, and what stands above it, knows the database"),
        ("db", "pipeline.model", "db knows nothing of the pipeline"),
    ],
)
def test_a_forbidden_import_is_caught(tmp_path: Path, importer: str, imported: str, contract: str) -> None:
    result = lint(tmp_path, {f"{importer}/__init__.py": f"import {imported}\n"})
    assert result.returncode == 1, result.stdout
    broken = result.stdout.partition("Broken contracts")[2]
    assert contract in broken
    assert imported.split(".")[-1] in broken


def test_a_package_without_a_place_in_the_flow_is_caught(tmp_path: Path) -> None:
    result = lint(tmp_path, {"pipeline/extra/__init__.py": ""})
    assert result.returncode == 1
    assert "pipeline.extra" in result.stdout
