"""Scanned pages: their rules make the cells, a recogniser says what stands in them. Nothing here knows a form."""
