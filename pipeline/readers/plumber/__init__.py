"""PDF pages as pdfplumber sees them: a second opinion on the cells and texts of our own reader, much slower.

What pdfplumber says is kept as it says it, right or wrong: it takes the edges of shades for rules, repeats what stands
in a cell within a cell, and knows no table of one cell. It doesn't tell hidden text from printed, and sees no drawn
check boxes and no circles. So it is for comparing: what counts is read by PDFium.
``tests/real_pdf/test_differential.py`` names every difference.
"""

from pipeline.readers.plumber.document import VERSION, read_pdf

__all__ = ["VERSION", "read_pdf"]
