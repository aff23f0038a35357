"""Lines that a narrow cell broke: a name or a grade printed over two lines of a page is one line of text."""

import re

# What a new line begins with where somebody began it, and the cell didn't: bullets, numbers, notes.
_ITEM = re.compile(r"[・•●○◆◇■□★☆※＊*－\-①-⑳❶-❿㋐-㋾ⅰ-ⅻⅠ-Ⅻ【\[［（(]|[0-9０-９]{1,2}[.．、:：)）]")


def unwrapped(text: str) -> str:
    """``text`` with the line breaks of a narrow cell taken out; before a bullet or a number they stay.

    Letters and digits that a break tore apart get a space, Japanese text none.
    """
    if "\n" not in text:
        return text.strip()
    lines = [line.strip() for line in text.strip().splitlines()]
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        if _ITEM.match(line):
            joined += f"\n{line}"
        elif _is_word(joined[-1:]) and _is_word(line[:1]):
            joined += f" {line}"
        else:
            joined += line
    return joined


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()
