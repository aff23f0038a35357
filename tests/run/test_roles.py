from pipeline.bind.claims import Role
from pipeline.model.document import Cell, Document
from pipeline.readers import read_document
from pipeline.run.roles import cell_roles
from pipeline.spec.registry import Registry
from tests.readers.pdf_builder import Page, pdf
from tests.sheets import Sheet


def roles_by_text(document: Document, registry: Registry) -> dict[str, Role | None]:
    roles = cell_roles(document, registry)
    cells: list[Cell] = [cell for grid in document.grids for cell in grid.non_blank()]
    return {cell.text.strip(): roles.get(cell.place) for cell in cells}


def test_every_cell_has_the_role_that_binding_gave_it(registry: Registry) -> None:
    document = read_document(("欄外の書き込み\n" + Sheet().text()).encode())
    found = roles_by_text(document, registry)
    assert found["欄外の書き込み"] is None
    assert (found["事業名"], found["海岸清掃"]) == (Role.LABEL, Role.VALUE)
    assert found["（単位：千円）"] is Role.DECORATION
    assert (found["合計"], found["6,030"]) == (Role.LABEL, Role.VALUE)


def test_a_document_of_no_known_form_has_no_roles(registry: Registry) -> None:
    page = Page().table([20, 100, 200], [20, 60]).text(30, 40, "会議録")
    assert cell_roles(read_document(pdf(page)), registry) == {}


def test_what_a_page_says_has_roles_too(registry: Registry) -> None:
    page = Page().text(100, 30, "令和4年度浜辺町事業評価票").text(20, 60, "1 事業").table([20, 100, 200], [70, 100])
    document = read_document(pdf(page.text(24, 90, "事業名").text(104, 90, "海岸清掃").text(300, 200, "欄外")))
    assert roles_by_text(document, registry) == {
        "令和4年度浜辺町事業評価票": Role.LABEL,
        "1 事業": Role.LABEL,
        "事業名": Role.LABEL,
        "海岸清掃": Role.VALUE,
        "欄外": None,
    }
