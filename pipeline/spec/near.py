"""Words like a wrong one: what a person may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from pipeline.normalize.fold import match_key

_ALL = 8


def near(word: str, known: Iterable[str]) -> str:
    """The known words like ``word``, or some of all where none is, as part of a message."""
    by_key = {match_key(name): name for name in sorted(set(known), reverse=True) if name.strip()}
    close = [by_key[key] for key in get_close_matches(match_key(word), by_key, n=3, cutoff=0.6)]
    parts = [name for key, name in by_key.items() if key and match_key(word) and match_key(word) in key]
    found = list(dict.fromkeys([*close, *parts]))[:_ALL]
    if found:
        return f"near it: {', '.join(found)}"
    if not by_key:
        return "there is none"
    return f"there is: {', '.join(sorted(by_key.values())[:_ALL])}{', …' if len(by_key) > _ALL else ''}"
