import json

import pytest

from tests.cli.conftest import Hyoka
from tests.sheets import Sheet
from tests.town import Town

Option = tuple[str, str]


def test_every_value_has_its_label_year_and_place(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("a.txt")
    answer = hyoka("show", "a.txt", *forms)
    assert answer.status == 0
    assert "hamabe/hyo/2021 (sheet)" in answer.out
    assert "0012 海岸清掃" in answer.out
    assert "100.0 % of" in answer.out
    (row,) = [line for line in answer.out.splitlines() if "costs settlement total" in line and "2021" in line]
    cells = [cell.strip() for cell in row.strip("│").split("│")]
    assert cells.pop(2).startswith("2 費用 > 合計")
    assert cells == ["9:3", "costs settlement total", "2021", "6,030,000 yen", ""]
    assert "1,000 kg (年 程度)" in answer.out
    assert not (town.folder / "db").exists()


def test_json_is_complete(town: Town, hyoka: Hyoka, forms: Option) -> None:
    town.write("a.txt", ("欄外の書き込み\n" + Sheet().text()).encode())
    answer = hyoka("show", "a.txt", *forms, "--json")
    told = json.loads(answer.out)
    (report,) = told["reports"]
    assert (report["form"], report["project_code"], report["fiscal_year"]) == ("hamabe/hyo/2021", "0012", 2021)
    assert report["municipality"] == {"code": "990011", "name": "浜辺町", "prefecture": "（例）"}
    totals = [fact for fact in report["facts"] if fact["table"] == "costs" and fact["item"] == "total"]
    assert [(f["fiscal_year"], f["amount_yen"], f["row"], f["col"]) for f in totals] == [
        (2020, 5_100_000, 9, 1),
        (2021, 6_030_000, 9, 2),
    ]
    assert "欄外の書き込み" in [cell["text"] for cell in told["unread"]]
    assert {finding["rule"] for finding in report["findings"]}
    assert hyoka("show", "a.txt", *forms, "--json").out == answer.out


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"", "failed", "the file is empty"),
        ("会議録\n".encode(), "unrecognized", "form-unknown"),
        (Sheet().text().replace("6,030", "6,130").encode(), "loaded", "check-cost_total"),
    ],
)
def test_a_problem_is_shown(town: Town, hyoka: Hyoka, forms: Option, data: bytes, status: str, said: str) -> None:
    town.write("a.txt", data)
    answer = hyoka("show", "a.txt", *forms)
    assert answer.status == int(status != "loaded")  # a sheet that contradicts itself was read whole
    assert f"status  {status}" in answer.out
    assert said in answer.out


@pytest.mark.parametrize("path", ["nowhere.txt", "raw"])
def test_only_a_file_can_be_shown(town: Town, hyoka: Hyoka, path: str) -> None:
    answer = hyoka("show", path)
    assert (answer.status, answer.out) == (2, "")
    assert path in answer.err
