import json
from pathlib import Path

from pipeline.spec.registry import load_forms
from tests.cli.conftest import Hyoka
from tests.sheets import FORM

RAW = Path(__file__).parents[2] / "raw"


def folder(tmp_path: Path) -> Path:
    spec = tmp_path / "forms/hamabe/hyo/2021.yaml"
    spec.parent.mkdir(parents=True)
    spec.write_text(FORM, encoding="utf-8")
    return tmp_path / "forms"


def test_a_geometry_is_learned_and_stands_beside_the_spec(hyoka: Hyoka, tmp_path: Path) -> None:
    forms = folder(tmp_path)
    sheet = str(RAW / "aohama/2024/mokuhyo.pdf")
    answer = hyoka("forms", "learn", "hamabe/hyo/2021", sheet, "--forms", str(forms))
    assert answer.status == 0
    path = forms / "hamabe/hyo/2021.geometry.json"
    assert str(path) in answer.out.replace("\n", "")
    assert "layout 1: 3 pages" in answer.out
    assert json.loads(path.read_bytes())["form"] == "hamabe/hyo/2021"
    before, after = load_forms().layouts, load_forms([forms]).layouts
    assert len(after.layouts) == len(before.layouts) + 1
    assert after.fingerprint != before.fingerprint


def test_what_is_wrong_is_said(hyoka: Hyoka, tmp_path: Path) -> None:
    forms = ("--forms", str(folder(tmp_path)))
    sheet = str(RAW / "aohama/2024/mokuhyo.pdf")
    text = str(next((RAW / "aohama/2023").glob("*.txt")))
    for words, message in (
        (("hamabe/hyo/2020", sheet), "no such form"),
        (("hamabe/hyo/2021", sheet + "x"), "no such file"),
        (("hamabe/hyo/2021", text), "PDF files and scans"),
        (("hamabe/hyo/2021", sheet, "--least", "4"), "give more sheets"),
    ):
        answer = hyoka("forms", "learn", *words, *forms)
        assert answer.status == 2
        assert message in " ".join(answer.err.split())
