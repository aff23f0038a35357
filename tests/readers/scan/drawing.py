"""Crops of lines drawn for tests, in the font that matplotlib-fontja brings (IPAexGothic, IPA Font License)."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont


def drawn(text: str, size: int = 40, above: int = 4) -> NDArray[np.uint8]:
    """``text`` in black on white, ``size`` pixels high, with ``above`` pixels of paper above and below."""
    font = ImageFont.truetype(str(font_file()), size)
    picture = Image.new("L", (int(font.getlength(text)) + 20, size + 2 * above), 255)
    ImageDraw.Draw(picture).text((10, above), text, font=font, fill=0)
    return np.array(picture, dtype=np.uint8)


def font_file() -> Path:
    """The font's file; skips the test where the extra 'notebooks' isn't installed."""
    spec = find_spec("matplotlib_fontja")
    if spec is None or spec.origin is None:
        pytest.skip("the font of matplotlib-fontja is not installed: install the extra 'notebooks'")
    return next(Path(spec.origin).parent.glob("fonts/*.ttf"))
