"""The characters that a text is known by, for comparing what was read with what a form prints."""

from pipeline.decode.alike import alike_text
from pipeline.normalize.fold import match_key

WEAK = frozenset("・.。,、:;'\"()[]【】〔〕《》≪≫〈〉<>「」『』")
"""Signs so small, or so often lost, that a text is known without them; as match keys have them."""
_STRONG = str.maketrans(dict.fromkeys(WEAK, ""))


def strong(text: str) -> str:
    """The match key of a text without its weak signs."""
    return match_key(text).translate(_STRONG)


def likeness(text: str) -> str:
    """The strong characters of a text, each as the first of those that print like it."""
    return alike_text(strong(text))
