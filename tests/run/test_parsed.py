"""What reading produced is used again, and is never missed."""

import shutil
from pathlib import Path

import pytest

from pipeline.model.backend import PdfBackend
from pipeline.model.change import replace
from pipeline.model.document import Document
from pipeline.model.report import SourceReading
from pipeline.parsed import Damaged, Parsed
from pipeline.readers.text import read_text
from pipeline.run import file as file_module
from pipeline.run.file import content_hash
from pipeline.run.options import Options
from pipeline.run.reasons import Action
from pipeline.run.rebuild import rebuild
from pipeline.spec.registry import Registry, load_forms
from tests.conftest import ROOT
from tests.sheets import FORM, Sheet, failing, write_forms
from tests.town import Town, only

KEPT = Options(parsed=Path("parsed"))


def respecced(town: Town, folder: Path, old: str, new: str) -> Town:
    """The town with one line of its form changed."""
    write_forms(folder)
    spec = folder / "hamabe" / "hyo" / "2021.yaml"
    assert old in FORM
    spec.write_text(FORM.replace(old, new), encoding="utf-8")
    return replace(town, registry=load_forms([folder]))


def test_a_changed_form_binds_again_without_any_reader(town: Town, tmp_path: Path) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    other = respecced(town, tmp_path / "other", "{narrative: purpose}", "{narrative: target}")
    with failing("pipeline.run.file.read_document", AssertionError("a reader was called")):
        file = only(other.run(KEPT))
    assert (file.status, file.action, file.why) == ("loaded", Action.REBOUND, "form hamabe/hyo/2021 changed")
    assert town.rows("SELECT field FROM narratives") == [("target",)]


def test_without_what_was_kept_the_file_is_read(town: Town, tmp_path: Path) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    (kept,) = town.folder.glob("parsed/*/*.gz")
    for damage in (kept.unlink, lambda: kept.write_bytes(b"\x1f\x8b what?"), lambda: kept.write_bytes(b"")):
        damage()
        other = respecced(town, tmp_path / "other", "{narrative: purpose}", "{narrative: target}")
        assert only(other.run(KEPT)).status == "loaded"
        assert only(town.run(KEPT)).status == "loaded"
        assert kept.stat().st_size > 100  # and kept again


@pytest.mark.parametrize("times", [1, 2])
def test_what_is_damaged_while_it_is_bound_is_read_again(
    town: Town, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    town.write("raw/a.txt")
    real, calls = file_module._read, list[Document]()

    def damaged(document: Document, registry: Registry) -> SourceReading:
        calls.append(document)
        if len(calls) <= times:
            raise Damaged("just now")
        return real(document, registry)

    monkeypatch.setattr(file_module, "_read", damaged)
    parsed = Parsed(Path("parsed"), ["text-1"])
    parsed.keep(content_hash(Sheet().text().encode()), read_text(Sheet().text().encode()))
    assert only(town.run(KEPT)).status == "loaded"
    assert len(calls) == times + 1


def test_pages_that_are_no_longer_kept_are_made_again(any_town: Town) -> None:
    any_town.write("raw/a.txt")
    any_town.write("raw/b.txt", Sheet(year=2023))
    any_town.write("raw/odd.txt", "なにか\n".encode())
    any_town.run(KEPT)
    before = any_town.dump(ids=False)
    one, other, _ = sorted(any_town.folder.glob("parsed/*/*.gz"))
    one.unlink()
    other.write_bytes(b"damaged")
    lacking = rebuild(any_town.url, any_town.registry, Path("parsed")).lacking  # which sets aside what is damaged
    assert len(lacking) == 2
    assert {file.why for file in any_town.run(replace(KEPT, dry=True)).files} == {None, "its pages are no longer kept"}
    summary = any_town.run(KEPT)
    assert sorted(file.action for file in summary.files) == [Action.REREAD, Action.REREAD, Action.UNCHANGED]
    assert any_town.dump(ids=False) == before
    shutil.rmtree("parsed")
    assert {file.action for file in any_town.run(KEPT).files} == {Action.REREAD}
    assert rebuild(any_town.url, any_town.registry, Path("parsed")).lacking == ()
    assert any_town.dump(ids=False) == before
    assert not list(any_town.folder.glob("parsed/*/*.damaged"))
    assert {file.action for file in any_town.run(KEPT).files} == {Action.UNCHANGED}
    assert {file.action for file in any_town.run(Options()).files} == {Action.UNCHANGED}  # nothing is kept, or missed


def test_again_reads_the_file_itself(town: Town) -> None:
    town.write("raw/a.txt")
    town.run(KEPT)
    with failing("pipeline.run.file.read_document", RuntimeError("a reader was called")):
        assert only(town.run(replace(KEPT, again=True))).status == "failed"


def test_another_reader_of_pdfs_does_not_take_what_the_first_kept(town: Town) -> None:
    town.write("raw/a.pdf", (ROOT / "raw/aohama/2024/hyokasho.pdf").read_bytes())
    town.run(KEPT)
    town.run(replace(KEPT, pdf_backend=PdfBackend.PDFPLUMBER))
    assert sorted(file.name.split(".")[1].split("-")[0] for file in town.folder.glob("parsed/*/*.gz")) == [
        "pdf",
        "pdfplumber",
    ]


def test_kept_or_not_the_database_is_the_same(town: Town, tmp_path: Path) -> None:
    raw = str(ROOT / "raw")
    town.run(KEPT, raw)
    other = replace(town, url=f"sqlite:///{town.folder}/other.sqlite")
    other.run(Options(), raw)
    assert other.dump(ids=False) == town.dump(ids=False)


def test_where_nothing_can_be_kept_all_is_loaded_and_it_is_said(town: Town) -> None:
    town.write("raw/a.txt")
    (town.folder / "parsed").write_text("a file, and no folder")
    summary = town.run(KEPT)
    assert (summary.exit_status, summary.count("loaded")) == (0, 1)
    assert "parsed" in (summary.trouble or "")


def test_what_is_kept_is_not_read_as_sheets(town: Town) -> None:
    town.write("raw/a.txt")
    inside = Options(parsed=Path("raw/parsed"))
    town.run(inside)
    summary = town.run(inside)
    assert [file.path for file in summary.files] == ["raw/a.txt"]
    assert [passed.name for passed in summary.passed_over] == ["raw/parsed"]


@pytest.mark.parametrize("prune", [False, True])
def test_what_is_missing_is_forgotten_only_when_asked(any_town: Town, prune: bool) -> None:
    any_town.write("raw/a.txt")
    any_town.write("elsewhere/b.txt", Sheet(year=2023))
    any_town.run(KEPT, "raw", "elsewhere")
    (any_town.folder / "raw/a.txt").unlink()
    (any_town.folder / "elsewhere/b.txt").unlink()
    any_town.write("raw/c.txt", Sheet(code="13"))
    any_town.run(KEPT, "raw/c.txt")
    summary = any_town.run(replace(KEPT, prune=prune), "raw")
    (any_town.folder / "raw").mkdir(exist_ok=True)
    assert (summary.gone, summary.pruned) == (("raw/a.txt",), ("raw/a.txt",) if prune else ())
    left = [("elsewhere/b.txt", "loaded"), *([] if prune else [("raw/a.txt", "missing")]), ("raw/c.txt", "loaded")]
    assert any_town.rows("SELECT path, status FROM sources ORDER BY path") == left
    assert len(list(any_town.folder.glob("parsed/*/*.gz"))) == (2 if prune else 3)
