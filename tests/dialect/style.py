"""How one file is typed: marks, years, spaces, widths. Chosen by seed; the facts are the same in every style."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

# Each mark style: what stands before a ticked and before an unticked option (None: nothing).
MARK_STYLES: dict[str, tuple[str, str]] = {
    "star": ("* ", ""),
    "input": ('<input checked="" type="checkbox"/> ', '<input type="checkbox"/> '),
    "input-other-order": ('<input type="checkbox" checked=""/> ', '<input type="checkbox"/> '),
    "input-bare": ("<input type=checkbox checked> ", "<input type=checkbox> "),
    "input-single": ("<input type='checkbox' checked='checked' name='a1'/> ", "<input type='checkbox' name='a1'/> "),
    "input-upper": ('<INPUT TYPE="checkbox" CHECKED> ', '<INPUT TYPE="checkbox"> '),
    "ballot": ("☑ ", "☐ "),
    "ballot-tight": ("☑", "☐"),
    "square": ("■", "□"),
    "square-spaced": ("■ ", "□ "),
    "disc": ("●", "○"),
    "ring": ("○ ", ""),
    "ring-tight": ("○", ""),
    "tick": ("レ ", ""),
    "check": ("✓ ", ""),
    "bracket": ("[x] ", "[ ] "),
    "bracket-upper": ("[X]", "[ ]"),
    "bracket-full": ("［✓］", "［　］"),
}
ERAS = ((2019, "令和", "R"), (1989, "平成", "H"), (1926, "昭和", "S"))


@dataclass(frozen=True, slots=True)
class Style:
    """One file's habits."""

    marks: tuple[str, ...] = ("star", "input")
    spaced_years: bool = True
    first_year: str = "元"
    old_era_in_2019: bool = False
    heading: str = "letter-spaced"
    joint: str = " "

    def ticked(self, group: int, option: str, *, checked: bool) -> str:
        """``option`` with its mark, in the style of group number ``group``."""
        on, off = MARK_STYLES[self.marks[group % len(self.marks)]]
        return (on if checked else off) + option

    def options(self, group: int, options: Sequence[str], checked: int | None) -> str:
        """A list of options of which number ``checked`` is ticked."""
        return " ".join(self.ticked(group, option, checked=at == checked) for at, option in enumerate(options))

    def era(self, year: int) -> tuple[str, str, str]:
        """Era, its letter, and the year in it as printed."""
        for first, name, letter in ERAS:
            if year > first or (year == first and not (first == 2019 and self.old_era_in_2019)):
                number = year - first + 1
                return name, letter, self.first_year if number == 1 else str(number)
        raise ValueError(year)

    def year(self, year: int, *, spaced: bool = False) -> str:
        """``平成19年度``; ``平成 19 年度`` where the form leaves space for the number."""
        name, _, number = self.era(year)
        return f"{name} {number} 年度" if spaced and self.spaced_years else f"{name}{number}年度"

    def letter_year(self, year: int) -> str:
        """``H20``, or as this file's headings have it."""
        name, letter, number = self.era(year)
        forms = {
            "letter-spaced": f"{letter} {number}",
            "letter": f"{letter}{number}",
            "long": f"{name}{number}年度",
            "long-spaced": f"{name} {number} 年度",
            "wide": f"{letter}{number}".translate(WIDE),
            "short": f"{name[0]}{number}",
        }
        return forms[self.heading]

    def month(self, date: tuple[int, ...]) -> str:
        """``平成20年12月``, with the day where there is one; by the calendar year."""
        year, month, *day = date
        era = "平成" if (year, month) < (2019, 5) else "令和"
        number = year - (1988 if era == "平成" else 2018)
        text = f"{era}{self.first_year if number == 1 else number}年{month}月"
        return text + "".join(f"{d}日" for d in day)


WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
HEADINGS = ("letter-spaced", "letter", "long", "long-spaced", "wide", "short")
PLAIN = Style()


def style(rng: Random) -> Style:
    """Some file's habits: half the files mix mark styles."""
    names = tuple(MARK_STYLES)
    chosen = tuple(rng.choice(names) for _ in range(2 if rng.random() < 0.5 else 5))
    return Style(
        marks=chosen if rng.random() < 0.7 else PLAIN.marks,
        spaced_years=rng.random() < 0.7,
        first_year=rng.choice(("元", "元", "1")),
        old_era_in_2019=rng.random() < 0.4,
        heading=rng.choice(HEADINGS),
        joint=rng.choice((" ", " ", "　")),
    )
