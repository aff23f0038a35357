"""The geometry of forms: files ``<year>.geometry.json`` beside the specs, as ``hyoka forms learn`` writes them.

``docs/geometry.md`` is the format. A geometry repairs what is missing on scans; it says nothing of what cells mean.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from pipeline.errors import SpecError
from pipeline.model.layout import Band, KnownLayout, Run
from pipeline.parsed.whole import written_whole

FORMAT, VERSION = "hyoka-geometry", 1
SUFFIX = ".geometry.json"
_AGAIN = "write it anew by `hyoka forms learn`"


class _Layout(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pages: int
    width: float
    height: float
    cols: tuple[float, ...]
    top: float
    bands: tuple[float | tuple[float, float], ...]
    level: tuple[Run, ...]
    upright: tuple[Run, ...]


class _Geometry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    version: int
    form: str
    layouts: tuple[_Layout, ...]


def write_geometry(path: Path, form: str, layouts: Sequence[KnownLayout]) -> None:
    """Write what was learned of a form.

    Raises:
        OSError: the file can't be written.
    """
    data = _Geometry(format=FORMAT, version=VERSION, form=form, layouts=tuple(map(_written, layouts)))
    with written_whole(path) as file:
        file.write(_lines(data).encode())


def read_geometry(path: Path, form: str) -> tuple[KnownLayout, ...]:
    """The layouts of a form.

    Raises:
        SpecError: the file can't be read, is of another version or form, or contradicts itself.
    """
    try:
        data = msgspec.json.decode(path.read_bytes(), type=_Geometry)
    except OSError as error:
        raise SpecError(f"{path}: can't be read: {error.strerror}; check the file and its permissions") from error
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise SpecError(f"{path}: no geometry of a form: {error}; {_AGAIN}") from error
    if (data.format, data.version) != (FORMAT, VERSION):
        raise SpecError(f"{path}: is {data.format} {data.version}, expected {FORMAT} {VERSION}; {_AGAIN}")
    if data.form != form:
        raise SpecError(f"{path}: is of the form {data.form!r}, but stands beside {form!r}; {_AGAIN}")
    for number, layout in enumerate(data.layouts, 1):
        _check(path, number, layout)
    return tuple(_read(form, layout) for layout in data.layouts)


def _check(path: Path, number: int, layout: _Layout) -> None:
    """Refuse a layout whose edges don't ascend or whose rules lie on none."""
    where = f"{path}: layout {number}"
    if list(layout.cols) != sorted(set(layout.cols)):
        raise SpecError(f"{where}: the column edges don't ascend; {_AGAIN}")
    if any(not 0 < least <= most for least, most in map(_pair, layout.bands)):
        raise SpecError(f"{where}: a band has no height, or more at least than at most; {_AGAIN}")
    rows, cols = len(layout.bands) + 1, len(layout.cols)
    for runs, along, across in ((layout.level, rows, cols), (layout.upright, cols, rows)):
        wrong = next((run for run in runs if not (0 <= run[0] < along and 0 <= run[1] < run[2] < across)), None)
        if wrong is not None:
            raise SpecError(f"{where}: the rule {list(wrong)} runs where there are no edges; {_AGAIN}")


def _pair(band: float | tuple[float, float]) -> tuple[float, float]:
    return band if isinstance(band, tuple) else (band, band)


def _read(form: str, data: _Layout) -> KnownLayout:
    bands = tuple(Band(*_pair(band)) for band in data.bands)
    return KnownLayout(form, data.width, data.height, data.cols, data.top, bands, data.level, data.upright, data.pages)


def _written(layout: KnownLayout) -> _Layout:
    return _Layout(
        pages=layout.pages,
        width=layout.width,
        height=layout.height,
        cols=layout.cols,
        top=layout.top,
        bands=tuple(band.least if band.fixed else (band.least, band.most) for band in layout.bands),
        level=layout.level,
        upright=layout.upright,
    )


def _lines(data: _Geometry) -> str:
    """JSON with a line for every list: a change of one is a change of a line."""
    head = [f'"{name}": {_json(getattr(data, name))}' for name in ("format", "version", "form")]
    layouts = []
    for layout in data.layouts:
        lines = [f'   "{name}": {_json(value)}' for name, value in msgspec.structs.asdict(layout).items()]
        layouts.append("  {\n" + ",\n".join(lines) + "\n  }")
    return "{\n " + ",\n ".join([*head, '"layouts": [\n' + ",\n".join(layouts) + "\n ]"]) + "\n}\n"


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
