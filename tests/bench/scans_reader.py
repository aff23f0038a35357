"""What is timed as ours: bytes to facts, with nothing remembered of the page."""

from pipeline.model.document import Document
from pipeline.readers import read_document
from pipeline.run.source import read_source
from tests.bench.measure import forget_pages
from tests.scans.truth import registry


def read(data: bytes) -> Document:
    """Everything that the program does with a file before it is loaded; the cells are given back."""
    forget_pages()
    document = read_document(data, known=registry().layouts)
    read_source(document, registry())
    return document
