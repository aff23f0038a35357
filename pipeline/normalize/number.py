"""Quantities: a number with the words, unit and notes printed around it (約1800, 年60~120人程度, 29（4）, △5, 未定)."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from pipeline.model.quantity import Quantity, Status
from pipeline.normalize.era import YEAR_PATTERN
from pipeline.normalize.fold import Folded, fold
from pipeline.normalize.kanji import NUMERAL_CHARS
from pipeline.normalize.numeral import Numeral, read_numeral
from pipeline.normalize.scan import ARABIC, LOOSE, MIXED, Part, Phrase, Span, Vocabulary, placeholder, scan
from pipeline.normalize.words import bracket_end, damage, is_word_char, stands_for_no_value

_YEAR = re.compile(YEAR_PATTERN)
_DATE_WORDS = (("年", "月"), ("年", "日"), ("月", "日"))
# Words that happen to be a kanji numeral with a unit behind it: partly, enough, once, a kind of …
_WORDS = frozenset(("一部", "一部分", "十分", "一度", "一組", "一位", "一品", "一種", "一足", "一口"))
# Plain numbers that can be read at sight; none with a leading zero, or in such a way that a word may be meant.
_PLAIN = re.compile(
    r"[ \u3000]*(-)?((?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*))(\.[0-9]+)?"
    r"[ \u3000]*(人|件|回|日|円|千円|冊|台|校|か所|団体|世帯|[%％])?[ \u3000]*"
)
_MOST_PLAIN = 18
_PRECISIONS = tuple(Decimal(1).scaleb(min(0, 1 - length)) for length in range(_MOST_PLAIN + 1))
_LONGEST_REMEMBERED = 64
_A_YEAR = "a year, not a quantity"
# Digits, kanji numerals, and what folds to them: Kangxi radicals, squared units, compatibility and mathematical signs.
_NUMERAL = re.compile(
    rf"[0-9０-９{NUMERAL_CHARS}\u2f00\u2f06\u2f0b\u2f17\u3038\u3378-\u33af\uf900-\ufaff"
    "\U0001d7ce-\U0001d7ff\U0001fbf0-\U0001fbf9]"
)


def is_bare_number(text: str) -> bool:
    """Whether a cell says a number and nothing else. Most cells of words have no numeral at all, which is seen soon."""
    if _NUMERAL.search(text) is None:
        return False
    quantity = parse_quantity(text)
    return quantity is not None and quantity.status is Status.VALUE


def parse_quantity(text: str, units: Iterable[str] = (), *, bracketed: bool = False) -> Quantity | None:
    """The quantity a cell says; None if it is blank or holds only a unit whose number was not filled in.

    ``units``: units that the form prints for this value besides ``KNOWN_UNITS`` (the row's unit column).
    ``bracketed``: the form prints this number in brackets, so ``(2人)`` is 2 and ``( 人)`` blank; without it a number
    wholly in brackets is ambiguous (a note, or a negative). What is not understood to the last character is ``text`` or
    ``unreadable`` with a problem, never a number.
    """
    if len(text) > _LONGEST_REMEMBERED:
        return parse_fully(text, units, bracketed=bracketed)
    return _remembered(text, tuple(units), bracketed)


@lru_cache(maxsize=16_384)  # a cell is read once for every place it may stand in
def _remembered(text: str, units: tuple[str, ...], bracketed: bool) -> Quantity | None:
    return _plain(text, units) or parse_fully(text, units, bracketed=bracketed)


def _plain(text: str, units: tuple[str, ...]) -> Quantity | None:
    """A cell with nothing but a plain number, and perhaps a common unit; None for all others, which take longer."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    minus, whole, decimals, unit = found.groups()
    decimals = decimals or ""
    # A form's own unit may begin with a dash, but never with a digit.
    if (minus and units) or len(whole) + len(decimals) > _MOST_PLAIN:
        return None
    value = Decimal(f"{whole.replace(',', '')}{decimals}")
    return Quantity(
        Status.VALUE,
        -value if minus and value else value,
        unit=unit,
        precision=_PRECISIONS[len(decimals)],
    )


def parse_fully(text: str, units: Iterable[str] = (), *, bracketed: bool = False) -> Quantity | None:
    """``parse_quantity`` for any text, without its short ways."""
    vocabulary = Vocabulary.of(units)
    folded = fold(text)
    closed = bracket_end(folded.key, 0)
    return _parse(folded, vocabulary) if closed is None else _in_brackets(folded, closed, vocabulary, bracketed)


def _in_brackets(folded: Folded, closed: int, vocabulary: Vocabulary, bracketed: bool) -> Quantity | None:
    """A cell that begins with a bracket: all of it in brackets, ``(2)人`` where they are expected, or anything else."""
    inner = fold(folded.printed(1, closed - 1))
    end = len(folded.key)
    if closed < end:
        if bracketed and vocabulary.unit_end(folded.key, closed) == end:
            return _parse(fold(f"{inner.text} {folded.printed(closed, end)}"), vocabulary)
        return _parse(folded, vocabulary)
    quantity = _parse(inner, vocabulary)
    if bracketed or quantity is None or quantity.status is not Status.VALUE:
        return quantity
    return Quantity(Status.AMBIGUOUS, problem="a number wholly in brackets: a note, or a negative")


def _parse(folded: Folded, vocabulary: Vocabulary) -> Quantity | None:
    """A cell, brackets around all of it set aside."""
    key = folded.key
    if not key or placeholder(folded, vocabulary):
        return None
    lost = damage(folded.text) or damage(key)
    if lost is not None:
        return Quantity(Status.UNREADABLE, problem=lost)
    nothing = _no_value(folded, vocabulary)
    if nothing is not None:
        return nothing
    if _YEAR.fullmatch(key) and not key.isdigit():
        return Quantity(Status.TEXT, problem=_A_YEAR)
    for numeral in (ARABIC, MIXED, LOOSE):
        phrase = scan(folded, numeral, vocabulary)
        if phrase is not None:
            return _quantity(folded, phrase)
    return _not_understood(key)


def _no_value(folded: Folded, vocabulary: Vocabulary) -> Quantity | None:
    """－, なし, 未定 …, with the unit that the form prints behind it, or a note in brackets; None for anything else."""
    key = folded.key
    whole = stands_for_no_value(key)
    if whole is not None:
        return Quantity(whole)
    for pos in range(1, min(len(key), 8)):
        status = stands_for_no_value(key[:pos])
        if status is not None and bracket_end(key, pos) == len(key):
            return Quantity(status, note=folded.printed(pos, len(key)))
        if status is not None and vocabulary.unit_end(key, pos) == len(key):
            return Quantity(status, unit=folded.printed(pos, len(key)))
    return None


def _quantity(folded: Folded, phrase: Phrase) -> Quantity:
    """The quantity of a cell taken apart: one number, or a range of two; or why it is neither."""
    numerals = [read_numeral(folded, *part.number) for part in phrase.parts]
    bad = next((numeral for numeral in numerals if numeral.error is not None), None)
    if bad is not None:
        return Quantity(Status.AMBIGUOUS if bad.ambiguous else Status.UNREADABLE, problem=bad.error)
    values = [_signed(numeral, part) for numeral, part in zip(numerals, phrase.parts, strict=True)]
    other = _other_reading(folded, phrase) or _no_range(folded, phrase, numerals, values)
    if other is not None:
        return other
    units = [folded.printed(*part.unit) for part in phrase.parts if part.unit is not None]
    return Quantity(
        Status.VALUE,
        value=values[0] if len(values) == 1 else None,
        low=values[0] if len(values) == 2 else None,
        high=values[1] if len(values) == 2 else None,
        qualifier=_joined(folded, phrase.words),
        unit=units[-1] if units else None,
        note=_joined(folded, phrase.notes),
        precision=max(numeral.precision for numeral in numerals),
        problem="; ".join(dict.fromkeys(n.oddity for n in numerals if n.oddity)) or None,
    )


def _other_reading(folded: Folded, phrase: Phrase) -> Quantity | None:
    """Why well-formed numbers may be no quantity: a word, a dash, a date; or None."""
    key = folded.key
    if key == "一":
        return Quantity(Status.AMBIGUOUS, problem="一 may be the number one or a dash")
    for part in phrase.parts:
        unit = "" if part.unit is None else key[slice(*part.unit)]
        number = key[slice(*part.number)]
        if number + unit in _WORDS:
            return Quantity(Status.TEXT)
        if part.unit is not None and _torn(folded, part.unit):
            return Quantity(Status.UNREADABLE, problem="white space inside the unit, before a digit")
        if part.sign == "-" and folded.gap(part.number[0] - 1):
            return Quantity(Status.AMBIGUOUS, problem="a dash and then a number, or a negative")
        if unit == "年" and re.fullmatch(r"1[89][0-9]{2}|20[0-9]{2}", number):
            return Quantity(Status.TEXT, problem=_A_YEAR)
        if any((key[slice(*word)], unit) in _DATE_WORDS for word in phrase.words):
            return Quantity(Status.TEXT, problem="a part of a date, not a quantity")
    return None


def _no_range(folded: Folded, phrase: Phrase, numerals: list[Numeral], values: list[Decimal]) -> Quantity | None:
    """Why two well-formed numbers are no range; None for a single number too."""
    if phrase.dash is None:
        return None
    units = [folded.printed(*part.unit) for part in phrase.parts if part.unit is not None]
    if len({fold(unit).key for unit in units}) > 1:
        return Quantity(Status.UNREADABLE, problem=f"two units: {' and '.join(units)}")
    if numerals[1].multiplied and not numerals[0].multiplied and phrase.parts[0].unit is None:
        return Quantity(Status.AMBIGUOUS, problem="the multiplier may belong to the second number or to both")
    before, after = folded.gap(phrase.dash[0] - 1), folded.gap(phrase.dash[1] - 1)
    if folded.key[slice(*phrase.dash)] == "-" and before and not after:
        return Quantity(Status.AMBIGUOUS, problem="a range, or a number and then a negative")
    if values[0] > values[1]:
        return Quantity(Status.UNREADABLE, problem=f"a range from {values[0]} down to {values[1]}")
    return None


def _torn(folded: Folded, unit: Span) -> bool:
    """Whether white space stands before a digit inside a unit: ``5m 2`` may be 5 m and then a 2."""
    return any(folded.gap(i - 1) for i in range(unit[0] + 1, unit[1]) if "0" <= folded.key[i] <= "9")


def _signed(numeral: Numeral, part: Part) -> Decimal:
    return -numeral.value if part.sign in ("-", "△", "▲") and numeral.value else numeral.value


def _joined(folded: Folded, spans: list[Span]) -> str | None:
    return " ".join(folded.printed(*span) for span in sorted(spans)) or None


def _not_understood(key: str) -> Quantity:
    """A cell that is no quantity: words, words with a number among them, or a damaged number."""
    if not any("0" <= c <= "9" for c in key):
        if key[0] in "△▲" or not any(c.isalnum() or not c.isascii() for c in key):
            return Quantity(Status.UNREADABLE, problem=f"signs without a number: {key[:40]}")
        return Quantity(Status.TEXT)
    if (key[0] == "~") != (key[-1] == "~"):
        return Quantity(Status.TEXT, problem="a range open at one end")
    if any(is_word_char(c) for c in key):
        return Quantity(Status.TEXT, problem="a number among words not understood")
    if re.fullmatch(r"[0-9][0-9.,]*/[0-9][0-9.,]*", key):
        return Quantity(Status.TEXT, problem="two numbers with a slash between them")
    stray = next((c for c in key if not "0" <= c <= "9" and c not in ".,-~"), None)
    if stray is not None:
        return Quantity(Status.UNREADABLE, problem=f"stray character {stray!r} in a number")
    return Quantity(Status.UNREADABLE, problem=f"not a number, nor a range of two: {key[:40]}")
