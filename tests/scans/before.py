"""What happened to a sheet before it was scanned: worn rules, a stamp, a pen, the page behind it."""

from math import cos, radians, sin
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from tests.paper.fonts import embedded_font
from tests.scans.condition import Gaps
from tests.scans.geometry import Points
from tests.scans.pages import Mask, PageImage, Pixels

_AROUND = 1.6  # points either side of a rule's middle: the ink of the rule, a double one too
_EVERY, _HEAVY = 35.0, (1.0, 3.0)  # points between heavy gaps, and how wide they are
_MODERATE, _A_GAP_IN = (0.8, 2.2), 90.0  # points: how wide they are, and on what length of rule there is one
_RED, _BLUE = (200, 45, 40), (40, 50, 120)
_STAMP_WORDS = ("収　受", "6. 7. 1", "第 48 号")


def worn_rules(page: PageImage, picture: Pixels, faint: float, gaps: Gaps, rng: np.random.Generator) -> Pixels:
    """The page with ``faint`` of its rules' ink, and gaps in them; text, shades and boxes to tick stay as they are."""
    kept = np.ones(page.grey.shape, np.float32)
    for rules, along in ((page.level, 1), (page.upright, 0)):
        for rule in rules:
            _lighten(page, kept, rule, along, faint)
            for start, stop in _gaps(rule, gaps, rng):
                _lighten(page, kept, np.array((rule[0], start, stop)), along, 0)
    kept[page.text] = 1
    ground = page.ground if picture.ndim == 2 else page.ground[:, :, None]
    weight = kept if picture.ndim == 2 else kept[:, :, None]
    # A shade may have a colour that the grey of the ground hasn't: only where the rule is darker is anything changed.
    lighter = ground - (ground.astype(np.float32) - picture) * weight
    return np.where(picture < ground, lighter, picture).round().astype(np.uint8)


def _gaps(rule: Points, gaps: Gaps, rng: np.random.Generator) -> list[tuple[float, float]]:
    """Where a rule is broken, from and to in points."""
    start, stop = rule[1], rule[2]
    if gaps == "none":
        return []
    if gaps == "heavy":
        at = start + rng.uniform(0, _EVERY)
        found = []
        while at < stop:
            found.append((at, at + rng.uniform(*_HEAVY)))
            at += _EVERY * rng.uniform(0.7, 1.3)
        return found
    count = rng.poisson((stop - start) / _A_GAP_IN)
    return [(at, at + rng.uniform(*_MODERATE)) for at in rng.uniform(start, stop, count).tolist()]


def _lighten(page: PageImage, kept: NDArray[np.float32], rule: Points, along: int, share: float) -> None:
    """Keep no more than ``share`` of the ink of a piece of rule; ``along`` 1 is level."""
    x_scale, y_scale = page.transform.a, page.transform.e
    across_scale, along_scale = (y_scale, x_scale) if along else (x_scale, y_scale)
    low, high = round((rule[0] - _AROUND) * across_scale), round((rule[0] + _AROUND) * across_scale) + 1
    start, stop = round(rule[1] * along_scale), max(round(rule[2] * along_scale), round(rule[1] * along_scale) + 1)
    piece = (slice(max(low, 0), high), slice(max(start, 0), stop))
    where = piece if along else piece[::-1]
    np.minimum(kept[where], share, out=kept[where])


