"""What a form prints on every sheet: the texts that recognition can expect."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import regex

from pipeline.normalize.fold import match_key
from pipeline.spec.form import Form
from pipeline.spec.template import literal_of
from pipeline.spec.values import Option, Value, options_of
from pipeline.spec.walk import splits_in, values_in, values_in_lines


def printed_texts(form: Form) -> tuple[str, ...]:
    """Every label, heading, title, option and decoration of a form, each once; holes as in the spec.

    Ways to print a name with other parts are among them, if they have letters of their own.
    """
    options = (option for group in option_groups(form) for option in group)
    splits = (split for split in splits_in(form.sections) if any(map(str.isalpha, literal_of(split))))
    return tuple(dict.fromkeys((*form.labels.printed, *options, *splits)))


_FEWEST_LETTERS = 2
_YEAR = regex.compile(r"\p{N}\s*年|年\s*\p{N}|[a-z]\p{N}")


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The match keys of the texts that words alone tell from all others, whatever figures stand in them."""
    keys = {match_key(text) for text in texts}
    words = Counter(map(_words, keys))
    return frozenset(key for key in keys if is_worded(key) and words[_words(key)] == 1)


def is_worded(text: str) -> bool:
    """True for words in Japanese letters, with figures that number them at most: no holes, marks, or years."""
    key = match_key(text)
    return (
        len(_words(key)) >= _FEWEST_LETTERS
        and all(unicodedata.category(character)[0] in "LNPZ" for character in key)
        and not set("{}") & set(key)
        and not _YEAR.search(key)
    )


def _words(key: str) -> str:
    """The Japanese letters of a match key."""
    return "".join(character for character in key if character.isalpha() and not character.isascii())


def option_groups(form: Form) -> tuple[tuple[str, ...], ...]:
    """The options of every choice of a form, nested ones among them, each list once."""
    groups = (tuple(_texts(form.options(value))) for value in _values(form) if value.options is not None)
    return tuple(dict.fromkeys(group for group in groups if group))


def _values(form: Form) -> Iterator[Value]:
    yield from values_in_lines(form.lines)
    yield from values_in(form.sections)
    if form.listed is not None:
        yield from form.listed.values()


def _texts(options: Sequence[Option]) -> Iterator[str]:
    for option in options:
        yield option.option
        yield from _texts(options_of(option.options))
