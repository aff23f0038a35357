"""How forms print their labels: files ``<year>.labels.json`` beside the specs, as ``hyoka forms learn`` writes them.

``docs/geometry.md`` is the format. They tell labels of scans by their looks; they hold no text but the forms' own.
"""

import base64
import binascii
import zlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from pipeline.errors import SpecError
from pipeline.model.label_picture import DOTS_A_POINT, LabelPicture
from pipeline.parsed.whole import written_whole

FORMAT, VERSION = "hyoka-labels", 1
SUFFIX = ".labels.json"
_AGAIN = "write it anew by `hyoka forms learn`"
_MOST_DOTS = 10_000_000  # of one picture: no label is larger than a page


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    version: int
    form: str
    dots_a_point: float
    labels: tuple[tuple[str, int, int, str], ...]


def write_labels(path: Path, form: str, labels: Sequence[LabelPicture]) -> None:
    """Write the labels that were learned of a form.

    Raises:
        OSError: the file can't be written.
    """
    head = {"format": FORMAT, "version": VERSION, "form": form, "dots_a_point": DOTS_A_POINT}
    lines = [f" {_json(name)}: {_json(value)}" for name, value in head.items()]
    listed = ",\n".join(f"  {_json(_written(label))}" for label in labels)
    with written_whole(path) as file:
        file.write(("{\n" + ",\n".join([*lines, f' "labels": [\n{listed}\n ]']) + "\n}\n").encode())


def read_labels(path: Path, form: str) -> tuple[LabelPicture, ...]:
    """The pictures of a form's labels.

    Raises:
        SpecError: the file can't be read, is of another version or form, or damaged.
    """
    try:
        data = msgspec.json.decode(path.read_bytes(), type=_File)
    except OSError as error:
        raise SpecError(f"{path}: can't be read: {error.strerror}; check the file and its permissions") from error
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise SpecError(f"{path}: no labels of a form: {error}; {_AGAIN}") from error
    if (data.format, data.version, data.dots_a_point) != (FORMAT, VERSION, DOTS_A_POINT):
        raise SpecError(f"{path}: is {data.format} {data.version}, expected {FORMAT} {VERSION}; {_AGAIN}")
    if data.form != form:
        raise SpecError(f"{path}: is of the form {data.form!r}, but stands beside {form!r}; {_AGAIN}")
    return tuple(_read(path, form, *label) for label in data.labels)


def _read(path: Path, form: str, text: str, width: int, height: int, packed: str) -> LabelPicture:
    wanted = (width + 7) // 8 * height
    if min(width, height) <= 0 or wanted > _MOST_DOTS:
        raise SpecError(f"{path}: the picture of {text!r} is {width} x {height} dots; {_AGAIN}")
    try:
        inflate = zlib.decompressobj()
        bits = inflate.decompress(base64.b64decode(packed, validate=True), wanted + 1)
    except (binascii.Error, zlib.error) as error:
        raise SpecError(f"{path}: the picture of {text!r} is damaged: {error}; {_AGAIN}") from error
    if len(bits) != wanted:
        raise SpecError(f"{path}: the picture of {text!r} has {len(bits)} bytes, expected {wanted}; {_AGAIN}")
    return LabelPicture(form, text, width, height, bits)


def _written(label: LabelPicture) -> tuple[str, int, int, str]:
    return label.text, label.width, label.height, base64.b64encode(zlib.compress(label.bits, 9)).decode()


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
