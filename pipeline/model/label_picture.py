"""How a form's label looks in print: the picture of one of its lines, learned from a clean sheet."""

from dataclasses import dataclass

DOTS_A_POINT = 4.0


@dataclass(frozen=True, slots=True)
class LabelPicture:
    """The ink of one printed ``text`` of a ``form``, cut close.

    ``width`` and ``height`` are in dots, ``DOTS_A_POINT`` to a point. ``bits``: rows of dots from the top, packed eight
    a byte (1 is ink), each row in whole bytes.
    """

    form: str
    text: str
    width: int
    height: int
    bits: bytes
