"""Folding of width in SQL, since neither a plain SQLite nor the Japanese on paper knows just one width.

Ａ and A, （ and (, ｼ and シ are the same when headings and names are matched; white space doesn't count.
"""

import re
import unicodedata
from functools import cache

_MARKS = "ﾞﾟ"  # half-width voicing marks, a character of their own


def fold_sql(expression: str, dialect: str) -> str:
    """SQL for ``expression`` without differences of width and without white space, for ``sqlite`` or ``postgresql``."""
    bare = expression
    for space in ("' '", "'\u3000'", _character(9, dialect), _character(10, dialect), _character(13, dialect)):
        bare = f"replace({bare}, {space}, '')"
    folded = _walk(bare) if dialect == "sqlite" else _translate(bare)
    return _one_line(folded)


def _character(code: int, dialect: str) -> str:
    return f"char({code})" if dialect == "sqlite" else f"chr({code})"


def _translate(bare: str) -> str:
    wide, narrow = _singles()
    for pair, whole in _pairs().items():
        bare = f"replace({bare}, '{pair}', '{whole}')"
    return f"translate({bare}, '{wide}', '{_quoted(narrow)}')"


def _walk(bare: str) -> str:
    """SQLite has no translate, and its parser no room for a hundred replaces: walk over the characters instead."""
    wide, narrow = _singles()
    pairs, wholes = "".join(_pairs()), "".join(_pairs().values())
    found = f"instr('{pairs}', substr(rest, 1, 2))"
    # A hit at an even position is the second half of one pair and the first of another: no pair.
    is_pair = f"length(rest) > 1 AND {found} % 2 = 1"
    single = (
        f"CASE WHEN instr('{wide}', substr(rest, 1, 1)) > 0 "
        f"THEN substr('{_quoted(narrow)}', instr('{wide}', substr(rest, 1, 1)), 1) ELSE substr(rest, 1, 1) END"
    )
    return f"""CASE WHEN {bare} GLOB '*[！-～｡-ﾟ]*' THEN (
        WITH RECURSIVE walk(rest, done) AS (
            SELECT {bare}, ''
            UNION ALL
            SELECT
                substr(rest, CASE WHEN {is_pair} THEN 3 ELSE 2 END),
                done || CASE WHEN {is_pair} THEN substr('{wholes}', ({found} + 1) / 2, 1) ELSE {single} END
            FROM walk WHERE rest <> ''
        )
        SELECT done FROM walk WHERE rest = ''
    ) ELSE {bare} END"""  # noqa: S608 - made of constants and the names of columns


@cache
def _singles() -> tuple[str, str]:
    """Characters of the wrong width, and in the same order the ones to take for them."""
    wide = "".join(chr(code) for code in (*range(0xFF01, 0xFF5F), *range(0xFF61, 0xFFA0)))
    return wide, "".join(unicodedata.normalize("NFKC", character) for character in wide)


@cache
def _pairs() -> dict[str, str]:
    """Half-width kana with a voicing mark, and the one character that each stands for."""
    pairs = (chr(code) + mark for code in range(0xFF66, 0xFF9E) for mark in _MARKS)
    folded = {pair: unicodedata.normalize("NFKC", pair) for pair in pairs}
    return {pair: whole for pair, whole in folded.items() if len(whole) == 1}


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _one_line(sql: str) -> str:
    return re.sub("[ \n]+", " ", sql)  # split() would take the wide space in it for white space
