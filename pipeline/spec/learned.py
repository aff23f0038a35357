"""What was learned of forms' pages, and stands beside their specs: how they are ruled, how their labels look."""

import hashlib
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from pipeline.errors import SpecError
from pipeline.model.layout import KnownLayouts, Learned
from pipeline.spec import geometry, label_pictures
from pipeline.spec.geometry import read_geometry
from pipeline.spec.label_pictures import read_labels

Named = tuple[str, Path]
"""A form's name, and its spec file or a file of what was learned of it."""


def known_layouts(specs: Iterable[Named]) -> KnownLayouts:
    """What was learned of all forms of which something was; the files are read when a scan asks for them.

    Raises:
        SpecError: a file is there and can't be read.
    """
    specs = sorted(specs)
    geometries, labels = _there(specs, geometry.SUFFIX), _there(specs, label_pictures.SUFFIX)
    if not geometries and not labels:
        return KnownLayouts()
    digest = hashlib.sha256()
    for form, path in (*geometries, *labels):
        try:
            digest.update(f"{form}\0".encode() + path.read_bytes())
        except OSError as error:
            raise SpecError(f"{path}: can't be read: {error.strerror}; check the file and its permissions") from error
    return KnownLayouts(digest.hexdigest()[:8], partial(_all, geometries, labels))


def _there(specs: Iterable[Named], suffix: str) -> tuple[Named, ...]:
    files = ((form, path.with_name(path.stem + suffix)) for form, path in specs)
    return tuple((form, path) for form, path in files if path.is_file())


def _all(geometries: Iterable[Named], labels: Iterable[Named]) -> Learned:
    return Learned(
        tuple(layout for form, path in geometries for layout in read_geometry(path, form)),
        tuple(label for form, path in labels for label in read_labels(path, form)),
    )
