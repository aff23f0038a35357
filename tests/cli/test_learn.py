import json
from pathlib import Path

from pipeline.normalize.fold import match_key
from pipeline.readers.scan.page import read_page
from pipeline.readers.scan.pictures import Picture
from pipeline.spec.label_pictures import read_labels
from pipeline.spec.printed import printed_texts, words_of
from pipeline.spec.registry import BUILT_IN, load_forms
from tests.cli.conftest import Hyoka
from tests.readers.scan.stand_in import StandIn
from tests.scans.condition import CONDITIONS
from tests.scans.degrade import degrade
from tests.scans.pages import rasterise_page
from tests.scans.sheets import synthetic_files
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


def test_labels_are_learned_too_and_scans_are_read_by_them(hyoka: Hyoka, tmp_path: Path) -> None:
    (clean,) = (file for file in synthetic_files(files=0) if file.name == "mokuhyo/drawn")
    sheet = tmp_path / "clean.pdf"
    sheet.write_bytes(clean.data)
    spec = tmp_path / "forms/hamabe/hyo/2021.yaml"
    spec.parent.mkdir(parents=True)
    built_in = (BUILT_IN / "aohama/mokuhyo/2024.yaml").read_text(encoding="utf-8")
    spec.write_text(built_in.replace("aohama/mokuhyo/2024", "hamabe/hyo/2021"), encoding="utf-8")
    answer = hyoka("forms", "learn", "hamabe/hyo/2021", str(sheet), "--forms", str(tmp_path / "forms"))
    assert answer.status == 0
    assert "2021.labels.json" in answer.out.replace("\n", "")
    known = load_forms([tmp_path / "forms"])
    learned = {label.text for label in read_labels(spec.with_name("2021.labels.json"), "hamabe/hyo/2021")}
    form = known.get("hamabe/hyo/2021")
    assert form is not None
    assert learned
    assert {match_key(text) for text in learned} & words_of(printed_texts(form))
    page = rasterise_page(clean.name, clean.data, 1, 200)
    reader = StandIn()
    read_page(Picture(degrade(page, CONDITIONS["scan-200"]).pixels, 200 / 72), 1, reader, known.layouts)
    without = StandIn()
    read_page(Picture(degrade(page, CONDITIONS["scan-200"]).pixels, 200 / 72), 1, without)
    assert len(reader.crops) < 0.7 * len(without.crops)
