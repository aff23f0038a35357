"""PDF pages: rules make the cells, positions the reading order. Nothing here knows what a sheet says."""

from pipeline.readers.pdf.document import VERSION, read_pdf

__all__ = ["VERSION", "read_pdf"]
