"""What all samples have alike may be a value all the same: it is proposed as one, for a person to confirm."""

import os
from typing import Any

import pytest

from pipeline.drafting.draft.draft import Draft, draft_form
from pipeline.drafting.drift.trial import Named
from pipeline.readers import read_document
from tests.conftest import real_folder

_PAGE = """<html><meta charset=utf-8><body><h1>令和4年度浜辺町点検票</h1><h2>1 事業</h2>
<table border=1><tr><td>事業名</td><td>{name}</td></tr><tr><td>担当課</td><td>{department}</td></tr>
<tr><td>会計の種類</td><td>一般会計</td></tr></table><h2>2 点検</h2>
<table border=1><tr><td>点検のめやす</td><td>町民の求め</td><td>進みぐあい</td></tr>
<tr><td>点検の結果</td><td>・測ることはなじまない</td><td>{progress}</td></tr></table></body></html>"""
_TEXT = (
    "令和4年度浜辺町点検票\n1 事業\n事業名\t{name}\n会計の種類\t一般会計\n"
    "担当課\t{department}\n2 点検\n理由\t{progress}\n"
)
_SHEETS = (("海岸清掃", "環境課", "順調"), ("街灯点検", "土木課", "遅れ"), ("読書会", "図書館", "完了"))


def drafted(page: str, sheets: tuple[tuple[str, str, str], ...] = _SHEETS) -> Draft:
    files = [page.format(name=n, department=d, progress=p).encode() for n, d, p in sheets]
    return draft_form([Named(f"{n}", read_document(data)) for n, data in enumerate(files)], "hamabe/tenken/2022")


def lines(draft: Draft, section: int) -> list[Any]:
    return [item for line in draft.data["sections"][section]["lines"] for item in line]


def test_a_value_that_all_samples_have_is_proposed_as_one() -> None:
    draft = drafted(_PAGE)
    assert {"label": "会計の種類", "right": {"field": "TODO"}} in lines(draft, 0)
    (below,) = [item for item in lines(draft, 1) if isinstance(item, dict) and item["label"] == "町民の求め"]
    assert "TODO" in str(below["below"])
    assert "点検の結果" in lines(draft, 1), "what the row is called is a label"
    assert draft.alike == (("会計の種類", "一般会計"), ("町民の求め", "・測ることはなじまない"))


def test_it_is_confirmed_even_where_the_label_is_known() -> None:
    same = tuple((name, "環境課", progress) for name, _, progress in _SHEETS)
    draft = drafted(_PAGE.replace("担当課", "担当するところ"), same)
    assert ("担当するところ", "環境課") in draft.alike
    assert drafted(_PAGE, same).alike == drafted(_PAGE).alike, "担当課 is known to lead to a department"


def test_in_rows_of_text_too() -> None:
    draft = drafted(_TEXT)
    assert {"label": "会計の種類", "right": {"field": "TODO"}} in lines(draft, 0)
    assert draft.alike == (("会計の種類", "一般会計"),)
    assert draft.coverage == 1.0


def test_labels_with_nothing_beside_them_are_named() -> None:
    assert drafted(_PAGE).bare == ("点検のめやす", "点検の結果")


@pytest.mark.parametrize("number", [2, 6])
def test_on_a_real_form(number: int) -> None:
    files = sorted((real_folder(os.environ) / "yokohama/2025").glob("*.pdf"))[:number]
    draft = draft_form([Named(f.name, read_document(f.read_bytes())) for f in files], "yokohama/draft/2025")
    assert ("市民ニーズ", "・測ることはなじまない") in draft.alike
    assert ("実施根拠", "・規則・方針") in draft.alike or number > 2
    assert not {"・測ることはなじまない", "・規則・方針", "・該当なし"} & set(draft.bare)
    assert draft.coverage == 1.0
