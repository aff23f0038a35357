"""A first spec from samples: what it says, what is left to do, and that it then reads the samples."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.drafting.draft.draft import Draft, draft_form
from pipeline.drafting.draft.writing import spec_text
from pipeline.drafting.drift.trial import Named
from pipeline.errors import SpecError
from pipeline.readers import read_document
from pipeline.spec.form import Form
from pipeline.spec.registry import load_forms
from pipeline.spec.source import read_spec
from pipeline.spec.todo import todos, without_todos
from tests.conftest import real_folder
from tests.drafting.measure import checks, labels, meanings
from tests.paper import ichiran, mokuhyo
from tests.paper.excel import as_excel
from tests.paper.html import as_html
from tests.paper.pdf import as_pdf
from tests.paper.style import Style
from tests.sheets import Sheet

FORMS = load_forms().resolved


def drafted(*files: bytes) -> Draft:
    return draft_form([Named(f"{n}", read_document(data)) for n, data in enumerate(files)], "aohama/draft/2024")


def sections(draft: Draft) -> list[str]:
    return [section["heading"] for section in draft.data["sections"]]


@pytest.fixture(scope="module")
def pages() -> Draft:
    return drafted(as_pdf(mokuhyo.sheets(), Style()))


def test_ruled_pages_are_read_whole_by_their_draft(pages: Draft) -> None:
    assert (pages.samples, pages.sheets, pages.coverage, pages.problem) == (3, 3, 1.0, None)
    assert pages.errors == ()
    assert pages.todo <= 8


def test_the_draft_has_what_people_wrote(pages: Draft) -> None:
    form = FORMS["aohama/mokuhyo/2024"]
    assert labels(pages.data, form).share >= 0.95
    assert meanings(pages.data, form).share >= 0.75
    # One of the three sheets contradicts itself, so the sum that it breaks is not proposed
    assert checks(pages.data, form).right == 1


def test_the_measure_tells_a_wrong_draft(pages: Draft) -> None:
    other = FORMS["aohama/kikaku/2024"]
    assert labels(pages.data, other).share < 0.3
    assert meanings(pages.data, other).share < 0.3


@pytest.mark.parametrize("make", [as_excel, as_html])
def test_workbooks_and_html_say_the_same(pages: Draft, make: Any) -> None:
    draft = drafted(make(mokuhyo.sheets())) if make is as_excel else drafted(*_apart())
    assert sections(draft) == sections(pages)
    table = next(s["year_tables"] for s in draft.data["sections"] if "year_tables" in s)
    assert table == next(s["year_tables"] for s in pages.data["sections"] if "year_tables" in s)
    assert draft.coverage >= 0.98


def _apart() -> Sequence[bytes]:
    return [as_html(type(mokuhyo.sheets())((page,))) for page in mokuhyo.sheets().pages]


def test_the_text_of_the_draft_is_the_draft(pages: Draft, tmp_path: Path) -> None:
    path = tmp_path / "2024.yaml"
    path.write_text(spec_text(pages.data, ["a remark"]), encoding="utf-8")
    written = read_spec(path).data
    assert written == pages.data
    assert len(list(todos(written))) == pages.todo
    Form.model_validate(without_todos(written))


def test_a_draft_does_not_load_before_all_is_named(pages: Draft, tmp_path: Path) -> None:
    path = tmp_path / "aohama" / "draft" / "2024.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(spec_text(pages.data, []), encoding="utf-8")
    with pytest.raises(SpecError, match=rf"{pages.todo} things are to do"):
        load_forms([tmp_path])


def test_rows_of_text() -> None:
    names = (("海岸清掃", "環境課"), ("街灯点検", "土木課"), ("読書会", "図書館"))
    texts = [Sheet(name=n, department=d, code=f"00{i}", direct=1000 + 9 * i) for i, (n, d) in enumerate(names)]
    draft = drafted(*(sheet.text().encode() for sheet in texts))
    assert draft.data["title"] == "{sheet_year}浜辺町事業評価票"
    assert draft.coverage == 1.0
    costs = draft.data["sections"][1]["year_tables"][0]
    assert (costs["header"], costs["years"], costs["unit"]) == ("{year}", 3, "千円")
    assert {"label": "合計", "cost": {"item": "total"}} in costs["rows"]
    assert costs["rows"][-1]["group"] == "財源"
    said = [str(sorted(check["sum"])) + check["equals"] for check in draft.data["checks"]]
    assert "['cost.settlement.direct', 'cost.settlement.personnel']cost.settlement.total" in said
    assert "['funding.settlement.*']cost.settlement.total" in said


def test_a_list_needs_one_file() -> None:
    draft = drafted(ichiran.as_workbook())
    assert (draft.sheets, draft.coverage, draft.todo) == (5, 1.0, 4)
    listed, known = draft.data["listed"], FORMS["aohama/ichiran/2024"]["listed"]
    assert (listed["levels"], listed["unit_note"]) == (2, "(単位:{unit})")
    amounts = next(group for group in listed["groups"] if "each" in group)
    assert amounts["each"] == known["groups"][1]["each"]
    assert amounts["columns"][0] == known["groups"][1]["columns"][0]


def test_a_sum_that_one_sample_breaks_is_not_proposed() -> None:
    names = (("海岸清掃", "環境課"), ("街灯点検", "土木課"), ("読書会", "図書館"))
    texts = [Sheet(name=n, department=d, direct=1000 + 9 * i).text() for i, (n, d) in enumerate(names)]
    broken = [texts[0].replace("3,900", "3,950"), *texts[1:]]
    proposed = [str(check.get("sum")) for check in drafted(*(t.encode() for t in broken)).data["checks"]]
    assert "['cost.settlement.direct', 'cost.settlement.personnel']" not in proposed


def test_one_sheet_is_no_sample() -> None:
    with pytest.raises(SpecError, match="one sheet alone doesn't tell labels from values"):
        drafted(Sheet().text().encode())


@pytest.mark.parametrize(
    ("folder", "form", "least"),
    [
        ("ikeda/2025", "ikeda/mokuhyo/2025", (0.95, 0.8, 1.0)),
        ("yokohama/2025", "yokohama/hyokasho/2025", (1.0, 0.8, 0.6)),
    ],
)
def test_a_real_form_with_its_spec_taken_away(folder: str, form: str, least: tuple[float, float, float]) -> None:
    draft = drafted(*(path.read_bytes() for path in sorted((real_folder(os.environ) / folder).glob("*.pdf"))))
    assert draft.coverage == 1.0
    shares = [measure(draft.data, FORMS[form]).share for measure in (labels, meanings, checks)]
    assert all(share >= wanted for share, wanted in zip(shares, least, strict=True)), shares