def shone_through(picture: Pixels, behind: Pixels, share: float) -> Pixels:
    """The page with another one's mirror image on its back."""
    other = cv2.resize(behind[:, ::-1], picture.shape[1::-1], interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(other, (0, 0), 1.5).astype(np.float32)
    light = 1 - share * (255 - soft) / 255
    return (picture * (light if picture.ndim == 2 else light[:, :, None])).round().astype(np.uint8)


def stamped(page: PageImage, picture: Pixels, rng: np.random.Generator) -> Pixels:
    """The page with a stamp of receipt somewhere on it: a red ring, two bars across it, three lines of words."""
    scale = page.dpi / 72
    side = round(74 * scale)
    mould = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(mould)
    wide = max(1, round(1.6 * scale))
    pen.ellipse((wide, wide, side - wide, side - wide), outline=255, width=wide)
    font = ImageFont.truetype(str(_font()), round(12 * scale))
    for row, words in enumerate(_STAMP_WORDS):
        middle = side * (0.27 + 0.23 * row)
        pen.text((side / 2, middle), words, fill=255, font=font, anchor="mm")
        if row:
            at = middle - side * 0.115
            pen.line((side * 0.06, at, side * 0.94, at), fill=255, width=wide)
    ink = np.asarray(mould.rotate(float(rng.uniform(-12, 12)), resample=Image.Resampling.BICUBIC))
    height, width = picture.shape[:2]
    left = round(float(rng.uniform(0.1, 0.9)) * (width - side))
    top = round(float(rng.uniform(0.08, 0.9)) * (height - side))
    cover = np.zeros((height, width), np.float32)
    cover[top : top + side, left : left + side] = ink / 255 * rng.uniform(0.7, 0.95)
    return _inked(picture, cover, _RED)


def _font() -> Path:
    path = embedded_font()
    if path is None:
        raise FileNotFoundError("a stamp needs the font of matplotlib-fontja: install the extra 'notebooks'")
    return path


def pen_line(page: PageImage, picture: Pixels, rng: np.random.Generator) -> Pixels:
    """The page with a line drawn by hand over some of it."""
    height, width = picture.shape[:2]
    scale = page.dpi / 72
    angle, long_ = radians(float(rng.uniform(6, 35)) * rng.choice((-1, 1))), float(rng.uniform(0.3, 0.7)) * width
    start = np.array((float(rng.uniform(0.05, 0.3)) * width, float(rng.uniform(0.3, 0.7)) * height))
    steps = np.linspace(0, 1, 40)[:, None]
    path = start + steps * long_ * np.array((cos(angle), sin(angle)))
    path[:, 1] += np.cumsum(rng.normal(0, 0.5 * scale, len(path)))
    cover = np.zeros((height, width), np.uint8)
    cv2.polylines(cover, [path.round().astype(np.int32)], False, 255, max(1, round(1.1 * scale)), cv2.LINE_AA)
    return _inked(picture, (cover * (0.85 / 255)).astype(np.float32), _BLUE)


def _inked(picture: Pixels, cover: NDArray[np.float32],
           colour: tuple[int, int, int]) -> Pixels:  # fmt: skip
    """Transparent ink over the page: what is dark stays dark."""
    if picture.ndim == 2:
        grey = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]
        return (picture * (1 - cover * (1 - grey / 255))).round().astype(np.uint8)
    share = 1 - cover[:, :, None] * (1 - np.array(colour, np.float32) / 255)
    return (picture * share).round().astype(np.uint8)


def punched(page: PageImage, picture: Pixels, rng: np.random.Generator) -> Pixels:
    """The page with two holes in its left margin, 80 mm apart, through which the scanner's lid is seen."""
    scale = page.dpi / 72
    margin = _margin(page.grey < 200, scale)
    radius = min(8.5, margin / 2 - 0.5) * scale
    x = max(margin / 2, 0) * scale
    shown = picture.copy()
    lid = int(rng.integers(0, 90))
    for side in (-1, 1):
        y = picture.shape[0] / 2 + side * min(113, page.height / 3) * scale + float(rng.uniform(-3, 3)) * scale
        colour = lid if picture.ndim == 2 else (lid, lid, lid)
        cv2.circle(shown, (round(x), round(y)), round(radius), colour, -1, cv2.LINE_AA)
    return shown


def _margin(ink: Mask, scale: float) -> float:
    """How wide the white is on the left, in points."""
    columns = np.flatnonzero(ink.any(axis=0))
    return float(columns[0]) / scale if len(columns) else 40.0
