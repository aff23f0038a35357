"""What a recognised cell may say, where more than one reading is left."""

from msgspec import Struct


class Reading(Struct, frozen=True):
    """One way to read a cell, and how probable it is among all of them (0 to 1)."""

    text: str
    probability: float
