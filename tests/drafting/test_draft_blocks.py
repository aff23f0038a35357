"""A table whose records are a row of words over a row of figures, and rows that follow it under the same years."""

import os

from pipeline.drafting.draft.draft import draft_form
from pipeline.drafting.drift.trial import Named
from pipeline.readers import read_document
from tests.conftest import real_folder

_PAGE = """<html><meta charset=utf-8><body><h1>令和4年度浜辺町実績票</h1><h2>1 事業</h2>
<table border=1><tr><td>事業名</td><td>{name}</td></tr><tr><td>担当課</td><td>{department}</td></tr></table>
<h2>2 活動の記録</h2>
<table border=1><tr><td rowspan=4>事業実績</td><td colspan=2>項目（単位）</td></tr>
<tr><td>令和2年度実績</td><td>令和3年度実績</td></tr>
<tr><td colspan=2>{what}</td></tr><tr><td>{n}</td><td>{n}2</td></tr>
<tr><td rowspan=2>単位あたりコスト</td><td colspan=2>{what}あたり</td></tr><tr><td>3{n}</td><td>4{n}</td></tr>
<tr><td>市民1人あたりの額</td><td>5{n}</td><td>6{n}</td></tr></table></body></html>"""
_SHEETS = (
    ("海岸清掃", "環境課", "回収したごみ（kg）"),
    ("街灯点検", "土木課", "街灯（基）"),
    ("読書会", "図書館", "会（回）"),
)


def test_records_in_blocks_and_the_rows_behind_them() -> None:
    pages = [_PAGE.format(name=n, department=d, what=w, n=i + 7) for i, (n, d, w) in enumerate(_SHEETS)]
    files = [Named(f"{i}", read_document(page.encode())) for i, page in enumerate(pages)]
    draft = draft_form(files, "hamabe/jisseki/2022")
    section = draft.data["sections"][1]
    (records,) = section["record_tables"]
    assert records["columns"] == [
        {"label": "項目(単位)", "part": "name"},
        {"label": "{year}実績", "measure": "actual", "times": 2},
    ]
    assert [group["label"] for group in records["groups"]] == ["事業実績", "単位あたりコスト"]
    assert records["groups"][1]["derived"]["measure"] == "per_indicator"
    (years,) = section["year_tables"]
    assert [row["label"] for row in years["rows"]] == ["市民1人あたりの額"]
    assert (draft.coverage, draft.errors) == (1.0, ())


def test_the_years_of_a_real_form_are_read() -> None:
    files = sorted((real_folder(os.environ) / "kobe/2013").glob("*.pdf"))
    draft = draft_form([Named(f.name, read_document(f.read_bytes())) for f in files], "kobe/draft/2013")
    assert draft.coverage >= 0.88
    first = {cell.place.page for file, cell in draft.unread if file == "kobe-r25-001.pdf"}
    assert first == set(), "only attachments are left"
    assert draft.todo <= 10
