"""ONNX weights with a smaller last layer: a recogniser of all scripts computes only the characters that may occur.

The layer's columns are picked before its softmax, so the probabilities are those of the whole recogniser given that one
of the picked characters stands there. Only the fields needed of the format (protocol buffers) are understood; all other
bytes pass through.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_MODEL_GRAPH = 7
_MODEL_METADATA = 14
_GRAPH_INITIALIZER = 5
_GRAPH_VALUE_INFO = 13
_TENSOR_DIMS = 1
_TENSOR_RAW_DATA = 9
_VARINT, _BYTES = 0, 2
_FIXED = {1: 8, 5: 4}


def with_columns(model: bytes, classes: int, columns: NDArray[np.intp]) -> bytes:
    """``model`` with every tensor of ``classes`` columns cut to ``columns``, in their order.

    Raises:
        ValueError: no tensor has as many columns, so these are not the weights they were taken for.
    """
    parts = []
    cut = 0
    for field, wire, start, value, end in _fields(model, 0, len(model)):
        if field == _MODEL_GRAPH and wire == _BYTES:
            graph, count = _graph(model, value, end, classes, columns)
            parts.append(_record(_MODEL_GRAPH, graph))
            cut += count
        else:
            parts.append(model[start:end])
    if not cut:
        raise ValueError(f"no tensor of the weights has {classes} columns")
    return b"".join(parts)


def metadata_of(model: bytes) -> dict[str, str]:
    """What the weights say of themselves, by name."""
    said = {}
    for field, wire, _, value, end in _fields(model, 0, len(model)):
        if field == _MODEL_METADATA and wire == _BYTES:
            key, text = (model[first:last].decode() for _, _, _, first, last in _fields(model, value, end))
            said[key] = text
    return said


def _graph(model: bytes, start: int, end: int, classes: int, columns: NDArray[np.intp]) -> tuple[bytes, int]:
    """A graph with its tensors cut, and how many were; shapes it states of values between are left to be inferred."""
    parts = []
    cut = 0
    for field, wire, first, value, last in _fields(model, start, end):
        tensor = (
            _tensor(model, value, last, classes, columns) if (field, wire) == (_GRAPH_INITIALIZER, _BYTES) else None
        )
        if tensor is not None:
            parts.append(_record(_GRAPH_INITIALIZER, tensor))
            cut += 1
        elif field != _GRAPH_VALUE_INFO:
            parts.append(model[first:last])
    return b"".join(parts), cut


def _tensor(model: bytes, start: int, end: int, classes: int, columns: NDArray[np.intp]) -> bytes | None:
    """A tensor cut to ``columns``; None if its last dimension is not ``classes``."""
    dims: list[int] = []
    raw = b""
    others = []
    for field, wire, first, value, last in _fields(model, start, end):
        if field == _TENSOR_DIMS:
            dims.extend(_numbers(model, first, value, last, wire))
        elif field == _TENSOR_RAW_DATA:
            raw = model[value:last]
        else:
            others.append(model[first:last])
    if not dims or dims[-1] != classes or not raw:
        return None
    values = np.frombuffer(raw, dtype="<f4").reshape(dims)[..., columns]
    shape = b"".join(_varint(_TENSOR_DIMS << 3 | _VARINT) + _varint(size) for size in values.shape)
    return shape + b"".join(others) + _record(_TENSOR_RAW_DATA, values.tobytes())


def _numbers(model: bytes, first: int, value: int, last: int, wire: int) -> Iterator[int]:
    """The numbers of a repeated field: one a record, or packed."""
    at = value if wire == _BYTES else first + 1
    while at < last:
        number, at = _read_varint(model, at)
        yield number


def _fields(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, int, int]]:
    """Every record between two places: field, wire type, and where it starts, where its value does, where it ends."""
    at = start
    while at < end:
        first = at
        key, at = _read_varint(data, at)
        field, wire = key >> 3, key & 7
        value = at
        if wire == _VARINT:
            _, at = _read_varint(data, at)
        elif wire == _BYTES:
            length, value = _read_varint(data, at)
            at = value + length
        elif wire in _FIXED:
            at += _FIXED[wire]
        else:
            raise ValueError(f"the weights are damaged at byte {first}")
        yield field, wire, first, value, at


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    """The number at ``at``, seven bits a byte, and the place after it."""
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
        shift += 7


def _varint(number: int) -> bytes:
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    written.append(number)
    return bytes(written)


def _record(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | _BYTES) + _varint(len(value)) + value
