"""The folder of kept documents: found when present and whole, and nothing else."""

import os
import threading
from pathlib import Path

import pytest

from pipeline.model.change import replace
from pipeline.model.document import Document
from pipeline.parsed import Parsed
from tests.parsed.documents import SHA, document


def pages(found: Document | None) -> object:
    return found and tuple(found.grids)


def store(folder: Path, *versions: str) -> Parsed:
    return Parsed(folder, versions or ("text-1", "pdf-1"))


def test_what_was_kept_is_found_by_content(tmp_path: Path) -> None:
    whole = document("a", "b")
    kept = store(tmp_path / "parsed").keep(SHA, whole)
    assert kept.grids is not whole.grids
    assert pages(kept) == pages(store(tmp_path / "parsed").find(SHA)) == whole.grids
    assert store(tmp_path / "parsed").find("cd" * 32) is None
    assert [file.name for file in tmp_path.glob("parsed/*/*")] == [f"{SHA}.text-1.jsonl.gz"]


def test_what_another_version_of_the_reader_made_is_not_found(tmp_path: Path) -> None:
    store(tmp_path).keep(SHA, document("a", version="pdf-1+ocr-1"))
    assert store(tmp_path).find(SHA) is None
    assert store(tmp_path, "pdf-1", "ocr-2").find(SHA) is None
    assert store(tmp_path, "html-7", "pdf-1", "ocr-1").find(SHA) is not None


def test_a_new_version_takes_the_place_of_the_old_and_another_reader_stands_beside_it(tmp_path: Path) -> None:
    for version in ("pdf-1", "pdfplumber-0.11-1", "pdf-2"):
        store(tmp_path, "pdf-1", "pdf-2", "pdfplumber-0.11-1").keep(SHA, document(version, version=version))
    assert sorted(file.name for file in tmp_path.glob("*/*")) == [
        f"{SHA}.pdf-2.jsonl.gz",
        f"{SHA}.pdfplumber-0.11-1.jsonl.gz",
    ]


def test_a_damaged_file_is_as_good_as_none_and_is_mended(tmp_path: Path) -> None:
    parsed = store(tmp_path)
    parsed.keep(SHA, document("a"))
    (file,) = tmp_path.glob("*/*")
    file.write_bytes(b"no gzip")
    assert parsed.find(SHA) is None
    parsed.keep(SHA, document("a"))
    assert parsed.find(SHA) is not None


@pytest.mark.parametrize("where", ["parsed", "parsed/ab"])
def test_where_nothing_can_be_kept_the_document_is_used_as_it_is(tmp_path: Path, where: str) -> None:
    (tmp_path / where).parent.mkdir(exist_ok=True)
    (tmp_path / where).write_text("a file, and no folder")
    parsed, whole = store(tmp_path / "parsed"), document("a")
    assert parsed.keep(SHA, whole) is whole
    assert parsed.trouble is not None
    assert parsed.find(SHA) is None


def test_what_json_cannot_hold_is_used_as_it_is(tmp_path: Path) -> None:
    parsed, whole = store(tmp_path), document("a", number=float("nan"))
    assert parsed.keep(SHA, whole) is whole
    assert "page 1" in (parsed.trouble or "")
    assert list(tmp_path.glob("*/*")) == []


def test_a_document_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Document:
        grids = map(lambda grid: 1 / 0, document("a").grids)  # noqa: C417 - raises only when walked

        class Broken(tuple):  # type: ignore[type-arg]
            def __iter__(self) -> object:  # type: ignore[override]
                return grids

        return replace(document("a"), grids=Broken((1,)))

    with pytest.raises(ZeroDivisionError):
        store(tmp_path).keep(SHA, broken())
    assert list(tmp_path.glob("*/*")) == []


def test_what_a_killed_process_left_goes_when_nobody_can_be_writing_it(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    old, new = (tmp_path / "ab" / f"{SHA}.{name}.part" for name in ("old", "new"))
    old.write_bytes(b"")
    new.write_bytes(b"")
    os.utime(old, (0, 0))
    store(tmp_path).keep(SHA, document("a"))
    assert (old.exists(), new.exists()) == (False, True)


def test_many_may_keep_and_find_at_once(tmp_path: Path) -> None:
    whole, odd = document(*"abcdefgh"), list[object]()

    def work() -> None:
        for _ in range(20):
            parsed = store(tmp_path)
            kept, found = parsed.keep(SHA, whole), parsed.find(SHA)
            if not (pages(kept) == pages(found) == whole.grids):
                odd.append((kept, found))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert odd == []


def test_what_is_forgotten_is_gone(tmp_path: Path) -> None:
    parsed = store(tmp_path)
    parsed.keep(SHA, document("a"))
    assert list(parsed.contents()) == [SHA]
    parsed.forget(SHA)
    assert (parsed.find(SHA), list(parsed.contents())) == (None, [])


def test_a_version_that_no_file_can_be_named_by_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="version"):
        store(tmp_path).keep(SHA, document("a", version="../x"))
