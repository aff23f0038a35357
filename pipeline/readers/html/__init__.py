"""HTML pages: the cells that a browser would show, tables below one another. Nothing here knows what a sheet says."""

from pipeline.readers.html.document import VERSION, read_html
from pipeline.readers.html.encoding import looks_like_html

__all__ = ["VERSION", "looks_like_html", "read_html"]
