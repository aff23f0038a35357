"""``hyoka forms diff``, ``drift`` and ``draft`` as commands."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Hyoka
from tests.sheets import Sheet


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "0012.txt"
    path.write_text(Sheet(year=2023).text().replace("担当課", "担当する課"), encoding="utf-8")
    return path


def test_diff_prints_what_differs(hyoka: Hyoka) -> None:
    answer = hyoka("forms", "diff", "aohama/gaiyo/2022", "aohama/gaiyo/2023")
    assert answer.status == 1
    assert "added option: choices / direction / 継続 / 現状維持" in answer.out
    assert "gone label: 経費(いくらかかったか) / 市民1人当たり(円)" in answer.out
    assert hyoka("forms", "diff", "aohama/gaiyo/2022", "aohama/gaiyo/2022").status == 0


def test_diff_of_files_as_json(hyoka: Hyoka, forms: tuple[str, str], tmp_path: Path) -> None:
    old = Path(forms[1]) / "hamabe" / "hyo" / "2021.yaml"
    new = tmp_path / "other" / "hamabe" / "hyo" / "2021.yaml"
    new.parent.mkdir(parents=True)
    new.write_text(old.read_text(encoding="utf-8").replace("人件費,", "職員費,"), encoding="utf-8")
    (found,) = json.loads(hyoka("forms", "diff", str(old), str(new), "--json").out)
    assert (found["change"], found["old"], found["new"]) == ("renamed", "人件費", "職員費")


def test_diff_of_what_is_not_there(hyoka: Hyoka) -> None:
    answer = hyoka("forms", "diff", "aohama/gaiyo/2022", "aohama/gaiyo/2099")
    assert answer.status == 2
    assert "near it: aohama/gaiyo/2023" in answer.err
    assert hyoka("forms", "diff", "aohama/gaiyo/2022", "no/such/2022.yaml").status == 2


def test_drift_prints_the_form_that_mends(hyoka: Hyoka, forms: tuple[str, str], sheet: Path) -> None:
    answer = hyoka("forms", "drift", str(sheet), *forms)
    assert answer.status == 1
    assert "renamed label: 1 事業 / 担当課 -> 担当する課 (0012.txt:3:5)" in answer.out
    assert "  - {at: 担当課, set: {label: 担当する課}}" in answer.out
    assert "extends: hamabe/hyo/2021\nform: hamabe/hyo/2023\nname: 令和5年度 事業評価票\n" in answer.out


def test_drift_writes_it_and_never_over_another(
    hyoka: Hyoka, forms: tuple[str, str], sheet: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "next"
    assert hyoka("forms", "drift", str(sheet), *forms, "--write", str(folder)).status == 1
    assert (folder / "hamabe" / "hyo" / "2023.yaml").is_file()
    assert hyoka("show", str(sheet), *forms, "--forms", str(folder)).status == 0
    again = hyoka("forms", "drift", str(sheet), *forms, "--write", str(folder))
    assert again.status == 2
    assert "not overwritten" in again.err


def test_drift_as_json(hyoka: Hyoka, forms: tuple[str, str], sheet: Path) -> None:
    (found,) = json.loads(hyoka("forms", "drift", str(sheet), *forms, "--json").out)
    assert (found["base"], found["todo"], found["coverage"]["after"]) == ("hamabe/hyo/2021", 0, 1.0)
    assert [d["change"] for d in found["drifted"]] == ["renamed"]


def test_drift_never_says_that_nothing_differs_while_reading_gives_errors(
    hyoka: Hyoka, forms: tuple[str, str], tmp_path: Path
) -> None:
    same = Sheet(year=2023).text()
    row = same.splitlines()[5]
    swapped = row.replace("令和3", "@").replace("令和4", "令和3").replace("@", "令和4")
    path = tmp_path / "years.txt"
    path.write_text(same.replace(row, swapped), encoding="utf-8")
    answer = hyoka("forms", "drift", str(path), *forms)
    assert answer.status == 1
    assert "nothing that could be named differs, and yet not all is read as it should be" in answer.out
    assert "still wrong: years.txt:6:" in answer.out
    path.write_text(same.replace("6,030", "6,040"), encoding="utf-8")
    answer = hyoka("forms", "drift", str(path), *forms)
    assert answer.status == 1
    assert "nothing differs but that figures contradict one another" in answer.out
    assert "contradiction: years.txt:" in answer.out
    path.write_text(same, encoding="utf-8")
    answer = hyoka("forms", "drift", str(path), *forms)
    assert (answer.status, "nothing differs\n" in answer.out) == (0, True)


def test_drift_of_what_is_not_there(hyoka: Hyoka, sheet: Path) -> None:
    assert hyoka("forms", "drift", str(sheet.with_name("no.txt"))).status == 2
    assert hyoka("forms", "drift", str(sheet), "--against", "no/such/2020").status == 2


def test_draft_prints_or_writes(hyoka: Hyoka, tmp_path: Path) -> None:
    files = []
    for name, department in (("海岸清掃", "環境課"), ("街灯点検", "土木課"), ("読書会", "図書館")):
        files.append(Sheet(name=name, department=department).write(tmp_path / f"{name}.txt"))
    answer = hyoka("forms", "draft", *map(str, files))
    assert "title: '{sheet_year}浜辺町事業評価票'" in answer.out
    assert "{label: 担当課, right: {report: department}}" in answer.out
    folder = tmp_path / "drafts"
    hyoka("forms", "draft", *map(str, files), "--name", "hamabe/hyo/2022", "--write", str(folder))
    refused = hyoka("forms", "--forms", str(folder))
    assert refused.status == 2
    assert "to do before the form can be used" in refused.err


def test_one_sheet_is_no_sample(hyoka: Hyoka, tmp_path: Path) -> None:
    answer = hyoka("forms", "draft", str(Sheet().write(tmp_path / "a.txt")))
    assert answer.status == 2
    assert "give two sheets of the form at least" in answer.err


def test_drift_takes_folders(hyoka: Hyoka, forms: tuple[str, str], sheet: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    folder.mkdir()
    answer = hyoka("forms", "drift", str(folder), *forms)
    assert (answer.status, "no file to read in this folder" in answer.err) == (2, True)
    sheet.rename(folder / "0012.txt")
    (folder / "README.md").write_text("no sheet", encoding="utf-8")
    answer = hyoka("forms", "drift", str(folder), *forms)
    assert (answer.status, "担当課 -> 担当する課 (0012.txt:3:5)" in answer.out) == (1, True)


def test_one_sheet_given_twice_is_one(hyoka: Hyoka, tmp_path: Path) -> None:
    files = [str(Sheet().write(tmp_path / name)) for name in ("a.txt", "b.txt")]
    answer = hyoka("forms", "draft", *files)
    assert (answer.status, answer.out) == (2, "")
    assert "give two sheets of the form at least" in answer.err


def test_a_draft_is_written_under_a_name_that_a_form_can_have(hyoka: Hyoka, tmp_path: Path) -> None:
    files = [str(Sheet(name=name).write(tmp_path / f"{name}.txt")) for name in ("海岸清掃", "読書会")]
    folder = tmp_path / "a" / "drafts"
    for name in ("../../hamabe/hyo/2022", "hamabe/hyo/20222", "hamabe/hyo", "Hamabe/hyo/2022", "浜辺/hyo/2022"):
        answer = hyoka("forms", "draft", *files, "--name", name, "--write", str(folder))
        assert (answer.status, "--name" in answer.err) == (2, True)
    assert not list(tmp_path.rglob("*.yaml"))
