"""The style sheets that stand in a page itself: which element they hide, strike through or raise.

Selectors of names, classes and ids are understood, within one another (``.list td.old``, ``tr > td``). A rule that
would hide or strike something by another kind of selector is told, and so are sheets that stand elsewhere.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from pipeline.errors import UnreadableFile
from pipeline.readers.html.css import Declarations, Rule, applies, imported, read_rules

_COMPOUND = re.compile(r"(\*|[\w-]+)?((?:[.#][\w-]+)*)")
_NAMED = re.compile(r"([.#])([\w-]+)")
# True only while somebody points at something, or of links; nothing that is printed depends on these.
_PASSING = re.compile(r":(?:hover|focus|active|target|visited|focus-within|focus-visible)\b")
_GENERATED = re.compile(r"::?(?:before|after)\b", re.IGNORECASE)
_SHOWN_CONTENT = re.compile(r"""["'][^"'.\s]""")
_MOST_RULES = 20_000
_LONGEST = 1_000  # of a selector that anybody writes
_MOST_STEPS = 3_000_000


@dataclass(frozen=True, slots=True)
class _Compound:
    """What one element must be: its name, its id, its classes. ``child``: of the element before, not just within it."""

    tag: str | None
    ids: frozenset[str]
    classes: frozenset[str]
    child: bool = False

    def matches(self, element: etree._Element) -> bool:
        return (
            (self.tag is None or self.tag == element.tag)
            and self.ids <= {element.get("id") or ""}
            and self.classes <= set((element.get("class") or "").split())
        )


@dataclass(frozen=True, slots=True)
class _Selector:
    """Compounds from the element itself outwards, and their weight against other selectors'."""

    compounds: tuple[_Compound, ...]

    @property
    def weight(self) -> tuple[int, int, int]:
        parts = self.compounds
        return (
            sum(len(part.ids) for part in parts),
            sum(len(part.classes) for part in parts),
            sum(part.tag is not None for part in parts),
        )

    @property
    def key(self) -> str:
        """What an element needs to have, whatever else it needs."""
        own = self.compounds[0]
        return min((*(f"#{name}" for name in own.ids), *(f".{name}" for name in own.classes)), default=own.tag or "*")


class StyleSheets:
    """What the sheets of a page declare. ``unread``: selectors that aren't understood and would hide or strike text."""

    def __init__(self, sheets: Iterable[str] = (), elsewhere: Iterable[str] = ()) -> None:
        self._rules: defaultdict[str, list[tuple[tuple[int, int, int], int, _Selector, Declarations]]]
        self._rules = defaultdict(list)
        self._steps = 0
        self.elsewhere = tuple(elsewhere)
        unread: list[str] = []
        for number, rule in enumerate(rule for sheet in sheets for rule in read_rules(sheet)):
            if number == _MOST_RULES:
                raise UnreadableFile(f"the page's style sheets have more than {_MOST_RULES:,} rules; save it without")
            selector = _selector(rule.selector)
            if selector is not None:
                entry = (selector.weight, number, selector, rule.declarations)
                self._rules[selector.key].append(entry)
            elif _matters(rule):
                unread.append(rule.selector)
        self.unread = tuple(dict.fromkeys(unread))

    def declared(self, element: etree._Element) -> Declarations:
        """What they declare of an element. Of rules that contradict one another the weightier, then the later counts.

        Raises:
            UnreadableFile: so many rules may be for so many elements that reading would take too long.
        """
        found = Declarations()
        if not self._rules:
            return found
        keys = [f".{name}" for name in (element.get("class") or "").split()]
        keys += [f"#{element.get('id')}", str(element.tag), "*"]
        candidates = [rule for key in keys for rule in self._rules.get(key, ())]
        self._step(len(candidates))
        rules = [rule for rule in candidates if self._matches(rule[2].compounds, element)]
        for _, _, _, declarations in sorted(rules, key=lambda rule: rule[:2]):
            found.normal.update(declarations.normal)
            found.important.update(declarations.important)
        return found

    def _step(self, steps: int) -> None:
        self._steps += steps
        if self._steps > _MOST_STEPS:
            raise UnreadableFile("the page's style sheets have too many rules for its elements; save it without them")

    def _matches(self, compounds: tuple[_Compound, ...], element: etree._Element) -> bool:
        """Whether the element is what the first compound asks for, and what is around it what the others ask for.

        One walk outwards, with every number of compounds that may have been met so far.
        """
        if not compounds[0].matches(element):
            return False
        met = {1}
        for outer in element.iterancestors() if len(compounds) > 1 else ():
            self._step(len(met))
            further = {n + 1 for n in met if compounds[n].matches(outer)}
            met = {n for n in met if not compounds[n - 1].child} | further
            if len(compounds) in met or not met:
                break
        return len(compounds) in met


def sheets_of(root: etree._Element) -> StyleSheets:
    """The style sheets in a page, and the addresses of those that aren't in it.

    Raises:
        UnreadableFile: they have more rules than any page.
    """
    texts: list[str] = []
    elsewhere: list[str] = []
    for element in root.iter("style", "link"):
        if not applies(element.get("media") or "") or any(True for _ in element.iterancestors("noscript", "template")):
            continue
        if element.tag == "link":
            kinds = (element.get("rel") or "").lower().split()
            if "stylesheet" in kinds and "alternate" not in kinds:
                elsewhere.append(element.get("href") or "")
        elif (element.get("type") or "text/css").strip().lower() == "text/css":
            texts.append(element.text or "")
            if imported(texts[-1]):
                elsewhere.append("@import")
    return StyleSheets(texts, elsewhere)


def _matters(rule: Rule) -> bool:
    """Whether a rule that isn't understood could make text say something else."""
    if _PASSING.search(rule.selector):
        return False
    declared = {**rule.declarations.normal, **rule.declarations.important}
    if _GENERATED.search(rule.selector):
        hidden = declared.get("visibility") == "hidden" or declared.get("display") == "none"
        return not hidden and _SHOWN_CONTENT.search(declared.get("content", "")) is not None
    return (
        declared.get("display") == "none"
        or declared.get("visibility") in ("hidden", "collapse")
        or "line-through" in declared.get("text-decoration", "") + declared.get("text-decoration-line", "")
    )


def _selector(text: str) -> _Selector | None:
    """A selector of what is understood; None of anything else."""
    if len(text) > _LONGEST:
        return None
    compounds: list[_Compound] = []
    child = False
    for word in reversed(text.replace(">", " > ").split()):
        if word == ">":
            if not compounds or child:
                return None
            compounds[-1] = _Compound(compounds[-1].tag, compounds[-1].ids, compounds[-1].classes, child=True)
            child = True
            continue
        found = _COMPOUND.fullmatch(word)
        if found is None:
            return None
        names = _NAMED.findall(found[2])
        tag = None if found[1] in (None, "*") else found[1].lower()
        ids, classes = (frozenset(name for sign, name in names if sign == wanted) for wanted in "#.")
        compounds.append(_Compound(tag, ids, classes))
        child = False
    return _Selector(tuple(compounds)) if compounds and not child else None
