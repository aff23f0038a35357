"""Printed patterns with holes: how a spec writes down a label, a heading or a title.

``{year}における事業の方向性`` is the printed text with a hole where the sheet prints a year. A hole named ``year``, or
whose name ends in ``_year``, takes a fiscal year in any style, blank eras included; a hole named ``code`` or ending in
``_code`` takes letters and digits without Japanese ones; any other hole takes whatever is printed there, possibly
nothing. Matching ignores width and white space; what a hole took is given back as printed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.normalize.era import ERALESS_YEAR_PATTERN, YEAR_PATTERN
from pipeline.normalize.fold import Folded, fold, match_key

_HOLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class TemplateError(ValueError):
    """A template is malformed: an unclosed brace, a hole named twice, or nothing but free holes."""


@dataclass(frozen=True, slots=True)
class Match:
    """What the holes of a template (``source``) took from a text, as printed."""

    source: str
    holes: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str | None:
        """The text in the hole ``name``; None if the template has no such hole."""
        return dict(self.holes).get(name)


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template."""

    source: str
    pattern: re.Pattern[str]
    holes: tuple[str, ...]

    def match(self, text: str) -> Match | None:
        """Match the whole of ``text``; None if it is something else."""
        folded = _fold(text)
        found = self.pattern.fullmatch(folded.key)
        # A bare 2000 is a number as well as a year: alone it is no label.
        if found is None or (not self.has_literal and folded.key.isdecimal()):
            return None
        return Match(self.source, tuple((name, folded.printed(*found.span(name))) for name in self.holes))

    @property
    def has_literal(self) -> bool:
        """False for a template that is nothing but a hole, such as ``{year}``."""
        return bool(literal_of(self.source))


_fold = lru_cache(maxsize=16_384)(fold)


def is_year_hole(name: str) -> bool:
    """True if the hole takes a fiscal year."""
    return name == "year" or name.endswith("_year")


def is_code_hole(name: str) -> bool:
    """True if the hole takes a code."""
    return name == "code" or name.endswith("_code")


def literal_of(source: str) -> str:
    """The match key of what a template prints itself, its holes left out."""
    return match_key(_HOLE.sub("", source))


@lru_cache(maxsize=4096)
def compile_template(source: str) -> Template:
    """Compile a printed pattern with holes.

    Raises:
        TemplateError: it is malformed; the message says how.
    """
    names = tuple(_HOLE.findall(source))
    if len(set(names)) != len(names):
        raise TemplateError(f"{source!r} names a hole twice")
    literal = _HOLE.sub("", source)
    if "{" in literal or "}" in literal:
        raise TemplateError(f"{source!r}: a hole is written {{name}}, in lower-case letters")
    if not match_key(literal) and not any(is_year_hole(name) for name in names):
        raise TemplateError(f"{source!r} has no printed text, so it would match anything")
    pieces = _HOLE.split(source)
    pattern = "".join(_group(piece) if i % 2 else re.escape(match_key(piece)) for i, piece in enumerate(pieces))
    return Template(source, re.compile(pattern, re.DOTALL), names)


def _group(name: str) -> str:
    if is_year_hole(name):
        inside = f"(?:{YEAR_PATTERN}|{ERALESS_YEAR_PATTERN})"
    elif is_code_hole(name):
        inside = r"[0-9A-Za-z\-]*"
    else:
        inside = r".*?"
    return f"(?P<{name}>{inside})"


def folded(text: str) -> Folded:
    """The folded text, remembered: cells are matched against many labels."""
    return _fold(text)
