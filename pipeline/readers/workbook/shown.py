"""What a cell shows, by its style, written into its sheet: the same for every file format."""

import re
from decimal import Decimal

from pipeline.model.finding import Severity
from pipeline.readers.workbook.formats import GENERAL, show_general, show_number, show_text
from pipeline.readers.workbook.raw import RawSheet, Spot
from pipeline.readers.workbook.styles import Style

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)


def put(sheet: RawSheet, spot: Spot, text: str, style: Style) -> None:
    """Write a cell with what it shows; of text that is crossed out only that it was there."""
    if style.sides:
        sheet.borders[spot] = style.sides
    if style.diagonal:
        sheet.struck.add(spot)
    if text.strip() and style.crossed_out:
        sheet.note("text-struck", Severity.WARNING, "this text is crossed out, so it was left out", spot, text)
        sheet.struck.add(spot)
    elif text:
        sheet.texts[spot] = text


def number(sheet: RawSheet, spot: Spot, value: str, style: Style, *, from_1904: bool) -> str:
    """What is shown for a number as the file has it."""
    # Python takes more for numbers than XML Schema does: 1_000, full-width digits, nan.
    exact = Decimal(repr(float(value))) if _NUMBER.fullmatch(value.strip()) is not None else None
    if exact is None or not exact.is_finite():
        sheet.note("number-damaged", Severity.ERROR, "this is no number, though its cell says so", spot, value)
        return value
    text = None if style.code is None else show_number(exact, style.code, from_1904=from_1904)
    if text is None:
        text = show_general(exact)
        code = style.code or "undefined"
        message = f"the number format {code} is not known, so the plain number was taken; look at the cell"
        sheet.note("format-unknown", Severity.WARNING, message, spot, text)
    elif not text.strip() or (sheet.hides_zeros and not text.strip("0.,-")):
        text = ""
        message = "the cell's format, or its sheet's, hides this number, so it was read as blank"
        sheet.note("value-hidden", Severity.WARNING, message, spot, value)
    return text


def words(sheet: RawSheet, spot: Spot, said: str, struck: str, style: Style) -> str:
    """What is shown for a text; ``struck`` are the words of it that are crossed out."""
    if struck and not style.crossed_out:
        message = "some words of the cell are crossed out, so they were left out; look at the cell"
        sheet.note("text-struck", Severity.WARNING, message, spot, struck)
    return said if style.code in {None, GENERAL, "@"} else show_text(said, style.code or GENERAL)


def error(sheet: RawSheet, spot: Spot, text: str) -> str:
    """What is shown for a formula that went wrong."""
    sheet.note("cell-error", Severity.ERROR, "the formula gave an error, so there is no value", spot, text)
    return text
