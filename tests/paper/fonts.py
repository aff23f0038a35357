"""Fonts for test sheets: two that every PDF viewer brings along, and one to embed where it is installed."""

from importlib.util import find_spec
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

from tests.paper.style import Font

_NOT_EMBEDDED = {"kaku": "HeiseiKakuGo-W5", "mincho": "HeiseiMin-W3"}
_EMBEDDED = "EmbeddedGothic"


def embedded_font() -> Path | None:
    """The file of a Japanese TrueType font, of a package that the notebooks need; None where it isn't installed."""
    found = find_spec("matplotlib_fontja")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / "fonts" / "ipaexg.ttf"
    return path if path.is_file() else None


def font_name(font: Font) -> str:
    """The name by which reportlab knows a font, which is registered."""
    name = _NOT_EMBEDDED.get(font, _EMBEDDED)
    if name not in pdfmetrics.getRegisteredFontNames():
        if font == "embedded":
            pdfmetrics.registerFont(TTFont(name, str(embedded_font())))
        else:
            pdfmetrics.registerFont(UnicodeCIDFont(name))
    return name


def width_of(text: str, name: str, size: float) -> float:
    """How wide a text is."""
    width: float = pdfmetrics.stringWidth(text, name, size)
    return width
