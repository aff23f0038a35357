"""CSS as text, split into what can be looked at: rules with their selectors, and declarations. Nothing is fetched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# What decides what a page says; colours and sizes don't.
PROPERTIES = frozenset(
    ("display", "visibility", "text-decoration", "text-decoration-line", "white-space", "vertical-align", "content")
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
# A string that never ends, ends with its line: so that no start is tried in vain.
_TOKEN = re.compile(r""""(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|[{};]""")
_IMPORTANT = re.compile(r"!\s*important", re.IGNORECASE)
_NESTING = ("@media", "@supports", "@layer")
_FEATURE = re.compile(r"\(\s*(min|max)-width\s*:\s*([\d.]{1,9})(px|em|rem)\s*\)")
_WIDTH, _EM = 1280, 16  # pixels: of the window that a page is thought to be looked at in
_DEEPEST = 16


@dataclass(frozen=True, slots=True)
class Declarations:
    """What is declared of each property that matters, in small letters; ``important`` goes before all others."""

    normal: dict[str, str] = field(default_factory=dict)
    important: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.normal or self.important)


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector of a rule, as written, and what it declares."""

    selector: str
    declarations: Declarations


def read_declarations(text: str) -> Declarations:
    """The declarations of a block, or of an element's ``style``: the last one of a property counts."""
    found = Declarations()
    for declaration in text.split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip().lower()
        if name in PROPERTIES:
            bare, times = _IMPORTANT.subn(" ", value.lower())
            (found.important if times else found.normal)[name] = bare.strip()
    return found


def applies(media: str) -> bool:
    """Whether a list of media queries holds for a screen as wide as a desk's; False where that can't be told."""
    return not media.strip() or any(map(_holds, media.lower().split(",")))


def _holds(query: str) -> bool:
    kind, *features = (part.strip() for part in re.split(r"\band\b", query))
    if kind.startswith("("):
        kind, features = "all", [kind, *features]
    if kind.removeprefix("only").strip() not in ("all", "screen"):
        return False
    for feature in features:
        width = _FEATURE.fullmatch(feature)
        if width is None:
            return False
        pixels = float(width[2]) * (1 if width[3] == "px" else _EM) if width[2].count(".") < 2 else 0
        if (pixels > _WIDTH) if width[1] == "min" else (pixels < _WIDTH):
            return False
    return True


def read_rules(text: str) -> Iterator[Rule]:
    """Every selector of every rule that holds on a screen and declares something that matters."""
    yield from _rules(_COMMENT.sub(" ", text), 0)


def imported(text: str) -> bool:
    """Whether a style sheet asks for another."""
    return "@import" in _COMMENT.sub(" ", text).lower()


def _rules(text: str, depth: int) -> Iterator[Rule]:
    for prelude, body in _blocks(text):
        name = prelude.split(None, 1)[0].lower() if prelude else ""
        if name.startswith("@"):
            holds = name in _NESTING and (name != "@media" or applies(prelude[len(name) :]))
            if holds and depth < _DEEPEST:
                yield from _rules(body, depth + 1)
            continue
        if declarations := read_declarations(body):
            for selector in prelude.split(","):
                yield Rule(" ".join(selector.split()), declarations)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """What stands before each outermost brace, and what stands within it. One that never ends ends with the text."""
    start = opened = depth = 0
    prelude = ""
    for token in _TOKEN.finditer(text):
        sign = token.group()
        if sign == "{":
            if not depth:
                prelude, opened = text[start : token.start()].strip(), token.end()
            depth += 1
        elif sign == "}":
            if depth == 1:
                yield prelude, text[opened : token.start()]
            depth, start = max(depth - 1, 0), token.end() if depth <= 1 else start
        elif sign == ";" and not depth:
            start = token.end()
    if depth:
        yield prelude, text[opened:]
