"""Which labels of a form a printed text is: asked for every cell, so answered from an index and remembered."""

import re
from collections.abc import Iterable

from pipeline.normalize.fold import match_key
from pipeline.spec.template import Match, compile_template, folded
from pipeline.spec.values import Labels

_REMEMBERED = 20_000
_NAMED = re.compile(r"\(\?P<[a-z_0-9]+>")
_NO_MATCH: tuple[Match, ...] = ()


def match_label(labels: Labels, text: str) -> Match | None:
    """The first variant of a label that fits ``text``."""
    for label in (labels,) if isinstance(labels, str) else labels:
        if (match := compile_template(label).match(text)) is not None:
            return match
    return None


class LabelIndex:
    """The labels of one form: those that are printed text alone by their match keys, those with holes as patterns.

    ``printed`` are the labels as the spec has them, each once.
    """

    def __init__(self, labels: Iterable[str]) -> None:
        self.printed = sources = tuple(dict.fromkeys(labels))
        self._plain: dict[str, list[Match]] = {}
        for source in sources:
            if "{" not in source:
                self._plain.setdefault(match_key(source), []).append(Match(source, ()))
        self._templates = tuple(compile_template(source) for source in sources if "{" in source)
        holed = (_NAMED.sub("(?:", template.pattern.pattern) for template in self._templates)
        self._any = re.compile("|".join(f"(?:{pattern})" for pattern in holed) or r"(?!)", re.DOTALL)
        self._known: dict[str, tuple[Match, ...]] = {}

    def matches(self, text: str) -> tuple[Match, ...]:
        """Every label that the whole of ``text`` may be."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[text] = self._match(text)
        return found

    def sources(self, texts: Iterable[str]) -> set[str]:
        """Every label that any of ``texts`` may be."""
        return {match.source for found in map(self.matches, set(texts)) for match in found}

    def _match(self, text: str) -> tuple[Match, ...]:
        key = folded(text).key
        plain = self._plain.get(key, [])
        if self._any.fullmatch(key) is None:
            return tuple(plain) if plain else _NO_MATCH
        return (*plain, *(match for template in self._templates if (match := template.match(text)) is not None))
