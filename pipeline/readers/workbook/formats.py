"""Number formats: what a workbook shows for a number (ECMA-376 part 1, 18.8.31)."""

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from pipeline.readers.workbook.dates import BUILT_IN_DATES, is_date, show_date

GENERAL = "General"
_BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;¥-#,##0", 6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;¥-#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '¥#,##0;¥-#,##0;"¥-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '¥#,##0.00;¥-#,##0.00;"¥-"', 49: "@",
}  # fmt: skip
_WIDTH = 11  # characters that General has for a number with a fraction
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]<>=]*\]')
_NUMBER = re.compile(r"[0#?,]*[0#?](?:[0#?,]*)(?:\.[0#?]*)?,*|\.[0#?]+")
_PLAIN = re.compile(r"[-+ ()$%/:\u0080-\uffff]*")
_DIGITS = re.compile(r"\[DBNum([0-9]+)\]", re.IGNORECASE)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_OF_THE_SYSTEM = {  # dates and times as the reader's computer writes them: here, one set up in Japan
    "[$-f800]": 'yyyy"年"m"月"d"日"',
    "[$-x-sysdate]": 'yyyy"年"m"月"d"日"',
    "[$-f400]": "h:mm:ss",
    "[$-x-systime]": "h:mm:ss",
}
_MARK = "\0"
_MINUS = re.compile(r"[-−－△▲(（]")
_THREES = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_FIFTEEN = Context(prec=15)  # digits that a workbook has of a number
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
_COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_STANDARD = re.compile(r"General|G/標準", re.IGNORECASE)


def format_code(number: int, custom: dict[int, str]) -> str | None:
    """The code of a format by its number; None for one that nobody defines."""
    return custom.get(number) or _BUILT_IN.get(number) or BUILT_IN_DATES.get(number)


def show_number(value: Decimal, code: str, *, from_1904: bool = False) -> str | None:
    """What is shown for a number under a format; None where the format is beyond us."""
    try:
        return _shown(_FIFTEEN.plus(value), code, from_1904=from_1904)
    except ArithmeticError:  # more digits than can be reckoned with
        return None


def _shown(value: Decimal, code: str, *, from_1904: bool) -> str | None:
    if _STANDARD.fullmatch(code) is not None:
        return show_general(value)
    section, amount = _section(value, code)
    if section is None:
        return None
    digits = _DIGITS.search(section)
    if digits is not None and digits[1] != "3":  # 〇一二 and 壱弐参
        return None
    section = next((fixed for sign, fixed in _OF_THE_SYSTEM.items() if sign in section.lower()), section)
    shown = _in_section(value, amount, section, from_1904=from_1904)
    return shown if digits is None or shown is None else shown.translate(_WIDE)


def _in_section(value: Decimal, amount: Decimal, section: str, *, from_1904: bool) -> str | None:
    if is_date(section):
        return show_date(amount, section, from_1904=from_1904)
    if (general := _STANDARD.search(section)) is not None:
        words = section[: general.start()] + "@" + section[general.end() :]
        return ("-" if amount < 0 else "") + _with_text(words, show_general(abs(amount)))
    if "@" in section and not re.search("[0#?]", section):
        return _with_text(section, show_general(amount))
    pattern = _pattern(_CONDITION.sub("", section))
    shown = None if pattern is None else pattern.show(amount)
    # A negative that only its colour tells from a positive: in black and white it would be another number.
    return None if shown and value < 0 and amount > 0 and not _MINUS.search(shown) else shown


def show_text(text: str, code: str) -> str:
    """What is shown for a text under a format: itself, but where a section for texts adds words."""
    sections = code.split(";")
    section = sections[3] if len(sections) == 4 else sections[0] if len(sections) == 1 else "@"
    return _with_text(section, text) if "@" in section else text


def show_general(value: Decimal) -> str:
    """A number as it is shown without a format: whole numbers whole, fractions in eleven characters."""
    if value == value.to_integral_value():
        return f"{value.to_integral_value():f}"
    whole = len(str(int(abs(value))))
    rounded = value.quantize(Decimal(1).scaleb(-max(0, _WIDTH - 1 - whole)), ROUND_HALF_UP)
    if rounded == 0:  # so small that General turns to powers of ten
        rounded = Decimal(f"{value:.5e}")
    return f"{rounded:f}".rstrip("0").rstrip(".")


