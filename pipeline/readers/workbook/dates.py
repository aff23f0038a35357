"""Dates of workbooks: days counted from 1900 or 1904, and how their formats write them, Japanese eras too."""

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

BUILT_IN_DATES = {
    **dict.fromkeys((27, 36, 50, 57), "ge.m.d"),
    **dict.fromkeys((28, 29, 51, 54, 58), 'ggge"年"m"月"d"日"'),
    **dict.fromkeys((34, 52, 55), 'yyyy"年"m"月"'),
    **dict.fromkeys((35, 53, 56), 'm"月"d"日"'),
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    45: "mm:ss",
}
# 内閣府 告示: the first day of each era, its name, its sign and its letter.
_ERAS = (
    (date(2019, 5, 1), "令和", "令", "R"),
    (date(1989, 1, 8), "平成", "平", "H"),
    (date(1926, 12, 25), "昭和", "昭", "S"),
    (date(1912, 7, 30), "大正", "大", "T"),
    (date(1868, 1, 25), "明治", "明", "M"),
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKDAYS = "月火水木金土日"
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?!(?:h+|m+|s+)\])[^\]]*\]|_.|\*.'
    r"|(?P<field>\[h+\]|\[m+\]|\[s+\]|yyyy|yy|mmmmm|mmmm|mmm|mm|m|dddd|ddd|dd|d|aaaa|aaa|ggg|gg|g|ee|e|hh|h|ss|s|AM/PM)|(?P<plain>.)",
    re.IGNORECASE,
)
_FIELDS = re.compile(r"[ymdhsge]|aaa", re.IGNORECASE)
_LAST_DAY = 2_958_466  # 31 December 9999
_FIRST_YEAR = "-x-gannen]"  # as in [$-ja-JP-x-gannen]: the first year of an era is 元年
_PHANTOM = 60  # 29 February 1900, which Lotus 1-2-3 believed in, and Excel keeps


@lru_cache(maxsize=1024)
def is_date(code: str) -> bool:
    """Whether a format shows a day or a time."""
    bare = re.sub(r'"[^"]*"|\\.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|_.|\*.', "", code.split(";")[0], flags=re.IGNORECASE)
    return (
        not re.search("general|g/標準", bare, re.IGNORECASE)
        and not re.search("[0#?]", bare)
        and bool(_FIELDS.search(bare))
    )


class _Moment(NamedTuple):
    """A day and time as a workbook counts them; ``weekday`` from Monday, 0. ``known``: it is a day of the calendar."""

    year: int
    month: int
    day: int
    seconds: int
    weekday: int
    known: bool

    @property
    def hour(self) -> int:
        return self.seconds // 3600

    @property
    def minute(self) -> int:
        return self.seconds // 60 % 60


def show_date(serial: Decimal, code: str, *, from_1904: bool) -> str | None:
    """The day or time of a serial number as a section of a format writes it; None where it can't."""
    if not 0 <= serial < _LAST_DAY:
        return None
    when = _moment(serial, from_1904=from_1904)
    tokens = list(_TOKEN.finditer(code))
    fields = [(token["field"] or "").lower() for token in tokens]
    half_day = "am/pm" in fields
    shown = []
    for number, token in enumerate(tokens):
        field = fields[number]
        if not field:
            if (token["plain"] or "").isascii() and (token["plain"] or "").isalpha():
                return None  # a letter of a calendar or a clock that isn't known here
            shown.append(token["quoted"] or token["escaped"] or token["plain"] or "")
            continue
        if field[0] == "[":
            text: str | None = _elapsed(serial, field)
        elif field in {"m", "mm"} and _is_minute(fields, number):
            text = f"{when.minute:0{len(field)}d}"
        else:
            text = _field(when, field, half_day=half_day)
            if text == "1" and field == "e" and _FIRST_YEAR in code.lower():
                text = "元"
        if text is None:
            return None
        shown.append(text)
    return "".join(shown).strip()


def _elapsed(serial: Decimal, field: str) -> str:
    """Hours, minutes or seconds that are not counted anew each day."""
    seconds = round(serial * 86_400)
    length = len(field) - 2
    return f"{seconds // {'h': 3600, 'm': 60, 's': 1}[field[1]]:0{length}d}"


def _is_minute(fields: list[str], number: int) -> bool:
    """``m`` is minutes after hours and before seconds."""
    before = next((field for field in reversed(fields[:number]) if field), "")
    after = next((field for field in fields[number + 1 :] if field), "")
    return before.strip("[]")[:1] == "h" or after.strip("[]")[:1] == "s"


def _moment(serial: Decimal, *, from_1904: bool) -> _Moment:
    days, seconds = divmod(round(serial * 86_400), 86_400)
    if not from_1904 and days in {0, _PHANTOM}:
        # 0 January and 29 February 1900 are no days, but are shown as if they were.
        return _Moment(1900, *((1, 0) if days == 0 else (2, 29)), seconds, 0, known=False)
    start = date(1904, 1, 1) if from_1904 else date(1899, 12, 31 if days < _PHANTOM else 30)
    day = start + timedelta(days=days)
    return _Moment(day.year, day.month, day.day, seconds, day.weekday(), known=True)


def _field(when: _Moment, field: str, *, half_day: bool) -> str | None:
    if field[0] in "ge" or (field[0] == "a" and field != "am/pm"):
        if not when.known:
            return None
        if field[0] != "a":
            return _era(date(when.year, when.month, when.day), field)
    hour = (when.hour % 12 or 12) if half_day else when.hour
    weekday = _WEEKDAYS[when.weekday]
    texts = {
        "yyyy": f"{when.year}",
        "yy": f"{when.year % 100:02d}",
        "mmm": _MONTHS[when.month - 1],
        "mm": f"{when.month:02d}",
        "m": f"{when.month}",
        "dd": f"{when.day:02d}",
        "d": f"{when.day}",
        "aaa": weekday,
        "aaaa": f"{weekday}曜日",
        "hh": f"{hour:02d}",
        "h": f"{hour}",
        "ss": f"{when.seconds % 60:02d}",
        "s": f"{when.seconds % 60}",
        "am/pm": "AM" if when.hour < 12 else "PM",
    }
    return texts.get(field)


def _era(day: date, field: str) -> str | None:
    for first, name, sign, letter in _ERAS:
        if day >= first:
            year = day.year - first.year + 1
            return {"ggg": name, "gg": sign, "g": letter, "e": f"{year}", "ee": f"{year:02d}"}[field]
    return None
