import numpy as np
import pytest

from pipeline.readers.scan.onnx_weights import metadata_of, with_columns


def varint(number: int) -> bytes:
    return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + varint(number >> 7)


def record(field: int, value: bytes) -> bytes:
    return varint(field << 3 | 2) + varint(len(value)) + value


def model(values: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]") -> bytes:
    dims = b"".join(varint(1 << 3) + varint(size) for size in values.shape)
    tensor = dims + varint(2 << 3) + varint(1) + record(8, b"weights") + record(9, values.astype("<f4").tobytes())
    said = record(14, record(1, b"character") + record(2, "あ\nい".encode()))
    return varint(1 << 3) + varint(8) + record(7, record(5, tensor) + record(2, b"graph")) + said


def test_only_the_columns_asked_for_are_left() -> None:
    values = np.arange(600, dtype=np.float32).reshape(2, 300)
    columns = np.array([0, 2, 299])
    assert with_columns(model(values), 300, columns) == model(values[:, columns])


def test_other_tensors_pass_unchanged() -> None:
    other = model(np.ones((3, 4), dtype=np.float32))
    with pytest.raises(ValueError, match="no tensor of the weights has 300 columns"):
        with_columns(other, 300, np.array([0]))


def test_what_weights_say_of_themselves_is_read() -> None:
    assert metadata_of(model(np.ones((1, 2), dtype=np.float32))) == {"character": "あ\nい"}