def _with_text(section: str, text: str) -> str:
    return _LITERAL.sub(lambda found: found[1] or found[2] or found[3] or "", section).replace("@", text)


def _section(value: Decimal, code: str) -> tuple[str | None, Decimal]:
    """The part of a format that is for this number, and the number that it shows."""
    sections = _split(code)
    if len(sections) > 1 and "@" in sections[-1] and not re.search("[0#?]", sections[-1]):
        sections = sections[:-1]  # for texts
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        return _conditional(value, sections, conditions), value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _conditional(value: Decimal, sections: Sequence[str], conditions: Sequence[re.Match[str] | None]) -> str | None:
    """The first section whose condition holds, or that has none; the signs of negatives depend on more."""
    if value < 0:
        return None
    for section, condition in zip(sections, conditions, strict=True):
        if condition is None or _COMPARED[condition[1]](value, Decimal(condition[2])):
            return section
    return None


def _split(code: str) -> list[str]:
    hidden = re.sub(r'"[^"]*"|\\.', lambda found: _MARK * len(found[0]), code)
    ends = [found.start() for found in re.finditer(";", hidden)]
    return [code[begin + 1 : end] for begin, end in zip([-1, *ends], [*ends, len(code)], strict=True)]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Words before and after a number, and how it is written; ``digits`` is None where only words are shown.

    ``mask``: where words stand between the digits (``000-0000``), these words, and a mark for every digit.
    """

    before: str
    after: str
    digits: str | None
    percent: int
    mask: str = ""

    def show(self, value: Decimal) -> str:
        if self.digits is None:
            return self.before
        head, _, tail = self.digits.partition(".")
        thousands = len(head) - len(head.rstrip(",")) + len(tail) - len(tail.rstrip(","))
        head, tail = head.rstrip(","), tail.rstrip(",")
        scaled = value.scaleb(2 * self.percent - 3 * thousands)
        rounded = abs(scaled).quantize(Decimal(1).scaleb(-len(tail)), ROUND_HALF_UP)
        whole, _, part = f"{rounded:f}".partition(".")
        whole = whole.lstrip("0").rjust(head.count("0"), "0")
        if "," in head:
            whole = _THREES.sub(",", whole)
        if self.mask:
            whole = _laid(whole, self.mask)
        while part and len(part) > tail.rstrip("#?").count("0") and part.endswith("0"):
            part = part[:-1]
        sign = "-" if value < 0 and rounded != 0 else ""
        point = "." if "." in self.digits else ""
        return f"{sign}{self.before}{whole}{point}{part}{self.after}"


def _laid(whole: str, mask: str) -> str:
    """Digits laid into a mask from the right; those that are too many stand before it."""
    left = list(whole)
    laid = [(left.pop() if left else "") if sign == _MARK else sign for sign in reversed(mask)]
    return "".join(left) + "".join(reversed(laid))


@lru_cache(maxsize=1024)
def _pattern(section: str) -> _Pattern | None:
    """A section taken apart; None for fractions, powers of ten, and words within digits that have a point or comma."""
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literals.append(found[1] or found[2] or found[3] or "")
        return _MARK

    bare = _LITERAL.sub(keep, section)
    found = list(_NUMBER.finditer(bare))
    if re.search(r"[Ee][+-]|/[?#0]", bare) or (len(found) > 1 and any(set(each[0]) - set("0#?") for each in found)):
        return None
    ends = [0, *(end for each in found for end in each.span()), len(bare)]
    outside = [bare[begin:end] for begin, end in zip(ends[::2], ends[1::2], strict=True)]
    if any(_PLAIN.fullmatch(part.replace(_MARK, "")) is None for part in outside):
        return None
    words = iter(literals)
    said = ["".join(next(words) if sign == _MARK else sign for sign in part) for part in outside]
    digits = "".join(each[0] for each in found) if found else None
    after = said.pop() if found else ""
    between = zip(["", *said[1:]], found, strict=True) if len(found) > 1 else ()
    mask = "".join(word + _MARK * len(each[0]) for word, each in between)
    return _Pattern(said[0].lstrip(), after.rstrip(), digits, "".join(outside).count("%"), mask)
