"""Documents of every shape, for tests of what is kept of them."""

from hypothesis import strategies as st

from pipeline.model.document import Box, Cell, Document, Grid, Ink, Line, Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.ink import Step

SHA = "ab" * 32
_number = st.floats(allow_nan=False, allow_infinity=False)
_count = st.integers(0, 10**6)
_place = st.builds(Place, st.integers(1, 10**5), _count, _count)
_box = st.builds(Box, _number, _number, _number, _number)
_step = st.builds(Step, st.text(max_size=3), st.lists(_number, max_size=3).map(tuple), _number, _number)
_line = st.builds(Line, st.text(max_size=5), _number, _box, st.lists(_step, max_size=2).map(tuple))
_cell = st.builds(
    Cell,
    st.text(),
    _place,
    _count,
    _count,
    st.none() | _box,
    st.booleans(),
    st.booleans(),
    st.lists(_line, max_size=2).map(tuple),
    st.none() | st.text(max_size=5),
)
_words = st.none() | st.text(max_size=5)
_finding = st.builds(
    Finding, st.text(), st.sampled_from(Severity), st.text(), _words, _words, st.none() | _count, st.none() | _place
)
_ink = st.builds(Ink, _count, _count, _number, st.binary(max_size=20))
_grid = st.builds(
    Grid,
    st.integers(1, 10**5),
    st.lists(st.lists(_cell, max_size=3).map(tuple), max_size=3).map(tuple),
    st.booleans(),
    st.lists(_finding, max_size=2).map(tuple),
    st.none() | _ink,
)
documents = st.builds(
    Document,
    st.lists(_grid, max_size=3).map(tuple),
    st.text(max_size=5),
    st.from_regex(r"[a-z]+-[0-9]", fullmatch=True),
    st.text(max_size=5),
    st.none() | st.text(max_size=5),
)


def document(*texts: str, version: str = "text-1", number: float = 1.5) -> Document:
    """A document with a page for each text."""
    grids = tuple(
        Grid(page, ((Cell(text, Place(page, 0, 0), box=Box(number, 0.1, 2.0, 3.0)),),), True)
        for page, text in enumerate(texts, 1)
    )
    return Document(grids, "text", version, "text/plain", "utf-8")
