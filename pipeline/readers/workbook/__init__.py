"""Workbooks: Excel and OpenDocument, every sheet a grid of what its cells show."""

from pipeline.readers.workbook.document import VERSION, is_workbook, read_workbook

__all__ = ["VERSION", "is_workbook", "read_workbook"]
