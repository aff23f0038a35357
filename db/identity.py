"""The one id that means something outside one database."""

import re

_SHA256 = re.compile(r"[0-9a-f]{64}")


def report_id(sha256: str, ordinal: int) -> str:
    """The id of the ``ordinal``-th report in the source with this content; the same after every rebuild.

    16 hex digits are enough: among a million sources the chance that two share them is about one in forty million.
    Raises ``ValueError`` for anything but a lower-case SHA-256 and an ordinal of 0 or more.
    """
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"not a SHA-256 in lower-case hex: {sha256!r}")
    if ordinal < 0:
        raise ValueError(f"a report's ordinal can't be negative: {ordinal}")
    return f"{sha256[:16]}-{ordinal}"
