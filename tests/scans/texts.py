"""How many characters of a text are wrong."""

import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－ｰ─ー⁻﹣"), "-")
_TILDES = dict.fromkeys(map(ord, "〜～∼˜"), "~")
_DOTS = dict.fromkeys(map(ord, "･‧•∙⋅"), "・")


def folded(text: str) -> str:
    """A text as it is compared: NFKC, one dash, one tilde, no white space."""
    compatible = unicodedata.normalize("NFKC", text).translate(_DASHES | _TILDES | _DOTS)
    return "".join(compatible.split())


def distance(one: str, other: str) -> int:
    """How many characters have to be put in, taken out or changed."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    end = 0
    while end < min(len(one), len(other)) and one[-1 - end] == other[-1 - end]:
        end += 1
    one, other = one[: len(one) - end], other[: len(other) - end]
    if not one or not other:
        return len(one) + len(other)
    row = list(range(len(other) + 1))
    for number, sign in enumerate(one, 1):
        corner, row[0] = row[0], number
        for at, against in enumerate(other, 1):
            changed = corner + (sign != against)
            corner = row[at]
            row[at] = min(changed, row[at] + 1, row[at - 1] + 1)
    return row[-1]


def characters_wrong(truth: str, read: str) -> int:
    """The distance of two texts as they are compared."""
    return distance(folded(truth), folded(read))
