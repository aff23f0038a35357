"""The truth of a page: what the PDF reader reads from the text layer, and what the whole chain makes of it."""

from dataclasses import dataclass
from functools import cache

from pipeline.model.document import Document
from pipeline.model.report import SourceReading
from pipeline.readers import read_document
from pipeline.run.source import read_source
from pipeline.spec.registry import Registry, load_forms
from tests.paper.form import FORM
from tests.scans.sheets import SheetFile


@dataclass(frozen=True, slots=True)
class Truth:
    """What a file says: ``document.grids[n]`` are the cells of page n + 1, ``reading`` the facts of all pages."""

    document: Document
    reading: SourceReading


@cache
def registry() -> Registry:
    """The forms of the program, and the one of the test sheets with boxes to tick."""
    known = load_forms()
    return Registry((*known.forms, FORM), {**known.resolved, FORM.form: {}}, known.layouts)


def truth_of(file: SheetFile) -> Truth:
    """The truth of a file."""
    document = read_document(file.data)
    return Truth(document, read_source(document, registry()))
